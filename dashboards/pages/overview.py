"""Overview: what the snapshot holds and how fresh it is.

Deliberately without any total of people: claims overlap, so their sum means nothing.
"""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from dashboards import queries
from dashboards.filters import ClaimFilter
from dashboards.pages.parts import EMPTY_WAREHOUSE, Row, notice, table, utc
from warehouse.connect import Connection

_COUNTS = (
    ("articles", "articles"),
    ("publishers", "publishers"),
    ("origins", "distinct origins of claims"),
    ("claims", "claims"),
    ("claimants", "claimants"),
    ("findings", "findings"),
    ("rejected", "inputs rejected"),
)


def layout(con: Connection, _search: str) -> Component:
    """Return the page; the URL's query plays no part."""
    counts = queries.overview_counts(con)
    return html.Div(
        [
            html.H1("Overview"),
            html.P(
                "Who claims how many, about whom, when. Tallywire does not say how many died: "
                "claims repeat and overlap each other, so they are listed and never added up."
            ),
            _freshness(queries.snapshot_name(con), counts),
            html.Dl(
                [
                    html.Div([html.Dt(label), html.Dd(f"{counts[key]:,}")], className="count")
                    for key, label in _COUNTS
                ],
                className="counts",
            ),
            _claimants(con) if counts["claims"] else notice(EMPTY_WAREHOUSE),
            _rejected(con) if counts["rejected"] else None,
        ]
    )


def _freshness(snapshot: str, counts: Row) -> Component:
    first, last = utc(counts["first_published"]), utc(counts["last_published"])
    published = f"articles published {first} to {last}" if last else "no dated article"
    undated = f" · articles without a date: {counts['undated']:,}" if counts["undated"] else ""
    return html.P(
        [
            "Snapshot ",
            html.Code(snapshot),
            f" · {published}{undated}",
        ]
    )


def _claimants(con: Connection) -> Component:
    rows = queries.claims_by_claimant(con)
    return table(
        ("claimant", "victim side", "category", "claims", "origins", "first day", "last day"),
        [
            (
                dcc.Link(row["claimant"], href=_claims_address(row)),
                row["victim_side"],
                row["category"],
                row["claims"],
                row["origins"],
                _day(row["first_day"]),
                _day(row["last_day"]),
            )
            for row in rows
        ],
        f"Number of claims, not of people, by claimant ({len(rows)} most frequent groups)",
    )


def _claims_address(row: Row) -> str:
    wanted = ClaimFilter(row["claimant"], row["victim_side"], row["category"])
    return f"/claims{wanted.to_query()}"


def _day(day: object) -> str | None:
    return None if day is None else str(day)


def _rejected(con: Connection) -> Component:
    rows = queries.rejected_by_reason(con)
    return table(
        ("reason", "inputs"),
        [(row["reason"], row["inputs"]) for row in rows],
        "Inputs that could not be used",
    )
