"""`tallywire run` from an empty home: what it leaves, what a repetition and a crash cost."""

import json
import os
import signal
import time

import pytest

GOOD = '{"doc_id": "ok", "published_at": "2025-11-15", "text": "Twelve soldiers were killed."}'
BAD_INPUTS = {
    "empty.txt": (b"", "empty"),
    "binary.txt": (bytes(range(256)) * 40, "binary"),
    "wrong-encoding.txt": (b"\xff\xfe" + "Lyman".encode("utf-16-le") + b"\x00\xdc", "undecodable"),
    "undated.txt": (b"Five soldiers were killed near Lyman.", "no_date"),
    "huge.txt": (b"Ten soldiers were killed near Lyman. " * 1_400_000, "too_large"),
    "lines.jsonl": (f"[1, 2]\n{GOOD}\n".encode(), "malformed"),
}


def test_a_run_ends_with_tolls_findings_and_where_to_look(undisturbed):
    told = (undisturbed / "told.txt").read_text()
    for heading in ("Claimed tolls", "What does not add up", "Where to look next"):
        assert heading in told
    assert "≥ " in told
    assert str(undisturbed / "snapshots") in told
    assert sorted((undisturbed / "exports").glob("*.parquet"))


def test_a_second_run_has_nothing_to_do(undisturbed, tallywire, checksums):
    before = checksums(undisturbed)
    again = tallywire(undisturbed, "run")
    assert again.returncode == 0
    assert "nothing has changed" in again.stderr
    assert checksums(undisturbed) == before


def test_every_step_run_again_changes_nothing(undisturbed, tallywire, checksums):
    before = checksums(undisturbed)
    again = tallywire(undisturbed, "run", "--again")
    assert again.returncode == 0, again.stderr
    assert " 0 new" in again.stdout
    assert checksums(undisturbed) == before


def test_every_figure_of_the_snapshot_is_in_its_text(undisturbed, tallywire):
    query = (
        'select count(*) as claims, count(*) filter (substring(text, start + 1, "end" - start)'
        " <> figure) as wrong from raw.claim join raw.article_version using (article_id, version)"
    )
    answer = json.loads(tallywire(undisturbed, "sql", "--format", "json", query).stdout)
    assert answer["claims"] > 0
    assert answer["wrong"] == 0


# The step during which the process is killed: while rows load, and while dbt builds.
KILLED_AT = ["… claims", "… core_models"]


@pytest.mark.parametrize("step", KILLED_AT)
def test_a_killed_run_costs_nothing_but_its_repetition(
    tmp_path, undisturbed, tallywire, started, checksums, step
):
    home = tmp_path / "home"
    process = started(home, "run")
    for line in process.stderr:
        if step in line:
            time.sleep(0.05)
            os.kill(process.pid, signal.SIGKILL)
            break
    assert process.wait(timeout=60) == -signal.SIGKILL
    process.stderr.close()
    repeated = tallywire(home, "run")
    assert repeated.returncode == 0, repeated.stderr
    assert checksums(home) == checksums(undisturbed)


def test_bad_inputs_are_told_and_the_rest_is_loaded(tmp_path, tallywire):
    inbox, home = tmp_path / "inbox", tmp_path / "home"
    inbox.mkdir()
    for name, (content, _) in BAD_INPUTS.items():
        (inbox / name).write_bytes(content)
    (inbox / "unreadable.txt").symlink_to("nowhere")
    done = tallywire(home, "run", inbox)
    assert done.returncode == 1, done.stderr
    last = done.stderr.splitlines()[-1]
    assert last == f"done; {len(BAD_INPUTS) + 1} inputs were rejected (exit status 1)"
    query = "select split_part(source_path, ':', 1), reason from raw.rejected_input order by 1"
    rejected = dict(
        line.split(",")
        for line in tallywire(home, "sql", "--format", "csv", query).stdout.splitlines()[1:]
    )
    expected = {name: reason for name, (_, reason) in BAD_INPUTS.items()}
    assert rejected == {**expected, "unreadable.txt": "unreadable"}
    figures = tallywire(home, "sql", "--format", "csv", "select figure from core.claim").stdout
    assert figures.split() == ["figure", "Twelve"]


def test_an_inbox_that_does_not_exist_is_one_line(tmp_path, tallywire):
    done = tallywire(tmp_path / "home", "run", tmp_path / "nowhere")
    assert done.returncode == 2
    assert "does not exist" in done.stderr
    assert "Traceback" not in done.stderr
