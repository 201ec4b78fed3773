"""The code location: what it holds, and that a test can swap one part of it."""

import dagster as dg
import pytest

from pipelines.definitions import build_definitions
from pipelines.resources import WRITER_POOL, Home

STAGES = {"articles", "series", "claims", "models", "findings", "serving"}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return Home(home=str(tmp_path_factory.mktemp("home")))


@pytest.fixture(scope="module")
def definitions(home):
    return build_definitions(home=home)


@pytest.fixture(scope="module")
def graph(definitions):
    return definitions.resolve_asset_graph()


def test_every_asset_tells_stage_owner_kind_and_what_a_row_is(definitions):
    for spec in definitions.resolve_all_asset_specs():
        assert spec.group_name in STAGES, spec.key
        assert spec.owners == ["team:data"], spec.key
        assert spec.kinds, spec.key
        assert spec.description, spec.key


def test_findings_come_after_claims_and_before_marts(graph):
    finding, claim = dg.AssetKey(["flags", "finding"]), dg.AssetKey(["core", "claim"])
    assert claim in graph.get(finding).parent_keys
    assert finding in graph.get(dg.AssetKey(["marts", "claim_audit"])).parent_keys


def test_the_snapshot_comes_after_every_table(graph):
    tables = {key for key in graph.materializable_asset_keys if key.path[0] != "serving"}
    snapshot = graph.get(dg.AssetKey(["serving", "published_snapshot"]))
    assert set(snapshot.parent_keys) == tables


def test_broken_structure_blocks_and_a_figure_rule_does_not(graph):
    blocking = {key: graph.get(key).blocking for key in graph.asset_check_keys}
    for table in (["raw", "claim"], ["core", "claim"], ["raw", "article_version"]):
        of_table = [key for key in blocking if key.asset_key == dg.AssetKey(table)]
        assert of_table
        assert any(blocking[key] for key in of_table)
    rule = dg.AssetCheckKey(dg.AssetKey(["flags", "finding"]), "parts_exceed_total")
    assert not blocking[rule]


def test_every_step_that_opens_the_live_file_is_in_the_pool_of_the_one_writer(definitions):
    job = definitions.resolve_job_def("everything")
    unpooled = {node.name for node in job.all_node_defs if node.pool != WRITER_POOL}
    assert unpooled == {"serving__exports"}


def test_jobs_sensor_and_schedule_are_there(definitions):
    for job in ("everything", "new_articles"):
        assert definitions.resolve_job_def(job)
    sensor = definitions.resolve_sensor_def("inbox_sensor")
    assert sensor.default_status == dg.DefaultSensorStatus.RUNNING
    schedule = definitions.resolve_schedule_def("daily")
    assert schedule.default_status == dg.DefaultScheduleStatus.STOPPED


def test_one_resource_can_be_swapped(home):
    def nothing(con, directory):
        return []

    swapped = build_definitions(home=home, exporter=nothing)
    assert swapped.resources["exporter"] is nothing
    assert swapped.resources["home"] is home


def test_the_manifest_is_parsed_once_for_one_state_of_the_project(home, definitions, monkeypatch):
    def refuse(*_):
        raise AssertionError("parsed again")

    monkeypatch.setattr("pipelines.assets.dbt_project.invoke_dbt", refuse)
    assert build_definitions(home=home)
