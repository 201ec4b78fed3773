"""The Dagster code location: everything that the UI shows, put together once.

Belongs here: `build_definitions`, the only place that knows all assets, checks, jobs, sensors and
resources. Does not belong here: any of them.
"""

from typing import Any

import dagster as dg

from dashboards.exports.export import export_marts
from pipelines import automation
from pipelines.assets import (
    articles,
    checks,
    claims,
    findings,
    models,
    series,
    serving,
    sources,
)
from pipelines.assets.dbt_project import Dbt
from pipelines.resources import Home
from pipelines.sources import LocalSeries, WebSeries, load_sources


def build_definitions(**overrides: Any) -> dg.Definitions:
    """Return the definitions; a keyword replaces the resource of that name.

    Prepares the dbt manifest of the current home first, where the models are newer than it.

    Resources: `home` (the directories), `dbt` (the model builder), `exporter` (marts to files).
    """
    home = overrides.get("home", Home())
    configured = load_sources(home.settings.sources_path)
    dbt_assets = models.model_assets(home.settings)
    figures = {n: s for n, s in configured.items() if isinstance(s, LocalSeries | WebSeries)}
    texts = {n: s for n, s in configured.items() if not isinstance(s, LocalSeries | WebSeries)}
    tables = [
        *(sources.source_asset(source) for source in texts.values()),
        *(series.series_asset(source) for source in figures.values()),
        articles.article_assets(list(texts)),
        series.point_assets(list(figures)),
        articles.article_origin,
        articles.article_change,
        claims.reference,
        claims.claims,
        *dbt_assets,
        findings.finding,
    ]
    after = [key for table in tables for key in table.keys]
    return dg.Definitions(
        assets=[*tables, *serving.serving_assets(after)],
        asset_checks=checks.check_sets(),
        jobs=[automation.everything, *automation.jobs(configured.values())],
        schedules=[automation.daily, *automation.schedules(configured.values())],
        sensors=[automation.inbox_sensor, *automation.sensors(configured.values())],
        resources={
            "home": home,
            "dbt": Dbt(home=home),
            "exporter": export_marts,
            **overrides,
        },
        executor=dg.in_process_executor,
    )


@dg.definitions
def defs() -> dg.Definitions:
    """Return what `dagster dev` loads; built when asked for, not at import."""
    return build_definitions()
