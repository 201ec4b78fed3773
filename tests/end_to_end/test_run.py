"""`tallywire run` from an empty home: what it leaves, what a repetition and a crash cost."""

import json
import os
import signal
import time

import pytest

BAD_INPUTS = {
    "empty.txt": b"",
    "binary.txt": bytes(range(256)) * 40,
    "line.jsonl": b'[1, 2]\n{"doc_id": "ok", "text": "Officials said 12 soldiers were killed."}\n',
}


def test_a_run_ends_with_tolls_findings_and_where_to_look(undisturbed):
    told = (undisturbed / "told.txt").read_text()
    for heading in ("Claimed tolls", "What does not add up", "Where to look next"):
        assert heading in told
    assert "≥ " in told
    assert str(undisturbed / "snapshots") in told
    assert sorted((undisturbed / "exports").glob("*.parquet"))


def test_a_second_run_changes_nothing_and_is_quicker(undisturbed, tallywire, checksums):
    before, begun = checksums(undisturbed), time.monotonic()
    again = tallywire(undisturbed, "run")
    assert again.returncode == 0
    assert "nothing has changed" in again.stderr
    assert time.monotonic() - begun < 15
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
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for name, content in BAD_INPUTS.items():
        (inbox / name).write_bytes(content)
    done = tallywire(tmp_path / "home", "run", inbox)
    assert done.returncode == 1, done.stderr
    assert "3 rejected" in done.stdout
    for reason in ("empty", "binary", "malformed"):
        assert reason in done.stdout
    query = "select figure from core.claim"
    figures = tallywire(tmp_path / "home", "sql", "--format", "csv", query).stdout
    assert figures.split() == ["figure", "12"]
