"""The development gold set, where a checkout has it beside it: the share of claims found."""

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.claims import extract_claims
from pipelines.claims.frame import claim_row
from pipelines.records import Article

GOLD = Path(__file__).parents[3] / "shared" / "gold"

pytestmark = pytest.mark.skipif(
    not (GOLD / "dev.jsonl").exists(), reason="no annotated gold set beside this checkout"
)


def test_the_gold_set_is_found_to_the_measured_share(lexicon, tmp_path: Path) -> None:
    predicted = tmp_path / "predicted.jsonl"
    with predicted.open("w", encoding="utf-8") as handle:
        for line in (GOLD / "dev.jsonl").read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            published = dt.datetime.fromisoformat(document["published_at"])
            article = Article(
                document["doc_id"],
                document["text"],
                publisher=document["publisher"],
                published_at=published.replace(tzinfo=dt.UTC),
            )
            claims = [claim_row(c) for c in extract_claims(article, lexicon)]
            row = {"doc_id": document["doc_id"], "claims": claims}
            handle.write(json.dumps(row, default=str) + "\n")
    result = subprocess.run(
        [sys.executable, GOLD / "score.py", GOLD / "dev.jsonl", predicted, "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    score = json.loads(result.stdout)
    least = {"found": 0.91, "record": 0.72, "full": 0.45}
    assert {kind: score[kind]["f1"] >= mark for kind, mark in least.items()} == dict.fromkeys(
        least, True
    )
    assert score["implicit"]["r"] >= 0.66
    assert score["slots"]["qualifier"] >= 0.99
