"""What holds of every text: nothing raises, every claim and all its evidence stand on words.

Texts are made of the corpus, cut and joined anew, of terms of the lexicon, and of hostile matter:
mixed scripts, nested quotes, brackets, endless digits, tables.
"""

import datetime as dt
import functools
import itertools
import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.claims import extract_claims
from pipelines.claims.reading import document
from pipelines.lexicon import load_lexicon
from pipelines.records import CATEGORIES, QUALIFIERS, VERIFICATIONS, VICTIM_CLASSES, Article, Claim

CORPUS = Path(__file__).parents[1] / "corpus"
PUBLISHED = dt.datetime(2025, 11, 15, tzinfo=dt.UTC)
LARGEST = 2**63 - 1
"""The largest integer of a warehouse column."""
WAR = "Rebels shelled the army's positions. "


@functools.cache
def sentences() -> list[str]:
    """The sentences of the corpus, those of whole documents too."""
    texts = [
        json.loads(line)["text"]
        for path in sorted(CORPUS.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    return sorted({s for text in texts for s in re.split(r"(?<=[.!?]) |\n+", text) if s})


@functools.cache
def fragments() -> list[str]:
    """Pieces of those sentences, cut at punctuation and before small words."""
    cut = re.compile(r"(?<=[,;:–\"“”]) ?| (?=(?:and|or|of|in|by|from|to|that|including|were) )")
    return sorted({piece for s in sentences() for piece in cut.split(s) if piece})


@functools.cache
def terms() -> list[str]:
    return sorted({term.text for senses in load_lexicon().terms for term in senses})


NUMERALS = st.one_of(
    st.integers(0, 10**30).map(str),
    st.integers(0, 10**12).map(lambda n: f"{n:,}"),
    st.from_regex(r"[0-9]{1,3}([,. ’'–-][0-9]{1,4}){0,5}(k|m|\+|%|th| million)?", fullmatch=True),
    st.sampled_from(
        ["½", "٣٤", "四", "²", "1,1,1,1", "1e9", "0x7f", "-5", "3.14.15", "1/2", "XVI"]
    ),
)
MARKS = "“”‘’«»\"'`()[]{}<>…—–-.,;:!?|/\\\t\n\r\v\u2028\u200b\u0301\u202e\xa0"
RARE = ["9" * 400, "1," * 200, "((((", "ﬃ", "ẞ", "İ", "ǅ", "Ⅷ", "👨‍👩‍👧", "قُتل 5 جنود", "убито 12"]
TABLE = ["| killed | 12 |", "tanks – 5 (+1)", "* 3 dead", "KIA: 4; WIA: 9; MIA: 1", "1) 2) 3)"]
HOSTILE = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=30),
    st.text(st.sampled_from(MARKS), max_size=12),
    st.sampled_from(RARE + TABLE),
)
RECOMBINED = st.lists(st.sampled_from(fragments()), max_size=25).map(" ".join)
WORDED = st.lists(st.one_of(st.sampled_from(terms()), NUMERALS), max_size=40).map(" ".join)
PARTS = st.sampled_from([*sentences(), *fragments(), *terms()])
MIXED = st.builds(
    str.join,
    st.sampled_from([" ", "", "\n", ", "]),
    st.lists(PARTS | NUMERALS | HOSTILE, max_size=20),
)


def read(text: str) -> list[Claim]:
    return extract_claims(Article("a-1", text, published_at=PUBLISHED), load_lexicon())


def check(text: str) -> None:
    claims = read(text)
    assert claims == read(text)
    ids = [claim.claim_id for claim in claims]
    assert len(set(ids)) == len(ids)
    assert [claim.start for claim in claims] == sorted(claim.start for claim in claims)
    for place, claim in enumerate(claims):
        check_words(claim, text)
        check_values(claim)
        assert claim.part_of in {None, *ids[:place]}
    check_restatements(claims)


