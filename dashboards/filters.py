"""The filters that live in the URL, so that a link reproduces what its sender saw.

Belongs here: reading a query string, writing one, and the values a filter may take. Does not
belong here: the SQL that applies a filter, and the form that sets it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import parse_qs, urlencode

NOT_STATED = "not stated"
"""The label, and filter value, of a claimant or side that the text does not tell."""


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims a page shows; None means all. `page` counts from 1."""

    claimant: str | None = None
    victim_side: str | None = None
    category: str | None = None
    page: int = 1

    @classmethod
    def from_query(cls, search: str | None) -> ClaimFilter:
        """Read `?claimant=…&side=…&category=…&page=…`; unknown keys and bad pages are ignored.

        >>> ClaimFilter.from_query("?side=ru&page=x")
        ClaimFilter(claimant=None, victim_side='ru', category=None, page=1)
        """
        values = {key: found[0] for key, found in parse_qs((search or "").lstrip("?")).items()}
        page = values.get("page", "1")
        return cls(
            claimant=values.get("claimant"),
            victim_side=values.get("side"),
            category=values.get("category"),
            page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 8 else 1,
        )

    def to_query(self) -> str:
        """Write the query string, empty where nothing is filtered.

        >>> ClaimFilter(claimant="A & B", page=2).to_query()
        '?claimant=A+%26+B&page=2'
        """
        values = {
            "claimant": self.claimant,
            "side": self.victim_side,
            "category": self.category,
            "page": str(self.page) if self.page > 1 else None,
        }
        kept = {key: value for key, value in values.items() if value}
        return f"?{urlencode(kept)}" if kept else ""

    def on_page(self, page: int) -> ClaimFilter:
        """Return the same filter on another page."""
        return replace(self, page=page)
