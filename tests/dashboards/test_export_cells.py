"""CSV cells of an export: no spreadsheet runs one, and what was stored can be read back."""

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboards.exports.cells import csv_cell, field_type, inert
from tests.dashboards.export_reading import unguarded

GUARDED = {
    "=1+1": "'=1+1",
    "+49 30": "'+49 30",
    "-2 degrees": "'-2 degrees",
    "-5": "'-5",
    "@SUM(A1)": "'@SUM(A1)",
    "＝1+1": "'＝1+1",
    "＋1": "'＋1",
    "－1": "'－1",
    "＠SUM(A1)": "'＠SUM(A1)",
    "  =1": "  '=1",
    "\u00a0=1": "\u00a0'=1",
    "\u200b=1": "\u200b'=1",
    "\ufeff=1": "\ufeff'=1",
    "\u200f-5 بالعربية": "\u200f'-5 بالعربية",
    "\t=1": "'\t'=1",
    "\r=1": "'\r'=1",
    "\n=1": "'\n'=1",
    "\tindented": "'\tindented",
    "\x00=1": "'\x00'=1",
    "Total; =HYPERLINK(A1)": "Total; '=HYPERLINK(A1)",
    'a";=1': "a\";'=1",
    "The list:\n- 12 killed\r\n- 3 missing": "The list:\n'- 12 killed\r\n'- 3 missing",
    "'=1": "''=1",
    "''\t=1": "'''\t'=1",
}
"""Stored text → the cell that a spreadsheet gets."""

PLAIN = [
    "",
    "'quoted",
    "plain = text, 3-4 people, a@b.example",
    "Куп'янськ, «12»\nsecond line",
    "قُتل 12 جنديًا",
    "👩‍🚒 12 – 15",
    "5−3",
    'she said "no", twice',
    "null",
    "NULL",
]


@pytest.fixture(scope="module")
def guard():
    with duckdb.connect() as con:
        yield lambda text: con.execute(f"select {inert('$1')}", [text]).fetchone()[0]


@pytest.mark.parametrize(("stored", "cell"), GUARDED.items())
def test_a_text_that_could_begin_a_formula_gets_an_apostrophe_there(guard, stored, cell):
    assert guard(stored) == cell


@pytest.mark.parametrize("stored", PLAIN)
def test_other_text_stays_as_it_is(guard, stored):
    assert guard(stored) == stored


TRICKY = st.text(st.sampled_from("'=+-@＝;\t\r\n \u200b\x00a,\"")) | st.text()


@settings(max_examples=150)
@given(TRICKY)
def test_the_guard_can_be_undone_for_every_text(guard, text):
    assert unguarded(guard(text)) == text


SPLITS = [",", ";", "\t"]


@settings(max_examples=150)
@given(TRICKY, st.sampled_from(SPLITS))
def test_no_cell_begins_a_formula_with_whatever_separator_a_line_is_split(guard, text, separator):
    # The line as the export writes it, opened by a spreadsheet that has another list separator.
    line = f'"before","{guard(text)}","after"'
    rows = [line] if separator == "," else line.splitlines()
    for row in rows:
        pieces = [guard(text)] if separator == "," else row.split(separator)
        starts = [piece.strip(" \t\r\n\x00\u200b") for piece in pieces]
        assert [piece for piece in starts if piece[:1] in tuple("=+-@＝")] == []


KINDS = {
    "BIGINT": "integer",
    "HUGEINT": "integer",
    "UINTEGER": "integer",
    "DOUBLE": "number",
    "DECIMAL(18,3)": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "TIMESTAMP WITH TIME ZONE": "datetime",
    "VARCHAR": "string",
    "ENUM('a', 'b')": "string",
    "INTERVAL": "string",
    "VARCHAR[]": "array",
    "STRUCT(a INTEGER)[]": "array",
    "INTEGER[3]": "array",
    "STRUCT(a INTEGER)": "object",
    "MAP(VARCHAR, INTEGER)": "object",
    "JSON": "any",
}


@pytest.mark.parametrize(("kind", "declared"), KINDS.items())
def test_every_type_has_a_type_of_table_schema(kind, declared):
    assert field_type(kind) == declared


VALUES = [
    ("(-7)::bigint", "-7"),
    ("(-0.5)::double", "-0.5"),
    ("-1.50::decimal(9, 2)", "-1.50"),
    ("true", "true"),
    ("date '2025-10-01'", "2025-10-01"),
    ("timestamp '2025-10-01 12:30:00.75'", "2025-10-01T12:30:00Z"),
    ("timestamptz '2025-10-01 12:30:00+02'", "2025-10-01T10:30:00Z"),
    ("['=a', 'b; c']", '["=a","b; c"]'),
    ("['b; =c']", '["b; \'=c"]'),
    ("[]::varchar[]", "[]"),
    ("null::varchar[]", None),
    ("{'a': 1, 'b': null}", '{"a":1,"b":null}'),
    ("'=a'::enum('=a')", "'=a"),
]


@pytest.mark.parametrize(("value", "cell"), VALUES)
def test_a_value_stands_in_its_cell_as_declared(value, cell):
    with duckdb.connect() as con:
        con.execute("set timezone = 'Asia/Tokyo'")
        (kind,) = con.execute(f"select typeof({value})").fetchone()
        written = csv_cell("v", kind)
        (text,) = con.execute(f"select ({written})::varchar from (select {value} as v)").fetchone()
    assert text == cell
