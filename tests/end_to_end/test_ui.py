"""Materialize all, through the web server's GraphQL, as the button in the UI does."""

import re

ASSETS = """
query {
  assetNodes { assetKey { path } jobNames isMaterializable
               owners { ... on TeamAssetOwner { team } } groupName description kinds }
}
"""

LAUNCH = """
mutation ($params: ExecutionParams!) {
  launchPipelineExecution(executionParams: $params) {
    __typename
    ... on LaunchRunSuccess { run { runId } }
    ... on PythonError { message }
    ... on RunConfigValidationInvalid { errors { message } }
  }
}
"""

RUN = """
query ($id: ID!) {
  runOrError(runId: $id) {
    ... on Run { status
      assetMaterializations { assetKey { path } metadataEntries { label } }
      stepStats { stepKey status } }
  }
}
"""

OVER = {"SUCCESS", "FAILURE", "CANCELED"}


def loaded(ui):
    nodes = ui.ask(ASSETS)["assetNodes"]
    return [node for node in nodes if node["isMaterializable"]]


def test_materialize_all_works_from_an_empty_home(ui, tmp_path, undisturbed, checksums):
    home = tmp_path / "home"
    opened = ui(home)
    nodes = opened.wait(lambda: loaded(opened))
    assert all(node["owners"] and node["description"] and node["kinds"] for node in nodes)
    assert {node["groupName"] for node in nodes} == {
        "articles", "series", "claims", "models", "findings", "serving"
    }  # fmt: skip
    params = {
        "selector": {
            "repositoryName": "__repository__",
            "repositoryLocationName": "pipelines.definitions",
            "pipelineName": "__ASSET_JOB",
            "assetSelection": [{"path": node["assetKey"]["path"]} for node in nodes],
        },
        "mode": "default",
        "executionMetadata": {"tags": []},
        "runConfigData": {},
    }
    launched = opened.ask(LAUNCH, params=params)["launchPipelineExecution"]
    assert launched["__typename"] == "LaunchRunSuccess", launched
    run_id = launched["run"]["runId"]

    def ended():
        run = opened.ask(RUN, id=run_id)["runOrError"]
        return run if run["status"] in OVER else None

    run = opened.wait(ended, every=2.0)
    assert run["status"] == "SUCCESS", run["stepStats"]
    made = {"/".join(event["assetKey"]["path"]): event for event in run["assetMaterializations"]}
    assert set(made) == {"/".join(node["assetKey"]["path"]) for node in nodes}
    tables = [key for key in made if not key.startswith("serving/")]
    for key in tables:
        labels = {entry["label"] for entry in made[key]["metadataEntries"]}
        assert {"dagster/row_count", "dagster/column_schema", "preview"} <= labels, key
    assert checksums(home) == checksums(undisturbed)
    assert (home / "inbox").is_dir()
    shown = (home.parent / "ui.log").read_text()
    assert f"http://127.0.0.1:{opened.port}" in shown
    assert " - DEBUG - " not in re.sub(r"\x1b\[\d*m", "", shown)
    assert "STEP_SUCCESS" in (home / "logs" / "ui.log").read_text()
