"""Points in the warehouse: loaded once, revised beside the old, accounted for."""

import datetime as dt

import pytest

from pipelines.series import SeriesError
from tests.series.conftest import NOW

FIRST = "date,personnel,tank\n2025-11-03,80,5\n2025-11-04,many,6\n"
LATER = "date,personnel,tank\n2025-11-03,82,5\n2025-11-04,many,6\n2025-11-05,90,6\n"
DAY = dt.timedelta(days=1)
STORED = "select as_of::varchar, category, value, revision from raw.series_point order by all"
RUNS = (
    "select run_id, source, seen, n_new, n_new_version, n_unchanged, n_rejected "
    "from raw.ingest_run order by run_id"
)


def counts(account):
    names = ("seen", "new", "new_version", "unchanged", "rejected")
    return tuple(account.counts[name] for name in names)


def test_a_rerun_changes_no_point_and_no_rejection(home):
    home.write(FIRST)
    assert counts(home.load()) == (4, 3, 0, 0, 1)
    tables = ("raw.series_point", "raw.rejected_point", "raw.series_feed")
    before = [home.ask(f"from {table} order by all") for table in tables]
    assert counts(home.load(NOW + DAY)) == (4, 0, 0, 3, 1)
    assert [home.ask(f"from {table} order by all") for table in tables] == before
    assert home.ask(RUNS) == [
        ("run-1", "losses", 4, 3, 0, 0, 1),
        ("run-2", "losses", 4, 0, 0, 3, 1),
    ]


def test_a_changed_figure_is_a_revision_and_the_old_one_stays(home):
    home.write(FIRST)
    home.load()
    home.write(LATER)
    assert counts(home.load(NOW + DAY)) == (6, 2, 1, 2, 1)
    assert home.ask(STORED) == [
        ("2025-11-03", "casualties", 80, 1),
        ("2025-11-03", "casualties", 82, 2),
        ("2025-11-03", "equipment", 5, 1),
        ("2025-11-04", "equipment", 6, 1),
        ("2025-11-05", "casualties", 90, 1),
        ("2025-11-05", "equipment", 6, 1),
    ]


def test_what_was_known_on_a_past_day_is_what_was_loaded_by_then(home):
    home.write(FIRST)
    home.load()
    home.write(LATER)
    home.load(NOW + DAY)
    known = (
        "select arg_max(value, revision) from raw.series_point "
        "where category = 'casualties' and as_of = '2025-11-03' and loaded_at <= '{}'"
    )
    for moment, value in ((NOW, 80), (NOW + DAY, 82)):
        assert home.ask(known.format(moment.replace(tzinfo=None))) == [(value,)]


def test_a_figure_that_goes_back_is_a_revision_again(home):
    for personnel in (80, 82, 80, 80):
        home.write(f"date,personnel\n2025-11-03,{personnel}\n")
        home.load()
    assert [row[2:] for row in home.ask(STORED)] == [(80, 1), (80, 3), (82, 2)]


def test_rows_in_another_order_are_the_same_points(home):
    home.write("date,personnel\n2025-11-03,80\n2025-11-04,90\n")
    home.load()
    home.write("date,note,personnel\n2025-11-04,late,90\n2025-11-03,,80\n")
    assert counts(home.load()) == (2, 0, 0, 2, 0)


def test_a_figure_told_twice_alike_is_counted_as_unchanged(home):
    home.write("date,personnel\n2025-11-03,80\n2025-11-03,80\n")
    assert counts(home.load()) == (2, 1, 0, 1, 0)


def test_a_rejected_figure_is_kept_with_its_words(home):
    home.write(FIRST)
    account = home.load()
    kept = "select feed, row_number, column_name, reason, detail, row_text from raw.rejected_point"
    told = "personnel is 'many', no whole number from 0"
    assert home.ask(kept) == [
        ("losses", 3, "personnel", "bad_number", told, "personnel: many; date: 2025-11-04")
    ]
    (shown,) = account.rejects
    assert (shown["source_path"], shown["detail"]) == ("losses, row 3", told)


def test_a_changed_mapping_makes_points_of_its_own_and_is_the_current_one(home):
    home.write("date,personnel\n2025-11-03,80\n")
    home.load()
    since = {"since": "2022-02-23", "victim_side": "russia"}
    current = "select load_number, mapping like '%2022-02-24%' from raw.series_feed order by 1"
    home.configure(mapping=since)
    assert counts(home.load()) == (1, 1, 0, 0, 0)
    assert home.ask(current) == [(1, True), (2, False)]
    home.configure()
    assert counts(home.load()) == (1, 0, 0, 1, 0)
    assert home.ask(current) == [(2, False), (3, True)]


@pytest.mark.parametrize("content", [None, "date,tank\n2025-11-03,5\n"])
def test_a_table_that_cannot_be_used_stores_nothing(home, content):
    if content is not None:
        home.write(content)
    with pytest.raises(SeriesError, match="source losses: ") as caught:
        home.load()
    assert len(str(caught.value).splitlines()) == 1
    assert not home.live.exists()
