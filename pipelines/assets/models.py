"""The models stage: dbt's staging, core and mart tables as assets.

Belongs here: the two sets into which the one dbt project is cut, because findings are made between
them. Does not belong here: SQL, or how dbt is run (`pipelines.assets.dbt_project`).
"""

from collections.abc import Iterator
from typing import Any

import dagster as dg
from dagster_dbt import DbtProject, dbt_assets

from pipelines.assets.dbt_project import Dbt, Translator, manifest_path
from pipelines.resources import WRITER_POOL
from pipelines.settings import Settings
from warehouse.model_state import PROJECT_DIR

CORE = "fqn:tallywire.staging fqn:tallywire.core"
MARTS = "fqn:tallywire.marts"


def model_assets(settings: Settings) -> list[dg.AssetsDefinition]:
    """Return the sets `core_models` and `mart_models` in their order."""
    manifest = manifest_path(settings)
    project = DbtProject(PROJECT_DIR)
    translator = Translator()

    @dbt_assets(
        manifest=manifest,
        select=CORE,
        name="core_models",
        project=project,
        dagster_dbt_translator=translator,
        pool=WRITER_POOL,
    )
    def core_models(context: dg.AssetExecutionContext, dbt: Dbt) -> Iterator[dg.Output[Any]]:
        yield from dbt.build(context)

    @dbt_assets(
        manifest=manifest,
        select=MARTS,
        name="mart_models",
        project=project,
        dagster_dbt_translator=translator,
        pool=WRITER_POOL,
    )
    def mart_models(context: dg.AssetExecutionContext, dbt: Dbt) -> Iterator[dg.Output[Any]]:
        yield from dbt.build(context)

    return [core_models, mart_models]
