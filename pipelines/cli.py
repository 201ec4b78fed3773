"""The command `tallywire`: one short function a command.

Belongs here: names, options, examples, exit status and how an error is told. Does not belong here:
any work. Everything heavy is imported inside the command that needs it, so that `--help` is quick
and `extract` starts without a database or an orchestrator.

Exit status: 0 all done; 1 done, but some inputs could not be used; 2 the command or its
environment is wrong, nothing was done; 3 a step or a blocking check failed.
"""

import os
import sys
from datetime import datetime
from pathlib import Path

import click

from pipelines.command_line import (
    PARTIAL,
    OneLineErrors,
    examples,
    home_option,
    undated_option,
)
from pipelines.input_commands import INPUTS, ingest, retry, sources
from pipelines.review_commands import review
from pipelines.settings import Settings
from pipelines.snapshot_commands import as_known, checksum, datadocs

DOCUMENTS = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
DOCUMENT = click.Path(exists=True, dir_okay=False, path_type=Path)
PORT = click.IntRange(1, 65535)


@click.group(
    cls=OneLineErrors,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=examples(
        "tallywire run                      the bundled samples, or your inbox",
        "tallywire run articles/            your own files",
        'tallywire sql "select * from core.claim limit 5"',
    ),
)
@click.version_option(package_name="tallywire")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def main(debug: bool) -> None:
    """Who claimed how many, about whom, when: from the newswire to the warehouse.

    Exit status: 0 all done; 1 done, but some inputs could not be used; 2 the command or its
    environment is wrong; 3 a step or a blocking check failed.
    """
    if debug:
        import logging

        logging.getLogger("pipelines").setLevel(logging.DEBUG)
        logging.basicConfig(level=logging.WARNING)


@main.command(
    epilog=examples(
        "tallywire run",
        "tallywire run articles/ --home /tmp/try",
    )
)
@click.argument("inbox", required=False, type=INPUTS)
@click.option("--again", is_flag=True, help="Run every step even if nothing has changed.")
@undated_option
@home_option
def run(inbox: Path | None, again: bool, home: Path | None) -> None:
    """Materialise everything: read INBOX, extract, model, check, publish; then sum up.

    INBOX is a file or folder of articles in any format that is read (see the README). Without it,
    TALLYWIRE_INBOX or the home's `inbox` is read, and the bundled samples where that is empty; and
    every source of sources.yml. What is stored already is not done again; where nothing has changed
    since the last run, only the sums are shown.
    """
    from pipelines.runs import runner
    from pipelines.sources import load_sources

    settings = Settings.from_environment(home=home, inbox=inbox)
    wanted = runner.everything(settings, load_sources(settings.sources_path))
    sys.exit(runner.run_and_report(settings, wanted, again=again))


for command in (ingest, retry, sources, review):
    main.add_command(command)


@main.command(
    epilog=examples(
        "tallywire extract documents.jsonl -o claims.jsonl",
        "tallywire extract - -o - < documents.jsonl | head -1",
    )
)
@click.argument("source", metavar="IN.jsonl", type=DOCUMENTS)
@click.option(
    "-o", "--output", required=True, metavar="OUT.jsonl", type=click.Path(path_type=Path),
    help="Where to write; - for standard output.",
)  # fmt: skip
def extract(source: Path, output: Path) -> None:
    """Extract claims from documents, without a warehouse.

    IN.jsonl has one document a line: doc_id and text, and where known publisher, published_at and
    language; other fields are ignored. OUT.jsonl gets one line a document: doc_id and claims, with
    the columns of raw.claim; start and end count code points of the text as given. A bad line is
    told with its number and left out.
    """
    from pipelines.extract import extract_file

    def complain(number: int, reason: str) -> None:
        click.echo(f"{source}: line {number}: {reason}", err=True)

    standard = {Path("-"): (Path("/dev/stdin"), Path("/dev/stdout"))}
    account = extract_file(
        standard.get(source, (source,))[0], standard.get(output, (output,))[-1], complain
    )
    click.echo(f"{account.documents} documents, {account.claims} claims", err=True)
    if account.bad:
        click.echo(f"{account.bad} bad lines, told above", err=True)
        sys.exit(PARTIAL)


@main.command(
    epilog=examples(
        "tallywire explain article.txt --date 2025-11-04",
        "tallywire explain documents.jsonl --doc wire-12 --json",
    )
)
@click.argument("source", metavar="FILE", type=DOCUMENTS)
@click.option("--doc", metavar="DOC_ID", help="Explain only the document of this id.")
@click.option(
    "--date", "published_at", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD",
    help="The day of publication of a text that does not tell it.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a document.")
