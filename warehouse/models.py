"""Build the dbt models of this folder in process.

Belongs here: calling dbt with the right paths and telling what came of it. Does not belong here:
the models themselves (`models/`), or Dagster's way of running them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warehouse.connect import WarehouseError, open_live
from warehouse.model_state import PROJECT_DIR, mark_tested, settle_fingerprint


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did: models built, tests passed, and the names of what warned."""

    models: int
    tests: int
    warnings: tuple[str, ...]


def build_models(live_path: Path, dbt_dir: Path, select: str = "*") -> BuildResult:
    """Build and test the selected models in the live file; dbt writes only under `dbt_dir`.

    Only rows that changed are made anew and tested, where neither the models' files nor the
    reference tables changed since. The caller must have closed its own connection to the file.
    `select` is a dbt selection, as in "staging core". Raises `WarehouseError` naming the first
    model or test that failed.
    """
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    with open_live(live_path) as con:
        unchanged = settle_fingerprint(con)
    arguments = [
        *("build", "--select", *select.split()),
        *(["--exclude", *unchanged] if unchanged else []),
        # A test that reads a model which is not built now waits until it is.
        *("--indirect-selection", "buildable", "--exclude-resource-type", "unit_test"),
        *("--project-dir", str(PROJECT_DIR), "--profiles-dir", str(PROJECT_DIR)),
        *("--target-path", str(dbt_dir / "target"), "--log-path", str(dbt_dir / "logs")),
        *("--quiet", "--no-send-anonymous-usage-stats", "--no-use-colors"),
    ]
    with _environment(TALLYWIRE_DUCKDB=str(live_path.resolve())):
        outcome = dbtRunner().invoke(arguments)
    # dbt would hold the file for as long as the process lives; the next stage needs it.
    manager: Any = DuckDBConnectionManager
    manager.close_all_connections()
    nodes = list(getattr(outcome.result, "results", []))
    failed = [node for node in nodes if node.status in ("error", "fail")]
    if failed:
        reason = " ".join(str(failed[0].message).split())
        raise WarehouseError(f"dbt: {failed[0].node.name} failed: {reason}")
    if not outcome.success:
        raise WarehouseError(f"dbt could not run: {' '.join(str(outcome.exception).split())}")
    models = [node.node for node in nodes if node.node.resource_type == "model"]
    with open_live(live_path) as con:
        mark_tested(con, {f"{model.schema}.{model.alias}" for model in models})
    return BuildResult(
        models=len(models),
        tests=sum(node.node.resource_type == "test" for node in nodes),
        warnings=tuple(node.node.name for node in nodes if node.status == "warn"),
    )


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
