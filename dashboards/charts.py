"""Charts of claimed tolls: figures as low–high intervals, drawn so that open ends look open.

Belongs here: rows of a toll mart in, Plotly figures (plain dictionaries) out; colours and marks.
Does not belong here: queries and page layout. Nothing is joined up or filled between two claims:
what nobody claimed is not drawn.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

Row = Mapping[str, Any]

COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#8c5109", "#444444")
"""After Okabe and Ito, told apart with any colour vision; dealt out by name, never by side."""

SYMBOLS = ("circle", "square", "diamond", "cross", "x", "star", "hexagon")

OPEN_STEM = 0.14
"""Length of an open end's arrow, as a share of the chart's height."""

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Style:
    """How one claimant looks on every chart of a page."""

    colour: str
    symbol: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One small chart: a single victim side, class, category and kind of equipment."""

    victim_side: str
    category: str
    title: str
    rows: list[Row]
    figure: dict[str, Any]


def interval_text(low: int, high: int | None) -> str:
    """Word an interval, an open end as open.

    >>> interval_text(366, None), interval_text(300, 400), interval_text(0, 50), interval_text(7, 7)
    ('366 or more', '300–400', '0–50', '7')
    """
    if high is None:
        return f"{low:,} or more"
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def styles(claimants: Iterable[str]) -> dict[str, Style]:
    """Give each claimant a colour and a mark by alphabetical order; marks shift as colours repeat.

    >>> styles(["B", "A"])["A"]
    Style(colour='#0072b2', symbol='circle')
    """
    named = sorted(set(claimants))
    return {
        name: Style(
            COLOURS[place % len(COLOURS)],
            SYMBOLS[(place + place // len(COLOURS)) % len(SYMBOLS)],
        )
        for place, name in enumerate(named)
    }


def panels(rows: Sequence[Row]) -> list[Panel]:
    """Return one panel per victim side × category × class × equipment, in the rows' order.

    Rows are of one toll mart, sorted by these keys; `day` is the day or the period's first day, and
    `period_end` its last, None in the daily mart. Categories and classes are never mixed.
    """
    looks = styles(row["claimant"] for row in rows)
    made = []
    for _, group in groupby(rows, key=_panel_key):
        members = list(group)
        first = members[0]
        made.append(
            Panel(
                victim_side=first["victim_side"],
                category=first["category"],
                title=_panel_title(first),
                rows=members,
                figure=_figure(members, looks),
            )
        )
    return made


def _panel_key(row: Row) -> tuple[str, ...]:
    return tuple(
        str(row[name] or "") for name in ("victim_side", "category", "victim_class", "equipment")
    )


def _panel_title(row: Row) -> str:
    what = row["category"] if not row["equipment"] else f"{row['category']} ({row['equipment']})"
    whom = ", ".join(part for part in (row["victim_side"], row["victim_class"]) if part)
    return f"{what} · {whom}"


def _figure(rows: Sequence[Row], looks: Mapping[str, Style]) -> dict[str, Any]:
    ends = [row["high"] if row["high"] is not None else row["low"] for row in rows]
    top = max([*ends, 1]) * 1.3
    present = sorted({row["claimant"] for row in rows})
    traces: list[dict[str, Any]] = []
    for place, claimant in enumerate(present):
        mine = [row for row in rows if row["claimant"] == claimant]
        share = (place + 1) / (len(present) + 1)
        traces += _claimant_traces(claimant, mine, looks[claimant], top, share)
    return {"data": traces, "layout": _layout(top)}


def _claimant_traces(
    claimant: str, rows: Sequence[Row], look: Style, top: float, share: float
) -> list[dict[str, Any]]:
    """Return the closed bands, the open ends and the marks of one claimant.

    An open end is an arrow of the same length everywhere, as nobody says how far it reaches.
    """
    stem = top * OPEN_STEM
    closed_x: list[Any] = []
    closed_y: list[Any] = []
    open_x: list[Any] = []
    open_y: list[Any] = []
    arrow_x: list[Any] = []
    arrow_y: list[float] = []
    for row in rows:
        left, right = _extent(row, share)
        middle = left + (right - left) / 2
        low, high = row["low"], row["high"]
        if high is None:
            closed_x += [left, right, None]
            closed_y += [low, low, None]
            open_x += [middle, middle, None]
            open_y += [low, low + stem, None]
            arrow_x.append(middle)
            arrow_y.append(low + stem)
        else:
            closed_x += [left, right, right, left, left, None]
            closed_y += [low, low, high, high, low, None]
    line: dict[str, Any] = {"color": look.colour, "width": 2}
    common: dict[str, Any] = {
        "legendgroup": claimant,
        "name": claimant,
        "type": "scatter",
        "hoverinfo": "skip",
    }
    bands = common | {"x": closed_x, "y": closed_y, "mode": "lines", "fill": "toself"}
    bands |= {"line": line, "opacity": 0.7, "showlegend": False}
    stems = common | {"x": open_x, "y": open_y, "mode": "lines", "showlegend": False}
    stems |= {"line": line | {"dash": "dot"}}
    arrows = common | {"x": arrow_x, "y": arrow_y, "mode": "markers"}
    arrows |= {"marker": {"symbol": "arrow-up", "size": 11, "color": look.colour}}
    arrows |= {"showlegend": False}
    return [bands, stems, arrows, _marks(claimant, rows, look, share, common)]


def _marks(
    claimant: str, rows: Sequence[Row], look: Style, share: float, common: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the trace of one mark per interval at its low end, which carries legend and hover."""
    centres = []
    for row in rows:
        left, right = _extent(row, share)
        centres.append(left + (right - left) / 2)
    return dict(common) | {
        "x": centres,
        "y": [row["low"] for row in rows],
        "text": [
            f"{claimant}: {interval_text(row['low'], row['high'])}<br>{days_text(row)}"
            for row in rows
        ],
        "hoverinfo": "text",
        "mode": "markers",
        "marker": {"symbol": look.symbol, "size": 8, "color": look.colour},
    }


def days_text(row: Row) -> str:
    """Word the day or the period of a toll row."""
    end = row["period_end"]
    return f"{row['day']}" if end is None else f"{row['day']} to {end}"


def _extent(row: Row, share: float) -> tuple[dt.datetime, dt.datetime]:
    """Return the stretch of the time axis that a row covers.

    A period covers its days. A day's claimants stand side by side within the day, at `share` of it.
    """
    start = dt.datetime.combine(row["day"], dt.time())
    if row["period_end"] is not None:
        return start, dt.datetime.combine(row["period_end"], dt.time()) + ONE_DAY
    centre = start + ONE_DAY * share
    return centre - ONE_DAY * 0.08, centre + ONE_DAY * 0.08


def _layout(top: float) -> dict[str, Any]:
    return {
        "margin": {"l": 60, "r": 12, "t": 30, "b": 36},
        "xaxis": {"type": "date", "gridcolor": "#e4e4e0"},
        # Only whole numbers are claimed: a low axis must not get ticks between them.
        "yaxis": {
            "range": [0, top],
            "tickformat": ",d",
            "dtick": 1 if top < 6 else None,
            "gridcolor": "#e4e4e0",
            "title": {"text": "claimed"},
        },
        "legend": {"orientation": "h", "y": -0.14, "yanchor": "top"},
        "showlegend": True,
        "plot_bgcolor": "#ffffff",
        "paper_bgcolor": "#ffffff",
        "font": {"family": "system-ui, sans-serif", "size": 12, "color": "#222222"},
        "hovermode": "closest",
    }
