"""When a claim finds an annotation, and when a slot of it is right."""

import datetime as dt
from dataclasses import replace

import pytest

from pipelines.evaluation.gold import Annotation
from pipelines.evaluation.matching import RECORD, SLOTS, finds, pair, right_slots, same_name

FIVE = Annotation(
    start=10,
    end=16,
    implicit=False,
    category="killed",
    value=5,
    value_to=None,
    qualifier="exact",
    victim_side="ukraine",
    victim_class="military",
    claimant="Russian Ministry of Defence",
    relay=None,
    period_start=dt.date(2025, 11, 3),
    period_end=dt.date(2025, 11, 3),
    cumulative=False,
    place="Kupyansk",
    verification="not_stated",
)
VAGUE = replace(FIVE, value=None, qualifier="vague")
RANGE = replace(FIVE, value=300, value_to=400, qualifier="range")

FINDINGS = {
    "the same figure": (FIVE, FIVE, True),
    "one code point of overlap is enough": (FIVE, replace(FIVE, start=15, end=20), True),
    "touching is no overlap": (FIVE, replace(FIVE, start=16, end=20), False),
    "ending where it begins is none either": (FIVE, replace(FIVE, start=2, end=10), False),
    "another category": (FIVE, replace(FIVE, category="wounded"), False),
    "another value": (FIVE, replace(FIVE, value=6), False),
    "a wrong qualifier still finds": (FIVE, replace(FIVE, qualifier="about"), True),
    "both ends of a range": (RANGE, replace(RANGE, qualifier="exact"), True),
    "half a range": (RANGE, replace(RANGE, value_to=None), False),
    "another upper end": (RANGE, replace(RANGE, value_to=500), False),
    "a range where there is none": (FIVE, replace(FIVE, value_to=9), False),
    "a vague one finds a vague one": (VAGUE, replace(VAGUE, value=24), True),
    "no number finds a vague one": (VAGUE, replace(FIVE, qualifier="exact"), False),
    "a vague one with a value is compared": (replace(FIVE, qualifier="vague"), VAGUE, False),
}


@pytest.mark.parametrize("case", FINDINGS)
def test_a_claim_finds_an_annotation_by_overlap_category_and_value(case: str) -> None:
    gold, read, found = FINDINGS[case]
    assert finds(gold, read) is found


WRONG = {
    "qualifier": {"qualifier": "about"},
    "victim_side": {"victim_side": "russia"},
    "victim_class": {"victim_class": "civilian"},
    "claimant": {"claimant": "Kyiv"},
    "relay": {"relay": "TASS"},
    "period": {"period_end": dt.date(2025, 11, 5)},
    "cumulative": {"cumulative": True},
    "place": {"place": None},
    "verification": {"verification": "disputed"},
}


def test_every_slot_has_its_case() -> None:
    assert set(WRONG) == set(SLOTS)
    assert right_slots(FIVE, FIVE) == frozenset(SLOTS)
    assert set(RECORD) < set(SLOTS)


@pytest.mark.parametrize("slot", SLOTS)
def test_one_wrong_slot_leaves_the_others_right(slot: str) -> None:
    assert right_slots(FIVE, replace(FIVE, **WRONG[slot])) == frozenset(SLOTS) - {slot}


UNTOLD = [
    ("victim_class", None, "unspecified", True),
    ("victim_class", None, "military", False),
    ("verification", None, "not_stated", True),
    ("verification", "disputed", None, False),
    ("victim_side", None, "", True),
    ("victim_side", None, "russia", False),
    ("victim_side", "Russia", "russia", False),
]


@pytest.mark.parametrize(("slot", "told", "got", "right"), UNTOLD)
def test_nothing_told_equals_the_value_that_means_nothing(slot, told, got, right) -> None:
    gold, read = replace(FIVE, **{slot: told}), replace(FIVE, **{slot: got})
    assert (slot in right_slots(gold, read)) is right


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


PERIODS = {
    "one day apart": (("2025-11-03", "2025-11-05"), ("2025-11-02", "2025-11-06"), False, True),
    "two days apart": (("2025-11-03", "2025-11-05"), ("2025-11-03", "2025-11-07"), False, False),
    "a start that is not told": ((None, "2025-11-05"), ("2025-11-05", "2025-11-05"), False, False),
    "an open end": (("2025-11-03", None), ("2025-11-03", "2025-11-05"), False, False),
    "an open end of a running total": (("2022-02-24", None), ("2022-02-24", "2025-11-05"), True, 1),
    "a running total read as open": (("2022-02-24", "2025-11-05"), ("2022-02-24", None), True, 1),
    "two ends of a running total": (
        ("2022-02-24", "2025-11-05"),
        ("2022-02-24", "2025-11-15"),
        True,
        False,
    ),
    "another origin": (("2022-02-24", None), ("2023-02-24", None), True, False),
}


@pytest.mark.parametrize("case", PERIODS)
def test_days_may_differ_by_one_and_running_totals_may_be_open(case: str) -> None:
    (start, end), (read_start, read_end), cumulative, right = PERIODS[case]
    gold = replace(FIVE, period_start=day(start), period_end=day(end), cumulative=cumulative)
    read = replace(gold, period_start=day(read_start), period_end=day(read_end))
    assert ("period" in right_slots(gold, read)) is bool(right)


NAMES = [
    ("Russian Ministry of Defense", "the Russian Defence Ministry", True),
    ("Russian Ministry of Defense", "Russia's MoD", True),
    ("General Staff of the Ukrainian Armed Forces", "Ukraine's General Staff", True),
    ("U.S. officials", "American officials", True),
    ("Andrei Marochko", "Marochko", True),
    ("Gaza Health Ministry", "Gaza", False),
    ("the mayor of Kharkiv", "mayor of Odesa", False),
    ("Kiev", "Kyiv", True),
    ("Britain", "UK", True),
    ("spokeswoman", "spokesman", True),
    ("officials", None, False),
    (None, "officials", False),
    (None, "", True),
    ("the", "The ", True),
    ("the", "an", False),
]


@pytest.mark.parametrize(("told", "got", "same"), NAMES)
def test_names_are_the_same_when_most_of_their_words_are(told, got, same) -> None:
    assert same_name(told, got) is same
    assert same_name(got, told) is same


def test_the_claim_with_most_right_slots_is_paired_first() -> None:
    poor = replace(FIVE, claimant=None, place=None)
    assert pair([FIVE], [poor, FIVE]) == [(0, 1)]
    assert pair([poor, FIVE], [FIVE, poor]) == [(0, 1), (1, 0)]


def test_a_claim_stands_for_one_annotation_only() -> None:
    assert pair([FIVE, FIVE], [FIVE]) == [(0, 0)]
    assert pair([FIVE], [FIVE, FIVE]) == [(0, 0)]
