"""What is remembered of a source between two fetchings.

Belongs here: the small file `state.json` of a source. Does not belong here: what was fetched.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Container, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

MOST_GONE = 20_000
"""The most pages that are remembered after they left the listing; the oldest are forgotten."""
_TEXTS = ("asked_for", "etag", "last_modified", "body_sha256", "not_before")


@dataclass(frozen=True, slots=True)
class State:
    """What a source said of itself when it was fetched last.

    What was asked for, `etag` and `last_modified` as the server gave them, the hash of its listing,
    the moment (UTC) before which it does not want to be asked, the addresses of pages that are done
    with, oldest first, and how often each other page that is still listed was asked for in vain.
    """

    asked_for: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None
    not_before: str | None = None
    pages: tuple[str, ...] = ()
    tries: Mapping[str, int] = field(default_factory=dict)

    def without_marks(self) -> State:
        """Return a state by which no listing counts as unchanged."""
        return replace(self, etag=None, last_modified=None, body_sha256=None)

    def with_pages(self, done: Sequence[str], listed: Container[str]) -> State:
        """Return a state that remembers all pages that are listed, and the last of the others."""
        gone = [url for url in done if url not in listed][-MOST_GONE:]
        return replace(self, pages=(*gone, *(url for url in done if url in listed)))

    def must_wait(self, now: dt.datetime) -> bool:
        """Tell whether the server asked not to come before a moment that is still ahead."""
        try:
            return bool(self.not_before) and dt.datetime.fromisoformat(self.not_before or "") > now
        except (ValueError, TypeError):
            return False


def load_state(folder: Path) -> State:
    """Return the state of a source; a damaged file is as good as none."""
    try:
        fields = json.loads((folder / "state.json").read_text(encoding="utf-8"))
        texts = {name: fields.get(name) for name in _TEXTS}
        pages = tuple(page for page in fields.get("pages", ()) if isinstance(page, str))
        told = fields.get("tries", {}).items()
    except (OSError, ValueError, AttributeError, TypeError, RecursionError):
        return State()
    return State(
        **{name: text if isinstance(text, str) else None for name, text in texts.items()},
        pages=pages,
        tries={page: count for page, count in told if isinstance(count, int)},
    )


def save_state(folder: Path, state: State) -> None:
    """Write the state of a source; the old file or the new one is there, never half of one."""
    folder.mkdir(parents=True, exist_ok=True)
    fields = asdict(state)
    unfinished = folder / ".state.json"
    unfinished.write_text(json.dumps(fields, indent=1), encoding="utf-8")
    unfinished.replace(folder / "state.json")
