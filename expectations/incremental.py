"""Run the rules on what changed since they ran last, and know which findings that concerns.

Belongs here: what changed, which claims a change can touch, and the memory of the last run
(`meta.rule_run`, `meta.rule_claim`). Does not belong here: a rule, or storing findings.

A rule with a block (`blocks.yml`) keeps a promise: the claims of each of its findings share one
block, and what it finds in a block depends on the claims of the block and of their releases. Then
a change concerns the blocks of the changed claims and of all claims of their releases, no others. A
rule without a block runs on all claims as soon as one of them has changed. A rule that has changed,
or reads a table that has, runs on all claims.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import yaml

from expectations.connection import Connection
from expectations.rulebook import Rule, load_rules, macros, prepare, run_rules
from pipelines.records import FINDING_SCHEMA

BLOCKS = Path(__file__).parent / "blocks.yml"

FULL_SHARE = 0.2
"""Where more than this share of the claims has changed, all of them are read: it is quicker."""

_OTHER_TABLES = re.compile(r"\b(?:core|raw|marts|flags)\.(?!claim\b)\w+")


@dataclass(frozen=True, slots=True)
class RuleRun:
    """What a run found, and what it concerned.

    `findings` has FINDING_SCHEMA; `scope` the stored finding_ids that it could have found again.
    `changed` counts claims that are new, gone or different; `digests` names each rule as it ran.
    """

    findings: pl.DataFrame
    scope: pl.Series
    changed: int
    digests: dict[str, str]


def run_on_changes(
    con: Connection,
    now: dt.datetime,
    rules: Sequence[Rule] | None = None,
    *,
    blocks: Mapping[str, str] | None = None,
    all_claims: bool = False,
) -> RuleRun:
    """Run the rules on the claims of `core.claim` that a change since the last run can touch.

    Findings outside of the returned scope hold as they are stored. `blocks` are those of the file
    where none are given; `all_claims` runs every rule on everything. Call `remember` once the
    findings are stored.
    """
    chosen = load_rules() if rules is None else list(rules)
    block_of = load_blocks() if blocks is None else blocks
    prepare(con)
    kinds = sorted({block_of[rule.rule_id] for rule in chosen if rule.rule_id in block_of})
    digests = {rule.rule_id: _digest(con, rule, kinds) for rule in chosen}
    _look_at_claims(con, kinds)
    changed, stored = _changes(con)
    known = dict(con.execute("select rule, digest from meta.rule_run").fetchall())
    again = all_claims or changed > FULL_SHARE * max(stored, 1)
    full = [rule for rule in chosen if again or digests[rule.rule_id] != known.get(rule.rule_id)]
    if changed:
        full += [rule for rule in chosen if rule not in full and rule.rule_id not in block_of]
    frames = [run_rules(con, now, full)]
    gone = [rule for rule in known if rule not in digests]
    scopes = [_findings_of(con, [*gone, *(rule.rule_id for rule in full)])]
    for number, block in enumerate(kinds, 1):
        held = [r for r in chosen if r not in full and block_of.get(r.rule_id) == block]
        if changed and held:
            frame, scope = _run_in_blocks(con, now, held, number)
            frames.append(frame)
            scopes.append(scope)
    findings = pl.concat([FINDING_SCHEMA.to_frame(), *frames]).sort("rule", "finding_id")
    return RuleRun(findings, pl.concat(scopes), changed, digests)


def remember(con: Connection, run: RuleRun, now: dt.datetime) -> None:
    """Keep what the rules have seen, once the findings of `run` are stored.

    Should the program end before, the next run finds the same changes again.
    """
    moment = now.astimezone(dt.UTC).replace(tzinfo=None)
    con.execute("begin transaction")
    con.execute(
        "delete from meta.rule_claim where claim_id in (select claim_id from temp.claim_before)"
    )
    con.execute(
        "insert into meta.rule_claim by name select claim_id, digest, origin, blocks "
        "from temp.claim_now semi join temp.claim_changed using (claim_id)"
    )
    con.execute("delete from meta.rule_run")
    for rule, digest in run.digests.items():
        con.execute("insert into meta.rule_run values (?, ?, ?)", [rule, digest, moment])
    con.execute("commit")


def load_blocks() -> dict[str, str]:
    """Return the block of each rule that has one, by the rule's id."""
    blocks: dict[str, str] = yaml.safe_load(BLOCKS.read_text(encoding="utf-8"))
    return blocks


