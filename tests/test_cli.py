"""The command line: what a user types, what comes back, and with which exit status."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from warehouse.connect import open_live
from warehouse.publish import publish


def tallywire(*arguments: object, home: Path | None = None, stdin: bytes | None = None):
    environment = {**os.environ, **({"TALLYWIRE_HOME": str(home)} if home else {})}
    return subprocess.run(
        [sys.executable, "-m", "pipelines.cli", *map(str, arguments)],
        capture_output=True,
        env=environment,
        input=stdin,
        check=False,
        timeout=120,
    )


def documents(path: Path, *lines: object) -> Path:
    path.write_bytes(
        b"".join(
            (line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n"
            for line in lines
        )
    )
    return path


def read(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


TOLL = "The ministry said on Monday that 12 soldiers were killed near the town."

COMMANDS = [
    "run",
    "ingest",
    "extract",
    "explain",
    "evaluate",
    "sql",
    "export",
    "checksum",
    "ui",
    "dashboard",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shows_an_example(command):
    shown = tallywire(command, "--help")
    assert shown.returncode == 0
    assert b"Example" in shown.stdout
    assert f"tallywire {command}".encode() in shown.stdout


def test_help_loads_nothing_heavy():
    probe = (
        "import sys, pipelines.cli; heavy = {'dagster', 'duckdb', 'polars', 'dbt', 'rich', 'dash',"
        " 'great_expectations'} & set(sys.modules); sys.exit(repr(heavy) if heavy else 0)"
    )
    assert subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0


def test_help_is_quick():
    tallywire("--help")
    begun = time.perf_counter()
    tallywire("--help")
    assert time.perf_counter() - begun < 2  # about 0.2 s; the bound leaves room for a busy machine


@pytest.mark.parametrize("module", ["pipelines.extract", "pipelines.evaluation.answer"])
def test_reading_texts_loads_neither_orchestrator_nor_database(module):
    probe = (
        f"import sys, {module}; heavy = {{'dagster', 'duckdb', 'dbt', 'great_expectations'}}"
        " & set(sys.modules); sys.exit(repr(heavy) if heavy else 0)"
    )
    assert subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0


def test_extract_writes_one_line_a_document_in_order(tmp_path):
    source = documents(
        tmp_path / "in.jsonl",
        {"doc_id": "b", "text": TOLL, "published_at": "2025-11-04", "mood": {"any": 1}},
        {"doc_id": "a", "text": "Calm.", "published_at": None, "publisher": None},
        {"doc_id": "e", "text": ""},
    )
    done = tallywire("extract", source, "-o", tmp_path / "out.jsonl")
    assert done.returncode == 0, done.stderr
    out = read(tmp_path / "out.jsonl")
    assert [line["doc_id"] for line in out] == ["b", "a", "e"]
    assert [set(line) for line in out] == [{"doc_id", "claims"}] * 3
    assert out[1]["claims"] == []


def test_offsets_count_code_points_of_the_text_as_given(tmp_path):
    text = "\ufeff  Кhаr 👩‍👩‍👧 e\u0301\r\n\r\n" + TOLL + "\u00a0 \n"
    source = documents(tmp_path / "in.jsonl", {"doc_id": "d", "text": text})
    tallywire("extract", source, "-o", tmp_path / "out.jsonl")
    claims = read(tmp_path / "out.jsonl")[0]["claims"]
    assert [claim["figure"] for claim in claims] == ["12"]
    assert all(text[claim["start"] : claim["end"]] == claim["figure"] for claim in claims)


BAD_LINES = [
    (b"{", "not JSON"),
    (b"[1, 2]", "not an object"),
    (b"null", "not an object"),
    (b'"text"', "not an object"),
    (b'{"text": "no id"}', "doc_id"),
    (b'{"doc_id": 7, "text": "number"}', "doc_id"),
    (b'{"doc_id": "x"}', "text"),
    (b'{"doc_id": "x", "text": null}', "text"),
    (b'{"doc_id": "x", "text": "\xff\xfe"}', "not UTF-8"),
    (b"[" * 100_000, "not JSON"),
    (b"\x00\x01binary", "not JSON"),
]


@pytest.mark.parametrize(("line", "reason"), BAD_LINES)
def test_a_bad_line_is_told_with_its_number_and_does_not_stop_the_rest(tmp_path, line, reason):
    good = {"doc_id": "good", "text": TOLL}
    source = documents(tmp_path / "in.jsonl", good, line, good)
    done = tallywire("extract", source, "-o", tmp_path / "out.jsonl")
    assert done.returncode == 1
    told = done.stderr.decode()
    assert "line 2" in told
    assert reason in told
    assert "Traceback" not in told
    assert [record["doc_id"] for record in read(tmp_path / "out.jsonl")] == ["good", "good"]


def test_a_document_with_an_unreadable_date_is_told_and_still_read(tmp_path):
    source = documents(
        tmp_path / "in.jsonl", {"doc_id": "d", "text": TOLL, "published_at": "last week"}
    )
    done = tallywire("extract", source, "-o", tmp_path / "out.jsonl")
    assert done.returncode == 1
    assert b"published_at" in done.stderr
    assert len(read(tmp_path / "out.jsonl")[0]["claims"]) == 1


def test_a_lone_surrogate_survives_the_way_out(tmp_path):
    source = documents(
        tmp_path / "in.jsonl", b'{"doc_id": "d\\ud800", "text": "12 soldiers were killed \\udfff."}'
    )
    done = tallywire("extract", source, "-o", tmp_path / "out.jsonl")
    assert done.returncode == 0, done.stderr
    assert read(tmp_path / "out.jsonl")[0]["doc_id"] == "d\ud800"


def test_extract_reads_standard_input_and_writes_standard_output():
    line = json.dumps({"doc_id": "d", "text": TOLL}).encode()
    done = tallywire("extract", "-", "-o", "-", stdin=line)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["doc_id"] == "d"


def test_a_failed_extract_leaves_the_old_output_alone(tmp_path):
    target = tmp_path / "out.jsonl"
    target.write_text("old")
    assert tallywire("extract", tmp_path / "absent.jsonl", "-o", target).returncode == 2
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("way", ["itself", "symlink", "hard_link", "standard_input"])
def test_extract_refuses_to_overwrite_its_own_input(tmp_path, way):
    source = documents(tmp_path / "in.jsonl", {"doc_id": "d", "text": TOLL})
    before = source.read_bytes()
    target = source if way in ("itself", "standard_input") else tmp_path / "other.jsonl"
    if way == "symlink":
        target.symlink_to(source)
    elif way == "hard_link":
        target.hardlink_to(source)
    with source.open("rb") as given:
        done = subprocess.run(
            [sys.executable, "-m", "pipelines.cli", "extract"]
            + (["-"] if way == "standard_input" else [str(source)])
            + ["-o", str(target)],
            stdin=given,
            capture_output=True,
            check=False,
        )
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert b"is the input itself" in done.stderr
    assert source.read_bytes() == before


def test_extract_names_the_folder_that_is_missing(tmp_path):
    source = documents(tmp_path / "in.jsonl", {"doc_id": "d", "text": TOLL})
    done = tallywire("extract", source, "-o", tmp_path / "no" / "dir" / "x.jsonl")
    assert done.returncode == 2
    folder = tmp_path / "no" / "dir"
    assert done.stderr.decode().splitlines() == [
        f"tallywire: cannot write {folder / 'x.jsonl'}: there is no folder {folder}"
    ]


ERRORS = [
    (("extract", "absent.jsonl", "-o", "out.jsonl"), "absent.jsonl"),
    (("extract", os.devnull, "-o", "absent/out.jsonl"), "absent"),
    (("run", "absent"), "absent"),
    (("explain",), "Missing argument 'FILE'"),
    (("explain", "absent.txt"), "absent.txt"),
    (("explain", os.devnull, "--date", "soon"), "soon"),
    (("evaluate",), "Missing argument 'GOLD'"),
    (("evaluate", "absent.jsonl"), "absent.jsonl"),
    (("evaluate", os.devnull), "there is no document in it"),
    (("evaluate", os.devnull, "--hold-back", "4"), "'--hold-back'"),
    (("ingest",), "name files or folders, or one source with --source NAME"),
    (("ingest", "--source", "nowhere"), "no source 'nowhere'; there is none"),
    (("retry", "--reason", "boring"), "no reason 'boring'; there are empty, binary"),
    (("ingest", "absent.html"), "absent.html"),
    (("sql", "select 1"), "tallywire run"),
    (("checksum",), "tallywire run"),
    (("dashboard",), "tallywire run"),
    (("dashboard", "--port", "99999"), "99999"),
    (("export", "out"), "tallywire run"),
    (("sql", "--format", "xml", "select 1"), "xml"),
    (("nonsense",), "nonsense"),
]


@pytest.mark.parametrize(("arguments", "told"), ERRORS)
def test_an_error_is_short_and_says_what_is_wrong(tmp_path, monkeypatch, arguments, told):
    monkeypatch.chdir(tmp_path)
    done = tallywire(*arguments, home=tmp_path / "home")
    assert done.returncode == 2
    assert told in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert not (tmp_path / "out").exists()


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """Return a home with a published snapshot: one table of three numbers."""
    home = tmp_path_factory.mktemp("published")
    with open_live(home / "tallywire.duckdb") as con:
        con.execute("create schema marts")
        con.execute("create table marts.number as select range as n from range(3)")
        publish(con, home / "snapshots")
    return home


QUESTIONS = [
    ("select sum(n) as s from marts.number", ["s", "3"]),
    ("from marts.number order by n limit 1;", ["n", "0"]),
    ("/* how many */ select count(*) as c from marts.number", ["c", "3"]),
    ("pivot marts.number on n using count(*)", ["0,1,2", "1,1,1"]),
]


@pytest.mark.parametrize(("query", "told"), QUESTIONS)
def test_sql_answers_one_question(published, query, told):
    done = tallywire("sql", "--format", "csv", query, home=published)
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode().splitlines() == told


REFUSED = [
    ("", "the query is empty"),
    (" ; ", "the query is empty"),
    ("/* nothing */", "the query is empty"),
    ("select 1; select 2", "2 statements"),
    ("selec 1", "syntax error"),
    ("from read_csv('/etc/passwd')", "disabled by configuration"),
    ("from '/etc/passwd'", "does not exist"),
    ("copy marts.number to '{home}/out.csv'", "copy is refused"),
    ("copy marts.number to '{snapshot}.wal'", "copy is refused"),
    ("explain analyze copy marts.number to '{snapshot}.wal'", "explain is refused"),
    ("export database '{home}/out'", "export is refused"),
    ("install httpfs", "load is refused"),
    ("attach '{home}/other.duckdb'", "attach is refused"),
    ("create temp table t as select 1", "create is refused"),
    ("set enable_external_access = true", "set is refused"),
]


@pytest.mark.parametrize(("query", "told"), REFUSED)
def test_sql_refuses_in_one_line_what_is_no_question(published, query, told):
    snapshots = published / "snapshots"
    before = sorted(published.rglob("*"))
    snapshot = (snapshots / "current.duckdb").resolve()
    done = tallywire("sql", query.format(home=published, snapshot=snapshot), home=published)
    assert done.returncode == 2
    assert len(done.stderr.decode().splitlines()) == 1
    assert told in done.stderr.decode()
    assert sorted(published.rglob("*")) == before


@pytest.mark.parametrize("command", ["dashboard", "ui"])
def test_a_taken_port_is_one_line_that_names_the_option(published, command):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = tallywire(command, "--port", port, home=published)
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert f"port {port}" in line
    assert "--port" in line


def test_the_dashboard_answers_and_warns_of_nothing(published):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        # As a script in the background leaves it: the signals that end a program are ignored.
        [
            *("sh", "-c", 'trap "" TERM INT; exec "$@"', "sh"),
            *(sys.executable, "-m", "pipelines.cli", "dashboard", "--port", str(port)),
        ],
        env={**os.environ, "TALLYWIRE_HOME": str(published), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        first = process.stdout.readline()
        assert f"http://127.0.0.1:{port}" in first
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as answer:
            assert answer.status == 200
    finally:
        process.terminate()
        rest = process.communicate(timeout=30)[0]
    assert rest == ""


def test_export_writes_its_files_and_tells_each_table(published, tmp_path):
    done = tallywire("export", tmp_path / "out", home=published)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "number.csv").read_text().splitlines() == ["n", "0", "1", "2"]
    tables = [f"{name}.{form}" for name in ("finding", "number") for form in ("csv", "parquet")]
    names = sorted(["README.md", "datapackage.json", *tables])
    assert done.stdout.decode().splitlines() == [str(tmp_path / "out" / name) for name in names]
    assert done.stderr.decode().splitlines() == ["1/2 finding: 0 rows", "2/2 number: 3 rows"]


UNWRITABLE = [
    (("file",), "file is no folder; name a new or empty export folder"),
    (("full",), "full holds other files; name a new or empty export folder"),
    (("file/out",), "cannot export to {folder}/file/out: File exists; make room or name another"),
    (("out", "--table", "count"), "no table 'count' to export; there are finding, number"),
    (("--table", "number"), "--table needs a DIRECTORY"),
]


@pytest.mark.parametrize(("arguments", "told"), UNWRITABLE)
def test_an_export_that_cannot_be_is_told_in_one_line(
    published, tmp_path, monkeypatch, arguments, told
):
    (tmp_path / "file").write_text("keep")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("keep")
    before = sorted(tmp_path.rglob("*"))
    monkeypatch.chdir(tmp_path)
    done = tallywire("export", *arguments, home=published)
    assert done.returncode == 2
    assert told.format(folder=tmp_path) in done.stderr.decode().splitlines()[-1]
    assert sorted(tmp_path.rglob("*")) == before


def test_an_export_that_outgrows_its_room_is_one_line_and_leaves_nothing(published, tmp_path):
    target = tmp_path / "out"
    command = [sys.executable, "-m", "pipelines.cli", "export", str(target)]
    done = subprocess.run(
        # No file may grow past 0 blocks: what a full disk does, without one.
        ["sh", "-c", 'ulimit -f 0; exec "$@"', "sh", *command],
        env={**os.environ, "TALLYWIRE_HOME": str(published)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"tallywire: cannot export to {target}: ")
    assert line.endswith("make room or name another folder")
    assert list(tmp_path.iterdir()) == []


def test_debug_shows_the_traceback(tmp_path):
    done = tallywire("--debug", "sql", "select 1", home=tmp_path)
    assert done.returncode == 1
    assert b"Traceback" in done.stderr


HOLDER = """
import sys, time
from pathlib import Path
from warehouse.connect import open_live
with open_live(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_warehouse_in_use_is_told_with_its_holder_before_any_step(tmp_path):
    live = tmp_path / "tallywire.duckdb"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(live)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout.readline() == "held\n"
        done = tallywire("run", home=tmp_path)
    finally:
        holder.kill()
        holder.communicate()
    assert done.returncode == 2
    assert f"PID {holder.pid}" in done.stderr.decode()
    assert "articles" not in done.stderr.decode().replace("samples/articles", "")


def test_a_home_that_cannot_be_made_is_one_line(tmp_path):
    (tmp_path / "file").write_text("")
    done = tallywire("run", home=tmp_path / "file" / "home")
    assert done.returncode == 2
    assert len(done.stderr.decode().splitlines()) == 1
