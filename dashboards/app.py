"""The dashboard as a Dash app: routes, the frame around each page, and what the browser may load.

Belongs here: which address shows which page, opening the published snapshot for one view, security
headers. Does not belong here: page contents, SQL, starting a server (`serve`).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import flask
from dash import Dash, Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component

from dashboards import queries
from dashboards.filters import ClaimFilter
from dashboards.pages import claim_page, claim_table, finding_list, over_time, overview
from dashboards.pages.parts import FILTER_IDS, labelled, notice
from warehouse.connect import Connection, WarehouseError, open_snapshot

PAGES: dict[str, tuple[str, Callable[[Connection, str], Component]]] = {
    "/": ("Overview", overview.layout),
    "/over-time": ("Claims over time", over_time.layout),
    "/findings": ("Findings", finding_list.layout),
    "/claims": ("Claims", claim_table.layout),
}
"""Address → its name in the navigation and its page."""

CLAIM_PREFIX = "/claim/"

LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "[::1]")


def build_app(snapshots: Path, datadocs: Path | None = None) -> Dash:
    """Return the app over the snapshot that `snapshots` currently points to.

    The snapshot is opened for each view and closed after it, so a newly published one shows at the
    next click and no reader ever holds the live file. Everything the browser loads comes from the
    app itself. The Data Docs in `datadocs` stand at /datadocs/.
    """
    app = Dash(
        "dashboards",
        title="Tallywire",
        update_title="",
        serve_locally=True,
        use_pages=False,
        assets_folder=str(Path(__file__).parent / "assets"),
        suppress_callback_exceptions=True,
        enable_mcp=False,
    )
    app.layout = _frame()

    @app.callback(
        Output("page", "children"), Input("address", "pathname"), Input("address", "search")
    )
    def show(pathname: str | None, search: str | None) -> Component:
        return render(snapshots, pathname or "/", search or "")

    @app.callback(
        Output("address", "search"),
        *(Input(control, "value") for control in FILTER_IDS.values()),
        State("address", "search"),
        prevent_initial_call=True,
    )
    def filter_claims(
        claimant: str | None, side: str | None, category: str | None, search: str | None
    ) -> Any:
        return filtered_search(claimant, side, category, search)

    if datadocs is not None:
        _serve_datadocs(app, datadocs)
    _guard(app)
    return app


def render(snapshots: Path, pathname: str, search: str) -> Component:
    """Return the page at an address, or one clear line where there is none or no snapshot."""
    try:
        with open_snapshot(snapshots) as con:
            if not queries.is_modelled(con):
                return notice(
                    "The snapshot was published before its tables were built. Run: make run"
                )
            if pathname.startswith(CLAIM_PREFIX):
                return claim_page.layout(con, unquote(pathname.removeprefix(CLAIM_PREFIX)))
            if pathname in PAGES:
                return PAGES[pathname][1](con, search)
    except WarehouseError as error:
        return notice(str(error))
    return notice(f"There is no page {pathname}.")


def filtered_search(
    claimant: str | None, side: str | None, category: str | None, search: str | None
) -> Any:
    """Return the query string for the chosen filters, or no update where the URL says so already.

    A form that has just been drawn from the URL reports its values too: answering that would turn
    every second page of claims back to the first.
    """
    before = ClaimFilter.from_query(search)
    chosen = ClaimFilter(claimant or None, side or None, category or None)
    return no_update if chosen == before.on_page(1) else chosen.to_query()


def _frame() -> Component:
    links = [dcc.Link(name, href=address) for address, (name, _) in PAGES.items()]
    return html.Div(
        [
            dcc.Location(id="address", refresh="callback-nav"),
            html.Header(
                [
                    html.Span("Tallywire", className="brand"),
                    html.Nav(links, **labelled("Pages of the dashboard")),
                ]
            ),
            html.Main(id="page"),
        ]
    )


def _serve_datadocs(app: Dash, folder: Path) -> None:
    """Serve the pages of a folder, as they are, or one line that says how they are made."""
    server: flask.Flask = app.server

    @server.get("/datadocs/")
    @server.get("/datadocs/<path:name>")
    def data_docs(name: str = "index.html") -> flask.Response:
        if not (folder / "index.html").exists():
            told = "There are no Data Docs yet. Run: make datadocs\n"
            return flask.Response(told, status=404, mimetype="text/plain")
        return flask.send_from_directory(folder.absolute(), name)


def _guard(app: Dash) -> None:
    """Let the browser load from this server only, and answer only when asked by a loopback name.

    The second keeps a web page elsewhere from reading the dashboard through a host name that it
    points at this machine.
    """
    scripts = " ".join(["'self'", *app.csp_hashes()])
    policy = (
        f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
    )

    server: flask.Flask = app.server

    @server.before_request
    def refuse_foreign_hosts() -> None:
        host = flask.request.host.rsplit(":", 1)[0] if flask.request.host else ""
        if host not in LOOPBACK_HOSTS and flask.request.host not in LOOPBACK_HOSTS:
            flask.abort(403, "This dashboard answers on this machine only: http://127.0.0.1:8050")

    @server.after_request
    def add_headers(response: flask.Response) -> flask.Response:
        response.headers["Content-Security-Policy"] = policy
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response