def _digest(con: Connection, rule: Rule, kinds: Sequence[str]) -> str:
    """Name a rule with all that it reads beside the claims: macros, other tables, block kinds."""
    text = _with_macros(rule.sql)
    told = hashlib.sha256(text.encode())
    told.update("\n".join(kinds).encode())
    told.update(str(con.execute("select version()").fetchone()).encode())
    handed = con.execute("select table_name from duckdb_tables() where temporary").fetchall()
    ours = {name for (name,) in handed if re.search(rf"\b{name}\b", text)}
    for table in sorted({*_OTHER_TABLES.findall(text), *ours}):
        state = con.execute(
            f"select count(*), coalesce(sum(hash(held)::hugeint), 0)::varchar from {table} as held"
        ).fetchone()
        told.update(f"{table} {state}".encode())
    return told.hexdigest()


def _with_macros(sql: str) -> str:
    """Return a rule with the macros that it uses, and those that they use, behind it."""
    text, left = sql, macros()
    while used := [name for name in left if re.search(rf"\b{name}\(", text)]:
        text += "".join(left.pop(name) for name in used)
    return text


def _look_at_claims(con: Connection, kinds: Sequence[str]) -> None:
    blocks = ", ".join(f"hash({kind})" for kind in kinds)
    con.execute(
        "create or replace temporary table claim_now as "
        "select claim_id, hash(claim) as digest, "
        "hash(coalesce(origin_id, article_id, claim_id)) as origin, "
        f"[{blocks}]::ubigint[] as blocks from core.claim as claim"
    )


def _changes(con: Connection) -> tuple[int, int]:
    """Return how many claims have changed, and how many there are.

    Those that are new or different stand in `claim_changed` afterwards, how they looked when the
    rules ran last in `claim_before`.
    """
    con.execute(
        "create or replace temporary table claim_changed as select seen.* from claim_now as seen "
        "anti join meta.rule_claim as held using (claim_id, digest, origin, blocks)"
    )
    con.execute(
        "create or replace temporary table claim_before as select held.* "
        "from meta.rule_claim as held "
        "anti join claim_now as seen using (claim_id, digest, origin, blocks)"
    )
    row = con.execute(
        "select (select count(distinct claim_id) from ("
        "select claim_id from claim_changed union all select claim_id from claim_before)), "
        "(select count(*) from claim_now)"
    ).fetchone()
    return int(row[0]), int(row[1])


def _run_in_blocks(
    con: Connection, now: dt.datetime, rules: Sequence[Rule], number: int
) -> tuple[pl.DataFrame, pl.Series]:
    """Run rules of one kind of block on the blocks that the changes touch."""
    con.execute(
        f"""
        create or replace temporary table claim_in_block as
        with touched as (
            select origin from claim_changed union select origin from claim_before
        ),
        block as (
            select blocks[{number}] as block from claim_now semi join touched using (origin)
            union select blocks[{number}] from claim_before
        )
        select claim_id, origin from claim_now
        semi join block on claim_now.blocks[{number}] = block.block
        """
    )
    con.execute(
        """
        create or replace temporary table claim_in_scope as
        with read as (
            select claim_id from claim_now semi join claim_in_block using (origin)
        )
        select claim.* from core.claim as claim semi join read using (claim_id)
        """
    )
    found = run_rules(con, now, rules, "temp.claim_in_scope")
    inside = con.sql("select claim_id from claim_in_block").pl()
    named = found.select("finding_id", claim_id="claim_ids").explode("claim_id")
    outside = named.join(inside, on="claim_id", how="anti")
    kept = found.join(outside, on="finding_id", how="anti")
    return kept, _findings_about(con, [rule.rule_id for rule in rules])


def _findings_of(con: Connection, rules: Sequence[str]) -> pl.Series:
    con.execute("create or replace temporary table chosen_rule (rule varchar)")
    for rule in rules:
        con.execute("insert into chosen_rule values (?)", [rule])
    query = "select finding_id from flags.finding semi join chosen_rule using (rule)"
    found: pl.DataFrame = con.sql(query).pl()
    return found["finding_id"]


def _findings_about(con: Connection, rules: Sequence[str]) -> pl.Series:
    """Return the stored findings of rules that name a claim of the blocks, or one as it was."""
    _findings_of(con, rules)
    found: pl.DataFrame = con.sql(
        """
        with named as (
            select finding_id, unnest(claim_ids) as claim_id
            from flags.finding semi join chosen_rule using (rule)
        ),
        touched as (
            select claim_id from claim_in_block union select claim_id from claim_before
        )
        select distinct finding_id from named semi join touched using (claim_id)
        """
    ).pl()
    return found["finding_id"]
