"""Every claim stands on its words, whatever the text; one text always gives the same claims."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.claims import extract_claims, extract_frame
from pipelines.claims.reading.segment import LONGEST, split_sentences
from pipelines.lexicon import load_lexicon
from pipelines.records import ARTICLE_SCHEMA, CLAIM_SCHEMA, Article

PIECES = st.sampled_from(
    [
        "killed", "wounded", "soldiers", "more than", "at least", "365", "1,200", "12 thousand",
        "a dozen", "Ukrainian", "Russian", "the ministry said", "“", "”", "‘", "’", "(", ")", ".",
        ",", "\n", " – ", "+", "tanks", "lost", "were", "including", "in Kupyansk", "İstanbul",
        "👩‍👩‍👧‍👦", "é", "ё", "قتل", "\u202e", "since the start of the war", "on 31 February",
        "99999999999999999999", "between 5 and", "0", "-", "’s", "%", "$", "Colonel", "TASS",
    ]
)  # fmt: skip
WORDY = st.lists(PIECES, max_size=60).map(" ".join)


def check(text: str) -> None:
    lexicon = load_lexicon()
    article = Article("a-1", text, published_at=dt.datetime(2025, 11, 15, tzinfo=dt.UTC))
    claims = extract_claims(article, lexicon)
    assert claims == extract_claims(article, lexicon)
    for claim in claims:
        assert text[claim.start : claim.end] == claim.figure != ""
        assert claim.high is None or claim.low <= claim.high
        assert all(0 <= e.start < e.end <= len(text) for e in claim.evidence)
    assert len({claim.claim_id for claim in claims}) == len(claims)


@settings(max_examples=300, deadline=None)
@given(WORDY)
def test_claims_from_words_of_war_in_any_order_stand_on_their_words(text: str) -> None:
    check(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_claims_from_any_text_stand_on_their_words(text: str) -> None:
    check(text)


def test_a_frame_of_no_articles_gives_an_empty_frame_of_claims() -> None:
    import polars as pl

    claims = extract_frame(pl.DataFrame(schema=ARTICLE_SCHEMA))
    assert claims.schema == CLAIM_SCHEMA
    assert claims.is_empty()


HOSTILE = {
    "digits": "9" * 30_000,
    "commas between ones": "1," * 15_000,
    "nested quotes": "“‘«" * 8_000,
    "one list": "3 tanks, " * 3_000,
    "one chain of parts": "including 3 " * 2_000,
    "one chain of speakers": "the ministry said " * 2_000,
    "bullets": "\n- tanks – 5 (+1)" * 2_000,
    "spaces": " " * 50_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_like_any_other(name: str) -> None:
    check("Russian soldiers were killed in Kharkiv. " + HOSTILE[name] + " 5 killed")


def test_a_sentence_without_end_is_cut_and_nothing_of_it_lost() -> None:
    text = "word " * 2_000
    sentences = split_sentences(text)
    assert all(s.end - s.start <= LONGEST for s in sentences)
    assert sum(text[s.start : s.end].count("word") for s in sentences) == 2_000
