"""The command with which people judge findings: `review`.

Belongs here: names, options and examples, as in `cli`, which lists it. Does not belong here: any
work; it is imported inside the command.
"""

import getpass
from datetime import UTC, datetime
from pathlib import Path

import click

from pipelines.command_line import examples, home_option
from pipelines.finding_states import FINDING_STATES
from pipelines.settings import Settings

HOMES = "the home's reviews.yml"
"""What `--import` and `--export` mean where no file is named."""

DECISIONS = {
    "accept": "accepted",
    "dismiss": "dismissed",
    "resolve": "resolved",
    "reopen": "open",
}


@click.command(
    epilog=examples(
        "tallywire review --rule C4 --verdict contradictory",
        'tallywire review 3f2a9c --dismiss --note "the second total is for the city alone"',
        "tallywire review --export            # into reviews.yml of the home",
    )
)
@click.argument("finding", metavar="[FINDING_ID]", required=False)
@click.option("--accept", "choice", flag_value="accept", help="It is right.")
@click.option("--dismiss", "choice", flag_value="dismiss", help="It is no conflict; needs --note.")
@click.option("--resolve", "choice", flag_value="resolve", help="It is settled; needs --note.")
@click.option("--reopen", "choice", flag_value="reopen", help="It is to be looked at again.")
@click.option("--note", help="Why, in your words.")
@click.option("--reviewer", help="Who decides.  [default: the user's name]")
@click.option("--rule", metavar="C4", help="List only findings of this rule.")
@click.option("--verdict", help="List only findings with this verdict.")
@click.option("--publisher", help="List only findings with a claim that this publisher printed.")
@click.option(
    "--state", type=click.Choice([*FINDING_STATES, "all"]), default="open", show_default=True,
    help="List findings in this state.",
)  # fmt: skip
@click.option(
    "--import", "read", is_flag=False, flag_value=HOMES, metavar="[FILE]",
    help=f"Take the decisions of a file.  [default: {HOMES}]",
)  # fmt: skip
@click.option(
    "--export", "write", is_flag=False, flag_value=HOMES, metavar="[FILE]",
    help=f"Write all decisions to a file.  [default: {HOMES}]",
)  # fmt: skip
@home_option
def review(
    finding: str | None,
    choice: str | None,
    note: str | None,
    reviewer: str | None,
    rule: str | None,
    verdict: str | None,
    publisher: str | None,
    state: str,
    read: str | None,
    write: str | None,
    home: Path | None,
) -> None:
    """List what does not add up, show one finding, or decide about it.

    A finding shows its arithmetic, the words of its claims, and innocent causes (?) to rule out.
    Its id may be cut as long as it names one. A decision holds for what was reviewed: if the claims
    change, the finding is open again and says why. Decisions are stored in the live file; the next
    run publishes them, and reads the home's reviews.yml first where there is one.
    """
    from pipelines import review_answer as answer

    settings = Settings.from_environment(home=home)
    if read and write:
        raise click.UsageError("take --import or --export, not both")
    if finding and (read or write):
        raise click.UsageError("--import and --export concern all findings: name none")
    if choice and not finding:
        raise click.UsageError("name the finding that you decide about")
    if note and not choice:
        raise click.UsageError("a note belongs to --accept, --dismiss, --resolve or --reopen")
    if read:
        answer.import_reviews(settings, _file(settings, read), click.echo)
    elif write:
        answer.export_reviews(settings, _file(settings, write), click.echo)
    elif finding and choice:
        decision = answer.Decision(DECISIONS[choice], note, reviewer or getpass.getuser())
        answer.decide(settings, finding, decision, datetime.now(UTC), click.echo)
    elif finding:
        answer.show_finding(settings, finding, click.echo)
    else:
        states = [] if state == "all" else [state]
        wanted = {"states": states, "rule": rule, "verdict": verdict, "publisher": publisher}
        answer.list_findings(settings, wanted, click.echo)


def _file(settings: Settings, told: str) -> Path:
    return settings.reviews_path if told == HOMES else Path(told)
