"""What is remembered of a source between two fetchings.

Belongs here: the small file `state.json` of a source. Does not belong here: what was fetched.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass
from pathlib import Path

MOST_PAGES = 20_000
"""The most addresses of pages that are remembered; of more, the oldest are forgotten."""


@dataclass(frozen=True, slots=True)
class State:
    """What a source said of itself when it was fetched last.

    `etag` and `last_modified` as the server gave them, the moment (UTC) before which it does not
    want to be asked, and the addresses of pages that were fetched, oldest first.
    """

    etag: str | None = None
    last_modified: str | None = None
    not_before: str | None = None
    pages: tuple[str, ...] = ()

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
        texts = {name: fields.get(name) for name in ("etag", "last_modified", "not_before")}
        pages = tuple(page for page in fields.get("pages", ()) if isinstance(page, str))
    except (OSError, ValueError, AttributeError, TypeError):
        return State()
    return State(
        **{name: text if isinstance(text, str) else None for name, text in texts.items()},
        pages=pages,
    )


def save_state(folder: Path, state: State) -> None:
    """Write the state of a source; the old file or the new one is there, never half of one."""
    folder.mkdir(parents=True, exist_ok=True)
    fields = {**asdict(state), "pages": list(state.pages[-MOST_PAGES:])}
    unfinished = folder / ".state.json"
    unfinished.write_text(json.dumps(fields, indent=1), encoding="utf-8")
    unfinished.replace(folder / "state.json")
