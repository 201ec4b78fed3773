"""The rulebook: rules over figures, one SQL file each, and the findings that they make.

Belongs here: reading the rules, running them on `core.claim`, and what a finding is made of. Does
not belong here: the rules themselves (see `rules/`), or storing findings. A finding never edits a
claim and never stops a load.

A rule file opens with a header of `-- field: value` lines (id, version, name, question, severity,
grain, and one `innocent cause` a line). Its query returns one row a finding: `claim_ids` (list),
`operands` (JSON), `computation` (words) and `verdict`. It may use the macros of
`rules/macros.sql` (comparing) and `rules/words.sql` (wording).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from expectations.checks import Check, Rows, Suite
from expectations.connection import Connection
from expectations.results import CheckResult
from expectations.stock import load_stock
from expectations.structure import run_suite
from pipelines.records import FINDING_SCHEMA

RULES_DIR = Path(__file__).parent / "rules"
MACROS = tuple(
    f"{name}.sql"
    for name in ("macros", "words", "series", "parts", "tellers", "reprints", "headlines")
)
MACRO = re.compile(r"^create or replace temp(?:orary)? macro (\w+)", re.MULTILINE)
CLAIMS = re.compile(r"\bcore\.claim\b")
HEADER_LINE = re.compile(r"-- ([a-z ]+): (.+)")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its header, and the query that finds what breaks it."""

    rule_id: str
    version: int
    name: str
    question: str
    severity: str
    grain: str
    innocent_causes: tuple[str, ...]
    sql: str


def load_rules() -> list[Rule]:
    """Return every rule, by number; ValueError for a rule file whose header is incomplete."""
    rules = [read_rule(path) for path in RULES_DIR.glob("c*.sql")]
    return sorted(rules, key=lambda rule: int(rule.rule_id[1:]))


def read_rule(path: Path) -> Rule:
    """Return the rule of one file; ValueError names the file and the header field at fault."""
    sql = path.read_text(encoding="utf-8")
    fields: dict[str, list[str]] = {}
    for line in sql.splitlines():
        match = HEADER_LINE.fullmatch(line)
        if match is None:
            break
        fields.setdefault(match[1], []).append(match[2])
    once = ("id", "version", "name", "question", "severity", "grain")
    for name in (*once, "innocent cause"):
        if name not in fields:
            raise ValueError(f"{path.name}: the header has no {name!r}")
    rule_id, version, name, question, severity, grain = (fields[name][0] for name in once)
    causes = tuple(fields["innocent cause"])
    return Rule(rule_id, int(version), name, question, severity, grain, causes, sql)


def run_rules(
    con: Connection,
    now: dt.datetime,
    rules: Sequence[Rule] | None = None,
    claims: str = "core.claim",
) -> pl.DataFrame:
    """Return what the rules find in `claims`: one row a finding, in `FINDING_SCHEMA`.

    `claims` is a table with the columns of `core.claim`. Both `first_seen` and `last_seen` are
    `now` (UTC); whoever stores the findings keeps the first. The rows are ordered by rule and
    finding_id, so that equal claims give equal frames.
    """
    prepare(con, claims)
    frames = [
        _findings(con, rule, now, claims) for rule in (load_rules() if rules is None else rules)
    ]
    return pl.concat([FINDING_SCHEMA.to_frame(), *frames])


def prepare(con: Connection, claims: str = "core.claim") -> None:
    """Create what rules and their blocks use, over `claims`: the stock table and the macros."""
    load_stock(con)
    for name in MACROS:
        con.execute(CLAIMS.sub(claims, (RULES_DIR / name).read_text(encoding="utf-8")))


def macros() -> dict[str, str]:
    """Return the statement that makes each macro, by the macro's name."""
    texts = [(RULES_DIR / name).read_text(encoding="utf-8") for name in MACROS]
    made = [part for text in texts for part in MACRO.split(text)[1:]]
    return dict(zip(made[::2], made[1::2], strict=True))


# A claim of a text is named by where it stands: read again by another extractor, it is the same.
# Of two findings with the same claims the graver is kept, as they would be one finding.
_NAMED = """
    with finding as materialized ({rule}),
    numbered as (select *, row_number() over () as number from finding),
    named as (select number, unnest(claim_ids) as claim_id from numbered),
    told as (
        select named.number, claim.low, claim.high, claim.approximate, claim.figure, claim.sentence,
            case when claim.article_id is null then claim.claim_id
                else concat_ws('|', claim.article_id, claim.version, claim.start, claim."end",
                    claim.category) end as claim_key
        from named inner join {claims} as claim using (claim_id)
    ),
    keyed as (
        select number, list_sort(list(claim_key)) as claim_keys,
            list_sort(list(cast(
                [claim_key, low::varchar, high::varchar, approximate::varchar, figure, sentence]
                as varchar
            ))) as words
        from told group by number
    )
    select claim_ids, cast(operands as varchar) as operands, computation, verdict, claim_keys,
        left(sha256(cast([verdict, words::varchar] as varchar)), 16) as digest
    from numbered inner join keyed using (number)
    qualify row_number() over (
        partition by claim_keys order by verdict <> 'contradictory', verdict desc, computation
    ) = 1
"""


def _findings(con: Connection, rule: Rule, now: dt.datetime, claims: str) -> pl.DataFrame:
    query = _NAMED.format(rule=CLAIMS.sub(claims, rule.sql), claims=claims)
    found: pl.DataFrame = con.sql(query).pl()
    ids = [finding_id(rule.rule_id, keys) for keys in found["claim_keys"]]
    causes = [list(rule.innocent_causes)] * found.height
    return (
        found.with_columns(
            pl.Series("finding_id", ids, dtype=pl.String),
            pl.Series("innocent_causes", causes, dtype=pl.List(pl.String)),
            rule=pl.lit(rule.rule_id),
            rule_version=pl.lit(rule.version),
            severity=pl.lit(rule.severity),
            first_seen=pl.lit(now),
            last_seen=pl.lit(now),
        )
        .select([pl.col(name).cast(kind) for name, kind in FINDING_SCHEMA.items()])
        .sort("finding_id")
    )


def finding_id(rule_id: str, claim_keys: Sequence[str]) -> str:
    """Return 16 hexadecimal digits that name a finding by its rule and the claims it names.

    A claim's key leaves the extractor's version out: read again, it is the same contradiction.
    """
    key = "\n".join([rule_id, *sorted(claim_keys)])
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def rule_check(rule: Rule) -> Check:
    """Return the check, which warns only, that a rule has no unexplained finding that stands."""
    query = f"""
        select finding_id, state, verdict, computation from batch
        where rule = '{rule.rule_id}' and verdict in ('contradictory', 'suspicious')
            and state in ('open', 'accepted')
        order by verdict, finding_id
    """
    return Check(rule.name, rule.question, (Rows(query),), blocking=False)


def rule_results(con: Connection, rules: Sequence[Rule] | None = None) -> list[CheckResult]:
    """Check the stored findings: one result a rule, never blocking, with findings as its sample.

    Reads `flags.finding`; findings that are explained, dismissed or resolved are no failure.
    """
    checks = [rule_check(rule) for rule in (load_rules() if rules is None else rules)]
    return run_suite(con, Suite("flags.finding", ("finding_id",), tuple(checks)), checks)
