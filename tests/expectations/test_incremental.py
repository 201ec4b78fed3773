"""A run on what changed finds what a run on all claims finds."""

import datetime as dt
import random

import pytest

from expectations.incremental import load_blocks, remember, run_on_changes
from expectations.rulebook import load_rules, run_rules
from warehouse.connect import ensure_schema
from warehouse.findings_load import load_findings

NOW = dt.datetime(2025, 3, 1, tzinfo=dt.UTC)
RULES = [rule for rule in load_rules() if rule.rule_id in load_blocks()]
SPEAKERS = ["Ministry A", "Ministry B", "officials", "-"]
FIGURES = ["9", "10", "12", "20", "about 20", "more than 30", "at least 25", "up to 15", "40"]


def draw_told(draw: random.Random) -> tuple[str, str, str, str]:
    """Who says it, of which side, of whom, where."""
    groups = ["soldiers", "children", "people"]
    return (
        draw.choice(SPEAKERS), draw.choice(["Samples", "Others"]), draw.choice(groups),
        draw.choice(["Port", "Hill", "-"]),
    )  # fmt: skip


def drawn_table(draw: random.Random, articles: int, first: int) -> str:
    """Articles of a few claims each about few things, so that many of them conflict."""
    lines = [
        "claim_id | article_id | origin_id | figure | claimant | victim_side | victim_text "
        "| place | since | day | as_of | part_of | restates | published_at"
    ]
    for number in range(first, first + articles):
        origin = draw.randrange(first // 2, number + 1) if draw.random() < 0.3 else number
        published = dt.date(2025, 1, 1) + dt.timedelta(days=draw.randrange(20))
        names = [f"c-{number}-{nth}" for nth in range(draw.randrange(1, 5))]
        alike = draw.random() < 0.5
        total, lag, told = draw.random() < 0.5, draw.randrange(3), draw_told(draw)
        for nth, name in enumerate(names):
            part = names[0] if nth and draw.random() < 0.5 else "-"
            restates = names[nth - 1] if nth and part == "-" and draw.random() < 0.2 else "-"
            if not alike:
                total, lag, told = draw.random() < 0.5, draw.randrange(3), draw_told(draw)
            day = published - dt.timedelta(days=lag)
            cells = (
                name, f"a-{number}", f"o-{origin}", draw.choice(FIGURES), *told,
                "2024-12-01" if total else "-", day, day, part, restates, published,
            )  # fmt: skip
            lines.append(" | ".join(map(str, cells)))
    return "\n".join(lines)


@pytest.fixture
def stored(con):
    ensure_schema(con)
    return lambda: con.execute(
        "select finding_id, rule, verdict, digest, list_sort(claim_ids), computation "
        "from flags.finding where is_reported order by finding_id"
    ).fetchall()


def expected(con, rules=RULES):
    found = run_rules(con, NOW, rules).to_dicts()
    return sorted(
        (
            row["finding_id"], row["rule"], row["verdict"], row["digest"],
            sorted(row["claim_ids"]), row["computation"],
        )
        for row in found
    )  # fmt: skip


def step(con, day, rules=RULES, **options):
    now = NOW + dt.timedelta(days=day)
    run = run_on_changes(con, now, rules, **options)
    load_findings(con, run.findings, now, run.scope)
    remember(con, run, now)
    return run


@pytest.mark.parametrize("seed", range(3))
def test_runs_on_changes_find_what_a_run_on_everything_finds(con, claims, stored, seed):
    draw = random.Random(seed)
    claims(drawn_table(draw, 120, 0))
    step(con, 0)
    assert stored() == expected(con)
    for day in range(1, 4):
        con.execute("create or replace table held as from core.claim")
        claims(drawn_table(draw, 4, 1000 * day))
        con.execute("create or replace table arrived as from core.claim")
        gone = f"a-{draw.randrange(120)}"
        changed = f"a-{draw.randrange(120)}"
        con.execute(
            "create or replace table core.claim as "
            f"from held where article_id <> '{gone}' union all by name from arrived"
        )
        con.execute(
            f"update core.claim set low = low + 3, high = high + 3 where article_id = '{changed}'"
        )
        # A reprint that arrives makes an article the copy of another.
        con.execute(f"update core.claim set origin_id = 'o-5' where article_id = 'a-{day}'")
        run = step(con, day)
        assert 0 < run.changed < 40
        assert run.scope.len() < con.execute("select count(*) from flags.finding").fetchone()[0]
        assert stored() == expected(con)


def test_the_drawn_claims_break_every_rule_that_has_a_block(con, claims):
    found = set()
    for seed in range(3):
        claims(drawn_table(random.Random(seed), 120, 0))
        found |= set(run_rules(con, NOW, RULES)["rule"])
    assert found == set(load_blocks())


def test_where_nothing_has_changed_no_rule_runs_and_findings_hold(con, claims, stored):
    claims(drawn_table(random.Random(1), 60, 0))
    step(con, 0)
    before = stored()
    run = step(con, 1)
    assert (run.changed, run.findings.height, run.scope.len()) == (0, 0, 0)
    assert stored() == before
    seen = con.execute("select distinct first_seen, last_seen from flags.finding").fetchall()
    assert seen == [(dt.datetime(2025, 3, 1), dt.datetime(2025, 3, 2))]


def test_a_changed_rule_runs_on_all_claims_again(con, claims, stored):
    claims(drawn_table(random.Random(1), 60, 0))
    step(con, 0)
    assert any(row[1] == "C16" for row in stored())
    rules = [rule for rule in RULES if rule.rule_id != "C16"]
    assert step(con, 1, rules).changed == 0
    assert not any(row[1] == "C16" for row in stored())
    step(con, 2)
    assert stored() == expected(con)


def test_a_rule_without_a_block_runs_on_all_claims_when_one_changes(con, claims, stored):
    claims(drawn_table(random.Random(1), 60, 0))
    step(con, 0, blocks={})
    con.execute("update core.claim set low = 1, high = 1 where claim_id = 'c-3-0'")
    run = step(con, 1, blocks={})
    assert run.changed == 1
    assert run.findings.height == len(expected(con))
    assert stored() == expected(con)


def test_a_rule_that_reads_another_table_runs_again_when_that_changes(con, claims, stored):
    claims(drawn_table(random.Random(1), 60, 0))
    con.execute("create or replace table core.place as select 'Port' as name")
    from dataclasses import replace

    sql = RULES[0].sql.replace("-- id:", "-- from core.place\n-- id:")
    rules = [replace(RULES[0], sql=sql)]
    step(con, 0, rules)
    assert step(con, 1, rules).findings.is_empty()
    con.execute("insert into core.place values ('Hill')")
    assert step(con, 2, rules).findings.height == len(expected(con, rules)) > 0


def test_a_macro_over_claims_reads_the_claims_of_the_run(
    con, claims, stored, monkeypatch, tmp_path
):
    from expectations import rulebook

    for name in rulebook.MACROS:
        text = (rulebook.RULES_DIR / name).read_text()
        (tmp_path / name).write_text(text)
    with (tmp_path / "words.sql").open("a") as file:
        file.write(
            "\ncreate or replace temp macro many_killed() as table\n"
            "select claim_id, low from core.claim where low > 1000;\n"
        )
    monkeypatch.setattr(rulebook, "RULES_DIR", tmp_path)
    sql = (
        "select [claim_id] as claim_ids, [] as operands, 'many' as computation, "
        "'suspicious' as verdict from many_killed()"
    )
    rules = [rulebook.Rule("C1", 1, "many", "Many?", "warning", "claim", ("none",), sql)]
    claims(drawn_table(random.Random(1), 60, 0))
    con.execute("update core.claim set low = 2000 where article_id in ('a-3', 'a-7')")
    step(con, 0, rules)
    con.execute("update core.claim set low = 3000 where article_id = 'a-3'")
    run = step(con, 1, rules)
    assert stored() == expected(con, rules)
    named = {name for ids in run.findings["claim_ids"] for name in ids}
    assert named
    assert not any(name.startswith("c-7-") for name in named)
