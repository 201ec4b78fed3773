"""`python -m dashboards`: serve the dashboard on http://127.0.0.1:8050, this machine only."""

from __future__ import annotations

import sys

import click
from werkzeug.serving import make_server

from dashboards.app import build_app
from pipelines.settings import Settings
from warehouse.connect import WarehouseError, open_snapshot

HOST = "127.0.0.1"
PORT = 8050


def main() -> int:
    """Serve until interrupted; return 1 with one clear line where there is nothing to serve."""
    snapshots = Settings.from_environment().snapshots
    try:
        with open_snapshot(snapshots):
            pass
    except WarehouseError as error:
        click.echo(f"{error}", err=True)
        return 1
    server = make_server(HOST, PORT, build_app(snapshots).server, threaded=True)
    click.echo(f"Dashboard on http://{HOST}:{PORT} (Ctrl+C stops it)")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
