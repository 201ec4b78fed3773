"""What is unusual in what came in: each check fires on its case, and not on its near-misses."""

import datetime as dt

import pytest

from expectations.volume import volume_results, volume_suites

NOW = dt.datetime(2025, 3, 1, 12, tzinfo=dt.UTC)


def runs(con, *rows):
    """Store runs: (source, days ago, new articles, rejected); the rest were unchanged."""
    con.execute(
        "create schema if not exists raw; create or replace table raw.ingest_run (run_id varchar, "
        "source varchar, first_at timestamp, last_at timestamp, seen bigint, n_new bigint, "
        "n_new_version bigint, n_unchanged bigint, n_rejected bigint, n_replaced bigint)"
    )
    for number, (source, ago, new, bad) in enumerate(rows):
        at = (NOW - dt.timedelta(days=ago)).replace(tzinfo=None)
        values = [f"r{number}", source, at, at, new + bad + 5, new, 0, 5, bad, 0]
        con.execute(f"insert into raw.ingest_run values ({', '.join('?' * 10)})", values)


def weeks(con, **publishers):
    """Store articles a week, the last week first: a number, or (articles, with claims)."""
    con.execute(
        "create schema if not exists marts; create or replace table marts.coverage_daily ("
        "publisher varchar, day date, n_articles bigint, n_articles_with_claims bigint)"
    )
    for publisher, counts in {"Anchor Daily": [9] * 9, **publishers}.items():
        for week, told in enumerate(counts):
            articles, with_claims = told if isinstance(told, tuple) else (told, told // 3)
            day = dt.date(2025, 2, 28) - dt.timedelta(days=7 * week)
            if articles:
                con.execute(
                    "insert into marts.coverage_daily values (?, ?, ?, ?)",
                    [publisher.replace("_", " "), day, articles, with_claims],
                )


def fired(con, name):
    """What the query of a check names; through Great Expectations it would take a second each."""
    held = [(suite, check) for suite in volume_suites(NOW) for check in suite.checks]
    ((suite, check),) = [(suite, check) for suite, check in held if check.name == name]
    query = check.expected[0].query
    result = con.execute(f"with batch as (from {suite.table}) select * from ({query})")
    (first, *_) = [column[0] for column in result.description]
    return [row[0] if first in ("source", "publisher") else "all" for row in result.fetchall()]


def daily(source, last, days=6, new=3, bad=0):
    return [(source, last + number, new, bad) for number in range(days)]


DELIVERIES = [
    ("a daily source quiet for five days", daily("feed", 5), ["feed"]),
    ("one whose runs bring nothing new", [*daily("feed", 5), ("feed", 0, 0, 0)], ["feed"]),
    ("a weekly source after sixteen days", [("w", 16 + 7 * n, 3, 0) for n in range(4)], ["w"]),
    ("a daily source on time", daily("feed", 1), []),
    ("a weekly source after ten days", [("w", 10 + 7 * n, 3, 0) for n in range(4)], []),
    ("several runs a day, quiet for a day and a half",
     [("feed", 1.5 + n / 24, 3, 0) for n in range(60)], []),
    ("a source that delivered three times only", daily("feed", 30, days=3), []),
    ("paths that somebody named", daily("paths", 30), []),
]  # fmt: skip


@pytest.mark.parametrize(("case", "rows", "expected"), DELIVERIES, ids=[c[0] for c in DELIVERIES])
def test_a_source_is_overdue_after_twice_its_usual_interval(con, case, rows, expected):
    runs(con, *rows)
    weeks(con)
    assert fired(con, "sources_deliver_on_time") == expected


REJECTIONS = [
    ("a third where it was none", [("feed", 0, 20, 12), *daily("feed", 1, new=20)], ["feed"]),
    ("all of them", [("feed", 0, 0, 40), *daily("feed", 1, new=20, bad=1)], ["feed"]),
    ("half for one of two sources",
     [("a", 0, 10, 15), *daily("a", 1, new=20), ("b", 0, 20, 1), *daily("b", 1, new=20, bad=1)],
     ["a"]),
    ("as many as always", [("feed", 0, 20, 12), *daily("feed", 1, new=20, bad=12)], []),
    ("fewer than before", [("feed", 0, 20, 0), *daily("feed", 1, new=20, bad=12)], []),
    ("a few more", [("feed", 0, 40, 3), *daily("feed", 1, new=20)], []),
    ("of a handful of inputs", [("feed", 0, 2, 4), *daily("feed", 1, new=20)], []),
    ("in the first run", [("feed", 0, 20, 20)], []),
]  # fmt: skip


@pytest.mark.parametrize(("case", "rows", "expected"), REJECTIONS, ids=[c[0] for c in REJECTIONS])
def test_a_rejected_share_that_rises_is_told(con, case, rows, expected):
    runs(con, *rows)
    weeks(con)
    assert fired(con, "rejected_share_is_usual") == expected


SILENCES = [
    ("nothing at all", [0, 20, 22, 18, 20, 25], ["Sample Wire"]),
    ("a tenth", [2, 20, 22, 18, 20, 25], ["Sample Wire"]),
    ("the second week of silence", [0, 0, 20, 22, 18, 20, 25], ["Sample Wire"]),
    ("half", [10, 20, 22, 18, 20, 25], []),
    ("a publisher that prints little", [0, 4, 3, 5, 4, 4], []),
    ("one known for three weeks", [0, 20, 22, 18], []),
    ("one that stopped long ago", [0, 0, 0, 0, 0, 0, 0, 20, 22], []),
]  # fmt: skip


@pytest.mark.parametrize(("case", "counts", "expected"), SILENCES, ids=[c[0] for c in SILENCES])
def test_a_publisher_that_falls_silent_is_told(con, case, counts, expected):
    runs(con)
    weeks(con, Sample_Wire=counts)
    assert fired(con, "no_publisher_fell_silent") == expected


FLOODS = [
    ("ten times as many", [200, 20, 22, 18, 20, 25], ["Sample Wire"]),
    ("from next to nothing", [50, 1, 0, 0, 1, 2], ["Sample Wire"]),
    ("five times", [100, 20, 22, 18, 20, 20], ["Sample Wire"]),
    ("three times", [60, 20, 22, 18, 20, 25], []),
    ("nine articles after none", [9, 1, 0, 0, 1, 1], []),
    ("a new publisher", [500, 20], []),
]


@pytest.mark.parametrize(("case", "counts", "expected"), FLOODS, ids=[c[0] for c in FLOODS])
def test_a_publisher_that_floods_is_told(con, case, counts, expected):
    runs(con)
    weeks(con, Sample_Wire=counts)
    assert fired(con, "no_publisher_floods") == expected


SHARES = [
    ("it falls to next to nothing", [(200, 4), *[(200, 80)] * 5], ["all"]),
    ("it doubles", [(200, 160), *[(200, 80)] * 5], ["all"]),
    ("none at all is read any more", [(40, 0), *[(200, 100)] * 5], ["all"]),
    ("it moves a little", [(200, 70), *[(200, 80)] * 5], []),
    ("it moves much in a small week", [(20, 0), *[(200, 80)] * 5], []),
    ("it moves as a week of forty may", [(40, 26), *[(200, 80)] * 5], []),
]


@pytest.mark.parametrize(("case", "counts", "expected"), SHARES, ids=[c[0] for c in SHARES])
def test_a_share_of_articles_with_claims_that_moves_is_told(con, case, counts, expected):
    runs(con)
    weeks(con, Anchor_Daily=[0], Sample_Wire=counts)
    con.execute("delete from marts.coverage_daily where publisher = 'Anchor Daily'")
    assert fired(con, "share_with_claims_is_steady") == expected


def test_weeks_end_with_the_newest_day_of_the_data(con):
    runs(con)
    weeks(con, Sample_Wire=[0, 20, 22, 18, 20, 25])
    con.execute("update marts.coverage_daily set day = day - 3650")
    assert fired(con, "no_publisher_fell_silent") == ["Sample Wire"]


def test_checks_run_as_suites_that_warn_with_a_table_of_what_is_unusual(con):
    runs(con, *daily("feed", 5))
    weeks(con, Sample_Wire=[0, 20, 22, 18, 20, 25])
    results = {result.name: result for result in volume_results(con, NOW)}
    assert not any(result.blocking for result in results.values())
    assert {name for name, result in results.items() if not result.success} == {
        "sources_deliver_on_time",
        "no_publisher_fell_silent",
    }
    assert results["sources_deliver_on_time"].sample[0]["days_since"] == 5
    assert results["no_publisher_fell_silent"].sample == [
        {"publisher": "Sample Wire", "articles": 0, "usual_articles": 20, "weeks": 5}
    ]


def test_an_empty_warehouse_is_not_unusual(con):
    runs(con)
    weeks(con)
    con.execute("delete from marts.coverage_daily")
    assert all(result.success for result in volume_results(con, NOW))
