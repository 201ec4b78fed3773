"""Keep `flags.finding`: what the rules report, with the state that reviewers gave it.

Belongs here: what becomes of a stored finding when the rules have run. Does not belong here: the
decisions of reviewers (`reviews`), or the rules. Rows are never deleted: a finding that is gone is
resolved, so that its decision and the days on which it was seen stay known.
"""

from __future__ import annotations

import datetime as dt

import polars as pl

from pipelines.records import FINDING_SCHEMA
from warehouse.connect import Connection
from warehouse.frames import LoadResult, count, incoming, loading

GONE = "no rule reports it any longer"
BACK = "it was gone and is reported again"
CHANGED = "its figures or sentences changed"

_SCOPE = pl.Schema({"finding_id": pl.String()})
_TOLD = (
    *("rule", "rule_version", "verdict", "severity", "claim_ids", "operands", "computation"),
    *("innocent_causes", "digest"),
)


def load_findings(
    con: Connection,
    findings: pl.DataFrame,
    now: dt.datetime | None = None,
    scope: pl.Series | None = None,
) -> LoadResult:
    """Bring `flags.finding` up to what the rules report (FINDING_SCHEMA) at `now`.

    A finding seen before keeps first_seen and its state; it is opened again, with the reason, where
    it says something else now or was gone. One that is not reported becomes resolved and keeps its
    last_seen. `scope` holds the finding_ids that the run could have reported: stored ones outside
    of it hold on unseen (None: all could). Counts findings that were not there before.
    """
    moment = (now or dt.datetime.now(dt.UTC)).astimezone(dt.UTC).replace(tzinfo=None)
    everything = con.sql("select finding_id from flags.finding").pl()
    due = everything if scope is None else scope.to_frame("finding_id")
    with (
        incoming(con, findings, FINDING_SCHEMA),
        incoming(con, due, _SCOPE, "due"),
        loading(con, "findings"),
    ):
        known = count(
            con, "select count(*) from incoming semi join flags.finding using (finding_id)"
        )
        _hold_on(con, moment)
        _resolve_the_gone(con, moment)
        _renew(con, moment)
        con.execute(
            "insert into flags.finding by name "
            "select incoming.*, 'open' as state, $now::timestamp as state_since, "
            "true as is_reported from incoming anti join flags.finding using (finding_id)",
            {"now": moment},
        )
    return LoadResult(findings.height - known, known)


def _hold_on(con: Connection, now: dt.datetime) -> None:
    con.execute(
        "update flags.finding set last_seen = greatest(last_seen, $now::timestamp) "
        "where is_reported and finding_id not in (select finding_id from due)",
        {"now": now},
    )


def _resolve_the_gone(con: Connection, now: dt.datetime) -> None:
    con.execute(
        "update flags.finding set state = 'resolved', state_reason = $gone, is_reported = false, "
        "state_since = $now::timestamp "
        "where is_reported and finding_id in (select finding_id from due) "
        "and finding_id not in (select finding_id from incoming)",
        {"gone": GONE, "now": now},
    )


def _renew(con: Connection, now: dt.datetime) -> None:
    """Take what is told now; open again what came back or says something else."""
    con.execute(
        "create or replace temporary table reopened as select held.finding_id, "
        "case when not held.is_reported then $back "
        "when held.verdict <> incoming.verdict "
        "then format('its verdict changed from {} to {}', held.verdict, incoming.verdict) "
        "else $changed end as reason "
        "from flags.finding as held join incoming using (finding_id) "
        "where not held.is_reported or (held.state <> 'open' and held.digest <> incoming.digest)",
        {"back": BACK, "changed": CHANGED},
    )
    told = ", ".join(f"{name} = incoming.{name}" for name in _TOLD)
    differs = " or ".join(f"held.{name} is distinct from incoming.{name}" for name in _TOLD)
    # Lists are costly to rewrite: only where something is told otherwise.
    con.execute(
        f"update flags.finding as held set {told} from incoming "
        f"where held.finding_id = incoming.finding_id and ({differs})"
    )
    con.execute(
        "update flags.finding as held set last_seen = incoming.last_seen, is_reported = true "
        "from incoming where held.finding_id = incoming.finding_id"
    )
    con.execute(
        "update flags.finding as held set state = 'open', state_reason = reopened.reason, "
        "state_since = $now::timestamp from reopened where held.finding_id = reopened.finding_id",
        {"now": now},
    )
    con.execute("drop table reopened")
