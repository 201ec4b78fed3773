"""Charts: closed ends are bands, open ends arrows, and nothing is joined or mixed."""

import datetime as dt

import pytest

from dashboards.charts import COLOURS, SYMBOLS, interval_text, panels, styles

DAY = dt.date(2025, 10, 2)


def toll(**values):
    row = {
        "claimant": "A",
        "victim_side": "x",
        "victim_class": "military",
        "category": "killed",
        "equipment": None,
        "day": DAY,
        "period_end": None,
        "low": 10,
        "high": 10,
        "n_claims": 1,
        "n_origins": 1,
        "n_publishers": 1,
    }
    return row | values


def traces(rows):
    (panel,) = panels(rows)
    bands, stems, arrows, marks = panel.figure["data"]
    return panel, bands, stems, arrows, marks


def test_an_open_end_is_an_arrow_and_never_a_band():
    panel, bands, stems, arrows, marks = traces([toll(low=366, high=None)])
    assert bands["y"] == [366, 366, None]
    assert stems["y"][0] == 366
    assert 366 < arrows["y"][0] <= panel.figure["layout"]["yaxis"]["range"][1]
    assert "366 or more" in marks["text"][0]


def test_a_closed_interval_is_a_band_from_low_to_high_without_an_arrow():
    _, bands, stems, arrows, _ = traces([toll(low=40, high=50)])
    assert bands["y"] == [40, 40, 50, 50, 40, None]
    assert stems["x"] == []
    assert arrows["x"] == []


def test_a_period_covers_its_days_and_a_day_stays_within_itself():
    _, bands, *_ = traces([toll(period_end=DAY + dt.timedelta(days=6), high=20)])
    assert bands["x"][0] == dt.datetime(2025, 10, 2)
    assert bands["x"][1] == dt.datetime(2025, 10, 9)
    _, bands, *_ = traces([toll(high=20)])
    assert dt.datetime(2025, 10, 2) < bands["x"][0] < bands["x"][1] < dt.datetime(2025, 10, 3)


def test_two_days_are_never_joined():
    _, bands, *_ = traces([toll(), toll(day=DAY + dt.timedelta(days=1))])
    assert bands["x"].count(None) == 2
    assert bands["y"][5] is None


@pytest.mark.parametrize(
    "other",
    [
        {"category": "wounded"},
        {"category": "casualties"},
        {"victim_class": "civilian"},
        {"victim_class": None},
        {"victim_side": "y"},
        {"category": "equipment", "equipment": "tank"},
    ],
)
def test_groups_that_must_not_be_mixed_get_charts_of_their_own(other):
    assert len(panels([toll(), toll(**other)])) == 2


def test_looks_depend_on_names_only_and_stay_distinct():
    names = [f"claimant {number:02d}" for number in range(40)]
    looks = styles(reversed(names))
    assert looks == styles(names)
    assert len({(look.colour, look.symbol) for look in looks.values()}) == 40
    assert len(COLOURS) == len(SYMBOLS) == 7


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (366, None, "366 or more"),
        (0, None, "0 or more"),
        (7, 7, "7"),
        (0, 900, "0–900"),
        (1234567, 1234567, "1,234,567"),
    ],
)
def test_intervals_are_worded_with_their_ends_open_or_closed(low, high, text):
    assert interval_text(low, high) == text
