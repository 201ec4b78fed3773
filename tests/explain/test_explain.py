"""How a text was read: marks, tags, slots, reasons; every number of a sentence is accounted for."""

import datetime as dt
import json
from pathlib import Path

import pytest

from pipelines.claims import extract_claims
from pipelines.claims.reading.chunks import Reduced
from pipelines.claims.reading.document import Document
from pipelines.claims.reading.mentions import Mentions, fold
from pipelines.explain.layout import WIDTH, as_json, as_text, coloured
from pipelines.explain.trace import explain
from pipelines.explain.words import NAMES
from pipelines.lexicon import load_lexicon, symbols
from pipelines.records import Article

CORPUS = Path(__file__).parents[1] / "corpus"

TEXT = (
    "The Russian Defense Ministry said that at least 12 Ukrainian soldiers were killed on Monday "
    "near Kupyansk.\n"
    '"We lost three tanks," a 45-year-old commander said. '
    "The army said it had shot down 22 of the 27 drones."
)


def article(text: str, published: str | None = "2025-11-04") -> Article:
    at = dt.datetime.fromisoformat(published).replace(tzinfo=dt.UTC) if published else None
    return Article("a-1", text, published_at=at)


def lines(text: str) -> list[str]:
    return list(as_text(explain(article(text))))


def test_every_claim_is_explained_with_its_number_and_its_slots() -> None:
    explained = explain(article(TEXT))
    claims = [item for sentence in explained.sentences for item in sentence.claims]
    assert [item.claim for item in claims] == extract_claims(article(TEXT), load_lexicon())
    assert [item.number for item in claims] == list(range(1, len(claims) + 1))
    slots = {slot.slot: slot for slot in claims[0].slots}
    assert (slots["qualifier"].value, slots["qualifier"].words) == ("at_least", "at least 12")
    assert slots["category"].rule.startswith("harm.")
    assert (slots["claimant"].value, slots["claimant"].how) == (
        "Russian Defense Ministry",
        "explicit",
    )
    assert slots["period"].value == "2025-11-03"
    assert "Monday" in slots["period"].words
    assert (slots["verification"].value, slots["verification"].how) == ("not_stated", "default")
    assert slots["relay"].value is None


def test_words_are_those_at_the_offsets_and_name_their_sentence_where_it_is_another() -> None:
    explained = explain(article(TEXT))
    for sentence in explained.sentences:
        for item in sentence.claims:
            for slot in item.slots:
                if slot.start is None:
                    continue
                assert slot.words == " ".join(TEXT[slot.start : slot.end].split())
                inside = sentence.start <= slot.start < sentence.end
                assert (slot.sentence is None) is inside


def test_a_kind_of_equipment_and_a_class_of_people_are_told_only_where_they_can_be() -> None:
    explained = explain(article(TEXT))
    slots = {
        item.claim.category: {slot.slot for slot in item.slots}
        for sentence in explained.sentences
        for item in sentence.claims
    }
    assert "equipment" in slots["equipment"]
    assert "equipment" not in slots["killed"]
    assert "victim_class" in slots["killed"]
    assert "victim_class" not in slots["equipment"]


REASONS = {
    "possible": (
        "Ukraine could lose 500 men in the battle.",
        "500",
        "«lose» is possible or negated there",
    ),
    "denied": ("Kyiv denied that 600 soldiers were killed.", "600", "it is denied: «denied»"),
    "an age": ("A 45-year-old soldier was killed.", "45-year-old", "removed as age"),
    "a measure": (
        "Some 40 kilometres away, soldiers were killed.",
        "Some 40",
        "a measure, not a count: «kilometres»",
    ),
    "a time": ("Soldiers were killed at 10:30.", "10:30", "removed as time of day"),
    "no harm": ("The soldiers were killed. Then 70 officers met.", "70", "no word of harm"),
    "no victims": (
        "Troops seized two villages and killed 9 soldiers.",
        "two",
        "it counts what is no victim: «villages»",
    ),
    "the whole": (
        "The army shot down 22 of the 27 drones.",
        "27",
        "the whole of which the figure before it is a part",
    ),
    "nobody": (
        "No soldiers arrived. Later 3 guards were killed.",
        "No soldiers",
        "no word of harm",
    ),
    "another cause": (
        "An earthquake killed 300 people in the town. Troops of both armies fought on.",
        "300",
        "the sentence names a calamity",
    ),
    "no conflict": ("The tsunami killed 300 people.", "300", "no sign of armed conflict"),
    "no harm at all": ("The army has 300 soldiers.", "300", "no word of harm in the whole text"),
}


