"""Implied ones: a noun with its article, «another», a name, a single attack; and none as zero."""

import datetime as dt

import pytest

from pipelines.claims import extract_claims
from pipelines.records import Article

WAR = "The war went on with shelling and clashes. "
IMPLIED = [
    ("Rebels killed a nurse in Idlib.", "a", "killed"),
    ("One man died and another was wounded by shrapnel.", "another", "wounded"),
    ("The blast killed two boys and their mother.", "their", "killed"),
    ("They shot down an attack aircraft near Izium.", "an", "equipment"),
    ("Colonel Ivan Petrenko was killed by a mine.", "Ivan Petrenko", "killed"),
    ("A strike killed Brig. Gen. Omar al-Khatib in Homs.", "Omar al-Khatib", "killed"),
    ("Olha Bondar, a radio producer, died of her wounds.", "Olha Bondar", "killed"),
    ("The brigade beat off an assault near Bakhmut.", "an", "repelled"),
]
NOT_IMPLIED = [
    "Bilohirya was hit by rockets.",
    "The village of Nove Selo fell to the rebels.",
    "A squad tasked with assassinating Ivan Petrenko was found.",
]


@pytest.mark.parametrize(("text", "figure", "category"), IMPLIED)
def test_one_that_no_number_tells_is_implied(text, figure, category, lexicon) -> None:
    found = [c for c in _claims(text, lexicon) if c.implicit]
    assert (figure, category, 1) in [(c.figure, c.category, c.value) for c in found]


@pytest.mark.parametrize("text", NOT_IMPLIED)
def test_what_harms_nobody_named_implies_nobody(text, lexicon) -> None:
    assert _claims(text, lexicon) == []


def test_none_is_a_figure_where_someone_reports_it(lexicon) -> None:
    (claim,) = _claims("The mayor said that nobody was hurt.", lexicon)
    assert (claim.figure, claim.value, claim.category) == ("nobody", 0, "casualties")


def _claims(text, lexicon):
    published = dt.datetime(2024, 5, 20, tzinfo=dt.UTC)
    return extract_claims(Article("a", WAR + text, published_at=published), lexicon)
