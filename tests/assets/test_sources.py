"""The user's sources in Dagster: an asset, a job, and a sensor or schedule for each."""

import dagster as dg
import pytest

from pipelines.definitions import build_definitions
from pipelines.resources import Home

SOURCES = """
sources:
  wire:
    kind: folder
    path: wire
    publisher: Sample Wire
  news:
    kind: feed
    url: https://news.example/rss
    every: daily
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home with two sources, one of them a folder of two articles."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "sources.yml").write_text(SOURCES)
    wire = tmp_path / "home" / "wire"
    wire.mkdir()
    for name, text in {"a": "Ten were killed.", "b": "Two were hurt."}.items():
        (wire / f"{name}.txt").write_text(f"---\ndate: 2025-11-14\n---\n{text}")
    return Home(home=str(tmp_path / "home"))


@pytest.fixture
def definitions(home):
    return build_definitions(home=home)


def test_each_source_is_an_asset_before_the_articles(definitions):
    graph = definitions.resolve_asset_graph()
    articles = graph.get(dg.AssetKey(["raw", "article_version"]))
    own = {dg.AssetKey(["source", name]) for name in ("wire", "news")}
    assert own <= set(articles.parent_keys)
    assert {graph.get(key).group_name for key in own} == {"sources"}


def test_a_folder_has_a_sensor_and_a_feed_a_schedule_that_is_stopped(definitions):
    sensor = definitions.resolve_sensor_def("source_wire_sensor")
    assert sensor.default_status == dg.DefaultSensorStatus.RUNNING
    schedule = definitions.resolve_schedule_def("source_news_schedule")
    assert schedule.cron_schedule == "0 5 * * *"
    assert schedule.default_status == dg.DefaultScheduleStatus.STOPPED
    for absent in ("source_news_sensor", "source_wire_schedule"):
        with pytest.raises(Exception, match=absent):
            definitions.resolve_sensor_def(absent)


def steps(definitions, job):
    return {node.name for node in definitions.resolve_job_def(job).all_node_defs}


def test_the_job_of_a_source_reads_that_source_alone_and_all_that_follows(definitions):
    own = steps(definitions, "source_wire")
    assert "source__wire" in own
    assert not own & {"source__news", "articles"}
    assert {"claims", "core_models", "mart_models", "serving__published_snapshot"} <= own


def test_files_named_for_ingestion_leave_the_sources_alone(definitions):
    named = steps(definitions, "new_articles")
    assert "articles" in named
    assert not {name for name in named if name.startswith("source__")}
    assert {"source__wire", "source__news", "articles"} <= steps(definitions, "everything")


def test_materialising_a_source_alone_stores_and_accounts_for_its_articles(definitions, home):
    wire = dg.AssetKey(["source", "wire"])
    job = definitions.resolve_implicit_job_def_def_for_assets([wire])
    with dg.DagsterInstance.ephemeral() as instance:
        result = job.execute_in_process(instance=instance, asset_selection=[wire])
    (made,) = result.asset_materializations_for_node("source__wire")
    told = {name: value.value for name, value in made.metadata.items()}
    assert (told["inputs_seen"], told["inputs_new"], told["inputs_rejected"]) == (2, 2, 0)
    with home.live() as con:
        rows = con.execute(
            "select source, publisher, source_path from raw.article_version order by 3"
        ).fetchall()
        runs = con.execute("select source, seen, n_new from raw.ingest_run").fetchall()
    assert rows == [("wire", "Sample Wire", "a.txt"), ("wire", "Sample Wire", "b.txt")]
    assert runs == [("wire", 2, 2)]


def test_the_sensor_of_a_folder_starts_its_own_job_for_new_files(definitions, home):
    sensor = definitions.resolve_sensor_def("source_wire_sensor")

    def tick(cursor):
        with dg.build_sensor_context(cursor=cursor, resources={"home": home}) as context:
            return sensor(context)

    first = tick(None)
    (request,) = tick(first.cursor).run_requests
    config = request.run_config["ops"]["source__wire"]["config"]
    folder = home.settings.home / "wire"
    assert config == {"paths": [str(folder / "a.txt"), str(folder / "b.txt")]}
    assert sensor.job_name == "source_wire"


def test_a_faulty_file_of_sources_stops_the_code_location_with_its_line(home):
    (home.settings.home / "sources.yml").write_text("sources:\n  wire: {kind: ftp}\n")
    with pytest.raises(Exception, match="source wire: kind 'ftp' is unknown"):
        build_definitions(home=home)
