"""The tables that end a run: claimed tolls, findings, rejected inputs, and where to look next.

Belongs here: reading the published snapshot for people at a terminal. Does not belong here:
anything that another program reads; that is `sql`, `export` and the marts.
"""

import shutil
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipelines.settings import Settings
from warehouse.connect import Connection, open_snapshot

TOLL_ROWS = 30
FINDING_ROWS = 12
REJECTED_ROWS = 10
PLAIN_WIDTH = 150
"""Columns of output that goes to no terminal."""

PEOPLE = "('killed', 'wounded', 'casualties', 'captured', 'missing')"

TOLLS = f"""
with day as (
    select claimant_name, own_voice_of, victim_side, victim_class, category,
        sum(n_claims) as claims,
        {{low: sum(low), high: case when bool_and(high is not null) then sum(high) end,
            days: count(distinct day)}} as day
    from marts.toll_by_source_daily
    group by all
),
span as (
    select claimant_name, own_voice_of, victim_side, victim_class, category,
        sum(n_claims) as claims,
        max_by({{low: low, high: high, since: period_start, until: period_end}}, low) as span
    from marts.toll_by_source_period
    group by all
),
running as (
    select claimant_name, own_voice_of, victim_side, victim_class, category,
        sum(n_claims) as claims,
        max_by({{low: low, high: high, as_of: as_of}}, (as_of, low)) as running
    from marts.toll_cumulative
    group by all
),
united as (
    from day union all by name from span union all by name from running
)
select coalesce(claimant_name, own_voice_of || ' (own voice)') as claimant,
    victim_side, victim_class, category, sum(claims)::bigint as claims,
    any_value(day) as day, any_value(span) as span, any_value(running) as running
from united
where category in {PEOPLE} and coalesce(claimant_name, own_voice_of) is not null
group by claimant_name, own_voice_of, victim_side, victim_class, category
order by claims desc, claimant, victim_side nulls last, victim_class, category
"""

STANDING = """
select
    count(*) as claims,
    count(*) filter (counted_in is not null) as included,
    count(*) filter (counted_in is null and not cumulative and period_kind = 'rate') as rates,
    count(*) filter (
        counted_in is null
        and case when cumulative then as_of is null
            else period_kind <> 'rate' and (period_start is null or period_end is null) end
    ) as undated
from marts.claim_audit
"""

OUTSIDE = (
    "select figure, category, low, high, period_kind, counted_in, sentence from marts.claim_audit "
    "where counted_in is not null or case when cumulative then as_of is null "
    "else period_kind = 'rate' or period_start is null or period_end is null end"
)
"""The claims that no toll counts, for people to look at; the same conditions as `STANDING`."""

FINDINGS = """
select rule, verdict, computation from flags.finding where state in ('open', 'accepted')
order by verdict <> 'contradictory', rule, finding_id
"""

ASK = "select claimant_name, victim_side, category, low, high, sentence from marts.claim_audit"


def console(out: TextIO) -> Console:
    """Return a console that fits the terminal, or writes wide plain text where there is none."""
    return Console(file=out, width=None if out.isatty() else PLAIN_WIDTH, highlight=False)


def print_summary(settings: Settings, inputs: Mapping[str, Any], out: TextIO) -> None:
    """Print what the published snapshot holds, what became of the inputs, and what to do next.

    `inputs` has seen, new, unchanged, rejected (counts) and rejects (source_path, reason, detail).
    """
    screen = console(out)
    with open_snapshot(settings.snapshots) as con:
        _print_tolls(con, screen)
        _print_findings(con, screen)
        snapshot = (settings.snapshots / "current.duckdb").resolve()
    _print_inputs(inputs, screen)
    _print_next(settings, snapshot, screen)


def interval(low: int, high: int | None) -> str:
    """Return a closed interval for reading; an open end has no upper figure.

    >>> interval(366, None), interval(40, 40), interval(1300, 1400), interval(0, None)
    ('≥ 366', '40', '1,300–1,400', 'not told')
    """
    if high is None:
        return f"≥ {low:,}" if low else "not told"
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def _print_tolls(con: Connection, screen: Console) -> None:
    rows = con.execute(TOLLS).fetchall()
    if rows:
        _print_toll_table(rows, screen)
    screen.print()
    screen.print(Text(standing(*con.execute(STANDING).fetchall()[0])), soft_wrap=True)


