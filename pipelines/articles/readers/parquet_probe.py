"""Whether Arrow survives the description of a Parquet file, tried in a process of its own.

Belongs here: the trial alone. Arrow ends the whole process, past every `except`, where statistics
of a damaged file do not fit its columns; so a child looks at them first. One child serves all files
of a process, as starting one takes a third of a second; a file that ends it costs another.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, cast

from pipelines.articles.draft import UnusableError

_SECONDS = 60
_LOOK = """
import json, sys
from pyarrow.parquet import ParquetFile
for line in sys.stdin:
    try:
        with open(json.loads(line), "rb") as stream:
            told = ParquetFile(stream, pre_buffer=False).metadata
            for group in range(told.num_row_groups):
                for column in range(told.num_columns):
                    told.row_group(group).column(column)
    except Exception:
        pass  # what Python can tell, the reader tells better
    print(flush=True)
"""


def refuse_deadly(path: Path) -> None:
    """Raise `UnusableError` (`malformed`) if looking at the file's description ends a process.

    Errors that Python tells are left to the reader, which tells them better.
    """
    with _LOCK:
        try:
            survived = _CHILD.looks_at(path)
        except TimeoutError as error:
            raise UnusableError("malformed", "its description takes too long to read") from error
    if not survived:
        raise UnusableError("malformed", "its description is damaged")


class _Child:
    """A process that opens the files it is told of; it ends with the one that started it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None
        self._owner = 0

    def looks_at(self, path: Path) -> bool:
        """Return whether the process lives on after it; raise `TimeoutError` after a minute."""
        process = self._running()
        asked, told = cast("IO[str]", process.stdin), cast("IO[str]", process.stdout)
        print(json.dumps(str(path.absolute())), file=asked, flush=True)
        answers, _, _ = select.select([told], [], [], _SECONDS)
        survived = bool(answers) and bool(told.readline())
        if not survived:
            process.kill()
            process.communicate()
            self._process = None
        if not answers:
            raise TimeoutError
        return survived

    def _running(self) -> subprocess.Popen[str]:
        # After a fork the pipes belong to two processes: the new one starts a child of its own.
        if self._process is None or self._process.poll() is not None or self._owner != os.getpid():
            self._owner = os.getpid()
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own program
                [sys.executable, "-c", _LOOK],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            )  # fmt: skip
        return self._process


_CHILD = _Child()
_LOCK = threading.Lock()
