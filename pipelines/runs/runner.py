"""Run a job of the Dagster code location in this process, and tell how it goes.

Belongs here: what `tallywire run` and `tallywire ingest` do. Does not belong here: what the assets
do, or the tables at the end (`report`).
"""

import logging
import os
import sys
import time
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.runs import freshness
from pipelines.settings import Settings

if TYPE_CHECKING:
    from pipelines.runs.progress import Account

EVERYTHING = "everything"
NEW_ARTICLES = "new_articles"

DONE, PARTIAL, WRONG, FAILED = 0, 1, 2, 3
ENVIRONMENT_ERRORS = {"InboxError", "WarehouseError", "WarehouseBusy", "ExportError", "OSError"}
LOG_BYTES = 5_000_000


def run_and_report(
    settings: Settings, job: str, paths: Sequence[Path], *, again: bool = False
) -> int:
    """Run `job` on `paths`, write progress to standard error and the tables to standard output.

    Returns the exit status: 0 done, 1 some inputs were rejected, 2 the environment is wrong, 3 a
    step or a blocking check failed. Where nothing has changed since the last run, only the tables
    are written, unless `again`.
    """
    inputs = None if again else freshness.unchanged_inputs(settings, job, paths)
    if inputs is not None:
        _tell("nothing has changed since the last run (--again repeats it)")
        return _report(settings, inputs)
    begun = time.monotonic()
    _refuse_busy_home(settings)
    _tell(f"reading {', '.join(_short(path) for path in paths)} into {settings.home}")
    with _quiet(settings):
        account = _execute(settings, job, paths)
    if account.failures:
        kinds = {kind for _, kind, _ in account.failures}
        _tell(f"the run failed; the full log is {settings.logs / 'tallywire.log'}")
        return WRONG if kinds <= ENVIRONMENT_ERRORS else FAILED
    _tell(f"done in {time.monotonic() - begun:.1f} s")
    freshness.remember(settings, job, paths, account.inputs)
    return _report(settings, account.inputs)


def _refuse_busy_home(settings: Settings) -> None:
    """Raise `WarehouseBusy` at once rather than after every step has waited for the live file."""
    from warehouse.connect import open_live

    with open_live(settings.live_path):
        pass


def _report(settings: Settings, inputs: Mapping[str, Any]) -> int:
    from pipelines.runs.report import print_summary

    print_summary(settings, inputs, sys.stdout)
    sys.stdout.flush()
    rejected = inputs.get("rejected", 0)
    if not rejected:
        return DONE
    were = "input was" if rejected == 1 else "inputs were"
    _tell(f"done; {rejected:,} {were} rejected (exit status {PARTIAL})")
    return PARTIAL


def _execute(settings: Settings, job: str, paths: Sequence[Path]) -> "Account":
    import dagster as dg

    from pipelines.definitions import build_definitions
    from pipelines.runs.instance import PID_TAG, open_instance
    from pipelines.runs.progress import LOGGER, Progress

    progress = Progress(_tell)
    with open_instance(settings) as instance:
        found = dg.Definitions.merge(
            build_definitions(), dg.Definitions(loggers={LOGGER: progress.logger_def()})
        )
        result = found.resolve_job_def(job).execute_in_process(
            run_config={
                "loggers": {LOGGER: {}},
                "ops": {"articles": {"config": {"paths": [str(path) for path in paths]}}},
            },
            instance=instance,
            raise_on_error=False,
            tags={PID_TAG: str(os.getpid())},
        )
    if not result.success and not progress.account.failures:
        progress.account.failures.append(("run", "Failure", "the run failed"))
    return progress.account


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201


def _short(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


@contextmanager
def _quiet(settings: Settings) -> Iterator[None]:
    """Send what libraries log and warn to the log file of the home."""
    settings.logs.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        settings.logs / "tallywire.log", maxBytes=LOG_BYTES, backupCount=2, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    logging.captureWarnings(True)
    try:
        with warnings.catch_warnings():
            yield
    finally:
        logging.captureWarnings(False)
        root.removeHandler(handler)
        handler.close()
