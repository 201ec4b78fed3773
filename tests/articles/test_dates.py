"""Dates as sources write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.articles.dates import parse_date

READ = [
    ("2025-11-15", "2025-11-15T00:00:00+00:00"),
    ("2025-11-15T10:15:00Z", "2025-11-15T10:15:00+00:00"),
    ("2025-11-15T22:30:00-05:00", "2025-11-16T03:30:00+00:00"),
    ("2025-11-15 10:15", "2025-11-15T10:15:00+00:00"),
    ("2025/11/15", "2025-11-15T00:00:00+00:00"),
    ("20251115", "2025-11-15T00:00:00+00:00"),
    ("15 November 2025", "2025-11-15T00:00:00+00:00"),
    ("November 15, 2025", "2025-11-15T00:00:00+00:00"),
    ("Nov. 15, 2025, 9:05 p.m. EST", "2025-11-16T02:05:00+00:00"),
    ("Sat, 15 Nov 2025 22:30:00 +0200", "2025-11-15T20:30:00+00:00"),
    ("Sat, 15 Nov 2025 22:30:00 GMT", "2025-11-15T22:30:00+00:00"),
    ("15/11/2025", "2025-11-15T00:00:00+00:00"),
    ("1763202600", "2025-11-15T10:30:00+00:00"),
]
MISSING = [
    "", " ", "yesterday", "November 2025", "2025", "2025-11", "2025-W46", "10:30", "Saturday",
    "03/04/2025", "32 November 2025", "2025-13-45", "0000-00-00", "15 November", "x" * 500,
    "9" * 400, "1" * 5000, "(" * 50, "0001-01-01T00:00:00+14:00", "٢٠٢٥", "²",
]  # fmt: skip


@pytest.mark.parametrize(("value", "moment"), READ)
def test_a_full_date_is_read_as_utc(value, moment):
    assert parse_date(value) == dt.datetime.fromisoformat(moment)


@pytest.mark.parametrize("value", MISSING)
def test_a_date_that_names_no_one_day_stays_missing(value):
    assert parse_date(value) is None


@given(st.one_of(st.text(max_size=40), st.text("0123456789-:/ TZ+.JanNov", max_size=30)))
def test_no_value_raises_and_every_date_is_utc(value):
    moment = parse_date(value)
    assert moment is None or moment.utcoffset() == dt.timedelta(0)
