"""What the tests of the SQL models hold true: keys, columns that are filled, closed lists.

Belongs here: reading the properties that stand beside the models. Does not belong here: the tests
themselves (`tests/generic`), which dbt runs at each build, so that what is published keeps them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

MODELS = Path(__file__).parent / "models"

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Ten times as fast where it was built with its C library; both load plain values only."""


@dataclass(frozen=True, slots=True)
class Contract:
    """What every row of a model keeps to; `keys` may hold columns that can be null."""

    keys: tuple[tuple[str, ...], ...]
    filled: frozenset[str]
    vocabularies: Mapping[str, tuple[str, ...]]


NO_CONTRACT = Contract((), frozenset(), {})


@cache
def model_contracts() -> Mapping[tuple[str, str], Contract]:
    """Return the contract of each tested model by schema and name."""
    contracts = {}
    for path in sorted(MODELS.rglob("*.yml")):
        properties = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER) or {}  # noqa: S506
        for model in properties.get("models", ()):
            contracts[path.parent.name, model["name"]] = _contract(model)
    return contracts


def _contract(model: Mapping[str, Any]) -> Contract:
    return Contract(
        keys=tuple(tuple(told["columns"]) for told in _arguments(model, "unique_key")),
        filled=frozenset(
            column for told in _arguments(model, "never_null") for column in told["columns"]
        ),
        vocabularies={
            column: tuple(map(str, values))
            for told in _arguments(model, "one_of")
            for column, values in told["vocabularies"].items()
        },
    )


def _arguments(model: Mapping[str, Any], test: str) -> Iterator[Mapping[str, Any]]:
    """Yield the arguments of each test of one kind."""
    for declared in model.get("data_tests", ()):
        if test in declared:
            yield declared[test]["arguments"]
