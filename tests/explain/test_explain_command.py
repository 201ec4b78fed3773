"""`tallywire explain`: which files it takes, and how it tells what it cannot take."""

import json
import subprocess
import sys

import pytest

TOLL = "The ministry said that 12 soldiers were killed near the town on Monday."


def explain(*arguments: object, stdin: bytes | None = None):
    return subprocess.run(
        [sys.executable, "-m", "pipelines.cli", "explain", *map(str, arguments)],
        capture_output=True,
        input=stdin,
        check=False,
        timeout=120,
    )


FILES = {
    "plain.txt": TOLL,
    "front_matter.txt": f"---\nDate: 2025-11-04\n---\n{TOLL}",
    "marks.md": TOLL.replace("12 soldiers", "**12 soldiers**"),
    "page.html": f"<html><body><article><p>{TOLL}</p><p>{TOLL}</p></article></body></html>",
    "documents.jsonl": json.dumps({"doc_id": "d-1", "text": TOLL, "published_at": "2025-11-04"}),
    "articles.jsonl": json.dumps({"text": TOLL, "url": "https://example.org/a"}),
}


@pytest.mark.parametrize("name", FILES)
def test_it_takes_what_the_other_commands_take(name: str, tmp_path) -> None:
    path = tmp_path / name
    path.write_text(FILES[name] + "\n", encoding="utf-8")
    done = explain(path)
    assert done.returncode == 0, done.stderr
    assert "⟦12⟧ soldiers were killed" in done.stdout.decode()
    assert b"\x1b" not in done.stdout


@pytest.mark.parametrize("given", [TOLL, json.dumps({"doc_id": "d", "text": TOLL})])
def test_standard_input_is_text_or_documents(given: str) -> None:
    done = explain("-", "--date", "2025-11-04", stdin=given.encode())
    assert done.returncode == 0, done.stderr
    assert "published 2025-11-04: 1 claim" in done.stdout.decode()
    assert "2025-11-03" in done.stdout.decode()


def test_a_date_of_its_own_wins(tmp_path) -> None:
    path = tmp_path / "front_matter.txt"
    path.write_text(FILES["front_matter.txt"], encoding="utf-8")
    told = explain(path, "--date", "2020-01-01").stdout.decode()
    assert "published 2025-11-04" in told


def test_one_document_of_many_can_be_asked_for(tmp_path) -> None:
    path = tmp_path / "documents.jsonl"
    path.write_text(
        "".join(json.dumps({"doc_id": f"d-{n}", "text": TOLL}) + "\n" for n in range(3)),
        encoding="utf-8",
    )
    assert explain(path).stdout.decode().count("no date: 1 claim") == 3
    (line,) = explain(path, "--doc", "d-1", "--json").stdout.decode().splitlines()
    assert json.loads(line)["doc_id"] == "d-1"


BAD = {
    "empty.txt": (b"", (), "empty"),
    "binary.txt": (b"\x00\x01\x02\xff" * 50, (), "binary.txt"),
    "table.csv": (b"a,b\n", (), "no column with a text; it has a, b"),
    "broken.jsonl": (b'{"doc_id": "a", "text": "Calm."}\n{\n', (), "line 2: not JSON"),
    "nothing.jsonl": (b"\n\n", (), "there is no text in it"),
    "other.jsonl": (b'{"doc_id": "a", "text": "Calm."}\n', ("--doc", "b"), "no document 'b'"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_it_cannot_take_is_one_line(name: str, tmp_path) -> None:
    given, options, told = BAD[name]
    path = tmp_path / name
    path.write_bytes(given)
    done = explain(path, *options)
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert told in line


def test_an_absent_file_and_a_folder_are_told(tmp_path) -> None:
    for path in (tmp_path / "absent.txt", tmp_path):
        done = explain(path)
        assert done.returncode == 2
        assert str(path) in done.stderr.decode()
        assert "Traceback" not in done.stderr.decode()
