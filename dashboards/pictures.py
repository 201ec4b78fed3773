"""`python -m dashboards.pictures`: pictures of the running dashboard and of the asset graph.

Belongs here: which addresses are pictured and how a headless browser is told to. Does not belong
here: starting the programs; `make dashboard` and `make ui` run in other terminals meanwhile. A
picture is a record of what a reader sees, so it is taken from the real programs and never drawn.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import click

PICTURES = Path(__file__).parent / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DASHBOARD = "http://127.0.0.1:8050"
DAGSTER = "http://127.0.0.1:3000"


class PictureError(Exception):
    """A picture cannot be taken; the message is one line that tells what to do."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: the file's name, the address, and the window in pixels.

    `settle` is how long the page may work before the picture, in milliseconds of its own clock.
    """

    name: str
    url: str
    width: int = 1400
    height: int = 1000
    settle: int = 15_000


OPENED = ",".join(
    f"global@global:{group}" for group in ("articles", "claims", "findings", "serving")
)
"""Groups that the second picture of the asset graph opens; the models would not fit."""

SHOTS = (
    Shot("overview", f"{DASHBOARD}/"),
    Shot("claims-over-time", f"{DASHBOARD}/over-time", height=1500),
    Shot("findings", f"{DASHBOARD}/findings"),
    Shot("claims", f"{DASHBOARD}/claims"),
    Shot("asset-graph", f"{DAGSTER}/asset-groups", 1900, 900, 60_000),
    Shot("asset-graph-open", f"{DAGSTER}/asset-groups?expanded={OPENED}", 2000, 1800, 60_000),
)


def find_browser() -> str:
    """Return the path of a Chromium on PATH; raise PictureError where there is none."""
    for name in BROWSERS:
        found = shutil.which(name)
        if found:
            return found
    raise PictureError("no Chromium on PATH: install one, such as with `apt-get install chromium`")


def is_served(url: str) -> bool:
    """Return whether a program answers at an address of this machine."""
    if not url.startswith("http://127.0.0.1:"):
        return False
    try:
        with urllib.request.urlopen(url, timeout=5):  # noqa: S310  # a loopback address
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def take(shot: Shot, browser: str, folder: Path) -> Path:
    """Write one picture and return its path; raise PictureError where the browser makes none."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{shot.name}.png"
    with tempfile.TemporaryDirectory() as profile:
        fresh = Path(profile) / target.name
        command = [
            browser,
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--hide-scrollbars",
            f"--user-data-dir={profile}/profile",
            f"--window-size={shot.width},{shot.height}",
            f"--virtual-time-budget={shot.settle}",
            f"--screenshot={fresh}",
            shot.url,
        ]
        try:
            subprocess.run(command, capture_output=True, check=False, timeout=180)  # noqa: S603
        except subprocess.TimeoutExpired as error:
            raise PictureError(f"{shot.url} was not drawn within three minutes") from error
        if not fresh.is_file():
            raise PictureError(f"{browser} made no picture of {shot.url}")
        shutil.copyfile(fresh, target)
    return target


def main() -> int:
    """Take every picture whose program runs; return 1 where one is missing."""
    try:
        browser = find_browser()
        missing = 0
        for shot in SHOTS:
            if is_served(shot.url):
                click.echo(take(shot, browser, PICTURES))
            else:
                missing += 1
                click.echo(
                    f"nothing answers at {shot.url}: start it, then run this again", err=True
                )
    except PictureError as error:
        click.echo(f"{error}", err=True)
        return 1
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