def check_words(claim: Claim, text: str) -> None:
    assert text[claim.start : claim.end] == claim.figure
    assert claim.figure.strip() == claim.figure != ""
    assert all(0 <= e.start < e.end <= len(text) for e in claim.evidence)
    assert {"figure", "category"} <= {e.slot for e in claim.evidence}


def check_restatements(claims: list[Claim]) -> None:
    """A claim restates another one, never in a circle."""
    told = {claim.claim_id: claim.restates for claim in claims}
    for claim in claims:
        seen = {claim.claim_id}
        at = claim.restates
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = told[at]


def check_values(claim: Claim) -> None:
    assert claim.category in CATEGORIES
    assert claim.qualifier in QUALIFIERS
    assert claim.verification in VERIFICATIONS
    assert claim.victim_class in (*VICTIM_CLASSES, None)
    numbers = (claim.value, claim.value_to, claim.low, claim.high)
    assert all(0 <= number <= LARGEST for number in numbers if number is not None)
    assert claim.high is None or claim.low <= claim.high
    assert claim.value_to is None or (claim.value is not None and claim.value < claim.value_to)
    assert (claim.equipment is None) or claim.category == "equipment"
    assert 0 <= claim.confidence <= 1
    if claim.period_start and claim.period_end:
        assert claim.period_start <= claim.period_end


@settings(max_examples=150, deadline=None)
@given(RECOMBINED)
def test_sentences_cut_and_joined_anew_give_claims_that_stand_on_words(text: str) -> None:
    check(WAR + text)


@settings(max_examples=100, deadline=None)
@given(WORDED)
def test_terms_and_numerals_in_any_order_give_claims_that_stand_on_words(text: str) -> None:
    check(WAR + text)


@settings(max_examples=200, deadline=None)
@given(MIXED)
def test_hostile_matter_among_sentences_gives_claims_that_stand_on_words(text: str) -> None:
    check(WAR + text)


def test_every_sentence_of_the_corpus_gives_claims_that_stand_on_words() -> None:
    check("\n".join(sentences()))
    for sentence in sentences():
        check(sentence)


PRINT_CLAIMS = """
import sys
from pipelines.claims import extract_claims
from pipelines.claims.frame import claim_row
from pipelines.lexicon import load_lexicon
from pipelines.records import Article
import json
for number, text in enumerate(json.load(sys.stdin)):
    for claim in extract_claims(Article(f"a-{number}", text), load_lexicon()):
        print(json.dumps(claim_row(claim), default=str))
"""


def test_two_processes_with_other_hash_seeds_write_the_same_bytes() -> None:
    order = random.Random(11)
    texts = [WAR + " ".join(order.sample(fragments(), 30)) for _ in range(40)]
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", PRINT_CLAIMS],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        for seed in ("1", "4242")
    ]
    outputs = [run.communicate(json.dumps([*texts, *sentences()]).encode())[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0]
    assert outputs[0] == outputs[1]
    assert outputs[0].count(b"\n") > 100


@pytest.fixture
def reduced(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], int]:
    """Tell how many sentences of a text are spelled and reduced, the costly step."""
    plain = document.reduce

    def run(text: str) -> int:
        count = itertools.count()

        def counted(*args: object, **named: object) -> object:
            next(count)
            return plain(*args, **named)

        monkeypatch.setattr(document, "reduce", counted)
        read(text)
        return next(count)

    return run


def test_sentences_that_cannot_matter_are_not_reduced(reduced: Callable[[str], int]) -> None:
    quiet = "The mayor opened a bridge over the river and thanked the builders. " * 300
    claim = "Shelling by rebels killed 12 soldiers in the town, the army said. "
    assert reduced(quiet + claim + quiet) <= 25


def test_the_work_grows_with_the_text_and_not_faster(reduced: Callable[[str], int]) -> None:
    block = " ".join(sentences()[:120]) + "\n\n"
    once, twice = reduced(WAR + block), reduced(WAR + block * 2)
    assert twice <= 2 * once + 10
