"""Inputs of any size are read in bounded memory: each in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SIZE = 300_000_000
MOST_MEGABYTES = 300

READ = """
import sys
from collections import Counter
from pathlib import Path
from pipelines.articles.draft import Draft, InputFile
from pipelines.articles.readers import read_file
path = Path(sys.argv[1])
found = Counter(
    "read" if isinstance(it, Draft) else it.reason for it in read_file(InputFile(path, path.name))
)
lines = Path("/proc/self/status").read_text().splitlines()
peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024
import json
print(json.dumps([found, peak]))
"""

FIRST_LINE = b'{"text": "One."}\n'
LONG = [
    ("one line of JSON Lines", "a.jsonl", FIRST_LINE + b'{"text": "', b"x",
     b'"}\n' + FIRST_LINE, {"read": 2, "too_large": 1}),
    ("one string in a list", "a.json", b'[{"text": "One."}, {"text": "', b"x",
     b'"}, {"text": "Two."}]', {"read": 2, "too_large": 1}),
    ("one line of a table", "a.csv", b"date,text\n2025-11-15,One.\n2025-11-16,", b"x",
     b"\n2025-11-17,Two.\n", {"read": 2, "too_large": 1}),
    ("one row of a table, no ASCII", "a.csv", b"text\nOne.\n", "é".encode(), b"\nTwo.\n",
     {"read": 2, "too_large": 1}),
]  # fmt: skip


def long_file(path: Path, start: bytes, piece: bytes, end: bytes) -> None:
    """Write the piece over and over between start and end."""
    block = piece * (10_000_000 // len(piece))
    with path.open("wb") as stream:
        stream.write(start)
        for _ in range(SIZE // len(block)):
            stream.write(block)
        stream.write(end)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system tells no peak")
@pytest.mark.parametrize(
    ("name", "start", "piece", "end", "expected"), [r[1:] for r in LONG], ids=[r[0] for r in LONG]
)
def test_three_hundred_megabytes_on_a_line_are_told_in_bounded_memory(
    tmp_path, name, start, piece, end, expected
):
    path = tmp_path / name
    long_file(path, start, piece, end)
    command = [sys.executable, "-c", READ, str(path)]
    try:
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    finally:
        path.unlink()
    found, megabytes = json.loads(done.stdout)
    assert found == expected
    assert megabytes < MOST_MEGABYTES


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system tells no peak")
def test_a_quote_that_is_not_closed_costs_its_line_in_bounded_memory(tmp_path):
    path = tmp_path / "a.csv"
    row = b"2025-11-16," + b"x" * 10_000 + b"\n"
    path.write_bytes(b'date,text\n2025-11-15,"open\n' + row * 4_000)
    command = [sys.executable, "-c", READ, str(path)]
    try:
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    finally:
        path.unlink()
    found, megabytes = json.loads(done.stdout)
    assert found == {"too_large": 1, "read": 4_000}
    assert megabytes < MOST_MEGABYTES
