"""What each rule finds and what it must leave alone, on the tables of `cases/`."""

import datetime as dt
import json
import re
from collections import defaultdict
from pathlib import Path

import pytest

from expectations.rulebook import finding_id, load_rules, read_rule, rule_results, run_rules
from pipelines.records import FINDING_SCHEMA

NOW = dt.datetime(2025, 3, 1, tzinfo=dt.UTC)
CASES = Path(__file__).parent / "cases"
RULES = {rule.rule_id: rule for rule in load_rules()}
INFORMATION = ["C10", "C16", "C18", "C22", "C24", "C27"]


def read_cases(rule_id):
    """Yield (name, table, expected) of each case of a rule; expected is {claim ids: verdict}."""
    text = (CASES / f"c{int(rule_id[1:]):02d}.md").read_text(encoding="utf-8")
    for part in re.split(r"^## ", text, flags=re.M)[1:]:
        name, body = part.split("\n", 1)
        lines = [line for line in body.splitlines() if line.strip()]
        expected = {}
        for line in lines:
            if line.startswith("=> "):
                ids, verdict = line[3:].split(" | ")
                expected[frozenset(ids.split())] = verdict
        yield name, "\n".join(line for line in lines if not line.startswith("=> ")), expected


ALL_CASES = [(rule, *case) for rule in RULES for case in read_cases(rule)]
CASE_IDS = [f"{rule} {name}" for rule, name, _, _ in ALL_CASES]


def find(con, rule_id):
    """The findings of one rule as {claim ids: verdict}."""
    found = run_rules(con, NOW, [RULES[rule_id]])
    return dict(zip(map(frozenset, found["claim_ids"]), found["verdict"], strict=True))


@pytest.mark.parametrize(("rule", "name", "table", "expected"), ALL_CASES, ids=CASE_IDS)
def test_a_rule_finds_exactly_what_cannot_all_be_true(con, claims, rule, name, table, expected):
    claims(table)
    assert find(con, rule) == expected


def test_every_rule_has_three_cases_that_fire_and_three_that_do_not():
    firing, silent = defaultdict(int), defaultdict(int)
    for rule, _, _, expected in ALL_CASES:
        (firing if expected else silent)[rule] += 1
    assert [rule for rule in RULES if min(firing[rule], silent[rule]) < 3] == []


TWO_TOTALS = """
    claim_id | figure    | claimant        | victim_text | since      | as_of      | article_id
    one      | 45000     | Health Ministry | people      | 2023-10-07 | 2025-01-01 | a-1
    two      | about 100 | Health Ministry | people      | 2023-10-07 | 2025-01-05 | a-2
"""


def test_a_finding_writes_its_arithmetic_out(con, claims):
    claims(TWO_TOTALS)
    (finding,) = run_rules(con, NOW).to_dicts()
    assert finding["computation"] == (
        'The running total of people killed since 2023-10-07 falls: "45000" as of 2025-01-01 is '
        '45,000 or more, "about 100" as of 2025-01-05 is 110 at most, 44,890 fewer. '
        "Health Ministry; Sample Wire, 2025-01-10, then Sample Wire, 2025-01-10."
    )
    assert [operand["role"] for operand in json.loads(finding["operands"])] == ["earlier", "later"]
    assert finding["innocent_causes"] == list(RULES["C4"].innocent_causes)
    assert finding["first_seen"] == finding["last_seen"] == NOW


def test_every_computation_names_the_figures_it_compares(con, claims):
    for rule, _, table, expected in ALL_CASES:
        if expected:
            claims(table)
            for finding in run_rules(con, NOW, [RULES[rule]]).to_dicts():
                operands = json.loads(finding["operands"])
                assert {operand["claim_id"] for operand in operands} == set(finding["claim_ids"])
                assert all(
                    f'"{operand["figure"]}"' in finding["computation"] for operand in operands
                )


def test_a_finding_keeps_its_id_from_run_to_run_and_from_extractor_to_extractor(con, claims):
    claims(TWO_TOTALS)
    first = run_rules(con, NOW)
    con.execute("update core.claim set claim_id = 'again-' || claim_id, extractor_version = 'new'")
    again = run_rules(con, NOW + dt.timedelta(days=1))
    assert first["finding_id"].to_list() == again["finding_id"].to_list()
    con.execute('update core.claim set "end" = "end" + 1')
    assert run_rules(con, NOW)["finding_id"].to_list() != first["finding_id"].to_list()


def test_a_finding_id_does_not_depend_on_the_order_of_its_claims():
    assert (
        finding_id("C1", ["a", "b"]) == finding_id("C1", ["b", "a"]) != finding_id("C4", ["a", "b"])
    )


def test_no_claims_make_no_findings_of_the_agreed_shape(con, claims):
    claims(TWO_TOTALS)
    con.execute("delete from core.claim")
    assert run_rules(con, NOW).schema == FINDING_SCHEMA
    assert run_rules(con, NOW).is_empty()


def test_rules_come_in_the_order_of_their_numbers_with_their_headers():
    numbers = [int(rule[1:]) for rule in RULES]
    assert numbers == sorted(numbers)
    assert {rule.severity for rule in RULES.values()} == {"warning", "information"}
    assert [name for name, rule in RULES.items() if rule.severity == "information"] == INFORMATION
    assert all(rule.question.endswith("?") and rule.innocent_causes for rule in RULES.values())


def test_a_rule_without_a_question_is_refused_by_name(tmp_path):
    path = tmp_path / "c99_odd.sql"
    path.write_text("-- id: C99\n-- version: 1\n-- name: odd\nselect 1", encoding="utf-8")
    with pytest.raises(ValueError, match=r"c99_odd\.sql: the header has no 'question'"):
        read_rule(path)


@pytest.mark.parametrize(("verdict", "success"), [("contradictory", False), ("explained", True)])
def test_stored_findings_warn_and_explained_ones_do_not(con, sound, fill, verdict, success):
    fill("flags.finding", [sound["flags.finding"][0] | {"rule": "C4", "verdict": verdict}])
    results = {result.name: result for result in rule_results(con)}
    assert list(results) == [rule.name for rule in RULES.values()]
    assert not any(result.blocking for result in results.values())
    assert results["cumulative_falls"].success is success
    assert results["cumulative_falls"].unexpected_count == (0 if success else 1)
    assert results["parts_exceed_total"].success
