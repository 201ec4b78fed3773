"""The questions of the warehouse's README, with the answers of a published snapshot beneath them.

Belongs here: finding the SQL of a Markdown page, asking it, and writing what comes back as tables.
Does not belong here: the questions themselves, which stand in `README.md`.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import sys
from pathlib import Path

import duckdb

from warehouse.connect import Connection, WarehouseError, open_snapshot

README = Path(__file__).parent / "README.md"
_ASKED = re.compile(r"```sql\n(?P<sql>.*?)\n```\n\n(?P<answer>(?:\|[^\n]*\n)+)", re.DOTALL)


def questions(page: str) -> list[str]:
    """Return the SQL of every block that a table follows."""
    return [found["sql"] for found in _ASKED.finditer(page)]


def answered(page: str, con: Connection) -> str:
    """Return the page with every answer replaced by what the connection gives now.

    Raises `WarehouseError` naming the question that cannot be answered.
    """
    return _ASKED.sub(lambda found: f"```sql\n{found['sql']}\n```\n\n{_answer(con, found)}", page)


def _answer(con: Connection, found: re.Match[str]) -> str:
    try:
        cursor = con.execute(found["sql"])
        columns = [str(column[0]) for column in cursor.description or []]
        rows = cursor.fetchall()
    except duckdb.Error as error:
        reason = str(error).strip().splitlines()[0]
        raise WarehouseError(f"cannot answer {found['sql'].splitlines()[0]!r}: {reason}") from error
    lines = [columns, ["---"] * len(columns), *([_cell(value) for value in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case list():
            return ", ".join(map(_cell, value))
        case bool():
            return str(value).lower()
        case float():
            return f"{value:g}"
        case dt.datetime():
            return f"{value:%Y-%m-%d %H:%M}"
    return " ".join(str(value).split()).replace("|", "\\|")


def main() -> int:
    """Write the answers of the snapshot in `TALLYWIRE_HOME` into the README."""
    snapshots = Path(os.environ.get("TALLYWIRE_HOME") or "data") / "snapshots"
    try:
        with open_snapshot(snapshots) as con:
            _refuse_all_but_samples(con)
            page = answered(README.read_text(encoding="utf-8"), con)
    except WarehouseError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    README.write_text(page, encoding="utf-8")
    sys.stdout.write(f"{README}\n")
    return 0


def _refuse_all_but_samples(con: Connection) -> None:
    sources = con.execute("select list(distinct source) from raw.ingest_run").fetchall()[0][0]
    if sources != ["samples"]:
        raise WarehouseError(
            "the answers of the README are those of the bundled samples: name a TALLYWIRE_HOME "
            "that one `tallywire run` without an inbox has filled"
        )


if __name__ == "__main__":
    sys.exit(main())
