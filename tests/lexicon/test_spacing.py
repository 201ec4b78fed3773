"""The spelling that terms are matched in: a word begins behind a space, and offsets stay."""

import pytest

from pipelines.claims.reading.mentions import Mentions, fold
from pipelines.lexicon import load_lexicon
from pipelines.lexicon.spacing import spaced


@pytest.mark.parametrize(
    "text", ["", "killed", "“killed”, he said.", "a\n\nb\nc", "anti-tank, U.S. and d'Ivoire"]
)
def test_a_letter_stands_one_further_on(text: str) -> None:
    spelled = spaced(text)
    assert len(spelled) == len(text) + 1
    assert all(b == a or b in " \0" for a, b in zip(text, spelled[1:], strict=True))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("(Soldiers)", ["Soldiers"]),
        ("anti-soldiers soldiers", ["soldiers"]),
        ("the air\n\nsoldiers", ["soldiers"]),
        ("Russia’s soldiers", ["Russia", "soldiers"]),
    ],
)
def test_terms_are_found_at_the_beginnings_of_words(text: str, words: list[str]) -> None:
    mentions = Mentions(text, fold(text), load_lexicon())
    found = [text[m.start : m.end] for m in mentions.within(0, len(text))]
    assert [word for word in found if word in words] == words
    assert all("\n" not in word for word in found)
