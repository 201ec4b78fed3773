"""The commands that read the published snapshot as a whole: `as-known`, `checksum`, `datadocs`.

Belongs here: their names, options and examples. Does not belong here: any work, which is imported
inside the command.
"""

from datetime import UTC, datetime
from pathlib import Path

import click

from pipelines.command_line import examples, home_option
from pipelines.settings import Settings


@click.command(
    "as-known",
    epilog=examples(
        "tallywire as-known 2025-11-20 known.duckdb",
        "tallywire as-known 2022-03-31 march.duckdb --published",
    ),
)
@click.argument("day", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD")
@click.argument("file", metavar="FILE.duckdb", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--published", is_flag=True,
    help="Go by the dates of publication alone, for archives that were loaded afterwards.",
)  # fmt: skip
@home_option
def as_known(day: datetime, file: Path, published: bool, home: Path | None) -> None:
    """Write all tables as they could be known at the end of a past day to a new file.

    Known is what was published and ingested by then, in UTC: of every article the latest text of
    that day, with the claims that the extractor of today reads in it. Clusters of reprints,
    findings and all marts are made anew from that. Reads the published snapshot and changes
    nothing in the home.
    """
    from pipelines.as_known import write_as_known

    def tell(line: str) -> None:
        click.echo(line, err=True)

    settings = Settings.from_environment(home=home)
    write_as_known(settings, day.date(), file, by_publication=published, tell=tell)


@click.command(
    epilog=examples(
        "tallywire checksum",
    )
)
@home_option
def checksum(home: Path | None) -> None:
    """Print rows and content checksum of every raw, core and marts table of the snapshot.

    Two homes that were fed the same input print the same: times and ids of runs are left out.
    """
    from warehouse.checksum import table_checksums
    from warehouse.connect import open_snapshot

    with open_snapshot(Settings.from_environment(home=home).snapshots) as con:
        for table, rows, digest in table_checksums(con).iter_rows():
            click.echo(f"{digest}  {rows:>8}  {table}")


@click.command(
    epilog=examples(
        "tallywire datadocs",
    )
)
@home_option
def datadocs(home: Path | None) -> None:
    """Write pages of what every check expects, and found in the published snapshot.

    They stand in the home's `datadocs`; the dashboard serves them at /datadocs/.
    """
    from expectations.datadocs import build_datadocs, documented_suites
    from warehouse.connect import open_snapshot

    settings = Settings.from_environment(home=home)
    with open_snapshot(settings.snapshots) as con:
        build_datadocs(con, documented_suites(datetime.now(UTC)), settings.datadocs)
    click.echo(settings.datadocs / "index.html")
