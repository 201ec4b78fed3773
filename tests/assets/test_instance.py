"""The Dagster instance of a home: its settings, and runs whose process died."""

import os
import subprocess
import sys

import dagster as dg
import pytest

from pipelines.runs.instance import PID_TAG, bury_dead_runs, open_instance
from pipelines.settings import Settings


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    for name in ("TALLYWIRE_HOME", "TALLYWIRE_INBOX"):
        monkeypatch.setenv(name, "")
    yield Settings.from_environment(home=tmp_path)
    os.environ.pop("DAGSTER_HOME", None)


@dg.job
def idle():
    pass


def started_run(instance, **tags):
    run = instance.create_run_for_job(idle, tags=tags)
    instance.report_dagster_event(
        dg.DagsterEvent(dg.DagsterEventType.RUN_START.value, job_name="idle", message=""),
        run_id=run.run_id,
    )
    return run.run_id


def dead_pid():
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_the_instance_sends_nothing_and_admits_one_writer(settings):
    with open_instance(settings) as instance:
        assert not instance.telemetry_enabled
        pools = instance.get_concurrency_config().pool_config
        assert pools.default_pool_limit == 1
        assert pools.pool_granularity.value == "run"
    assert (settings.home / "dagster" / "dagster.yaml").exists()


def test_settings_that_the_user_changed_are_kept(settings):
    settings.dagster_home.mkdir()
    (settings.dagster_home / "dagster.yaml").write_text("telemetry:\n  enabled: false\n")
    with open_instance(settings) as instance:
        assert instance.get_concurrency_config().pool_config.default_pool_limit is None


def test_a_run_whose_process_died_is_marked_as_failed(settings):
    with open_instance(settings) as instance:
        dead = started_run(instance, **{PID_TAG: str(dead_pid())})
        alive = started_run(instance, **{PID_TAG: str(os.getpid())})
        unknown = started_run(instance)
        assert bury_dead_runs(instance) == [dead]
        assert instance.get_run_by_id(dead).status == dg.DagsterRunStatus.FAILURE
        assert instance.get_run_by_id(alive).status == dg.DagsterRunStatus.STARTED
        assert bury_dead_runs(instance, all_dead=True) == [unknown]
