"""How one value stands in a CSV cell: its declared type, and text that no spreadsheet runs.

Belongs here: the type of a column in the words of Table Schema and the SQL that writes its cells.
Does not belong here: files, and Parquet, which keeps every value as it is stored.

A spreadsheet runs a cell as a formula where it begins with one of = + - @, in wide form too, also
behind blanks. A spreadsheet whose list separator is the semicolon or the tab, as in much of Europe,
begins new cells inside ours, and at each line break a new row; quotes do not hold it, because they
then stand in the middle of its cell. So an apostrophe is put before each such sign at the beginning
of a text and behind ; tab and line breaks, and before a text that begins with a tab, a line break
or a zero. Apostrophes that stand there already are kept, so the writing can be undone. Numbers,
dates and truth values are not text and stay plain: -7 is a number.
"""

from __future__ import annotations

import re

BLANKS = (
    r"\t\n\v\f\r \x00"
    "\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff"
)
"""What a spreadsheet may skip before a formula: blanks, marks of direction, zero-width signs."""

SIGNS = "=+@＝＋＠－-"
"""The signs that begin a formula; the minus stands last, as a class of characters wants it."""

FORMULA = rf"((?:^|[;\t\r\n])[{BLANKS}]*)('*[{SIGNS}])"
"""Where a cell or a row may begin, and the sign there; the same in RE2 and in Python."""

CONTROL = r"^('*[\t\r\n\x00])"
"""A text that begins with what some spreadsheets drop before they look for a formula."""

BETWEEN = r"\1'\2"
BEFORE = r"'\1"
"""Where the apostrophe goes: between blanks and sign, and before the control character."""

_INTEGER = re.compile(r"U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER")
_NUMBER = re.compile(r"FLOAT|DOUBLE|DECIMAL\(.*\)")


def field_type(kind: str) -> str:
    """Return the Table Schema type of a column of the DuckDB type `kind`.

    >>> [field_type(kind) for kind in ("VARCHAR", "BIGINT", "DECIMAL(9,2)", "VARCHAR[]")]
    ['string', 'integer', 'number', 'array']
    """
    if kind.endswith("]"):
        return "array"
    if kind.startswith(("STRUCT", "MAP")):
        return "object"
    if kind.startswith("TIMESTAMP"):
        return "datetime"
    if _INTEGER.fullmatch(kind):
        return "integer"
    if _NUMBER.fullmatch(kind):
        return "number"
    return {"BOOLEAN": "boolean", "DATE": "date", "JSON": "any"}.get(kind, "string")


def csv_cell(column: str, kind: str) -> str:
    """Return the SQL that writes a column (a quoted name) of the DuckDB type `kind` as CSV.

    Lists and structures are JSON, times are UTC to the second and say so.
    """
    written = field_type(kind)
    if written in ("integer", "number", "boolean", "date"):
        return column
    if written == "datetime":
        moment = f"{column} at time zone 'UTC'" if kind.endswith("TIME ZONE") else column
        return f"strftime({moment}, '%Y-%m-%dT%H:%M:%SZ')"
    if written == "string":
        return inert(f"{column}::varchar")
    return inert(f"to_json({column})::varchar")


def inert(text: str) -> str:
    """Return the SQL that writes the SQL expression `text` so that no spreadsheet runs it."""
    guarded = f"regexp_replace({text}, {_literal(FORMULA)}, {_literal(BETWEEN)}, 'g')"
    return f"regexp_replace({guarded}, {_literal(CONTROL)}, {_literal(BEFORE)})"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
