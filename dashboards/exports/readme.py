"""The page beside the exported files: what each is and how to cite them.

Belongs here: its words. Does not belong here: anything a program reads; that is `package`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dashboards.exports.snapshot import Snapshot, TableFiles

HEAD = """\
# Claimed tolls by source

Who claims how many, about whom, when. A figure is an interval of what its words allow (`low` to
`high`; an empty `high` is open); it is a claim, not a count of what happened. Many rows overlap:
read what a row of a table is before adding anything up.

- Snapshot: {name}, written by Tallywire {tallywire}
- Content: {content}
  (the same rows give the same number)
- Articles read until: {until} (UTC)

Cite as: Tallywire {tallywire}, claimed tolls by source, snapshot {name},
content {short}, articles read until {until}.

Cite a single figure by its words, claimant, publisher and address: `claim_audit` has them in a row.

## Files

`datapackage.json` describes every column (Frictionless tabular data package). Each table is there
as Parquet and CSV; `hxl/` has those with columns that humanitarian tools know, with a row of HXL
tags under the header.

| table | rows | what a row is |
|---|---:|---|
"""

FOOT = """
## How values are written

- Parquet holds every value as it is stored. Times have no zone in it; they are UTC.
- CSV is UTF-8 with commas, LF and a header; times are UTC to the second (`2025-10-01T12:30:00Z`).
- A missing value is an empty cell, an empty text is `""`; most readers take both for missing.
- Lists and structures are JSON.
- No spreadsheet runs a text as a formula: an apostrophe stands before each of = + - @ (also in wide
  form) at the beginning of a text and behind a semicolon, a tab or a line break, blanks or not, and
  before a text that begins with a tab, a line break or a zero character. Numbers are no text and
  stay plain. Take the exact words from Parquet.

## Sources and rights

The figures are claims of those whom the columns name, as the publishers named there printed them;
the articles' words belong to their publishers. Place names are from GeoNames (CC BY 4.0).
"""


def write_readme(snapshot: Snapshot, written: Sequence[TableFiles], target: Path) -> None:
    """Write the page about the written tables to `target`."""
    head = HEAD.format(
        name=snapshot.name,
        tallywire=snapshot.tallywire,
        content=snapshot.content,
        short=snapshot.content[:12],
        until=snapshot.read_until or "not told",
    )
    rows = [
        f"| `{files.table.name}` | {files.n_rows} | {_cell(files.table.comment)} |\n"
        for files in written
    ]
    target.write_text(head + "".join(rows) + FOOT, encoding="utf-8")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
