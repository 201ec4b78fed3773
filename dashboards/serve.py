"""Serve the dashboard on this machine only, until interrupted.

Belongs here: what must hold before serving starts, and the server. Does not belong here: the app
(`app`) or the command's options (`pipelines.cli`).
"""

from __future__ import annotations

import logging
import signal
import socket
from pathlib import Path

import click
from werkzeug.serving import make_server

from dashboards.app import build_app
from warehouse.connect import open_snapshot

HOST = "127.0.0.1"


class ServeError(Exception):
    """The dashboard cannot be served; the message is one line that says what to do."""


def serve(snapshots: Path, datadocs: Path, port: int) -> None:
    """Serve the dashboard of the published snapshot, and the Data Docs, until interrupted.

    Raises `WarehouseError` where nothing is published yet and `ServeError` where the port is taken
    or not one that this user may open.
    """
    with open_snapshot(snapshots):
        pass
    _refuse_port_that_cannot_be_opened(port)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = make_server(HOST, port, build_app(snapshots, datadocs).server, threaded=True)
    # A shell that starts a program in the background lets it inherit ignored signals; then nothing
    # but a kill would end it.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    click.echo(f"Dashboard on http://{HOST}:{port} (Ctrl-C ends)")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()


def _refuse_port_that_cannot_be_opened(port: int) -> None:
    # The server itself would end the process with words of its own.
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
            probe.listen()
        except OSError as error:
            raise ServeError(
                f"port {port} cannot be opened ({error.strerror}): stop what uses it, or take "
                "another with --port (make dashboard PORT=…)"
            ) from error
