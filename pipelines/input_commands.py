"""The commands that bring articles and figures in: `ingest`, `retry`, `sources`.

Belongs here: names, options and examples, as in `cli`, which lists them. Does not belong here: any
work; it is imported inside the command.
"""

import sys
from pathlib import Path

import click

from pipelines.command_line import examples, home_option, undated_option
from pipelines.settings import Settings

INPUTS = click.Path(exists=True, path_type=Path)


@click.command(
    epilog=examples(
        "tallywire ingest today.html yesterday.txt",
        "tallywire ingest wire/2025-11/ archive.warc.gz",
        "tallywire ingest --source sample_news",
        "tallywire ingest --feed daily_losses",
    )
)
@click.argument("paths", nargs=-1, type=INPUTS)
@click.option("--source", metavar="NAME", help="Read one source of sources.yml instead.")
@click.option("--feed", metavar="NAME", help="Read one source of figures (kind: series) instead.")
@undated_option
@home_option
def ingest(
    paths: tuple[Path, ...], source: str | None, feed: str | None, home: Path | None
) -> None:
    """Add files, folders or one source to what is there, and bring all else up to date."""
    from pipelines.runs import runner
    from pipelines.sources import chosen_series, chosen_source

    settings = Settings.from_environment(home=home)
    if [bool(paths), source is not None, feed is not None].count(True) != 1:
        raise click.UsageError(
            "name files or folders, or one source with --source NAME, or one with --feed NAME"
        )
    if source is not None:
        wanted = runner.one_source(chosen_source(settings.sources_path, source))
    elif feed is not None:
        wanted = runner.one_source(chosen_series(settings.sources_path, feed))
    else:
        wanted = runner.new_paths(tuple(path.absolute() for path in paths))
    sys.exit(runner.run_and_report(settings, wanted))


@click.command(
    epilog=examples(
        "tallywire retry",
        "tallywire retry --reason no_date --undated keep",
    )
)
@click.option(
    "--reason", "reasons", multiple=True, metavar="REASON",
    help="Only what was rejected for this reason; may be given several times.",
)  # fmt: skip
@undated_option
@home_option
def retry(reasons: tuple[str, ...], home: Path | None) -> None:
    """Read again what was rejected and lies in quarantine; what can be used now is taken."""
    from pipelines.runs import runner

    settings = Settings.from_environment(home=home)
    sys.exit(runner.run_and_report(settings, runner.quarantine(reasons)))


@click.command(
    epilog=examples(
        "tallywire sources",
    )
)
@home_option
def sources(home: Path | None) -> None:
    """Check sources.yml and list the sources that it configures."""
    from pipelines.sources import load_sources

    path = Settings.from_environment(home=home).sources_path
    found = load_sources(path)
    click.echo(f"{path}: {len(found)} source{'' if len(found) == 1 else 's'}", err=True)
    for source in found.values():
        click.echo(f"{source.name}\t{source.kind}\t{source.place}")
