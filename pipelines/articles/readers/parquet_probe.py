"""Whether Arrow survives the description of a Parquet file, tried in a process of its own.

Belongs here: the trial alone. Arrow ends the whole process, past every `except`, where statistics
of a damaged file do not fit its columns; so a child looks at them first. It costs a third of a
second a file, and files of this kind hold thousands of articles.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pipelines.articles.draft import UnusableError

_SECONDS = 60
_LOOK = """
import sys
from pyarrow.parquet import ParquetFile
told = ParquetFile(sys.argv[1], pre_buffer=False).metadata
for group in range(told.num_row_groups):
    for column in range(told.num_columns):
        told.row_group(group).column(column)
"""


def refuse_deadly(path: Path) -> None:
    """Raise `UnusableError` (`malformed`) if looking at the file's description ends a process.

    Errors that Python tells are left to the reader, which tells them better.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter, our own program
            [sys.executable, "-c", _LOOK, str(path)],
            check=False, capture_output=True, timeout=_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise UnusableError("malformed", "its description takes too long to read") from error
    if done.returncode < 0:
        raise UnusableError("malformed", "its description is damaged")
