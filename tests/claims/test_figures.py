"""Figures: numerals, qualifiers, ranges, vague magnitudes, and numbers that count no harm."""

import pytest

from pipelines.claims.reading.mentions import fold
from pipelines.claims.reading.quantities import find_figures, interval
from pipelines.records import Span

STATED = [
    ("half a dozen vehicles", "half a dozen", 6, None, "exact", 6, 6),
    ("half a million dead", "half a million", 500_000, None, "exact", 500_000, 500_000),
    (
        "between 1.1 and 1.2 million men",
        "between 1.1 and 1.2 million",
        1_100_000,
        1_200_000,
        "range",
        1_100_000,
        1_200_000,
    ),
    ("two or three dozen", "two or three dozen", 24, 36, "range", 24, 36),
    ("twenty-odd wounded", "twenty-odd", 20, None, "about", 20, 20),
    ("just under 1,000 drones", "just under 1,000", 1000, None, "less_than", 0, 999),
    ("in excess of 8,000", "in excess of 8,000", 8000, None, "more_than", 8001, None),
    ("both pilots", "both", 2, None, "exact", 2, 2),
    ("an unknown number of men", "an unknown number of", None, None, "vague", 3, None),
    ("suffered more than 365 casualties", "more than 365", 365, None, "more_than", 366, None),
    ("up to 50 servicemen", "up to 50", 50, None, "up_to", 0, 50),
    ("no fewer than 20 soldiers", "no fewer than 20", 20, None, "at_least", 20, None),
    ("fewer than 20 dead", "fewer than 20", 20, None, "less_than", 0, 19),
    ("about 300 men", "about 300", 300, None, "about", 300, 300),
    ("between 300 and 400 troops", "between 300 and 400", 300, 400, "range", 300, 400),
    ("15,500-17,500 killed", "15,500-17,500", 15500, 17500, "range", 15500, 17500),
    ("some 1.2 million", "some 1.2 million", 1_200_000, None, "about", 1_200_000, 1_200_000),
    ("12 thousand", "12 thousand", 12000, None, "exact", 12000, 12000),
    ("1 200 wounded", "1 200", 1200, None, "exact", 1200, 1200),
    ("seventy-three fighters", "seventy-three", 73, None, "exact", 73, 73),
    ("one hundred and five men", "one hundred and five", 105, None, "exact", 105, 105),
    ("at least a dozen hurt", "at least a dozen", 12, None, "at_least", 12, None),
    ("a couple of soldiers", "a couple", 2, None, "exact", 2, 2),
    ("dozens injured", "dozens", None, None, "vague", 24, None),
    ("several hundred dead", "several hundred", None, None, "vague", 300, None),
    ("1,400+ killed", "1,400+", 1400, None, "more_than", 1401, None),
    ("300 or more men", "300 or more", 300, None, "at_least", 300, None),
]

NO_FIGURE = [
    "a 12-man patrol",
    "two-thirds of the town",
    "both Bucha and Hostomel",
    "a garrison of 3,000",
    "the 2014 report",
    "three more days",
    "a 45-year-old was hurt",
    "155mm shells",
    "a T-72 burned",
    "the M113 carrier",
    "the 3rd Brigade",
    "in 2022 troops came",
    "$365 million",
    "40 percent of them",
    "40% of them",
    "12 square kilometres",
    "within 24 hours",
    "at 18:30 sharp",
    "no one was there",
    "9" * 5000 + " killed",
    "million " * 400,
]


@pytest.mark.parametrize(("text", "words", "value", "value_to", "qualifier", "low", "high"), STATED)
def test_a_stated_figure_is_read_with_its_bounds(
    text, words, value, value_to, qualifier, low, high, lexicon
) -> None:
    (figure,), _ = find_figures(text, fold(text), Span(0, len(text)), lexicon)
    assert figure.text == words
    assert (figure.value, figure.value_to, figure.qualifier) == (value, value_to, qualifier)
    assert (figure.low, figure.high) == (low, high)


@pytest.mark.parametrize("text", NO_FIGURE)
def test_a_number_that_counts_no_harm_is_no_figure(text, lexicon) -> None:
    figures, _ = find_figures(text, fold(text), Span(0, len(text)), lexicon)
    assert figures == []


def test_a_ceiling_of_zero_stays_a_valid_interval() -> None:
    assert interval(0, "less_than") == (0, 0)


def test_a_change_states_two_figures(lexicon) -> None:
    text = "the toll had climbed from four to seven"
    figures, _ = find_figures(text, fold(text), Span(0, len(text)), lexicon)
    assert [(figure.text, figure.value) for figure in figures] == [("four", 4), ("seven", 7)]
