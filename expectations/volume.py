"""Domain checks: has a source fallen silent, is a publisher quiet or loud, does reading still work?

Belongs here: the queries for what is unusual, against thresholds of the reviewed file. Does not
belong here: the thresholds (`thresholds.yml`), or structure (`suites`). All of them warn.

Weeks end with the newest day of the data, not with today: the same data gives the same result.
Only a source that is overdue is overdue at a time, that of the run.
"""

from __future__ import annotations

import datetime as dt

from expectations.checks import Check, Suite, rows
from expectations.connection import Connection
from expectations.results import CheckResult
from expectations.structure import run_suite
from expectations.thresholds import Thresholds, thresholds

BY_HAND = "('paths', 'samples', 'retry')"
"""Sources that deliver when somebody asks them to, so that none of them is ever expected."""

OVERDUE = """
    with delivery as (
        select source, max(last_at) as came_at from batch
        where n_new + n_new_version > 0 and source not in {by_hand}
        group by source, last_at::date
    ),
    stepped as (
        select source, came_at, date_diff(
            'second', lag(came_at) over (partition by source order by came_at), came_at
        ) as seconds
        from delivery
    ),
    usual as (
        select source, count(*) as deliveries, max(came_at) as last_delivery,
            median(seconds) / 86400 as usual_days,
            date_diff('second', max(came_at), timestamp '{now}') / 86400 as days_since
        from stepped group by source
    )
    select source, deliveries, last_delivery, round(usual_days, 1) as usual_days,
        round(days_since, 1) as days_since
    from usual
    where deliveries >= {t.min_deliveries}
        and days_since > greatest({t.factor} * usual_days, {t.min_days})
    order by source
"""

REJECTED = """
    with ranked as (
        select *, row_number() over (partition by source order by last_at desc, run_id) as nth
        from batch where seen > 0 and source <> 'retry'
    ),
    share as (
        select source,
            sum(seen) filter (nth = 1) as inputs,
            sum(n_rejected) filter (nth = 1) as rejected,
            sum(n_rejected) filter (nth = 1) / sum(seen) filter (nth = 1) as share_now,
            sum(n_rejected) filter (nth > 1) / sum(seen) filter (nth > 1) as share_before,
            sum(seen) filter (nth > 1) as inputs_before
        from ranked where nth <= {t.trailing_runs} + 1 group by source
    )
    select source, inputs, rejected, round(share_now, 3) as share_now,
        round(share_before, 3) as share_before
    from share
    where inputs >= {t.min_inputs} and inputs_before >= {t.min_inputs}
        and share_now - share_before > {t.rise}
    order by source
"""

# Week 0 is the last one. A publisher's weeks count from its first article on, quiet ones too.
WEEKS = """
    with last_day as (select max(day) as day from batch where day is not null),
    weekly as (
        select publisher, date_diff('day', batch.day, last_day.day) // 7 as week,
            sum(n_articles) as articles, sum(n_articles_with_claims) as with_claims
        from batch cross join last_day
        where batch.day is not null and publisher is not null
        group by all
    )
"""

UNUSUAL = (
    WEEKS
    + """
    , span as (
        select publisher, least(max(week), {t.trailing_weeks}) as weeks from weekly
        group by publisher
    ),
    grid as (
        select publisher, weeks, unnest(generate_series(1, weeks)) as week from span
    ),
    usual as (
        select grid.publisher, grid.weeks, median(coalesce(weekly.articles, 0)) as usual,
            coalesce(max(now.articles), 0) as articles
        from grid
        left join weekly on grid.publisher = weekly.publisher and grid.week = weekly.week
        left join weekly as now on grid.publisher = now.publisher and now.week = 0
        group by grid.publisher, grid.weeks
    )
    select publisher, articles, usual as usual_articles, weeks from usual
    where weeks >= {t.min_weeks} and {condition}
    order by publisher
"""
)

SILENT = "usual >= {t.min_articles} and articles < {t.silence_below} * usual"
FLOODED = "articles >= {t.min_articles} and articles > {t.flood_above} * greatest(usual, 1)"

# The deviation is that of a share of so many articles: small weeks vary more.
DRIFT = (
    WEEKS
    + """
    , share as (
        select
            sum(articles) filter (week = 0) as articles,
            sum(with_claims) filter (week = 0) / sum(articles) filter (week = 0) as share_now,
            sum(articles) filter (week > 0) as articles_before,
            sum(with_claims) filter (week > 0) / sum(articles) filter (week > 0) as share_before
        from weekly where week <= {t.trailing_weeks}
    )
    select articles, round(share_now, 3) as share_now, articles_before,
        round(share_before, 3) as share_before
    from share
    where least(articles, articles_before) >= {t.min_articles}
        and abs(share_now - share_before) > greatest(
            {t.change},
            {t.deviations} * sqrt(share_before * (1 - share_before) / articles)
        )
"""
)


def volume_suites(now: dt.datetime, limits: Thresholds | None = None) -> tuple[Suite, ...]:
    """Return the domain suites, of `raw.ingest_run` and of `marts.coverage_daily`."""
    held = limits or thresholds()
    moment = now.astimezone(dt.UTC).replace(tzinfo=None).isoformat(sep=" ")
    ingestion = (
        rows(
            "sources_deliver_on_time",
            "No source brought nothing new for much longer than it usually takes.",
            OVERDUE.format(t=held.overdue, now=moment, by_hand=BY_HAND),
            blocking=False,
        ),
        rows(
            "rejected_share_is_usual",
            "The last run of a source rejected no much larger share than the runs before.",
            REJECTED.format(t=held.rejected_share),
            blocking=False,
        ),
    )
    return (
        Suite("raw.ingest_run", ("source",), ingestion),
        Suite("marts.coverage_daily", ("publisher",), _coverage(held)),
    )


def _coverage(held: Thresholds) -> tuple[Check, ...]:
    quiet, loud = SILENT.format(t=held.volume), FLOODED.format(t=held.volume)
    return (
        rows(
            "no_publisher_fell_silent",
            "No publisher printed far less in the last week of the data than in those before.",
            UNUSUAL.format(t=held.volume, condition=quiet),
            blocking=False,
        ),
        rows(
            "no_publisher_floods",
            "No publisher printed far more in the last week of the data than in those before.",
            UNUSUAL.format(t=held.volume, condition=loud),
            blocking=False,
        ),
        rows(
            "share_with_claims_is_steady",
            "The share of articles with a claim has not moved: reading works as it did.",
            DRIFT.format(t=held.claim_share),
            blocking=False,
        ),
    )


def volume_results(con: Connection, now: dt.datetime) -> list[CheckResult]:
    """Run the domain checks at `now` (UTC) and return one result a check."""
    return [
        result for suite in volume_suites(now) for result in run_suite(con, suite, suite.checks)
    ]
