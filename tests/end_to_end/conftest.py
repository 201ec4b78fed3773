"""Homes of their own, and the two ways in: the command and the web server."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

PATIENCE = 300


def environment(home: Path) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if name != "DAGSTER_HOME"}
    return {**clean, "TALLYWIRE_HOME": str(home)}


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "pipelines.cli", *map(str, arguments)]


@pytest.fixture(scope="session")
def tallywire():
    """Return the command, run in a home until it ends."""

    def call(home: Path, *arguments: object) -> subprocess.CompletedProcess:
        return subprocess.run(
            command(*arguments),
            env=environment(home),
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )

    return call


@pytest.fixture(scope="session")
def started():
    """Return the command, started in a home, with its progress to read."""

    def start(home: Path, *arguments: object) -> subprocess.Popen:
        return subprocess.Popen(
            command(*arguments),
            env=environment(home),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    return start


@pytest.fixture(scope="session")
def checksums(tallywire):
    """Return the function that tells the content checksums of a home's snapshot."""

    def told(home: Path) -> str:
        done = tallywire(home, "checksum")
        assert done.returncode == 0, done.stderr
        return done.stdout

    return told


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory, tallywire) -> Path:
    """Return a home in which one run over the bundled samples has ended well."""
    home = tmp_path_factory.mktemp("undisturbed")
    done = tallywire(home, "run")
    assert done.returncode == 0, done.stderr
    (home / "told.txt").write_text(done.stdout)
    return home


class Ui:
    """The Dagster UI of a home, spoken to as the browser does."""

    def __init__(self, home: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = (home.parent / "ui.log").open("w")
        self.process = subprocess.Popen(
            command("ui", "--port", self.port),
            env=environment(home),
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )

    def ask(self, query: str, **variables: object) -> dict:
        body = json.dumps({"query": query, "variables": variables}).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/graphql", body, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            told = json.load(answer)
        assert "errors" not in told, told["errors"]
        return told["data"]

    def wait(self, what, every: float = 1.0):
        """Return the first true value of `what()`, asked until patience ends."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            assert self.process.poll() is None, "the UI ended by itself"
            try:
                if value := what():
                    return value
            except OSError:
                pass
            time.sleep(every)
        raise AssertionError("patience ended")

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=60)
        self.log.close()


@pytest.fixture
def ui(tmp_path):
    """Return a factory of UIs that are stopped at the end."""
    opened = []

    def serve(home: Path) -> Ui:
        opened.append(Ui(home))
        return opened[-1]

    yield serve
    for one in opened:
        one.close()
