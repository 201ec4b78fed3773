"""What of the UI's log reaches the terminal."""

import subprocess
import sys

from pipelines.runs.terminal import worth_showing

STAMP = "2025-11-04 10:00:00 +0000 - dagster"
LOG = [
    f"{STAMP} - DEBUG - run - STEP_START\n",
    "  a line that belongs to it\n",
    f"\x1b[32m{STAMP}\x1b[0m - \x1b[31mERROR\x1b[0m - STEP_FAILURE\n",
    "Stack Trace:\n",
    f"{STAMP}.daemon.SensorDaemon - INFO - Checking for new runs - ERROR - in words only\n",
    f"{STAMP}.code_server - WARNING - slow\n",
    "10:00:01  Running with dbt\n",
    "Traceback (most recent call last):\n",
    "  File …\n",
]


def test_warnings_and_errors_are_shown_with_the_lines_that_belong_to_them():
    assert list(worth_showing(LOG)) == [LOG[2], LOG[3], LOG[5], LOG[7], LOG[8]]


def test_the_file_gets_every_line(tmp_path):
    log = tmp_path / "ui.log"
    done = subprocess.run(
        [sys.executable, "-m", "pipelines.runs.terminal", str(log)],
        input="".join(LOG).encode() + b"\xff\n",
        capture_output=True,
        check=True,
    )
    assert log.read_text("utf-8") == "".join(LOG) + "\N{REPLACEMENT CHARACTER}\n"
    assert b"DEBUG" not in done.stdout
