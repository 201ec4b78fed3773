"""Ingestion that is stopped in any way leaves nothing half-written, and the next run ends the work.

The kills are real (SIGKILL at random points of another process), the full disk and the read-only
folder are file systems of their own, mounted for the test where the machine allows it.
"""

import json
import random
import subprocess
import sys
import textwrap
import time
import zipfile
from pathlib import Path

import pytest

from warehouse.checksum import table_checksums
from warehouse.connect import open_live

KILLS = 20
ARTICLES = 5_000
INGEST = """
    import datetime as dt, sys
    from pathlib import Path
    from pipelines.articles import ReadOptions, batches, find_files
    from pipelines.ingest import Ingestion, ingest
    from pipelines.command_line import one_line
    from warehouse.connect import open_live

    batches.MAX_ROWS = 200
    inbox, home, run_id = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    now = dt.datetime(2025, 11, 20, tzinfo=dt.UTC)
    print("ready", flush=True)
    try:
        with open_live(home / "tallywire.duckdb") as con:
            entries = find_files([inbox], ReadOptions(undated="reject", scratch=home / "scratch"))
            run = Ingestion(run_id, "inbox", now, home / "quarantine", home / "scratch")
            ingest(con, entries, run)
    except Exception as error:
        print(one_line(error), flush=True)
        sys.exit(2)
    print("done", flush=True)
"""


def start(inbox: Path, home: Path, run_id: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(INGEST), str(inbox), str(home), run_id],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def run(inbox: Path, home: Path) -> tuple[int, str]:
    process = start(inbox, home, "undisturbed")
    told, _ = process.communicate()
    return process.returncode, told.strip()


@pytest.fixture(scope="module")
def inbox(tmp_path_factory) -> Path:
    """5,000 articles in lines, files, rows and an archive, one in twenty without a date."""
    folder = tmp_path_factory.mktemp("faults") / "inbox"
    folder.mkdir()
    place = random.Random(11)
    lines, rows, members = [], ["text,date,url"], {}
    for number in range(ARTICLES):
        killed, hurt = place.randint(2, 90), place.randint(2, 400)
        text = f"Report {number}. {killed} soldiers were killed and {hurt} wounded near Lyman. " * 5
        day = "" if number % 20 == 0 else f"2025-11-{number % 27 + 1:02d}"
        if number % 10 == 1:
            rows.append(f'"{text}",{day},https://w.example/{number}')
        elif number % 10 == 2:
            members[f"{number}.txt"] = f"---\ndate: {day}\n---\n{text}" if day else text
        elif number % 10:
            lines.append(
                json.dumps({"text": text, "date": day, "url": f"https://w.example/{number}"})
            )
        else:
            front = f"---\ndate: {day}\ntitle: No {number}\n---\n" if day else ""
            (folder / f"{number:05d}.txt").write_text(front + text)
    (folder / "wire.jsonl").write_text("\n".join(lines))
    (folder / "wire.csv").write_text("\n".join(rows))
    with zipfile.ZipFile(folder / "wire.zip", "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return folder


@pytest.fixture(scope="module")
def undisturbed(inbox, tmp_path_factory) -> tuple[list[tuple[object, ...]], float]:
    """What a run without faults stores, and how long it takes."""
    home = tmp_path_factory.mktemp("undisturbed")
    begun = time.monotonic()
    assert run(inbox, home) == (0, "done")
    return content(home), time.monotonic() - begun


def content(home: Path) -> list[tuple[object, ...]]:
    """Checksums of every raw table, runs and times left out, and the copies in quarantine."""
    with open_live(home / "tallywire.duckdb") as con:
        tables = [row for row in table_checksums(con).rows() if "ingest_" not in row[0]]
    kept = sorted(str(p.relative_to(home)) for p in (home / "quarantine").rglob("*") if p.is_file())
    return [*tables, tuple(kept)]


def test_after_twenty_kills_a_run_ends_with_the_same_content(inbox, undisturbed, tmp_path):
    expected, seconds = undisturbed
    moment = random.Random(7)
    killed = 0
    for number in range(KILLS):
        process = start(inbox, tmp_path, f"killed-{number}")
        time.sleep(moment.uniform(0, seconds * 0.6))
        process.kill()
        told, _ = process.communicate()
        killed += "done" not in told
    assert killed >= KILLS / 2
    assert run(inbox, tmp_path) == (0, "done")
    assert content(tmp_path) == expected
    assert not list((tmp_path / "scratch").glob("*"))


def test_the_account_of_a_killed_run_is_what_it_stored(inbox, undisturbed, tmp_path):
    process = start(inbox, tmp_path, "killed")
    time.sleep(undisturbed[1] * 0.3)
    process.kill()
    process.communicate()
    with open_live(tmp_path / "tallywire.duckdb") as con:
        stored = con.execute("select count(*) from raw.article_version").fetchone()
        told = con.execute("select coalesce(sum(n_new), 0) from raw.ingest_run").fetchone()
    assert stored == told


@pytest.fixture
def mounted(tmp_path):
    """Mount a file system for the test; skipped where the machine does not allow it."""
    target = tmp_path / "mounted"
    target.mkdir()

    def mount(*options: str) -> Path:
        done = subprocess.run(
            ["mount", *options, str(target)], capture_output=True, check=False, text=True
        )
        if done.returncode:
            pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
        return target

    yield mount
    subprocess.run(["umount", "-l", str(target)], capture_output=True, check=False)


def test_a_full_disk_is_one_clear_line_and_the_next_run_ends_the_work(
    inbox, undisturbed, mounted, tmp_path
):
    disk = mounted("-t", "tmpfs", "-o", "size=3m", "tmpfs")
    status, told = run(inbox, disk)
    assert status == 2
    assert "no space left" in told.lower() or "out of disk" in told.lower(), told
    assert len(told.splitlines()) == 1
    subprocess.run(["mount", "-o", "remount,size=200m", str(disk)], check=True)
    assert run(inbox, disk) == (0, "done")
    assert content(disk) == undisturbed[0]


def test_a_read_only_folder_is_one_clear_line(inbox, mounted):
    disk = mounted("-t", "tmpfs", "-o", "ro,size=3m", "tmpfs")
    status, told = run(inbox, disk)
    assert status == 2
    assert "read-only" in told.lower(), told
    assert len(told.splitlines()) == 1
