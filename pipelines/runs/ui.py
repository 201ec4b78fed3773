"""Serve the Dagster UI and its daemon for one home, on the loopback interface only.

Belongs here: what must hold before `dagster dev` takes over this process. Does not belong here:
definitions.
"""

import fcntl
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import click

from pipelines.runs import instance
from pipelines.settings import Settings

HOST = "127.0.0.1"
LOCK = "ui.lock"
LOG = "ui.log"


class UiError(Exception):
    """The UI cannot be served; the message is one line that says what to do."""


def serve(settings: Settings, port: int) -> None:
    """Replace this process by `dagster dev` on 127.0.0.1, which runs until it is interrupted.

    Creates the home's inbox, where files can then be dropped. The full log goes to `ui.log` in the
    home's logs; the terminal gets the addresses and what is wrong.

    Raises `UiError` where the port is taken or another UI serves this home already.
    """
    instance.prepare(settings)
    _refuse_taken_port(port)
    _hold_lock(settings)
    with instance.open_instance(settings) as opened:
        instance.bury_dead_runs(opened, all_dead=True)
    # A shell that starts us in the background lets us ignore these; services must hear them.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # An inbox elsewhere is the user's to make: a wrong name must stay an error.
    (settings.home / "inbox").mkdir(parents=True, exist_ok=True)
    log = settings.logs / LOG
    click.echo(f"Dagster UI on http://{HOST}:{port} for {settings.home} (Ctrl-C ends)")
    click.echo(f"inbox       {settings.inbox}\nfull log    {log}")
    arguments = ["dev", "-m", "pipelines.definitions", "-h", HOST, "-p", str(port)]
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    command = [sys.executable, "-m", "dagster", *arguments, "--log-level", "info"]
    sys.stdout.flush()
    _log_to(log)
    os.execve(sys.executable, command, environment)  # noqa: S606


def _log_to(log: Path) -> None:
    """Send what this process, and what it becomes, prints through `terminal`, which ends with it.

    The terminal's side is the child, so that signals still reach the services at this process.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    taken, given = os.pipe()
    command = [sys.executable, "-m", "pipelines.runs.terminal", str(log)]
    subprocess.Popen(command, stdin=taken)  # noqa: S603
    os.close(taken)
    for stream in (1, 2):
        os.dup2(given, stream)
    os.close(given)


def _refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise UiError(
                f"port {port} cannot be opened ({error.strerror}): stop what uses it, or take "
                "another with --port (make ui PORT=…)"
            ) from error


def _hold_lock(settings: Settings) -> None:
    """Lock the instance for as long as this process, and what it becomes, lives."""
    handle = os.open(settings.dagster_home / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise UiError(f"another UI serves {settings.home} already: use it or stop it") from error
    os.set_inheritable(handle, True)
