"""Findings: figures that cannot all be true, each with its computation written out."""

from __future__ import annotations

from collections.abc import Mapping

from dash import html
from dash.development.base_component import Component

from dashboards import queries
from dashboards.pages.parts import Row, claim_link, notice
from warehouse.connect import Connection


def layout(con: Connection, _search: str) -> Component:
    """Return the page with every finding of the snapshot; the URL's query plays no part."""
    rows = queries.findings(con)
    labels = queries.claim_labels(con, sorted({id for row in rows for id in row["claim_ids"]}))
    return html.Div(
        [
            html.H1("Findings"),
            html.P("A finding says that figures do not add up, not that anyone lied."),
            *(
                [finding_card(row, labels) for row in rows]
                or [notice("No findings in this snapshot.")]
            ),
        ]
    )


def finding_card(finding: Row, labels: Mapping[str, Row]) -> Component:
    """Return one finding: verdict, computation, the claims it compares and innocent causes."""
    causes = finding["innocent_causes"] or []
    return html.Article(
        [
            html.H3(
                f"{finding['rule']} · {finding['verdict']} · {finding['severity']} · "
                f"{finding['state']}"
            ),
            html.P(finding["computation"], className="computation"),
            html.Ul([html.Li(_claim_line(id, labels)) for id in finding["claim_ids"] or []]),
            html.P("Innocent causes to rule out first:") if causes else None,
            html.Ul([html.Li(cause) for cause in causes]) if causes else None,
        ],
        className="finding",
        id=f"finding-{finding['finding_id']}",
    )


def _claim_line(claim_id: str, labels: Mapping[str, Row]) -> list[str | Component]:
    claim = labels.get(claim_id)
    if claim is None:
        return [f"claim {claim_id}, no longer current"]
    where = " · ".join(str(part) for part in (claim["publisher"], claim["as_of"]) if part)
    return [claim_link(claim), f" {claim['category']}, claimant: {claim['claimant']} ({where})"]
