"""The Dagster instance of a home: its settings file, and runs that died.

Belongs here: what must be in place before Dagster starts. Does not belong here: assets and runs.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg
from dagster import DagsterRunStatus, RunsFilter
from dagster._core.instance.ref import InstanceRef

from pipelines.settings import Settings

PID_TAG = "tallywire/pid"

INSTANCE_YAML = """\
# Written by Tallywire when it is absent; yours to change.
# Storage is SQLite beside this file, the default. Nothing is sent anywhere.
telemetry:
  enabled: false
nux:
  enabled: false

# One run at a time may write the warehouse: DuckDB lets one process write. The pool is
# `duckdb_writer`; further runs wait in the queue.
concurrency:
  pools:
    granularity: run
    default_limit: 1
"""


def prepare(settings: Settings) -> None:
    """Create the instance directory with its settings, and point DAGSTER_HOME to it."""
    settings.dagster_home.mkdir(parents=True, exist_ok=True)
    config = settings.dagster_home / "dagster.yaml"
    if not config.exists():
        config.write_text(INSTANCE_YAML, encoding="utf-8")
    os.environ["DAGSTER_HOME"] = str(settings.dagster_home)
    os.environ["TALLYWIRE_HOME"] = str(settings.home)
    os.environ["TALLYWIRE_INBOX"] = str(settings.inbox)


@contextmanager
def open_instance(settings: Settings) -> Iterator[dg.DagsterInstance]:
    """Open the instance of a home for a run in this process; bury the runs that died.

    What a step prints stays where the command sends it: Dagster's own capture would redirect this
    process's output to files and start a process that copies it back.
    """
    prepare(settings)
    uncaptured = {
        "compute_logs": {
            "module": "dagster._core.storage.noop_compute_log_manager",
            "class": "NoOpComputeLogManager",
        }
    }
    ref = InstanceRef.from_dir(str(settings.dagster_home), overrides=uncaptured)
    with dg.DagsterInstance.from_ref(ref) as instance:
        bury_dead_runs(instance)
        yield instance


def bury_dead_runs(instance: dg.DagsterInstance, *, all_dead: bool = False) -> list[str]:
    """Mark as failed the runs that still count as running although their process is gone.

    A killed process cannot say so itself, and its run would hold its place in the queue for ever.
    A run that carries a process id is judged by it; `all_dead` also takes the others, which is
    right when no UI serves this home. Returns the run ids.
    """
    unfinished = [DagsterRunStatus.STARTED, DagsterRunStatus.STARTING, DagsterRunStatus.CANCELING]
    buried = []
    for run in instance.get_runs(RunsFilter(statuses=unfinished)):
        pid = run.tags.get(PID_TAG)
        if not _alive(int(pid)) if pid else all_dead:
            instance.report_run_failed(run, "The process of this run ended without a word.")
            instance.event_log_storage.free_concurrency_slots_for_run(run.run_id)
            buried.append(run.run_id)
    return buried


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
