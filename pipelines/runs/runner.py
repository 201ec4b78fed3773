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
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.records import REJECT_REASONS
from pipelines.runs import freshness
from pipelines.settings import Settings
from pipelines.sources import OnDisk, Source

if TYPE_CHECKING:
    from pipelines.runs.progress import Account

EVERYTHING = "everything"
NEW_ARTICLES = "new_articles"

DONE, PARTIAL, WRONG, FAILED = 0, 1, 2, 3
ENVIRONMENT_ERRORS = {
    "InboxError",
    "FetchError",
    "SeriesError",
    "SourceError",
    "WarehouseError",
    "WarehouseBusy",
    "ExportError",
    "OSError",
}
LOG_BYTES = 5_000_000


class UnknownReason(Exception):  # noqa: N818 - a name that the user gave
    """A reason for rejection that is not of the closed list."""


@dataclass(frozen=True)
class Wanted:
    """What a command wants to be run: a job, and the configuration of its steps.

    `paths` are what it reads from disk. `always` says that what it reads may have changed although
    the paths have not: it reaches the network, or the quarantine.
    """

    job: str
    paths: Sequence[Path]
    told: str
    steps: Mapping[str, Mapping[str, Any]]
    always: bool = False


def everything(settings: Settings, sources: Mapping[str, Source]) -> Wanted:
    """Return the whole: the inbox, or the samples, and every source that is configured."""
    inbox = settings.input_paths()
    local = [source.path for source in sources.values() if isinstance(source, OnDisk)]
    told = ", ".join([*map(_short, inbox), *sources])
    steps = {"articles": {"paths": [str(path) for path in inbox]}}
    web = len(local) < len(sources)
    return Wanted(EVERYTHING, [*inbox, *local], told, steps, always=web)


def new_paths(paths: Sequence[Path]) -> Wanted:
    """Return the reading of files and folders that the user names."""
    told = ", ".join(map(_short, paths))
    steps = {"articles": {"paths": [str(path) for path in paths]}}
    return Wanted(NEW_ARTICLES, paths, told, steps)


def one_source(source: Source) -> Wanted:
    """Return the reading of one configured source."""
    return Wanted(f"source_{source.name}", [], source.name, {}, always=True)


def quarantine(reasons: Sequence[str]) -> Wanted:
    """Return another reading of what was rejected, for some reasons or for all.

    Raises `UnknownReason` for one that is not of the closed list.
    """
    for reason in reasons:
        if reason not in REJECT_REASONS:
            raise UnknownReason(f"no reason {reason!r}; there are {', '.join(REJECT_REASONS)}")
    steps = {"articles": {"retry": True, "reasons": list(reasons)}}
    return Wanted(NEW_ARTICLES, [], "the quarantine", steps, always=True)


def run_and_report(settings: Settings, wanted: Wanted, *, again: bool = False) -> int:
    """Run what is wanted; progress goes to standard error, the tables to standard output.

    Returns the exit status: 0 done, 1 some inputs were rejected, 2 the environment is wrong, 3 a
    step or a blocking check failed. Where nothing has changed since the last run, only the tables
    are written, unless `again`.
    """
    job, paths = wanted.job, wanted.paths
    skip = not again and not wanted.always
    inputs = freshness.unchanged_inputs(settings, job, paths) if skip else None
    if inputs is not None:
        _tell("nothing has changed since the last run (--again repeats it)")
        return _report(settings, inputs)
    begun = time.monotonic()
    _refuse_busy_home(settings)
    _tell(f"reading {wanted.told} into {settings.home}")
    with _quiet(settings):
        account = _execute(settings, wanted)
    if account.failures:
        kinds = {kind for _, kind, _ in account.failures}
        _tell(f"the run failed; the full log is {settings.logs / 'tallywire.log'}")
        return WRONG if kinds <= ENVIRONMENT_ERRORS else FAILED
    _tell(f"done in {time.monotonic() - begun:.1f} s")
    if not wanted.always:
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


def _execute(settings: Settings, wanted: Wanted) -> "Account":
    import dagster as dg

    from pipelines.definitions import build_definitions
    from pipelines.runs.instance import PID_TAG, open_instance
    from pipelines.runs.progress import LOGGER, Progress

    progress = Progress(_tell)
    with open_instance(settings) as instance:
        found = dg.Definitions.merge(
            build_definitions(), dg.Definitions(loggers={LOGGER: progress.logger_def()})
        )
        result = found.resolve_job_def(wanted.job).execute_in_process(
            run_config={
                "loggers": {LOGGER: {}},
                "ops": {step: {"config": config} for step, config in wanted.steps.items()},
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
