"""Whether a run would change anything, told from what lies on disk, as `make` does.

Belongs here: the fingerprint of a run's inputs, code and outcome. Does not belong here: running.
A fingerprint is kept after a run that ended well; while it holds, that run need not be repeated.
"""

import hashlib
import importlib.metadata
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipelines.settings import Settings

RECORD = "last-run.json"
PACKAGES = ("pipelines", "warehouse", "expectations", "dashboards")
CODE = {".py", ".sql", ".yml", ".csv", ".md"}
LIBRARIES = ("duckdb", "polars", "dbt-core", "great-expectations")


def remember(
    settings: Settings, job: str, paths: Sequence[Path], inputs: Mapping[str, Any]
) -> None:
    """Keep the fingerprint of a run that just ended well, and what became of its inputs."""
    record = {"fingerprint": fingerprint(settings, job, paths), "inputs": dict(inputs)}
    unfinished = settings.home / f".{RECORD}"
    unfinished.write_text(json.dumps(record, indent=1), encoding="utf-8")
    unfinished.replace(settings.home / RECORD)


def unchanged_inputs(settings: Settings, job: str, paths: Sequence[Path]) -> dict[str, Any] | None:
    """Return the account of the inputs if the same run would change nothing, else None."""
    try:
        record = json.loads((settings.home / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if record.get("fingerprint") != fingerprint(settings, job, paths):
        return None
    inputs: dict[str, Any] = record["inputs"]
    unchanged = sum(inputs.get(name, 0) for name in ("new", "new_version", "unchanged"))
    return {**inputs, "new": 0, "new_version": 0, "unchanged": unchanged}


def fingerprint(settings: Settings, job: str, paths: Sequence[Path]) -> str:
    """Return a hash over inputs and outcome (place, size, time) and code (content, versions)."""
    told = hashlib.sha256()
    results = [settings.live_path, settings.snapshots, settings.exports]
    versions = [importlib.metadata.version(name) for name in LIBRARIES]
    told.update(repr((job, [str(path) for path in paths], settings.undated, versions)).encode())
    for line in (*_states(paths), *_states(results)):
        told.update(line.encode("utf-8", "surrogateescape"))
    for path in _code():
        told.update(str(path).encode() + path.read_bytes())
    return told.hexdigest()


def _states(paths: Sequence[Path]) -> Iterator[str]:
    for path in paths:
        yield _state(path)
        for folder, folders, files in os.walk(path):
            folders.sort()
            for name in sorted(files):
                yield _state(Path(folder) / name)


def _state(path: Path) -> str:
    try:
        status = path.stat()
    except OSError as error:
        return f"{path} {error.errno}\n"
    size = status.st_size if path.is_file() else 0
    return f"{path} {path.resolve()} {size} {status.st_mtime_ns}\n"


def _code() -> Iterator[Path]:
    root = Path(__file__).parents[2]
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*")):
            if path.suffix in CODE and "samples" not in path.parts:
                yield path
