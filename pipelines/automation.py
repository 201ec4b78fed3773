"""When the assets are made: two jobs, the inbox sensor, the daily schedule.

Belongs here: selections, cursors, cron. Does not belong here: assets, or how a file is read.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import dagster as dg

from pipelines.resources import Home

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

new_articles = dg.define_asset_job(
    NEW_ARTICLES,
    selection=dg.AssetSelection.all(),
    description=(
        "Read only the files named in the config of `articles`, extract what has not been read "
        "yet, and bring everything downstream up to date."
    ),
)

daily = dg.ScheduleDefinition(
    name="daily",
    job=everything,
    cron_schedule="30 5 * * *",
    description="Everything, once a day at 05:30 UTC; stopped until somebody starts it.",
    default_status=dg.DefaultScheduleStatus.STOPPED,
)


@dg.sensor(
    name="inbox_sensor",
    job=new_articles,
    minimum_interval_seconds=SENSOR_SECONDS,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Starts `new_articles` for files of the inbox that are new or changed and at rest.",
)
def inbox_sensor(
    context: dg.SensorEvaluationContext, home: Home
) -> dg.SensorResult | dg.SkipReason:
    """Compare the inbox with the cursor; a file is taken once two ticks found it alike."""
    inbox = home.settings.inbox
    if not inbox.is_dir():
        return dg.SkipReason(f"there is no inbox at {inbox}")
    cursor = json.loads(context.cursor or "{}")
    ready, moved = take_stable(file_states(inbox), cursor)
    request = [_request(inbox, ready, moved)] if ready else []
    return dg.SensorResult(run_requests=request, cursor=json.dumps(moved, sort_keys=True))


def file_states(inbox: Path) -> dict[str, str]:
    """Return "size:mtime" of every file of the inbox by its path within it, in path order.

    A file that vanishes meanwhile is left out, like hidden ones.
    """
    states = {}
    for path in sorted(inbox.rglob("*")):
        name = path.relative_to(inbox)
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


def _request(inbox: Path, ready: list[str], moved: Mapping[str, tuple[str, str]]) -> dg.RunRequest:
    digest = hashlib.sha256(json.dumps([(path, moved[path][0]) for path in ready]).encode())
    paths = [str(inbox / path) for path in ready]
    return dg.RunRequest(
        run_key=digest.hexdigest()[:16],
        run_config={"ops": {"articles": {"config": {"paths": paths}}}},
        tags={"tallywire/files": str(len(ready))},
    )
