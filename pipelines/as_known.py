"""Write the warehouse as it could be known on a past day: all tables, in a file of its own.

Belongs here: the order of the steps, which are those of a run, on the texts that were known. Does
not belong here: which those are (`warehouse.as_known`), or any step itself. The published snapshot
is read; the live file is not opened.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path

from expectations.rulebook import run_rules
from pipelines.settings import Settings
from pipelines.syndicate import syndicate
from warehouse.as_known import copy_known, end_of
from warehouse.connect import WarehouseError, open_live
from warehouse.findings_load import load_findings
from warehouse.frames import count
from warehouse.models import build_models
from warehouse.publish import latest_snapshot, write_copy
from warehouse.surface import create_surface

Tell = Callable[[str], None]


class AsKnownError(Exception):
    """The file cannot be written; the message is one line."""


def write_as_known(
    settings: Settings,
    day: dt.date,
    out: Path,
    *,
    by_publication: bool = False,
    tell: Tell = lambda _: None,
) -> Path:
    """Write what could be known at the end of `day` to the new read-only file `out`; return it.

    `by_publication` counts what was published by then, whenever it was ingested. Raises
    `AsKnownError` where the file cannot be written, `WarehouseError` where nothing was known.
    """
    if out.exists():
        raise AsKnownError(f"{out} exists already: name another file, or remove it first")
    if not out.parent.is_dir():
        raise AsKnownError(f"there is no folder {out.parent}: make it first")
    snapshot = latest_snapshot(settings.snapshots)
    if snapshot is None:
        raise WarehouseError(
            f"no snapshot in {settings.snapshots}: nothing has been published yet; "
            "run `tallywire run` first"
        )
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.stem}-") as scratch:
        built = Path(scratch) / "building.duckdb"
        with open_live(built) as con:
            known = copy_known(con, snapshot, day, by_publication=by_publication)
            tell(
                f"{known.texts:,} of {known.of_texts:,} texts were "
                f"{'published' if by_publication else 'known'} by the end of {day}"
            )
            syndicate(con, tell)
        _build(built, Path(scratch) / "dbt", day, tell)
        finished = Path(scratch) / out.name
        with open_live(built) as con:
            create_surface(con)
            write_copy(con, finished)
        finished.rename(out)
    tell(f"written {out}, {out.stat().st_size / 1e6:,.1f} MB")
    return out


def _build(built: Path, dbt_dir: Path, day: dt.date, tell: Tell) -> None:
    """Build the models, with the findings between core and marts as in a run."""
    tell("building staging and core")
    build_models(built, dbt_dir, "staging core")
    with open_live(built) as con:
        moment = end_of(day).replace(tzinfo=dt.UTC)
        found = load_findings(con, run_rules(con, moment), moment)
        claims = count(con, "select count(*) from core.claim")
    tell(f"{claims:,} claims, {found.new:,} findings; building the marts")
    build_models(built, dbt_dir, "marts")
