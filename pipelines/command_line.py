"""What every command of the command line shares: errors in one line, examples, common options.

Belongs here: how an error is told and with which exit status, how help ends, options that several
commands take. Does not belong here: any command.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

PARTIAL = 1
WRONG = 2
FAILED = 3


class OneLineErrors(click.Group):
    """A group whose commands tell an error in one line, and the traceback with `--debug`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002, D102
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: D102
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            # The reader of our output (`| head`) went away: nothing is left to tell it.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except Exception as error:
            if ctx.params.get("debug"):
                raise
            click.echo(f"tallywire: {one_line(error)}", err=True)
            ctx.exit(WRONG if isinstance(error, OSError) or _is_ours(error) else FAILED)


def one_line(error: BaseException) -> str:
    """Return an error as one line: what went wrong, and its kind where that alone would be dark."""
    told = "; ".join(" ".join(line.split()) for line in str(error).splitlines())
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    if _is_ours(error):
        return told
    return f"{type(error).__name__}: {told} (--debug shows where)"


def _is_ours(error: BaseException) -> bool:
    """Tell whether we raised it, knowing what to tell the user."""
    return type(error).__module__.split(".")[0] in ("pipelines", "warehouse", "dashboards")


def examples(*lines: str) -> str:
    """Return the examples of a command as the end of its help, line by line."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def home_option(command: Command) -> Command:
    """Add `--home`, which every command that touches the warehouse takes."""
    return click.option(
        "--home",
        type=click.Path(file_okay=False, path_type=Path),
        help="Where the data is kept.  [default: TALLYWIRE_HOME, else ./data]",
    )(command)


def undated_option(command: Command) -> Command:
    """Add `--undated`, which the commands that read articles take."""

    def choose(_: click.Context, __: click.Parameter, value: str | None) -> None:
        if value:
            os.environ["TALLYWIRE_UNDATED"] = value

    return click.option(
        "--undated",
        type=click.Choice(["keep", "reject"]),
        expose_value=False,
        callback=choose,
        help="What becomes of articles without a date.  [default: TALLYWIRE_UNDATED, else reject]",
    )(command)
