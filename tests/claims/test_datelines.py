"""From which day a release counts: its dateline's, where it went out after the day it is filed."""

import datetime as dt

import pytest

from pipelines.claims.times.datelines import counted_from

FILED = dt.date(2010, 11, 9)
DATELINES = {
    "a day later": ("KABUL, Afghanistan (Nov. 10) - Troops detained two men.", 10),
    "with a year": ("KABUL, Afghanistan (Nov. 11, 2010) – Troops detained two men.", 11),
    "below a heading": (
        "Two Held in Zabul\nFor Immediate Release\n\nKABUL (Nov. 10)\nTroops …",
        10,
    ),
    "the day itself": ("KABUL, Afghanistan (Nov. 9) - Troops detained two men.", 9),
    "an earlier day": ("KABUL, Afghanistan (Nov. 2) - Troops detained two men.", 9),
    "a week later": ("KABUL, Afghanistan (Nov. 16) - Troops detained two men.", 9),
    "another year": ("KABUL, Afghanistan (Nov. 10, 2011) - Troops detained two men.", 9),
    "no day of the month": ("KABUL, Afghanistan (Nov. 31) - Troops detained two men.", 9),
    "no dateline": ("Troops detained two men in Zabul (Nov. 10).", 9),
}


@pytest.mark.parametrize("name", DATELINES)
def test_a_dateline_shortly_after_publication_is_counted_from(name: str) -> None:
    text, day = DATELINES[name]
    assert counted_from(text, FILED) == FILED.replace(day=day)


def test_a_dateline_of_january_follows_december() -> None:
    text = "KABUL, Afghanistan (Jan. 1) - Troops detained two men."
    assert counted_from(text, dt.date(2010, 12, 31)) == dt.date(2011, 1, 1)


def test_an_undated_article_stays_undated() -> None:
    assert counted_from("KABUL, Afghanistan (Nov. 10) - Troops detained two men.", None) is None


@pytest.mark.parametrize(
    ("when", "day"), [("yesterday", 9), ("today", 10), ("Wednesday", 10), ("Tuesday", 9)]
)
def test_days_are_counted_from_the_dateline(when: str, day: int, extract) -> None:
    text = f"KABUL, Afghanistan (Nov. 10) - Troops killed two insurgents in Helmand {when}."
    (claim,) = extract(text, published="2010-11-09")
    assert (claim.period_start, claim.period_end) == (FILED.replace(day=day),) * 2