@pytest.mark.parametrize("case", REASONS)
def test_a_number_without_a_claim_is_told_with_the_reason(case: str) -> None:
    text, number, reason = REASONS[case]
    told = {
        unclaimed.text: unclaimed.reason
        for sentence in explain(article(text)).sentences
        for unclaimed in sentence.unclaimed
    }
    assert reason in told[number]


def test_a_number_is_told_once() -> None:
    (sentence,) = explain(article("Guards aged 34 and 35 were killed by soldiers.")).sentences
    assert len({number.start for number in sentence.unclaimed}) == len(sentence.unclaimed)


def corpus_texts() -> list[str]:
    return [
        json.loads(line)["text"]
        for path in sorted(CORPUS.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def sentences(text: str) -> list[Reduced]:
    lexicon = load_lexicon()
    return list(Document(article(text), lexicon, Mentions(text, fold(text), lexicon)).sentences)


def test_every_figure_of_the_corpus_is_claimed_or_has_a_reason() -> None:
    for text in corpus_texts():
        explained = explain(article(text))
        told = {c.claim.start for s in explained.sentences for c in s.claims}
        told |= {u.start for s in explained.sentences for u in s.unclaimed}
        figures = {
            token.start
            for reduced in sentences(text)
            for chunk in reduced.chunks
            for token in chunk.tokens
            if token.figure is not None
        }
        assert figures <= told


def test_every_letter_that_carries_meaning_has_a_name() -> None:
    unnamed = {"w", *"of", *(symbols.WORD_CLASSES[w] for w in ("by", "to", "determiner", "that"))}
    unnamed |= {symbols.WORD_CLASSES[w] for w in ("and", "other", "prep")}
    seen = {
        kind for text in corpus_texts() for reduced in sentences(text) for kind in reduced.kinds
    }
    assert {kind for kind in seen if kind.isalnum()} - set(NAMES) <= unnamed


def test_figures_are_marked_and_words_tagged() -> None:
    told = " ".join(" ".join(lines(TEXT)).split())
    assert "that ⟦at least 12⟧ Ukrainian soldiers were killed" in told
    assert "⟦22⟧ of the ‹27› drones" in told
    assert "[cue: said]" in told
    assert "[harm, participle: killed]" in told
    assert "a-1, published 2025-11-04: 3 claims" in told


def test_no_line_is_wider_than_the_page() -> None:
    for text in (TEXT, "12 soldiers were killed " + "x" * 500, *corpus_texts()):
        assert max(map(len, lines(text)), default=0) <= WIDTH


def test_a_text_that_is_passed_over_says_so() -> None:
    assert lines("The sun shone.") == [
        "a-1, published 2025-11-04: 0 claims",
        "Passed over: no word of harm in the whole text.",
    ]


def test_colours_change_nothing_but_colours() -> None:
    painted = "\n".join(as_text(explain(article(TEXT)), coloured))
    assert "\x1b[1;33m⟦22⟧\x1b[0m" in painted
    bare = painted
    for code in ("\x1b[1m", "\x1b[1;33m", "\x1b[2m", "\x1b[0m"):
        bare = bare.replace(code, "")
    assert bare.splitlines() == lines(TEXT)


def test_json_says_the_same() -> None:
    told = json.loads(as_json(explain(article(TEXT))))
    assert told["doc_id"] == "a-1"
    claim = told["sentences"][0]["claims"][0]
    assert claim["claim"]["figure"] == "at least 12"
    assert {slot["slot"] for slot in claim["slots"]} >= {"claimant", "place", "period"}
    tag = told["sentences"][0]["tags"][0]
    assert TEXT[tag["start"] : tag["end"]] == tag["text"]
