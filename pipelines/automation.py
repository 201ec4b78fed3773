"""When the assets are made: jobs, sensors of folders, schedules.

Belongs here: selections, cursors, cron; for the inbox and for each source that the user configured.
Does not belong here: assets, or how a file is read.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import dagster as dg
from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition

from pipelines.resources import Home
from pipelines.sources import OnDisk, OnWeb, Source

EVERYTHING = "everything"
NEW_ARTICLES = "new_articles"
SENSOR_SECONDS = 30
PATHS_PER_RUN = 500
"""The most files of one sensor run; the rest follows at the next tick."""

SEEN, TAKEN = "seen", "taken"

everything = dg.define_asset_job(
    EVERYTHING,
    selection=dg.AssetSelection.all(),
    description="Materialise and check every asset: the whole inbox, or the bundled samples.",
)

_INPUTS = [
    dg.AssetKey(["raw", name]) for name in ("article_version", "rejected_input", "ingest_run")
]
_SOURCES = dg.AssetSelection.groups("sources")

new_articles = dg.define_asset_job(
    NEW_ARTICLES,
    selection=dg.AssetSelection.all() - _SOURCES,
    description=(
        "Read only the files named in the config of `articles`, extract what has not been read "
        "yet, and bring everything downstream up to date. Configured sources are left alone."
    ),
)


def source_job(name: str) -> str:
    """Return the name of the job that reads one source and brings everything up to date."""
    return f"source_{name}"


def jobs(sources: Iterable[Source]) -> list[UnresolvedAssetJobDefinition]:
    """Return `new_articles` and a job for each source."""
    downstream = dg.AssetSelection.all() - _SOURCES - dg.AssetSelection.assets(
        *_INPUTS
    ) | dg.AssetSelection.checks_for_assets(*_INPUTS)
    return [
        new_articles,
        *(
            dg.define_asset_job(
                source_job(source.name),
                selection=dg.AssetSelection.assets(dg.AssetKey(["source", source.name]))
                | downstream,
                description=f"Read the source {source.name} alone, and bring all else up to date.",
            )
            for source in sources
        ),
    ]


daily = dg.ScheduleDefinition(
    name="daily",
    job=everything,
    cron_schedule="30 5 * * *",
    description="Everything, once a day at 05:30 UTC; stopped until somebody starts it.",
    default_status=dg.DefaultScheduleStatus.STOPPED,
)


def schedules(sources: Iterable[Source]) -> list[dg.ScheduleDefinition]:
    """Return a schedule for each source of the web; stopped at first, as it reaches the network."""
    return [
        dg.ScheduleDefinition(
            name=f"{source_job(source.name)}_schedule",
            job_name=source_job(source.name),
            cron_schedule=source.cron,
            description=f"Fetches {source.url}; stopped until somebody starts it.",
            default_status=dg.DefaultScheduleStatus.STOPPED,
        )
        for source in sources
        if isinstance(source, OnWeb)
    ]


def sensors(sources: Iterable[Source]) -> list[dg.SensorDefinition]:
    """Return a sensor for each folder and file that is a source."""
    return [
        _sensor(
            f"{source_job(source.name)}_sensor",
            source_job(source.name),
            f"source__{source.name}",
            source.path,
        )
        for source in sources
        if isinstance(source, OnDisk)
    ]


def _sensor(name: str, job: str, step: str, folder: Path | None) -> dg.SensorDefinition:
    """Return a sensor that starts `job` for the new files of a folder; None is the inbox."""

    @dg.sensor(
        name=name,
        job_name=job,
        minimum_interval_seconds=SENSOR_SECONDS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description=f"Starts `{job}` for files that are new or changed and at rest.",
    )
    def folder_sensor(
        context: dg.SensorEvaluationContext, home: Home
    ) -> dg.SensorResult | dg.SkipReason:
        """Compare the folder with the cursor; a file is taken once two ticks found it alike."""
        watched = folder or home.settings.inbox
        if not watched.exists():
            return dg.SkipReason(
                f"there is no {'inbox' if folder is None else 'path'} at {watched}"
            )
        cursor = json.loads(context.cursor or "{}")
        ready, moved = take_stable(file_states(watched), cursor)
        request = [_request(step, watched, ready, moved)] if ready else []
        return dg.SensorResult(run_requests=request, cursor=json.dumps(moved, sort_keys=True))

    return folder_sensor


inbox_sensor = _sensor("inbox_sensor", NEW_ARTICLES, "articles", None)


def file_states(watched: Path) -> dict[str, str]:
    """Return "size:mtime" of every file of a folder by its path within it, in path order.

    A file that vanishes meanwhile is left out, like hidden ones. A file that is watched itself is
    the path ".".
    """
    states = {}
    for path in [watched] if watched.is_file() else sorted(watched.rglob("*")):
        name = path.relative_to(watched)
        if any(part.startswith(".") for part in name.parts):
            continue
        try:
            if path.is_file():
                status = path.stat()
                states[str(name)] = f"{status.st_size}:{status.st_mtime_ns}"
        except OSError:
            continue
    return states


def take_stable(
    states: Mapping[str, str], cursor: Mapping[str, tuple[str, str]]
) -> tuple[list[str], dict[str, tuple[str, str]]]:
    """Return the paths to read now, and the cursor that remembers them.

    `cursor` holds (state, "seen" or "taken") by path. A file that has the state in which it was
    seen before is at rest and is taken; a new or changed one is seen first, as somebody may still
    be writing it. Paths that are gone are forgotten.
    """
    ready: list[str] = []
    moved: dict[str, tuple[str, str]] = {}
    for path, state in states.items():
        before, status = cursor.get(path, ("", SEEN))
        if before != state:
            moved[path] = (state, SEEN)
        elif status == SEEN and len(ready) < PATHS_PER_RUN:
            ready.append(path)
            moved[path] = (state, TAKEN)
        else:
            moved[path] = (state, status)
    return ready, moved


def _request(
    step: str, watched: Path, ready: list[str], moved: Mapping[str, tuple[str, str]]
) -> dg.RunRequest:
    digest = hashlib.sha256(json.dumps([(path, moved[path][0]) for path in ready]).encode())
    paths = [str(watched / path) for path in ready]
    return dg.RunRequest(
        run_key=digest.hexdigest()[:16],
        run_config={"ops": {step: {"config": {"paths": paths}}}},
        tags={"tallywire/files": str(len(ready))},
    )
