"""Claim page: one figure in its sentence in its article, every slot and why it holds its value."""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import urlsplit

from dash import html
from dash.development.base_component import Component

from dashboards import queries
from dashboards.pages.finding_list import finding_card
from dashboards.pages.parts import Row, claim_link, figure_words, notice, period_words, table, utc
from warehouse.connect import Connection

CONTEXT = 20_000
"""Code points of the article shown before and after the sentence; longer texts are cut there."""

_SLOTS = (
    "figure",
    "qualifier",
    "category",
    "equipment",
    "claimant",
    "claimant_text",
    "relay",
    "attribution",
    "cue",
    "hedge",
    "victim_side",
    "victim_class",
    "victim_text",
    "period_kind",
    "cumulative",
    "place",
    "place_text",
    "verification",
    "part_of",
    "restates",
    "confidence",
)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The article cut into what stands before, the sentence around the figure, and what follows."""

    before: str
    lead: str
    figure: str
    rest: str
    after: str
    is_cut: bool


def layout(con: Connection, claim_id: str) -> Component:
    """Return the page of one claim, or a notice where the snapshot does not hold it."""
    claim = queries.claim(con, claim_id)
    if claim is None:
        return html.Div([html.H1("Claim"), notice(f"This snapshot holds no claim {claim_id}.")])
    return html.Div(
        [
            html.H1(
                f"{claim['claimant']}: {claim['figure'] or 'implied figure'} {claim['category']}"
            ),
            _source(claim),
            _slots(claim),
            html.H2("In the article"),
            _article(claim),
            html.H2("Why each slot holds its value"),
            _evidence(claim),
            *_findings(con, claim_id),
            *_siblings(con, claim),
        ]
    )


def excerpt(text: str, start: int, end: int, sentence: str | None) -> Excerpt:
    """Cut `text` around the figure `[start, end)` and the sentence that holds it.

    Offsets count code points. A long sentence is stored cut, with `…` at the cut. Where it cannot
    be found around the figure, the figure stands alone.

    >>> excerpt("One. Two 3 four. Five.", 9, 10, "Two 3 four.").lead
    'Two '
    """
    left, right = start, end
    words = (sentence or "").removeprefix("…").removesuffix("…")
    at = text.find(words, max(0, end - len(words)), start + len(words))
    if words and at >= 0:
        left, right = at, at + len(words)
    first, last = max(0, left - CONTEXT), right + CONTEXT
    return Excerpt(
        before=text[first:left],
        lead=text[left:start],
        figure=text[start:end],
        rest=text[end:right],
        after=text[right:last],
        is_cut=first > 0 or last < len(text),
    )


def _source(claim: Row) -> Component:
    parts: list[str | Component] = [
        part
        for part in (claim["publisher"], claim["title"], utc(claim["published_at"]))
        if part is not None
    ]
    url = claim["url"]
    # An address comes from the article: only a web address may become a link.
    if url and urlsplit(url).scheme in ("http", "https"):
        parts.append(html.A("source", href=url, target="_blank", rel="noopener noreferrer"))
    spaced = [item for part in parts for item in (part, " · ")][:-1]
    return html.P(spaced or "Publisher and date not stated", dir="auto")


def _slots(claim: Row) -> Component:
    rows = [("claimed", figure_words(claim)), ("period", period_words(claim))]
    rows += [
        (slot.replace("_", " "), "not stated" if claim[slot] is None else str(claim[slot]))
        for slot in _SLOTS
    ]
    return table(("slot", "value"), rows, f"Claim {claim['claim_id']}")


def _article(claim: Row) -> Component:
    if claim["text"] is None:
        return notice("The article's text is not in this snapshot.")
    cut = excerpt(claim["text"], claim["start"], claim["end"], claim["sentence"])
    return html.Div(
        [
            html.P("The text is long: only the part around the claim is shown.")
            if cut.is_cut
            else None,
            html.Div(
                [
                    cut.before,
                    html.Mark([cut.lead, html.Strong(cut.figure), cut.rest], className="claimed"),
                    cut.after,
                ],
                className="text",
                dir="auto",
            ),
        ]
    )


def _evidence(claim: Row) -> Component:
    items = json.loads(claim["evidence"] or "[]")
    if not items:
        return notice("No evidence is recorded for this claim.")
    text = claim["text"] or ""
    return table(
        ("slot", "words", "how", "rule"),
        [
            (item["slot"], text[item["start"] : item["end"]], item["how"], item["rule"])
            for item in items
        ],
        "Evidence",
    )


def _findings(con: Connection, claim_id: str) -> list[Component]:
    rows = queries.findings(con, claim_id)
    labels = queries.claim_labels(con, sorted({id for row in rows for id in row["claim_ids"]}))
    cards = [finding_card(row, labels) for row in rows]
    return [html.H2("Findings about this claim"), *cards] if cards else []


def _siblings(con: Connection, claim: Row) -> list[Component]:
    rows = queries.sibling_claims(con, claim)
    if not rows:
        return []
    cells = [
        (claim_link(row), figure_words(row), row["category"], row["claimant"], row["publisher"])
        for row in rows
    ]
    heads = ("figure", "interval", "category", "claimant", "publisher")
    caption = "Other claims of this article and of reprints of the same origin"
    return [html.H2("Related claims"), table(heads, cells, caption)]
