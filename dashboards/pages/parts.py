"""The building blocks that several pages share: tables, notices, the filter form, claim links.

Belongs here: components without a query of their own. Does not belong here: a whole page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from dash import dcc, html
from dash.development.base_component import Component

from dashboards.charts import interval_text
from dashboards.filters import ClaimFilter

Row = Mapping[str, Any]
Cell = str | int | Component | None

EMPTY_WAREHOUSE = "The warehouse holds no claims yet. Run: make run"

FILTER_IDS = {
    "claimant": "filter-claimant",
    "victim_side": "filter-side",
    "category": "filter-category",
}
"""Filter field → id of the form control that sets it."""

_FILTER_LABELS = {"claimant": "Claimant", "victim_side": "Victim side", "category": "Category"}


def labelled(text: str) -> dict[str, Any]:
    """Return the attribute that names a region for screen readers, to be passed as `**`."""
    return {"aria-label": text}


def notice(text: str) -> Component:
    """Return one clear line in a box."""
    return html.P(text, className="notice", role="status")


def table(heads: Sequence[str], rows: Sequence[Sequence[Cell]], caption: str) -> Component:
    """Return a real HTML table; cells are text or components, None is shown as a dash."""
    return html.Div(
        html.Table(
            [
                html.Caption(caption),
                html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
                html.Tbody(
                    [
                        html.Tr([html.Td("–" if cell is None else cell) for cell in row])
                        for row in rows
                    ]
                ),
            ]
        ),
        className="scroll",
        tabIndex=0,
        role="region",
        **labelled(caption),
    )


def filter_form(wanted: ClaimFilter, choices: Mapping[str, Sequence[str]]) -> Component:
    """Return the three filter controls, set as the URL says; the app writes changes back to it."""
    fields = []
    for field, control in FILTER_IDS.items():
        chosen = getattr(wanted, field)
        options = sorted({*choices[field], *([chosen] if chosen else [])})
        fields.append(
            html.Div(
                [
                    html.Label(_FILTER_LABELS[field], htmlFor=control),
                    dcc.Dropdown(
                        id=control, options=options, value=chosen, clearable=True, placeholder="all"
                    ),
                ],
                className="field",
            )
        )
    return html.Div(fields, className="filters", role="search")


def claim_path(claim_id: str) -> str:
    """Return the permanent address of a claim's page."""
    return f"/claim/{quote(claim_id, safe='')}"


def figure_words(claim: Row) -> str:
    """Return the interval of a claim in words, with a mark where it is approximate."""
    return ("about " if claim["approximate"] else "") + interval_text(claim["low"], claim["high"])


def period_words(claim: Row) -> str:
    """Return the period of a claim as the record holds it; missing stays missing."""
    start, end = claim["period_start"], claim["period_end"]
    if start is None and end is None:
        return "not stated"
    if start == end:
        return str(start)
    return f"{start or '…'} to {end or '…'}"


def utc(moment: dt.datetime | None) -> str | None:
    """Word a stored time in UTC, to the minute."""
    if moment is None:
        return None
    if moment.tzinfo is not None:
        moment = moment.astimezone(dt.UTC)
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def claim_link(claim: Row) -> Component:
    """Return a link to a claim that shows the figure as the article words it."""
    return dcc.Link(claim["figure"] or "implied", href=claim_path(claim["claim_id"]))
