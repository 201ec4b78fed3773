"""Claims table: every current claim, filtered by the URL, a hundred to a page."""

from __future__ import annotations

from math import ceil

from dash import dcc, html
from dash.development.base_component import Component

from dashboards import queries
from dashboards.filters import ClaimFilter
from dashboards.pages.parts import (
    Cell,
    Row,
    claim_link,
    figure_words,
    filter_form,
    labelled,
    notice,
    period_words,
    table,
)
from warehouse.connect import Connection

_HEADS = (
    "figure",
    "interval",
    "category",
    "claimant",
    "about",
    "period",
    "place",
    "publisher",
    "sentence",
)


def layout(con: Connection, search: str) -> Component:
    """Return the page for the filter in the URL."""
    wanted = ClaimFilter.from_query(search)
    total, rows = queries.claims(con, wanted)
    if rows:
        listed = table(_HEADS, [_cells(row) for row in rows], f"{total:,} claims")
    else:
        listed = notice("No claim fits these filters.")
    return html.Div(
        [
            html.H1("Claims"),
            filter_form(wanted, queries.filter_choices(con)),
            listed,
            _turning(wanted, ceil(total / queries.PAGE_SIZE)),
        ]
    )


def _cells(row: Row) -> tuple[Cell, ...]:
    return (
        claim_link(row),
        figure_words(row),
        row["category"] if not row["equipment"] else f"{row['category']}: {row['equipment']}",
        row["claimant"],
        ", ".join(part for part in (row["victim_side"], row["victim_class"]) if part),
        _when(row),
        row["place_text"],
        row["publisher"],
        html.Span(row["sentence"], className="sentence", dir="auto"),
    )


def _when(row: Row) -> Component:
    """Return the period; a line breaks between its days, never within one."""
    first, to, last = period_words(row).partition(" to ")
    return html.Span([html.Span(first, className="when"), to, html.Span(last, className="when")])


def _turning(wanted: ClaimFilter, pages: int) -> Component | None:
    """Return links to the pages before and after, or None where there is one page."""
    if pages <= 1:
        return None
    links: list[str | Component] = [f"Page {wanted.page:,} of {pages:,} "]
    if wanted.page > 1:
        links.append(
            dcc.Link("previous", href=f"/claims{wanted.on_page(wanted.page - 1).to_query()}")
        )
    if wanted.page < pages:
        links += [
            " ",
            dcc.Link("next", href=f"/claims{wanted.on_page(wanted.page + 1).to_query()}"),
        ]
    return html.Nav(links, className="turning", **labelled("Pages"))
