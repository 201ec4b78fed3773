"""`tallywire evaluate` and its make target: tables, files, held-back documents, one-line errors."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.evaluation.fitting import fold_of
from tests.evaluation.made import GOLD, TEXT

ROOT = Path(__file__).parents[2]

DOCUMENT = {"doc_id": "wire-0", "text": TEXT, "published_at": "2025-11-04", "claims": [GOLD]}
WORDS = "In {name}, 7 soldiers were killed, officials said."


def document(number: int, **changed: object) -> dict[str, object]:
    """Return a document with one annotation that the extractor finds but reads otherwise."""
    text = WORDS.format(name=f"Place{number}")
    start = text.index("7")
    claim = {**GOLD, "start": start, "end": start + 1, "figure": "7", "value": 7, **changed}
    return {"doc_id": f"wire-{number}", "text": text, "claims": [claim]}


def evaluate(*arguments: object):
    return subprocess.run(
        [sys.executable, "-m", "pipelines.cli", "evaluate", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_report_has_every_table_and_fits_a_terminal(gold_file) -> None:
    done = evaluate(gold_file(DOCUMENT, *(document(n) for n in range(1, 6))))
    assert done.returncode == 0, done.stderr
    for title in ("found ", "record ", "full ", "by category", "by slot", "by kind", "confidence"):
        assert title in done.stdout
    assert "6 documents, 6 explicit claims" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 110


def test_numbers_come_as_json_too(gold_file) -> None:
    done = evaluate(gold_file(DOCUMENT), "--json")
    (result,) = json.loads(done.stdout).values()
    assert result["found"] == {"p": 1.0, "r": 1.0, "f1": 1.0}
    assert result["slots"]["qualifier"] == 1.0


def test_errors_are_written_one_a_line_with_their_words(gold_file, tmp_path) -> None:
    missed = document(1, category="wounded")
    done = evaluate(gold_file(DOCUMENT, missed), "--misses", tmp_path / "new" / "misses.md")
    assert done.returncode == 0, done.stderr
    lines = (tmp_path / "new" / "misses.md").read_text(encoding="utf-8").splitlines()
    assert "## Missed, wounded: 1" in lines
    assert "## False alarm, killed: 1" in lines
    words = [line for line in lines if line.startswith("- wire-1: ")]
    assert len(words) == 2
    assert all("In Place1, ⟦7⟧ soldiers were killed" in line for line in words)


def test_a_wrong_slot_names_both_values_and_the_rule(gold_file, tmp_path) -> None:
    evaluate(gold_file(document(1, claimant="Kyiv")), "--misses", tmp_path / "misses.md")
    text = (tmp_path / "misses.md").read_text(encoding="utf-8")
    assert "## Wrong claimant: 1" in text
    assert "annotated 'Kyiv', read 'officials' (explicit, " in text


def test_held_back_documents_are_scored_but_never_shown(gold_file, tmp_path) -> None:
    documents = [document(n, claimant=f"Speaker {n}") for n in range(20)]
    held = {n for n in range(20) if fold_of(f"wire-{n}", 4) == 1}
    path = gold_file(*documents)
    misses = tmp_path / "misses.md"
    done = evaluate(path, "--hold-back", 1, "--misses", misses)
    assert done.returncode == 0, done.stderr
    assert f"open: {20 - len(held)} documents" in done.stdout
    assert f"held: {len(held)} documents" in done.stdout
    told = misses.read_text(encoding="utf-8")
    assert all((f"wire-{n}:" in told) is (n not in held) for n in range(20))
    numbers = json.loads(evaluate(path, "--hold-back", 1, "--json").stdout)
    assert numbers["held"]["documents"] == len(held)


def test_totals_are_recognised(gold_file, tmp_path) -> None:
    exact = {"doc_id": "r-1", "text": TEXT, "gold": {"min_killed": 12, "min_captured": 0}}
    wrong = {"doc_id": "r-2", "text": TEXT, "gold": {"min_killed": 3, "min_captured": 0}}
    misses = tmp_path / "misses.md"
    done = evaluate(gold_file(exact, wrong), "--misses", misses)
    assert done.returncode == 0, done.stderr
    lines = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines() if line}
    assert lines["killed"] == ["2", "0.500", "2", "0.500"]
    assert lines["captured"] == ["2", "1.000", "0", "0.000"]
    assert "- r-2: counted 3, read 12: Russia said" in misses.read_text(encoding="utf-8")


def test_weights_are_written_where_they_are_asked_for(gold_file, tmp_path) -> None:
    target = tmp_path / "confidence.csv"
    documents = [document(n, claimant="officials") for n in range(8)]
    done = evaluate(gold_file(*documents), "--fit-confidence", target)
    assert done.returncode == 0, done.stderr
    assert target.read_text(encoding="utf-8").startswith("slot,seen,weight,support\nclaim,always,")


def test_weights_need_claims(gold_file, tmp_path) -> None:
    calm = {"doc_id": "c-1", "text": "Calm.", "claims": []}
    done = evaluate(gold_file(calm), "--fit-confidence", tmp_path / "confidence.csv")
    assert done.returncode == 2
    assert "cannot be fitted" in done.stderr
    assert not (tmp_path / "confidence.csv").exists()


@pytest.mark.parametrize("option", ["--misses", "--fit-confidence"])
def test_the_gold_file_is_never_overwritten(option, gold_file) -> None:
    path = gold_file(DOCUMENT)
    before = path.read_bytes()
    done = evaluate(path, option, path)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        f"tallywire: {path} is the gold file itself: name another output"
    ]
    assert path.read_bytes() == before


def test_a_bad_gold_file_is_one_line(gold_file) -> None:
    done = evaluate(gold_file(DOCUMENT, b"{"))
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert "gold.jsonl:2: not JSON" in line


@pytest.mark.parametrize("target", ["evaluate", "confidence"])
def test_make_without_a_gold_file_tells_what_to_give(target: str) -> None:
    # -o setup: the environment that runs this test is there already.
    done = subprocess.run(
        ["make", "--no-print-directory", "-o", "setup", target],
        cwd=ROOT,
        env={k: v for k, v in os.environ.items() if k not in ("GOLD", "MAKEFLAGS", "MAKELEVEL")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert f"make {target} GOLD=path.jsonl" in done.stderr.splitlines()[0]