def standing(claims: int, included: int, rates: int, undated: int) -> str:
    """Return how many claims are stored and how many of them stand in no toll, with the reasons."""
    if not claims:
        return "No claim was found in what was read."
    reasons = {
        "because no period is told": undated,
        "as parts or restatements of others": included,
        "as rates": rates,
    }
    told = ", ".join(f"{number:,} {reason}" for reason, number in reasons.items() if number)
    if not told:
        return f"{_counted(claims, 'claim')} stored; every one stands in a toll."
    outside = sum(reasons.values())
    return (
        f"{_counted(claims, 'claim')} stored; {outside:,} in no toll: {told}. To see them:\n"
        f'  tallywire sql "{OUTSIDE}"'
    )


def _print_toll_table(rows: Sequence[tuple[Any, ...]], screen: Console) -> None:
    table = Table(title="Claimed tolls, by claimant and victim side", title_justify="left")
    for heading in ("claimant", "about", "category"):
        table.add_column(heading, overflow="fold")
    for heading in ("single days, added up", "longer period, the largest", "running total, latest"):
        table.add_column(heading)
    table.add_column("claims", justify="right")
    for claimant, side, kind, category, claims, day, span, running in rows[:TOLL_ROWS]:
        about = f"{side or 'side not told'}{_class(kind)}"
        cells = (claimant, about, category, _day(day), _span(span), _running(running), str(claims))
        table.add_row(*map(Text, cells))
    screen.print()
    screen.print(table)
    if len(rows) > TOLL_ROWS:
        screen.print(f'… and {len(rows) - TOLL_ROWS} more: tallywire sql "from core.toll"')
    screen.print("Figures are what each claimant said. ≥ is an open end, and stays open in sums.")


def _class(kind: str | None) -> str:
    return f", {kind}" if kind and kind != "unspecified" else ""


def _day(day: Mapping[str, Any] | None) -> str:
    if day is None:
        return ""
    return f"{interval(day['low'], day['high'])} on {_counted(day['days'], 'day')}"


def _span(span: Mapping[str, Any] | None) -> str:
    if span is None:
        return ""
    return f"{interval(span['low'], span['high'])} in {_dates(span['since'], span['until'])}"


def _running(running: Mapping[str, Any] | None) -> str:
    if running is None:
        return ""
    return f"{interval(running['low'], running['high'])} by {running['as_of']}"


def _dates(since: date, until: date) -> str:
    if since.year != until.year:
        return f"{since} – {until}"
    return f"{since} – {until:%m-%d}"


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _print_findings(con: Connection, screen: Console) -> None:
    rows = con.execute(FINDINGS).fetchall()
    screen.print()
    if not rows:
        screen.print("No finding: no figures were found that cannot all be true.")
        return
    table = Table(title="What does not add up", title_justify="left", show_lines=True)
    table.add_column("rule")
    table.add_column("verdict")
    table.add_column("computation", overflow="fold")
    for row in rows[:FINDING_ROWS]:
        table.add_row(*map(Text, row))
    screen.print(table)
    if len(rows) > FINDING_ROWS:
        more = f"… and {len(rows) - FINDING_ROWS} more"
        screen.print(f'{more}: tallywire sql "from flags.finding"')


def _print_inputs(inputs: Mapping[str, Any], screen: Console) -> None:
    if not inputs:
        return
    told = ", ".join(
        f"{inputs.get(word.replace(' ', '_'), 0):,} {word}"
        for word in ("new", "new version", "unchanged", "rejected")
    )
    screen.print(f"\nInputs: {_counted(inputs.get('seen', 0), 'input')} read: {told}.")
    rejects = inputs.get("rejects", [])
    for entry in rejects[:REJECTED_ROWS]:
        told = f"  {entry['source_path']}: {entry['reason']} ({entry['detail']})"
        screen.print(Text(told, style="yellow"), soft_wrap=True)
    if inputs.get("rejected", 0) > REJECTED_ROWS:
        for table in sorted({entry.get("table", "raw.rejected_input") for entry in rejects}):
            screen.print(f'  … and more: tallywire sql "from {table}"')


def _print_next(settings: Settings, snapshot: Path, screen: Console) -> None:
    program = "tallywire" if shutil.which("tallywire") else Path(sys.argv[0])
    call = f"TALLYWIRE_HOME={settings.home} {program}"
    lines = [
        f"snapshot    {snapshot}",
        f"exports     {settings.exports}",
        f'ask         {call} sql "{ASK} limit 5"',
        f"Dagster UI  {call} ui          → http://127.0.0.1:3000",
        f"dashboards  {call} dashboard   → http://127.0.0.1:8050",
    ]
    screen.print("\nWhere to look next")
    for line in lines:
        screen.print(Text(f"  {line}"), soft_wrap=True)
