"""Progress of a run, line by line, from the events that Dagster reports while it works.

Belongs here: which event becomes which line, and the account that the last lines need. Does not
belong here: running anything, or the tables at the end.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import dagster as dg
from dagster import DagsterEvent, DagsterEventType

LOGGER = "progress"
_TELLING = ("articles", "article_origin", "source__")
"""The beginnings of the steps whose own words are shown: those that can take long."""


@dataclass
class Account:
    """What a run told about itself."""

    inputs: dict[str, Any] = field(default_factory=dict)
    failures: list[tuple[str, str, str]] = field(default_factory=list)
    """(step, kind of error, message) of each step that failed for good."""


class Progress(logging.Handler):
    """Turns the events of one run into lines and keeps account."""

    def __init__(self, write: Callable[[str], None]) -> None:
        super().__init__()
        self.account = Account()
        self._write = write
        self._started: dict[str, float] = {}
        self._rows: dict[str, list[str]] = {}
        self._inputs: dict[str, dict[str, Any]] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Take one record; only records of Dagster events matter."""
        event = getattr(record, "dagster_event", None)
        told = getattr(record, "dagster_meta", None)
        if event is None and told and str(told.get("step_key")).startswith(_TELLING):
            self._write(f"    {told['orig_message']}")
        if isinstance(event, DagsterEvent) and event.step_key:
            handler = _HANDLERS.get(event.event_type)
            if handler:
                handler(self, event, event.step_key)

    def logger_def(self) -> dg.LoggerDefinition:
        """Return the logger that feeds this handler, in place of Dagster's console."""

        def build(_: dg.InitLoggerContext) -> logging.Logger:
            logger = logging.Logger(LOGGER, level=logging.DEBUG)
            logger.addHandler(self)
            logger.parent = logging.getLogger()  # whose handlers keep the full log
            return logger

        return dg.LoggerDefinition(logger_fn=build)

    def _start(self, _: DagsterEvent, step: str) -> None:
        self._started[step] = time.monotonic()
        self._rows[step] = []
        self._write(f"  … {step}")

    def _rows_of(self, event: DagsterEvent, step: str) -> None:
        made = event.step_materialization_data.materialization
        facts: dict[str, Any] = {name: value.value for name, value in made.metadata.items()}
        if "inputs" in facts:
            self._inputs[step] = facts["inputs"]
            self.account.inputs = summed(self._inputs.values())
        if (rows := facts.get("dagster/row_count")) is not None:
            self._rows.setdefault(step, []).append(f"{'.'.join(made.asset_key.path)} {rows}")

    def _checked(self, event: DagsterEvent, step: str) -> None:
        outcome = event.asset_check_evaluation_data
        if not outcome.passed:
            mark = "!" if outcome.severity == dg.AssetCheckSeverity.WARN else "✗"
            count = outcome.metadata.get("unexpected_count")
            told = f" ({count.value})" if count else ""
            name = ".".join(outcome.asset_key.path)
            self._rows.setdefault(step, []).append(f"{mark} {name} {outcome.check_name}{told}")

    def _done(self, _: DagsterEvent, step: str) -> None:
        seconds = time.monotonic() - self._started.get(step, time.monotonic())
        rows = ", ".join(self._rows.get(step, []))
        self._write(f"  ✓ {step:<28} {seconds:5.1f} s  {rows}".rstrip())

    def _retry(self, _: DagsterEvent, step: str) -> None:
        self._write(f"  ↻ {step}: the warehouse is in use by another process; trying again")

    def _fail(self, event: DagsterEvent, step: str) -> None:
        error = event.step_failure_data.error
        while error and error.cause:
            error = error.cause
        kind = (error.cls_name if error else None) or "Failure"
        message = error.message.strip() if error else "failed"
        told = " ".join(message.removeprefix(f"{kind}:").split())
        told = told.split(": ", 1)[1] if told.startswith(("pipelines.", "warehouse.")) else told
        self.account.failures.append((step, kind, told))
        self._write(f"  ✗ {step}: {told}")


def summed(accounts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the accounts of several steps as one: counts are added, rejections are joined.

    >>> summed([{"seen": 1, "rejects": ["a"]}, {"seen": 2, "rejects": []}])
    {'seen': 3, 'rejects': ['a']}
    """
    total: dict[str, Any] = {}
    for account in accounts:
        for name, value in account.items():
            if isinstance(value, dict):
                total[name] = dict(Counter(total.get(name, {})) + Counter(value))
            else:
                total[name] = total[name] + value if name in total else value
    return total


_HANDLERS: dict[DagsterEventType, Callable[[Progress, DagsterEvent, str], None]] = {
    DagsterEventType.STEP_START: Progress._start,
    DagsterEventType.ASSET_MATERIALIZATION: Progress._rows_of,
    DagsterEventType.ASSET_CHECK_EVALUATION: Progress._checked,
    DagsterEventType.STEP_SUCCESS: Progress._done,
    DagsterEventType.STEP_UP_FOR_RETRY: Progress._retry,
    DagsterEventType.STEP_FAILURE: Progress._fail,
}
