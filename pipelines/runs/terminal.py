"""Keep the full log of the UI in a file, and show its warnings and errors at the terminal.

Belongs here: the small process between `dagster dev` and the terminal, and which lines it lets
through. Does not belong here: what is logged, or starting `dagster dev` (`ui`).
"""

import re
import signal
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
RECORD = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\S* \S+ - .*? - (?P<level>[A-Z]+) - ")
"""How a line begins that Dagster logs: time, zone, logger, level."""

DBT_LINE = re.compile(r"\d\d:\d\d:\d\d  ")
SHOWN = ("WARNING", "ERROR", "CRITICAL")
UNCAUGHT = "Traceback (most recent call last)"


def worth_showing(lines: Iterable[str]) -> Iterator[str]:
    """Yield the warnings and errors of a log, each with the lines that belong to it."""
    shown = False
    for line in lines:
        plain = COLOUR.sub("", line)
        if record := RECORD.match(plain):
            shown = record["level"] in SHOWN
        elif DBT_LINE.match(plain):
            shown = False
        elif plain.startswith(UNCAUGHT):
            shown = True
        if shown:
            yield line


def main(log: Path) -> None:
    """Copy standard input to `log` and its warnings to standard output, until it ends."""
    # Ctrl-C reaches the whole group; the last words of the services are still to come.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    with log.open("a", encoding="utf-8", buffering=1) as full:

        def kept() -> Iterator[str]:
            for line in sys.stdin:
                full.write(line)
                yield line

        for line in worth_showing(kept()):
            sys.stdout.write(line)
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
