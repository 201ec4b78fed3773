"""What becomes of a stored finding when the rules have run, and of what reviewers decided."""

import datetime as dt

import polars as pl
import pytest

from pipelines.records import FINDING_SCHEMA
from pipelines.schemas import REVIEW_SCHEMA
from warehouse.findings_load import BACK, CHANGED, GONE, load_findings
from warehouse.frames import LoadResult
from warehouse.reviews import ReviewResult, findings_to_review, latest_reviews, record_reviews

NOON = dt.datetime(2025, 3, 1, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def finding(finding_id, **more):
    row = {
        "finding_id": finding_id,
        "rule": "C1",
        "rule_version": 1,
        "verdict": "contradictory",
        "severity": "warning",
        "claim_ids": ["c-1", "c-2"],
        "computation": "365 > 300",
        "innocent_causes": ["the parts overlap"],
        "digest": "as-first-told",
        "first_seen": NOON,
        "last_seen": NOON,
    }
    return row | more


def run(con, day, *findings, scope=None):
    """The rules report these findings, so many days after the first run."""
    now = NOON + day * DAY
    rows = [row | {"first_seen": now, "last_seen": now} for row in findings]
    frame = pl.DataFrame(rows, schema=FINDING_SCHEMA, orient="row")
    within = None if scope is None else pl.Series(scope, dtype=pl.String)
    return load_findings(con, frame, now, within)


def review(finding_id, state, day=0.5, digest="as-first-told", note="looked at it"):
    at = NOON + day * DAY
    told = (finding_id, state, "Sam", note, at, digest)
    return dict(zip(REVIEW_SCHEMA.names(), told, strict=True))


def decide(con, *reviews):
    return record_reviews(con, pl.DataFrame(list(reviews), schema=REVIEW_SCHEMA))


def states(con):
    rows = con.execute("select finding_id, state, state_reason from flags.finding order by 1")
    return {name: (state, reason) for name, state, reason in rows.fetchall()}


def days(con, finding_id):
    row = con.execute(
        "select first_seen, last_seen from flags.finding where finding_id = ?", [finding_id]
    ).fetchone()
    return [(at - NOON.replace(tzinfo=None)).days for at in row]


def test_a_finding_keeps_its_first_sighting_and_takes_the_words_of_now(con):
    assert run(con, 0, finding("f-1")) == LoadResult(1, 0)
    assert run(con, 1, finding("f-1", computation="new words")) == LoadResult(0, 1)
    assert days(con, "f-1") == [0, 1]
    assert con.execute("select computation from flags.finding").fetchall() == [("new words",)]


def test_a_finding_that_is_gone_is_resolved_and_stays_with_the_day_it_was_seen_last(con):
    run(con, 0, finding("f-1"), finding("f-2"))
    run(con, 1, finding("f-2"))
    run(con, 2, finding("f-2"))
    assert states(con) == {"f-1": ("resolved", GONE), "f-2": ("open", None)}
    assert days(con, "f-1") == [0, 0]


@pytest.mark.parametrize("before", ["open", "accepted", "dismissed"])
def test_a_finding_that_comes_back_is_open_again(con, before):
    run(con, 0, finding("f-1"))
    decide(con, review("f-1", before))
    run(con, 1)
    assert states(con) == {"f-1": ("resolved", GONE)}
    run(con, 2, finding("f-1"))
    assert states(con) == {"f-1": ("open", BACK)}
    assert days(con, "f-1") == [0, 2]


@pytest.mark.parametrize("state", ["accepted", "dismissed", "resolved"])
def test_a_decision_outlives_runs_that_find_the_same(con, state):
    run(con, 0, finding("f-1"))
    assert decide(con, review("f-1", state)) == ReviewResult(1, 0, 0, 0)
    for day in (1, 2):
        run(con, day, finding("f-1", computation="the same in other words"))
    assert states(con) == {"f-1": (state, "looked at it")}


CHANGES = [
    ({"digest": "other"}, CHANGED),
    (
        {"digest": "other", "verdict": "suspicious"},
        "its verdict changed from contradictory to suspicious",
    ),
]


@pytest.mark.parametrize(("change", "reason"), CHANGES)
@pytest.mark.parametrize("state", ["accepted", "dismissed", "resolved"])
def test_a_finding_that_says_something_else_is_opened_again(con, state, change, reason):
    run(con, 0, finding("f-1"))
    decide(con, review("f-1", state))
    run(con, 1, finding("f-1", **change))
    assert states(con) == {"f-1": ("open", reason)}
    run(con, 2, finding("f-1", **change))
    assert states(con) == {"f-1": ("open", reason)}
    since = con.execute("select state_since from flags.finding").fetchone()[0]
    assert since == (NOON + DAY).replace(tzinfo=None)


def test_a_decision_about_what_a_finding_no_longer_says_is_stale(con):
    run(con, 0, finding("f-1", digest="other"))
    assert decide(con, review("f-1", "dismissed")) == ReviewResult(0, 0, 1, 0)
    assert states(con) == {"f-1": ("open", None)}
    assert latest_reviews(con) == []


def test_a_decision_about_an_unknown_finding_is_counted_and_not_stored(con):
    assert decide(con, review("f-9", "dismissed")) == ReviewResult(0, 0, 0, 1)
    assert latest_reviews(con) == []


def test_the_same_decision_again_or_an_older_one_changes_nothing(con):
    run(con, 0, finding("f-1"))
    decide(con, review("f-1", "accepted", day=0.5))
    assert decide(con, review("f-1", "accepted", day=0.5)) == ReviewResult(0, 1, 0, 0)
    assert decide(con, review("f-1", "dismissed", day=0.2)) == ReviewResult(0, 1, 0, 0)
    assert states(con)["f-1"][0] == "accepted"
    assert decide(con, review("f-1", "dismissed", day=0.7)) == ReviewResult(1, 0, 0, 0)
    assert states(con)["f-1"][0] == "dismissed"
    rows = con.execute("select state from flags.review order by reviewed_at").fetchall()
    assert rows == [("accepted",), ("dismissed",)]


def test_of_two_decisions_the_last_counts(con):
    run(con, 0, finding("f-1"))
    decide(con, review("f-1", "dismissed", day=0.7), review("f-1", "accepted", day=0.5))
    assert states(con)["f-1"][0] == "dismissed"


def test_findings_outside_of_the_scope_hold_on_unseen(con):
    run(con, 0, finding("f-1"), finding("f-2"), finding("f-3"))
    decide(con, review("f-2", "dismissed"))
    run(con, 1, finding("f-4"), scope=["f-1"])
    assert {name: state for name, (state, _) in states(con).items()} == {
        "f-1": "resolved",
        "f-2": "dismissed",
        "f-3": "open",
        "f-4": "open",
    }
    assert days(con, "f-2") == [0, 1]


def test_findings_are_read_with_the_words_of_their_current_claims(con):
    con.execute(
        "create schema core; create table core.claim as select 'c-1' as claim_id, '365' as figure, "
        "'It said 365.' as sentence, 'Sample Wire' as publisher, null::timestamp as published_at, "
        "'Ministry' as claimant_name, null::varchar as claimant"
    )
    run(con, 0, finding("f-1"), finding("f-2", rule="C4", verdict="suspicious"))
    decide(con, review("f-1", "dismissed"))
    read = lambda **wanted: [row["finding_id"] for row in findings_to_review(con, **wanted)]  # noqa: E731
    assert read() == ["f-1", "f-2"]
    assert read(states=["open"]) == ["f-2"]
    assert read(rule="C1") == ["f-1"]
    assert read(verdict="suspicious") == ["f-2"]
    assert read(publisher="Sample Wire") == ["f-1", "f-2"]
    assert read(publisher="Sample") == []
    assert read(starts_with="f-2") == ["f-2"]
    (dismissed,) = findings_to_review(con, states=["dismissed"])
    assert (dismissed["reviewer"], dismissed["state_reason"]) == ("Sam", "looked at it")
    assert [claim["sentence"] for claim in dismissed["claims"]] == ["It said 365."]
