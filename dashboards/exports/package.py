"""The descriptor of an export: a Frictionless tabular data package, version 1.

Belongs here: what `datapackage.json` says of the files. Does not belong here: writing the files.

The resources are the CSV files, because the profile knows no other format; Parquet and HXL stand
beside each as properties of our own, which the standard allows. There is no time of creation: the
bytes would differ from run to run, and what matters is until when articles were read. There is no
licence either: it is for whoever holds the articles to say.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dashboards.exports.cells import field_type
from dashboards.exports.hxl import column_tags
from dashboards.exports.snapshot import Snapshot, TableFiles, WrittenFile
from dashboards.exports.tables import Column, Table

PARQUET_MEDIA_TYPE = "application/vnd.apache.parquet"

DIALECT = {
    "delimiter": ",",
    "doubleQuote": True,
    "header": True,
    "lineTerminator": "\n",
    "quoteChar": '"',
    "skipInitialSpace": False,
}

SOURCES = [
    {"title": "The articles and feeds that the columns publisher and url name"},
    {"title": "Place names: GeoNames, CC BY 4.0", "path": "https://www.geonames.org/"},
]

DESCRIPTION = (
    "Who claims how many, about whom, when. A figure is an interval (low, high) of what its words"
    " allow, never a count of what happened. Times are UTC. An empty cell is missing; lists and"
    " structures are JSON. An apostrophe stands before signs that a spreadsheet would run as a"
    " formula: README.md says where; Parquet holds the texts as they are."
)


def write_package(snapshot: Snapshot, written: Sequence[TableFiles], target: Path) -> None:
    """Write the descriptor of the written tables to `target`."""
    package = {
        "profile": "tabular-data-package",
        "name": "tallywire",
        "id": f"tallywire:{snapshot.content}",
        "title": "Claimed tolls by source",
        "description": DESCRIPTION,
        "sources": SOURCES,
        "snapshot": snapshot.name,
        "tallywireVersion": snapshot.tallywire,
        **({"readUntil": snapshot.read_until.isoformat()} if snapshot.read_until else {}),
        "resources": [_resource(files) for files in written],
    }
    told = json.dumps(package, ensure_ascii=False, indent=2)
    target.write_text(f"{told}\n", encoding="utf-8")


def _resource(files: TableFiles) -> dict[str, Any]:
    table = files.table
    resource = {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": f"{table.schema}.{table.name}",
        "description": table.comment,
        **_file(files.csv, "csv", "text/csv"),
        "encoding": "utf-8",
        "dialect": DIALECT,
        "schema": _schema(table),
        "parquet": _file(files.parquet, "parquet", PARQUET_MEDIA_TYPE),
    }
    if files.hxl:
        resource["hxl"] = _file(files.hxl, "csv", "text/csv")
    return resource


def _file(file: WrittenFile, form: str, media_type: str) -> dict[str, Any]:
    return {
        "path": file.path,
        "format": form,
        "mediatype": media_type,
        "bytes": file.n_bytes,
        "hash": f"sha256:{file.sha256}",
    }


def _schema(table: Table) -> dict[str, Any]:
    tags = column_tags(table)
    schema: dict[str, Any] = {
        "fields": [_field(column, tags.get(column.name)) for column in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    return schema


def _field(column: Column, tag: str | None) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": field_type(column.kind),
        "format": "default",
        "description": column.comment,
    }
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    if constraints:
        field["constraints"] = constraints
    if tag:
        field["hxl"] = tag
    return field
