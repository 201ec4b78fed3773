"""Claims over time: low–high intervals per claimant, one small chart per victim group and category.

Claims about one day and claims about longer periods are two sections and never one series.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboards import queries
from dashboards.charts import Panel, days_text, interval_text, panels
from dashboards.filters import ClaimFilter
from dashboards.pages.parts import filter_form, notice, table
from warehouse.connect import Connection

MOST_PANELS = 12
"""Charts a section draws at once; the filters reach the rest."""

_GRAPH: Any = {
    "displaylogo": False,
    "responsive": True,
    "modeBarButtons": [["toImage"], ["zoom2d", "pan2d", "resetScale2d"]],
}
"""The buttons are listed because one of Plotly's own sends the data to its makers."""


def layout(con: Connection, search: str) -> Component:
    """Return the page for the filter in the URL."""
    wanted = ClaimFilter.from_query(search)
    return html.Div(
        [
            html.H1("Claims over time"),
            html.P(
                "A mark stands at the low end of what is claimed, a band reaches to the high end, "
                "and a dotted line with an arrow is an open end (“more than”, “at least”). Nothing "
                "is drawn between claims. Reprints of one release count once."
            ),
            filter_form(wanted, queries.filter_choices(con)),
            html.H2("Claims about one day"),
            *_section(panels(queries.daily_tolls(con, wanted)), wanted),
            html.H2("Claims about a longer period"),
            *_section(panels(queries.period_tolls(con, wanted)), wanted),
        ]
    )


def _section(drawn: Sequence[Panel], wanted: ClaimFilter) -> list[Component]:
    if not drawn:
        return [notice("No such claims in this snapshot.")]
    fullest = sorted(drawn, key=lambda panel: -len(panel.rows))[:MOST_PANELS]
    shown: list[Component] = [
        html.Div([_card(panel, wanted) for panel in fullest], className="panels")
    ]
    if len(drawn) > len(fullest):
        shown.append(
            notice(
                f"{len(fullest)} of {len(drawn)} groups are drawn, the fullest first; "
                "filter to see others."
            )
        )
    return shown


def _card(panel: Panel, wanted: ClaimFilter) -> Component:
    group = replace(wanted, victim_side=panel.victim_side, category=panel.category, page=1)
    return html.Section(
        [
            html.H3(dcc.Link(panel.title, href=f"/claims{group.to_query()}")),
            dcc.Graph(figure=panel.figure, config=_GRAPH, style={"height": "22rem"}),
            html.Details([html.Summary("The same as a table"), _figures(panel)]),
        ],
        className="panel",
    )


def _figures(panel: Panel) -> Component:
    return table(
        ("claimant", "when", "claimed", "claims", "origins", "publishers"),
        [
            (
                row["claimant"],
                days_text(row),
                interval_text(row["low"], row["high"]),
                row["n_claims"],
                row["n_origins"],
                row["n_publishers"],
            )
            for row in panel.rows
        ],
        panel.title,
    )
