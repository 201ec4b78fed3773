"""The dbt project under Dagster: its manifest, its asset keys, and dbt run inside this process.

Belongs here: everything that knows both dbt and Dagster. Does not belong here: the SQL models and
their settings (`warehouse`), or which assets exist (`assets.models`).

dbt runs in process because a command of its own takes about six CPU seconds to start, twice a run.
"""

import os
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings
from dagster_dbt.asset_utils import get_updated_cli_invocation_params_for_context
from dagster_dbt.core.dbt_cli_event import DbtCoreCliEventMessage

from pipelines.assets.facts import OWNER, table_facts
from pipelines.resources import Home
from pipelines.settings import Settings
from warehouse.connect import Connection
from warehouse.model_state import PROJECT_DIR, mark_tested, project_digest, settle_fingerprint

TARGET = "target"
DIGEST = "manifest.sha256"
RESULTS = {"LogModelResult", "LogTestResult"}


class DbtError(Exception):
    """dbt could not parse or build; the message holds what it said."""


class Translator(DagsterDbtTranslator):
    """Names dbt's tables as the warehouse does: `core.claim` is the asset `core/claim`."""

    def __init__(self) -> None:
        super().__init__(DagsterDbtTranslatorSettings(enable_asset_checks=False))

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        """Return schema and table as the key, for models and sources alike."""
        name = dbt_resource_props.get("alias") or dbt_resource_props["identifier"]
        return dg.AssetKey([dbt_resource_props["schema"], name])

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """Return the one group of all models."""
        return "models" if dbt_resource_props["resource_type"] == "model" else None

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> Sequence[str] | None:  # noqa: ARG002
        """Return the owner of every table."""
        return [OWNER]


class Dbt(dg.ConfigurableResource):  # type: ignore[type-arg]
    """Builds the models of one `@dbt_assets` set and reports each of them to Dagster."""

    home: Home

    def build(self, context: dg.AssetExecutionContext) -> Iterator[dg.Output[Any]]:
        """Build and test the selected models; yield their results once dbt let go of the file.

        Only rows that changed are made anew; what only files or reference tables change is
        reported as it stands. A test that fails stops what is built on its table and raises
        `DbtError`.
        """
        params = get_updated_cli_invocation_params_for_context(context, {}, Translator())
        project = params.dbt_project.project_dir if params.dbt_project else PROJECT_DIR
        # "buildable" leaves a test of two tables to the set that comes second.
        which = params.indirect_selection or "buildable"
        arguments = ["build", *params.selection_args, "--indirect-selection", which]
        arguments += ["--exclude-resource-type", "unit_test"]  # their rows are given, not stored
        with self.home.live() as con:
            unchanged = settle_fingerprint(con)
        arguments += ["--exclude", *unchanged] if unchanged else []
        arguments.append("--no-write-json")  # the manifest is there; nobody reads the rest
        parsed = _parsed(self.home.settings, project_digest())
        messages, outcome = invoke_dbt(self.home.settings, arguments, Path(project), parsed)
        tests = tests_by_model(messages, params.manifest)
        with self.home.live() as con:
            yield from _unchanged_outputs(con, unchanged, context, params.manifest)
            for event in _outputs(messages, params, context):
                node = params.manifest["nodes"][event.metadata["unique_id"].value]
                facts = table_facts(con, f"{node['schema']}.{node['alias']}")
                told = {
                    f"tests_{state}": count for state, count in tests[node["unique_id"]].items()
                }
                yield event.with_metadata({**event.metadata, **facts, **told})
            if outcome.success:
                mark_tested(con, built_models(messages))
        if not outcome.success:
            raise DbtError(_problem(messages, outcome.exception))


def built_models(messages: Sequence[Mapping[str, Any]]) -> set[str]:
    """Return the models ("core.toll") that dbt built."""
    infos = [
        message["data"]["node_info"]["node_relation"]
        for message in messages
        if message["info"]["name"] == "LogModelResult"
    ]
    return {f"{relation['schema']}.{relation['alias']}" for relation in infos}


