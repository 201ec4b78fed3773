"""Tables with faults: what is rejected with which reason, and that all else is read."""

import pytest

from pipelines.series import SeriesError

SIDE = {"claimant": "General Staff of Ukraine", "victim_side": "russia", "since": "2022-02-24"}
STUDY = {"day_one": "2022-02-24"}
LONG = "days,loss_count,loss_type,claim_source,time_frame,loss_country,minimum,maximum\n"

# shape and its settings · table · rejected: row, column, reason · values that are read
CASES = {
    "text_in_a_number_column": (
        ("losses_wide_csv", SIDE),
        "date,personnel,tank\n2025-11-03,many,5\n2025-11-04,90,6\n",
        [(2, "personnel", "bad_number")],
        [5, 90, 6],
    ),
    "a_figure_below_zero": (
        ("losses_wide_csv", SIDE),
        "date,personnel,tank\n2025-11-03,80,-5\n",
        [(2, "tank", "bad_number")],
        [80],
    ),
    "two_rows_for_one_key": (
        ("losses_wide_csv", SIDE),
        "date,personnel,tank\n2025-11-03,80,5\n2025-11-03,81,5\n2025-11-04,90,6\n",
        [(2, "personnel", "conflicting"), (3, "personnel", "conflicting")],
        [5, 90, 6],
    ),
    "dates_in_two_formats": (
        ("losses_wide_csv", SIDE),
        "date,personnel\n2025-11-03,80\n15/11/2025,85\n04/11/2025,81\n4 November 2025,81\n",
        [(4, None, "ambiguous_date")],
        [80, 85, 81],
    ),
    "a_date_that_is_none": (
        ("losses_wide_csv", SIDE),
        "date,personnel\n2025-11-31,80\n,81\n2025-11-03,82\n",
        [(2, None, "bad_date"), (3, None, "missing")],
        [82],
    ),
    "a_date_to_come": (
        ("losses_wide_csv", SIDE),
        "date,personnel\n2095-11-03,80\n2025-11-03,79\n",
        [(2, None, "bad_date")],
        [79],
    ),
    "a_date_before_the_start": (
        ("losses_wide_csv", SIDE),
        "date,personnel\n2012-11-03,80\n2025-11-03,79\n",
        [(2, None, "bad_date")],
        [79],
    ),
    "a_row_with_a_field_too_many": (
        ("losses_wide_csv", SIDE),
        "date,personnel,tank\n2025-11-03,1,234,5\n2025-11-04,1235,6\n",
        [(2, None, "bad_row")],
        [1235, 6],
    ),
    "a_quote_that_is_never_closed": (
        ("losses_wide_csv", SIDE),
        'date,personnel\n2025-11-03,"80\n2025-11-04,81\n2025-11-05,82\n',
        [(2, None, "bad_row")],
        [81, 82],
    ),
    "an_item_that_is_no_row": (
        ("losses_wide_json", {**SIDE}),
        '[{"date": "2025-11-03", "tank": 5}, 17, {"date": "2025-11-04", "tank": true}]',
        [(2, None, "bad_row"), (3, "tank", "bad_number")],
        [5],
    ),
    "a_line_that_is_no_json": (
        ("losses_wide_json", {**SIDE}),
        '{"date": "2025-11-03", "tank": 5}\n{"date": \n{"date": "2025-11-04", "tank": 6}\n',
        [(2, None, "bad_row")],
        [5, 6],
    ),
    "a_word_that_nobody_explained": (
        ("claims_long", STUDY),
        LONG + "30,5,bicycles,Ukraine,daily,Russia,,\n31,6,tanks,Ukraine,daily,Russia,,\n",
        [(2, None, "unknown_word")],
        [6],
    ),
    "a_period_that_nobody_explained": (
        ("claims_long", STUDY),
        LONG + "30,5,tanks,Ukraine,lately,Russia,,\n31,6,tanks,Ukraine,daily,Russia,,\n",
        [(2, None, "unknown_word")],
        [6],
    ),
    "a_row_without_a_figure": (
        ("claims_long", STUDY),
        LONG + "30,,tanks,Ukraine,daily,Russia,,\n31,6,tanks,Ukraine,daily,Russia,,\n",
        [(2, "loss_count", "missing")],
        [6],
    ),
    "bounds_that_do_not_hold_the_figure": (
        ("claims_long", STUDY),
        LONG + "30,5,tanks,Ukraine,daily,Russia,6,9\n31,6,tanks,Ukraine,daily,Russia,9,2\n",
        [(2, "loss_count", "out_of_bounds"), (3, "loss_count", "out_of_bounds")],
        [],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_bad_is_kept_with_its_reason_and_the_rest_is_read(read, name):
    (shape, settings), raw, bad, values = CASES[name]
    found = read.table(raw, shape, **settings)
    assert sorted(read.rejected(found)) == bad
    assert found.points["value"].to_list() == values
    assert found.seen == len(bad) + len(values) + found.repeated
    assert all(found.rejected["row_text"]) and all(found.rejected["detail"])


def test_one_figure_told_twice_alike_is_one_point_and_no_fault(read):
    raw = "date,personnel\n2025-11-03,80\n2025-11-03,80\n"
    found = read.table(raw, "losses_wide_csv", **SIDE)
    assert (found.seen, found.points.height, found.repeated) == (2, 1, 1)


def test_what_conflicts_tells_both_figures_and_where_they_stand(read):
    raw = "date,personnel\n2025-11-03,80\n2025-11-03,81\n"
    found = read.table(raw, "losses_wide_csv", **SIDE)
    told = {"two figures for one thing and day: 80 (row 2) and 81 (row 3)"}
    assert set(found.rejected["detail"]) == told
    assert found.rejected["row_text"].to_list()[0] == "personnel: 80; date: 2025-11-03"


def test_a_broken_row_is_kept_in_its_own_words(read):
    found = read.table("date,personnel\n2025-11-03,1,234\n", "losses_wide_csv", **SIDE)
    ((text, detail),) = found.rejected.select("row_text", "detail").rows()
    assert (text, detail) == ("2025-11-03,1,234", "3 fields under 2 columns")


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("day,personnel\n2025-11-03,80\n", "no column 'date'; it has day, personnel"),
        ("date,tank\n2025-11-03,5\n", "no column 'personnel'; it has date, tank"),
        ("one,two\n1,2\n", "no column 'date', 'personnel'; it has one, two"),
    ],
)
def test_a_table_without_a_column_gives_nothing_and_one_line(read, raw, told):
    with pytest.raises(SeriesError) as caught:
        read.table(raw, "losses_wide_csv", "losses.csv", **SIDE)
    assert str(caught.value) == f"losses.csv: {told}"


def test_a_table_without_any_of_the_columns_that_may_be_absent_is_refused(read):
    raw = '[{"date": "2025-11-03", "bicycles": 5}]'
    with pytest.raises(SeriesError, match="no column of the mapping holds figures"):
        read.table(raw, "losses_wide_json", **SIDE)
