"""Tables that others are joined to: every row is named once and names what is there."""

import pytest

from expectations.keys import KEY_SUITES, KEYS
from expectations.structure import run_suite

TABLES = {
    "raw.article_version": "article_id varchar, version integer",
    "raw.actor": "actor_id varchar",
}
"""What is referred to, beside the tables under check."""

OTHER_COLUMNS = {"raw.article_copy": "kept double"}
SOUND = {"kept": 0.5, "version": 1}

BROKEN = {
    "raw.article_copy": [("kept_is_a_share", {"kept": 1.5}), ("article_exists", {"version": 7})],
    "raw.article_origin": [("article_exists", {"version": 7})],
    "raw.article_change": [("article_exists", {"version": 7})],
    "raw.actor_alias": [("actor_exists", {"actor_id": "nobody"})],
}


def columns(table):
    kinds = {"version": "integer"}
    keys = [f"{name} {kinds.get(name, 'varchar')}" for name in KEYS[table]]
    return ", ".join([*keys, *filter(None, [OTHER_COLUMNS.get(table)])])


def sound_row(con, table):
    names = [row[0] for row in con.execute(f"describe {table}").fetchall()]
    return {name: SOUND.get(name, "x") for name in names}


def add(con, table, row):
    marks = ", ".join("?" for _ in row)
    con.execute(f"insert into {table} ({', '.join(row)}) values ({marks})", list(row.values()))


@pytest.fixture
def warehouse(con):
    con.execute("create schema raw; create schema core; create schema marts")
    for table in KEYS:
        con.execute(f"create table {table} ({columns(table)})")
    for table, told in TABLES.items():
        con.execute(f"create table if not exists {table} ({told})")
    for table in (*KEYS, *(name for name in TABLES if name not in KEYS)):
        add(con, table, sound_row(con, table))
    return con


def failed(con, suite):
    return {result.name for result in run_suite(con, suite, suite.checks) if not result.success}


def test_every_table_is_checked_for_its_key_its_references_and_its_ranges(warehouse):
    for suite in KEY_SUITES:
        assert failed(warehouse, suite) == set(), suite.table
    for suite in KEY_SUITES:
        row = sound_row(warehouse, suite.table)
        expected = {"key_is_unique", "required_columns_are_filled"}
        for check, change in BROKEN.get(suite.table, []):
            add(warehouse, suite.table, row | change)
            expected.add(check)
        add(warehouse, suite.table, row | dict.fromkeys(KEYS[suite.table]))
        add(warehouse, suite.table, row)
        found = failed(warehouse, suite)
        assert expected <= found, suite.table
        assert {check.name for check in suite.checks} == found, suite.table
        warehouse.execute(f"delete from {suite.table}")
        add(warehouse, suite.table, row)
