"""Where Tallywire keeps its things: one typed place for every path.

Belongs here: the home and inbox directories and the paths derived from them, read from the
environment when asked. Does not belong here: opening, creating or cleaning anything.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

SAMPLES = Path(__file__).parent / "samples" / "articles"
"""The bundled corpus that the first run reads when there is no inbox of the user's own."""


SOURCES = Path(__file__).parent / "sources.yml"
"""The file of sources that is read where the user has none elsewhere."""


@dataclass(frozen=True)
class Settings:
    """The two directories that a run works on; every other path follows from `home`."""

    home: Path
    inbox: Path

    @classmethod
    def from_environment(cls, home: Path | None = None, inbox: Path | None = None) -> "Settings":
        """Return absolute settings: the argument, else the environment, else the default.

        `TALLYWIRE_HOME` defaults to `./data`, `TALLYWIRE_INBOX` to `inbox` within the home.
        """
        chosen = home or Path(os.environ.get("TALLYWIRE_HOME") or "data")
        absolute = chosen.expanduser().absolute()
        source = inbox or Path(os.environ.get("TALLYWIRE_INBOX") or absolute / "inbox")
        return cls(home=absolute, inbox=source.expanduser().absolute())

    @property
    def undated(self) -> Literal["keep", "reject"]:
        """What becomes of articles without a publication date: `TALLYWIRE_UNDATED`.

        They are rejected unless it says keep: nothing in them can be placed in time, and a date
        made up from the file would be read as the publisher's.
        """
        return "keep" if os.environ.get("TALLYWIRE_UNDATED") == "keep" else "reject"

    @property
    def live_path(self) -> Path:
        """The DuckDB file that the one writer holds."""
        return self.home / "tallywire.duckdb"

    @property
    def snapshots(self) -> Path:
        """The directory of published read-only copies; `current.duckdb` points to the newest."""
        return self.home / "snapshots"

    @property
    def exports(self) -> Path:
        """The directory of Parquet and CSV files, one of each a mart."""
        return self.home / "exports"

    @property
    def sources_path(self) -> Path:
        """The file of the user's sources: `TALLYWIRE_SOURCES`, else the home's, else ours."""
        chosen = os.environ.get("TALLYWIRE_SOURCES")
        if chosen:
            return Path(chosen).expanduser().absolute()
        own = self.home / SOURCES.name
        return own if own.exists() else SOURCES

    @property
    def reviews_path(self) -> Path:
        """The file of decisions about findings, which every run reads where it is there."""
        return self.home / "reviews.yml"

    @property
    def datadocs(self) -> Path:
        """The directory of the Data Docs: what every check expects and found, as pages."""
        return self.home / "datadocs"

    @property
    def fetched(self) -> Path:
        """The directory of what feeds and sitemaps gave, a folder a source."""
        return self.home / "fetched"

    @property
    def scratch(self) -> Path:
        """The directory in which members of archives lie while they are read."""
        return self.home / "scratch"

    @property
    def quarantine(self) -> Path:
        """The directory for inputs that could not be used."""
        return self.home / "quarantine"

    @property
    def dbt_dir(self) -> Path:
        """The target and log directory of dbt; nothing is written into the project."""
        return self.home / "dbt"

    @property
    def logs(self) -> Path:
        """The directory of the full logs behind the short progress lines."""
        return self.home / "logs"

    @property
    def dagster_home(self) -> Path:
        """The Dagster instance: `DAGSTER_HOME` where the user set one, else within the home."""
        chosen = os.environ.get("DAGSTER_HOME")
        return Path(chosen).expanduser().absolute() if chosen else self.home / "dagster"

    def name_of(self, paths: tuple[Path, ...]) -> str:
        """Return what an account calls the inputs of a run: samples, inbox, or else paths."""
        names: dict[tuple[Path, ...], str] = {(SAMPLES,): "samples", (self.inbox,): "inbox"}
        return names.get(paths, "paths")

    def input_paths(self) -> tuple[Path, ...]:
        """Return what a run without named paths reads.

        That is the inbox; where the home's own inbox is absent or empty, the bundled samples. An
        inbox that the user named is returned as it is, so that a wrong name is an error.
        """
        if self.inbox != self.home / "inbox" or _holds_files(self.inbox):
            return (self.inbox,)
        return (SAMPLES,)


def _holds_files(directory: Path) -> bool:
    return directory.is_dir() and any(
        not entry.name.startswith(".") for entry in directory.iterdir()
    )
