"""Our scorer and the one that comes with the annotated documents, where a checkout has it."""

import dataclasses
import datetime as dt
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipelines.evaluation.gold import AnnotatedDocument, annotation_of
from pipelines.evaluation.matching import SLOTS
from pipelines.evaluation.measure import measure_file
from pipelines.evaluation.report import figures
from pipelines.evaluation.scoring import compare, tally
from pipelines.extract import extract_file
from pipelines.records import CATEGORIES, QUALIFIERS, VERIFICATIONS, VICTIM_CLASSES, Article

GOLD = Path(__file__).parents[3] / "shared" / "gold"

pytestmark = pytest.mark.skipif(
    not (GOLD / "score.py").exists(), reason="no other scorer beside this checkout"
)


def other_scorer(script: str, *arguments: object) -> str:
    return subprocess.run(
        [sys.executable, str(GOLD / script), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def same_numbers(ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    assert (ours["gold"], ours["predicted"]) == (theirs["gold"], theirs["predicted"])
    assert ours["implicit_recall"] == pytest.approx(theirs["implicit"]["r"], abs=1e-4)
    for name in ("found", "record", "full"):
        assert ours[name] == pytest.approx(theirs[name], abs=2e-4)
    assert ours["slots"] == pytest.approx(theirs["slots"], abs=1e-4)


def test_both_give_the_extractor_the_same_numbers(tmp_path: Path) -> None:
    predicted = tmp_path / "predicted.jsonl"
    extract_file(GOLD / "dev.jsonl", predicted, lambda number, reason: None)
    theirs = json.loads(other_scorer("score.py", GOLD / "dev.jsonl", predicted, "--json"))
    (ours,) = figures(measure_file(GOLD / "dev.jsonl")).values()
    same_numbers(ours, theirs)


def test_both_give_the_totals_the_same_numbers(tmp_path: Path) -> None:
    predicted = tmp_path / "predicted.jsonl"
    extract_file(GOLD / "isaf_dev.jsonl", predicted, lambda number, reason: None)
    theirs = other_scorer("score_totals.py", GOLD / "isaf_dev.jsonl", predicted)
    (ours,) = figures(measure_file(GOLD / "isaf_dev.jsonl")).values()
    for line in theirs.splitlines():
        category, _, exact, *_, positive, _ = line.split()
        assert f"{ours[category]['exact']:.3f}" == exact
        assert f"{ours[category]['exact_positive']:.3f}" == positive


NAMES = [
    None, "", "Russia", "Russian Ministry of Defence", "the Russian MoD", "Ukraine’s General Staff",
    "General Staff of the Ukrainian Armed Forces", "U.S. officials", "American officials", "the",
    "an", "Kiev", "Kyiv mayor Vitali Klitschko", "mayor of Kyiv", "Armed Forces", "Israeli army",
    "Israel's army", "British spokesman", "a U.K. spokeswoman", "UK", "A.B.C. News", "officials",
]  # fmt: skip
DAYS = [None, "2025-11-02", "2025-11-03", "2025-11-04", "2025-11-06", "2022-02-24"]


def any_claim(chance: random.Random, text: str) -> dict[str, Any]:
    start = chance.randrange(0, 40)
    end = start + chance.randrange(1, 9)
    qualifier = chance.choice(QUALIFIERS)
    vague = qualifier == "vague" and chance.random() < 0.8
    return {
        "start": start,
        "end": end,
        "figure": text[start:end],
        "implicit": chance.random() < 0.2,
        "category": chance.choice(CATEGORIES[:2]),
        "value": None if vague else chance.choice([1, 2]),
        "value_to": chance.choice([None, None, None, 0, 3]),
        "qualifier": qualifier,
        "victim_side": chance.choice([None, "", "ukraine", "russia"]),
        "victim_class": chance.choice([None, *VICTIM_CLASSES]),
        "claimant": chance.choice(NAMES),
        "relay": chance.choice(NAMES),
        "period_start": chance.choice(DAYS),
        "period_end": chance.choice(DAYS),
        "cumulative": chance.choice([None, True, False]),
        "place": chance.choice(NAMES),
        "verification": chance.choice([None, *VERIFICATIONS]),
    }


def blurred(chance: random.Random, claim: dict[str, Any], text: str) -> dict[str, Any]:
    """Return a claim with a few slots taken from another, so that many slots stay right."""
    slots = chance.sample(sorted(claim), k=chance.randrange(0, 5))
    other = any_claim(chance, text)
    mixed = {**claim, **{slot: other[slot] for slot in slots}}
    if mixed["start"] >= mixed["end"]:
        mixed.update(start=claim["start"], end=claim["end"])
    return {**mixed, "figure": text[mixed["start"] : mixed["end"]]}


def as_claim(claim, fields: dict[str, Any]):
    """Return a record with these fields; days become dates."""
    days = {
        name: dt.date.fromisoformat(fields[name]) if fields[name] else None
        for name in ("period_start", "period_end")
    }
    return dataclasses.replace(claim(), **{**fields, **days})


@pytest.mark.parametrize("seed", range(5))
def test_both_give_claims_made_at_random_the_same_numbers(seed: int, claim, tmp_path) -> None:
    chance = random.Random(seed)
    text = "".join(chance.choice("abcdefghij ") for _ in range(60))
    documents, reads, outcomes = [], [], []
    for number in range(60):
        golds = [any_claim(chance, text) for _ in range(chance.randrange(0, 5))]
        found = [blurred(chance, gold, text) for gold in golds if chance.random() < 0.8]
        found += [any_claim(chance, text) for _ in range(chance.randrange(0, 3))]
        documents.append({"doc_id": f"d-{number}", "text": text, "claims": golds})
        reads.append({"doc_id": f"d-{number}", "claims": found})
        annotations = tuple(annotation_of(as_claim(claim, gold)) for gold in golds)
        document = AnnotatedDocument(Article(f"d-{number}", text), annotations)
        outcomes.append(compare(document, [as_claim(claim, fields) for fields in found]))
    gold, predicted = tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl"
    gold.write_text("".join(json.dumps(d) + "\n" for d in documents), encoding="utf-8")
    predicted.write_text("".join(json.dumps(d) + "\n" for d in reads), encoding="utf-8")
    theirs = json.loads(other_scorer("score.py", gold, predicted, "--json"))
    sums = tally(outcomes)
    assert sums.found > 30
    ours = {
        "gold": sums.gold,
        "predicted": sums.predicted,
        "implicit_recall": sums.implicit_found / sums.implicit_gold,
        "slots": {slot: sums.accuracy(slot) for slot in SLOTS},
    }
    for name in ("found", "record", "full"):
        shares = sums.shares(getattr(sums, name))
        ours[name] = {"p": shares.precision, "r": shares.recall, "f1": shares.f1}
    same_numbers(ours, theirs)