def explain(source: Path, doc: str | None, published_at: datetime | None, as_json: bool) -> None:
    """Show how a text was read: sentence by sentence, claim by claim, slot by slot.

    FILE is an article (text, Markdown, HTML) or documents as for extract; - reads standard input.
    Every slot is shown with its words, how it was reached (explicit, anaphor, inherited, default)
    and the rule; every number that makes no claim with the reason, as far as it is known.
    """
    from pipelines.explain import answer

    colours = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    answer.write(source, answer.Wanted(doc, published_at, as_json, colours), click.echo)


@main.command(
    epilog=examples(
        "tallywire evaluate gold.jsonl --misses evaluation/misses.md",
        "tallywire evaluate gold.jsonl --hold-back 1",
    )
)
@click.argument("gold", type=DOCUMENT)
@click.option(
    "--misses", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
    help="Write every miss, false alarm and wrong slot with its words there.",
)  # fmt: skip
@click.option(
    "--hold-back", type=click.IntRange(0, 3), metavar="K",
    help="Score quarter K (0 to 3) of the documents apart, and show none of its errors.",
)  # fmt: skip
@click.option(
    "--fit-confidence", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
    help="Fit the weights of confidence to GOLD and write them there.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the numbers as one JSON object.")
def evaluate(
    gold: Path,
    misses: Path | None,
    hold_back: int | None,
    fit_confidence: Path | None,
    as_json: bool,
) -> None:
    """Measure the extraction on documents that people annotated.

    GOLD has one document a line, as for extract, with its claims (start, end, figure, category and
    every slot) or with gold totals (min_killed, min_captured) for the whole document. Prints what
    was found and right, by category, slot and kind of document, and whether confidence means what
    it says. The kind is the doc_id up to its first hyphen.
    """
    from pipelines.evaluation import answer

    answer.write(gold, answer.Wanted(misses, hold_back, fit_confidence, as_json), click.echo)


@main.command(
    epilog=examples(
        'tallywire sql "select claimant, category, low, high from core.claim limit 5"',
        'tallywire sql --format csv "from marts.toll_by_source_daily" > tolls.csv',
    )
)
@click.argument("query")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table",
    show_default=True, help="How to write the rows; json is one object a line.",
)  # fmt: skip
@home_option
def sql(query: str, form: str, home: Path | None) -> None:
    """Ask the published snapshot one question, read-only; no other file can be reached."""
    from pipelines.answer import answer

    answer(Settings.from_environment(home=home).snapshots, query, form, sys.stdout)


@main.command(
    epilog=examples(
        "tallywire export /tmp/tolls",
        "tallywire export /tmp/tolls --table toll_cumulative --table claim_audit",
    )
)
@click.argument("directory", required=False, type=click.Path(path_type=Path))
@click.option("--table", "tables", multiple=True, metavar="NAME", help="Only these tables.")
@home_option
def export(directory: Path | None, tables: tuple[str, ...], home: Path | None) -> None:
    """Write every mart of the published snapshot to DIRECTORY as Parquet, CSV and HXL.

    DIRECTORY (default: exports in the home) shows the whole old set until the new one is complete.
    datapackage.json in it describes every column, README.md what each file is and how to cite it.
    """
    from dashboards.exports.export import export_marts
    from warehouse.connect import open_snapshot

    if tables and not directory:
        raise click.UsageError("--table needs a DIRECTORY: the exports of the home stay whole")
    settings = Settings.from_environment(home=home)
    with open_snapshot(settings.snapshots, sealed=False) as con:
        files = export_marts(
            con,
            directory or settings.exports,
            only=tables,
            tell=lambda line: click.echo(line, err=True),
        )
    for path in files:
        click.echo(path)


for command in (as_known, checksum, datadocs):
    main.add_command(command)


@main.command(
    epilog=examples(
        "tallywire ui --port 3001",
    )
)
@click.option("--port", type=PORT, default=3000, show_default=True, help="Port on 127.0.0.1.")
@home_option
def ui(port: int, home: Path | None) -> None:
    """Serve the Dagster UI, its daemon and its sensors on 127.0.0.1, until interrupted."""
    from pipelines.runs.ui import serve

    serve(Settings.from_environment(home=home), port)


@main.command(
    epilog=examples(
        "tallywire dashboard --port 8051",
    )
)
@click.option("--port", type=PORT, default=8050, show_default=True, help="Port on 127.0.0.1.")
@home_option
def dashboard(port: int, home: Path | None) -> None:
    """Serve the dashboards of the published snapshot on 127.0.0.1, until interrupted."""
    from dashboards.serve import serve

    settings = Settings.from_environment(home=home)
    serve(settings.snapshots, settings.datadocs, port)


if __name__ == "__main__":
    main()
