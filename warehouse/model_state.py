"""What the models in a live file were made of, and what of them stands as it is.

Belongs here: the one place that decides which models are built from nothing, and what is kept of a
build. Does not belong here: running dbt (`warehouse.models`, `pipelines.assets.dbt_project`), or
which rows of a model are made anew (`macros/`).
"""

from __future__ import annotations

import hashlib
import importlib.metadata
from collections.abc import Collection
from pathlib import Path

from warehouse.connect import Connection, transaction

PROJECT_DIR = Path(__file__).parent
PROJECT_FILES = ("*.yml", "models/**/*", "macros/**/*", "tests/**/*")
REFERENCE_TABLES = ("actor", "actor_alias", "place", "publisher", "opponent")
MADE_OF_REFERENCE = ("core.actor", "core.place", "core.publisher")
"""Tables that change with the reference tables only; the views of staging hold no rows at all."""

_FIXED = (
    "(starts_with(model, 'staging.') and not starts_with(model, 'staging.stg_past_') "
    "or list_contains(?, model))"
)


def project_digest() -> str:
    """Return a hash over the dbt project's files, its place and dbt's version."""
    told = hashlib.sha256(f"{PROJECT_DIR} {importlib.metadata.version('dbt-core')}".encode())
    for pattern in PROJECT_FILES:
        for path in sorted(PROJECT_DIR.glob(pattern)):
            if path.is_file():
                told.update(str(path.relative_to(PROJECT_DIR)).encode() + path.read_bytes())
    return told.hexdigest()


def settle_fingerprint(con: Connection) -> list[str]:
    """Store what the models are made of now; return the models that need not be built.

    These are the views of staging and the tables of reference data, where they were built and
    tested under the same fingerprint. Any other model is built: from nothing where its fingerprint
    is another one, else only its changed rows.
    """
    told = hashlib.sha256(project_digest().encode())
    for table in REFERENCE_TABLES:
        rows = con.execute(
            f"select count(*), sum(hash(reference)) from raw.{table} as reference"
        ).fetchall()
        told.update(str(rows[0]).encode())
    with transaction(con):
        con.execute("delete from meta.model_fingerprint")
        con.execute("insert into meta.model_fingerprint values (?)", [told.hexdigest()])
    rows = con.execute(
        "select split_part(model, '.', 2) from meta.model_build "
        "inner join meta.model_fingerprint using (fingerprint) where tested_number is not null "
        f"and {_FIXED} order by model",
        [list(MADE_OF_REFERENCE)],
    ).fetchall()
    return [str(name) for (name,) in rows]


def mark_tested(con: Connection, models: Collection[str]) -> None:
    """Note that all tests of these models ("core.toll") passed.

    What they have taken up needs no test again before it changes, and notes that every model has
    taken up and tested are dropped.
    """
    with transaction(con):
        con.execute(
            "update meta.model_build set tested_number = change_number "
            "where list_contains(?, model)",
            [sorted(models)],
        )
        for table in ("changed_article", "changed_claim", "remade_row"):
            con.execute(
                f"delete from meta.{table} where change_number <= (select "
                f"min(coalesce(tested_number, -1)) from meta.model_build where not {_FIXED})",
                [list(MADE_OF_REFERENCE)],
            )
