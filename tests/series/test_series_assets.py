"""A series in Dagster and at the command line: alone, with its sensor or schedule."""

import json
import os
import subprocess
import sys

import dagster as dg
import pytest

from pipelines.definitions import build_definitions
from pipelines.resources import Home
from pipelines.series_ingest import ingest_series, read_series
from pipelines.sources import load_sources
from tests.fetching.conftest import Site, site  # noqa: F401 - a fixture
from tests.series.conftest import LOSSES, NOW

TABLE = "date,personnel,tank\n2025-11-03,41210,512\n2025-11-04,many,509\n"
LOSSES_KEY = dg.AssetKey(["source", "losses"])


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home with two series on disk, one of them broken, one on the web, and articles."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "wire").mkdir(parents=True)
    web = {name: LOSSES[name] for name in ("kind", "shape", "mapping")}
    sources = {
        "losses": LOSSES,
        "broken": {**LOSSES, "path": "broken.csv"},
        "web": {**web, "url": "https://tracker.example/losses.csv", "every": "hourly"},
        "wire": {"kind": "folder", "path": "wire"},
    }
    (folder / "sources.yml").write_text(json.dumps({"sources": sources}))
    (folder / "losses.csv").write_text(TABLE)
    (folder / "broken.csv").write_text("day,tank\n2025-11-03,5\n")
    return Home(home=str(folder))


@pytest.fixture(scope="module")
def definitions(home):
    return build_definitions(home=home)


def materialise(definitions, key):
    job = definitions.resolve_implicit_job_def_def_for_assets([key])
    with dg.DagsterInstance.ephemeral() as instance:
        return job.execute_in_process(
            instance=instance, asset_selection=[key], raise_on_error=False
        )


def test_materialising_a_series_alone_stores_and_accounts_for_its_figures(definitions, home):
    result = materialise(definitions, LOSSES_KEY)
    (made,) = result.asset_materializations_for_node("source__losses")
    told = {name: value.value for name, value in made.metadata.items()}
    assert [told[f"inputs_{n}"] for n in ("seen", "new", "rejected")] == [4, 3, 1]
    (rejected,) = told["inputs"]["rejects"]
    assert rejected["table"] == "raw.rejected_point"
    with home.live() as con:
        points = con.execute(
            "select feed, value from raw.series_point where run_id = ? order by 2", [result.run_id]
        ).fetchall()
    assert points == [("losses", 509), ("losses", 512), ("losses", 41210)]


def test_a_table_without_its_columns_fails_the_step_and_stores_nothing(definitions, home):
    result = materialise(definitions, dg.AssetKey(["source", "broken"]))
    (failure,) = [e for e in result.all_events if e.is_step_failure]
    told = failure.step_failure_data.error.cause.message.strip()
    expected = "source broken: broken.csv: no column 'date', 'personnel'; it has day, tank"
    assert told.endswith(expected)
    with home.live() as con:
        stored = "select count(*) from raw.series_point where feed = 'broken'"
        assert con.execute(stored).fetchall() == [(0,)]


def test_series_come_before_their_points_and_articles_do_not_wait_for_them(definitions):
    graph = definitions.resolve_asset_graph()
    points = graph.get(dg.AssetKey(["raw", "series_point"]))
    articles = graph.get(dg.AssetKey(["raw", "article_version"]))
    names = ("losses", "broken", "web", "wire")
    sources = {name: dg.AssetKey(["source", name]) for name in names}
    assert set(points.parent_keys) == {sources[name] for name in names[:3]}
    assert set(articles.parent_keys) == {sources["wire"]}
    staged = graph.get(dg.AssetKey(["staging", "stg_series_point"]))
    assert points.key in staged.parent_keys
    assert {graph.get(key).group_name for key in sources.values()} == {"sources"}


def test_a_series_has_a_sensor_for_its_file_or_a_schedule_for_its_address(definitions, home):
    sensor = definitions.resolve_sensor_def("source_losses_sensor")
    schedule = definitions.resolve_schedule_def("source_web_schedule")
    assert (schedule.cron_schedule, schedule.job_name) == ("0 * * * *", "source_web")
    assert schedule.default_status == dg.DefaultScheduleStatus.STOPPED

    def tick(cursor):
        with dg.build_sensor_context(cursor=cursor, resources={"home": home}) as context:
            return sensor(context)

    (request,) = tick(tick(None).cursor).run_requests
    assert set(request.run_config["ops"]) == {"source__losses"}
    steps = {node.name for node in definitions.resolve_job_def("source_losses").all_node_defs}
    assert {"source__losses", "series", "core_models", "mart_models"} <= steps
    assert not steps & {"source__web", "source__wire", "articles"}


@pytest.fixture
def web(tmp_path, site: Site):  # noqa: F811 - the fixture
    """A series at an address, how to read it, and where it is fetched to."""
    home, folder = Home(home=str(tmp_path)), tmp_path

    def read(run: str, **mapping: str):
        settings = {name: LOSSES[name] for name in ("kind", "shape")} | {
            "mapping": {**LOSSES["mapping"], **mapping},
            "url": site.url("/losses.csv"),
            "allow_private": True,
            "pause_seconds": 0,
        }
        (folder / "sources.yml").write_text(json.dumps({"sources": {"losses": settings}}))
        source = load_sources(folder / "sources.yml")["losses"]
        points, done = read_series(source, folder / "fetched", now=NOW, tell=print)
        with home.live() as con:
            account = ingest_series(con, source, points, home.ingestion(run, "losses"), print)
        done()
        return account.counts

    return site, read, folder / "fetched"


def test_a_series_of_the_web_is_read_again_once_it_or_its_mapping_changed(web):
    server, read, folder = web
    server.page("/losses.csv", TABLE.encode(), "text/csv")
    assert read("run-1")["new"] == 3
    assert read("run-2")["seen"] == 0
    assert read("run-3", victim_side="belarus")["new"] == 3
    server.page("/losses.csv", TABLE.replace("512", "513").encode(), "text/csv")
    assert read("run-4", victim_side="belarus")["new_version"] == 1
    assert [path.name for path in folder.iterdir()] == ["state.json"]


def tallywire(home, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "pipelines.cli", *arguments],
        capture_output=True,
        env={**os.environ, "TALLYWIRE_HOME": str(home.settings.home)},
        text=True,
        check=False,
        timeout=300,
    )


def test_sources_lists_the_series_with_the_others(home):
    listed = tallywire(home, "sources")
    assert listed.returncode == 0
    places = [line.split("\t")[:2] for line in listed.stdout.splitlines()]
    series = [[name, "series"] for name in ("losses", "broken", "web")]
    assert places == [*series, ["wire", "folder"]]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--feed", "losss"), "no series 'losss'; there are losses, broken, web"),
        (("--feed", "wire"), "source wire is of kind folder, no series"),
        (("--feed", "losses", "--source", "wire"), "or one with --feed NAME"),
    ],
)
def test_a_feed_that_cannot_be_read_is_told_before_anything_is_run(home, arguments, told):
    done = tallywire(home, "ingest", *arguments)
    assert done.returncode == 2
    assert told in done.stderr
