"""Reads an export as its data package tells: what the tests compare with Parquet."""

import csv
import datetime as dt
import json
import re
from pathlib import Path

from dashboards.exports.cells import BLANKS, SIGNS

READ = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": dt.date.fromisoformat,
    "datetime": lambda cell: dt.datetime.strptime(cell, "%Y-%m-%dT%H:%M:%SZ"),
    "array": json.loads,
    "object": json.loads,
    "any": json.loads,
}
"""How a cell of each declared type is read, as Table Schema 1 defines the default formats."""

TEXTS = ("string", "array", "object", "any")


def unguarded(cell: str) -> str:
    """Return the text that was stored, from its inert CSV cell."""
    cell = re.sub(r"^'('*[\t\r\n\x00])", r"\1", cell)
    return re.sub(rf"((?:^|[;\t\r\n])[{BLANKS}]*)'('*[{SIGNS}])", r"\1\2", cell)


def package_of(folder: Path) -> dict:
    return json.loads((folder / "datapackage.json").read_text("utf-8"))


def cells_of(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def rows_of(folder: Path, resource: dict) -> list[dict[str, object]]:
    """Return the rows of a resource, each cell read as its field declares."""
    header, *lines = cells_of(folder / resource["path"])
    fields = resource["schema"]["fields"]
    assert header == [field["name"] for field in fields]
    missing = resource["schema"]["missingValues"]
    return [
        {
            field["name"]: None if cell in missing else _value(cell, field["type"])
            for field, cell in zip(fields, line, strict=True)
        }
        for line in lines
    ]


def _value(cell: str, kind: str) -> object:
    return READ[kind](unguarded(cell) if kind in TEXTS else cell)
