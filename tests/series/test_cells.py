"""Single cells: numbers and days as tables have them, and what is neither."""

import datetime as dt

import pytest

from pipelines.series.cells import RejectedError, day_of, whole_number

NUMBERS = {
    "365": 365, "0": 0, "1,234": 1234, "1 234 567": 1234567, "12\u00a0345": 12345,
    "12\u202f345": 12345, "1'234": 1234, "40.0": 40, "007": 7, "1,234.00": 1234,
}  # fmt: skip
NO_NUMBERS = [
    "many", "-5", "12.5", "1.234", "1,23", "12,3456", "1,234 567", "~300", "300+", "3e3", "12 (3)",
    "½", "true", "9" * 40, "1,234.", "Infinity",
]  # fmt: skip

DAYS = {
    "2025-11-03": "2025-11-03", "2025/11/03": "2025-11-03", "20251103": "2025-11-03",
    "2025-11-03T23:59:00-05:00": "2025-11-03", "2025-11-03 08:00": "2025-11-03",
    "15/11/2025": "2025-11-15", "11/15/2025": "2025-11-15", "05.05.2025": "2025-05-05",
    "3 November 2025": "2025-11-03", "Nov 3, 2025": "2025-11-03",
}  # fmt: skip
NO_DAYS = {
    "03/04/2025": "ambiguous_date", "3.4.2025": "ambiguous_date", "2025-13-01": "bad_date",
    "2025-02-30": "bad_date", "31/02/2025": "bad_date", "November 2025": "bad_date",
    "45964": "bad_date", "yesterday": "bad_date", "0202-02-24": "bad_date",
}  # fmt: skip


@pytest.mark.parametrize("cell", NUMBERS)
def test_a_whole_number_is_read_however_it_is_grouped(cell):
    assert whole_number(cell, "killed") == NUMBERS[cell]


@pytest.mark.parametrize("cell", NO_NUMBERS)
def test_a_cell_that_is_no_whole_number_is_rejected_with_its_column(cell):
    with pytest.raises(RejectedError, match="killed is ") as caught:
        whole_number(cell, "killed")
    assert caught.value.reason == "bad_number"


@pytest.mark.parametrize("cell", DAYS)
def test_a_day_is_read_as_it_stands(cell):
    assert str(day_of(cell, "date", None)) == DAYS[cell]


@pytest.mark.parametrize("cell", NO_DAYS)
def test_a_cell_that_is_no_day_or_two_is_rejected(cell):
    with pytest.raises(RejectedError, match="date is ") as caught:
        day_of(cell, "date", None)
    assert caught.value.reason == NO_DAYS[cell]


def test_a_format_that_is_said_is_the_only_one():
    assert day_of("03/04/2025", "date", "%d/%m/%Y") == dt.date(2025, 4, 3)
    with pytest.raises(RejectedError, match="no date by date_format %d/%m/%Y"):
        day_of("2025-04-03", "date", "%d/%m/%Y")