def _unchanged_outputs(
    con: Connection,
    unchanged: Sequence[str],
    context: dg.AssetExecutionContext,
    manifest: Mapping[str, Any],
) -> Iterator[dg.Output[Any]]:
    """Yield the results of selected models that need not be built, so that others can follow."""
    for node_id in TopologicalSorter(manifest["parent_map"]).static_order():
        node = manifest["nodes"].get(node_id, {})
        key = dg.AssetKey([node["schema"], node["alias"]]) if node.get("alias") else None
        if key and key in context.selected_asset_keys and node["alias"] in unchanged:
            facts = table_facts(con, f"{node['schema']}.{node['alias']}")
            yield dg.Output(None, key.to_python_identifier(), metadata={**facts, "unchanged": True})


def _outputs(
    messages: Sequence[dict[str, Any]], params: Any, context: dg.AssetExecutionContext
) -> Iterator[dg.Output[Any]]:
    """Yield the result of each model that was built.

    Tests are counted instead of reported one by one: a hundred asset checks would cost a run more
    time in Dagster's event log than all of its own work.
    """
    for message in messages:
        told = DbtCoreCliEventMessage(raw_event=message, event_history_metadata={})
        for event in told.to_default_asset_events(
            manifest=params.manifest,
            dagster_dbt_translator=params.dagster_dbt_translator,
            context=context,
        ):
            if isinstance(event, dg.Output):
                yield event


def tests_by_model(
    messages: Sequence[Mapping[str, Any]], manifest: Mapping[str, Any]
) -> defaultdict[str, Counter[str]]:
    """Return how many tests of each model passed, warned or failed, by the model's unique_id."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for message in messages:
        if message["info"]["name"] == "LogTestResult":
            node = message["data"]["node_info"]
            model = manifest["nodes"].get(node["unique_id"], {}).get("attached_node")
            counts[str(model)][node["node_status"]] += 1
    return counts


def manifest_path(settings: Settings) -> Path:
    """Return the manifest of the dbt project, parsed anew only where the project has changed."""
    target = settings.dbt_dir / TARGET
    manifest, digest_file = target / "manifest.json", target / DIGEST
    digest = project_digest()
    if manifest.exists() and digest_file.exists() and digest_file.read_text() == digest:
        return manifest
    _parsed(settings, digest)
    digest_file.write_text(digest)
    return manifest


@lru_cache(maxsize=1)
def _parsed(settings: Settings, digest: str) -> Any:  # noqa: ARG001
    """Return dbt's own form of the project, which spares each build of this process the parsing."""
    messages, outcome = invoke_dbt(settings, ["parse"], PROJECT_DIR)
    if not outcome.success:
        raise DbtError(_problem(messages, outcome.exception))
    return outcome.result


def invoke_dbt(
    settings: Settings, arguments: Sequence[str], project: Path, parsed: Any = None
) -> tuple[list[dict[str, Any]], Any]:
    """Run dbt in this process; return its results and errors as messages, and its outcome.

    The outcome has success, result and exception. `parsed` is the project as an earlier `parse`
    returned it. The live file must not be open, and is not when this returns.
    """
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner
    from google.protobuf.json_format import MessageToDict  # type: ignore[import-untyped]

    messages: list[dict[str, Any]] = []

    def keep(message: Any) -> None:
        if message.info.name in RESULTS or message.info.level == "error":
            messages.append(MessageToDict(message, preserving_proto_field_name=True))

    settings.dbt_dir.mkdir(parents=True, exist_ok=True)
    os.environ["TALLYWIRE_HOME"] = str(settings.home)
    os.environ["TALLYWIRE_DUCKDB"] = str(settings.live_path)
    outcome = dbtRunner(manifest=parsed, callbacks=[keep]).invoke(
        [
            *arguments,
            *("--project-dir", str(project), "--profiles-dir", str(project)),
            *("--target-path", str(settings.dbt_dir / TARGET)),
            *("--log-path", str(settings.dbt_dir / "logs")),
            *("--log-level", "none", "--log-level-file", "info"),
            *("--no-send-anonymous-usage-stats", "--no-use-colors"),
        ]
    )
    # dbt keeps the file open for as long as the process lives; the next step needs it.
    manager: Any = DuckDBConnectionManager
    if manager._ENV is not None:
        manager._ENV.close()
    manager.close_all_connections()
    return messages, outcome


def _problem(messages: Sequence[Mapping[str, Any]], exception: BaseException | None) -> str:
    errors = [entry["info"]["msg"] for entry in messages if entry["info"]["level"] == "error"]
    return " ".join(" ".join(errors).split()) or str(exception) or "dbt failed"
