"""The reviewed file of severities and thresholds, `thresholds.yml`, checked.

Belongs here: the shape of that file, and that it names every check that there is and no other. Does
not belong here: any number, which stands in the file, nor what is measured with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

PATH = Path(__file__).parent / "thresholds.yml"

Severity = Literal["blocks", "warns"]
Count = Annotated[int, Field(ge=1)]
Share = Annotated[float, Field(gt=0, lt=1)]
Factor = Annotated[float, Field(gt=1)]


class ThresholdError(Exception):
    """The file cannot be used; the message says where, a line a fault."""


class _Group(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Overdue(_Group):
    """When a source is overdue: so many times its usual interval without anything new."""

    min_deliveries: Annotated[int, Field(ge=3)]
    factor: Factor
    min_days: Count


class Volume(_Group):
    """When the articles of a publisher's last week are too few or too many."""

    trailing_weeks: Annotated[int, Field(ge=2)]
    min_weeks: Annotated[int, Field(ge=2)]
    min_articles: Count
    silence_below: Share
    flood_above: Factor


class ClaimShare(_Group):
    """When the share of articles with a claim has moved."""

    trailing_weeks: Annotated[int, Field(ge=2)]
    min_articles: Count
    change: Share
    deviations: Factor


class RejectedShare(_Group):
    """When the share of rejected inputs of a source's last run is too high."""

    trailing_runs: Annotated[int, Field(ge=2)]
    min_inputs: Count
    rise: Share


class Thresholds(_Group):
    """The whole file."""

    severity: dict[str, dict[str, Severity]]
    overdue: Overdue
    volume: Volume
    claim_share: ClaimShare
    rejected_share: RejectedShare


@lru_cache(maxsize=1)
def thresholds() -> Thresholds:
    """Return the project's own file, read once."""
    return read_thresholds(PATH)


def read_thresholds(path: Path) -> Thresholds:
    """Return a file's thresholds. Raises `ThresholdError`, a line a fault."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        return Thresholds.model_validate(content)
    except (OSError, yaml.YAMLError) as error:
        raise ThresholdError(f"{path.name}: {' '.join(str(error).split())}") from error
    except ValidationError as error:
        raise ThresholdError("\n".join(_told(path, fault) for fault in error.errors())) from None


def refuse_mismatch(severity: Mapping[str, Mapping[str, str]], names: Mapping[str, Any]) -> None:
    """Raise `ThresholdError` unless the severities name exactly the checks of each table."""
    faults = [f"{table}: no such table has checks" for table in severity.keys() - names.keys()]
    for table, checks in names.items():
        told = severity.get(table, {}).keys()
        faults += [f"{table}: {name} has no severity" for name in sorted(set(checks) - told)]
        faults += [f"{table}: there is no check {name}" for name in sorted(told - set(checks))]
    if faults:
        raise ThresholdError("\n".join(f"{PATH.name}: {fault}" for fault in sorted(faults)))


def _told(path: Path, fault: Any) -> str:
    where = ".".join(str(part) for part in fault["loc"]) or "the file"
    return f"{path.name}: {where}: {fault['msg']} (found {fault['input']!r})"
