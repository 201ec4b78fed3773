"""The dashboard on a small snapshot: what pages show, what URLs mean, what a browser may load."""

import re
import socket
import threading

import pytest
from dash import no_update
from dash.development.base_component import Component
from werkzeug.serving import make_server

from dashboards.app import PAGES, build_app, filtered_search, render
from dashboards.filters import ClaimFilter
from tests.dashboards.conftest import CLAIMS, MARKUP, TEXTS
from warehouse.connect import open_live
from warehouse.publish import publish


def words(node) -> str:
    """Return all text below a component, as the browser would show it."""
    if isinstance(node, Component):
        return words(getattr(node, "children", None))
    if isinstance(node, list | tuple):
        return "".join(words(child) for child in node)
    return "" if node is None else str(node)


def nodes(node, kind: str) -> list[Component]:
    """Return the components of one kind below a component."""
    if isinstance(node, list | tuple):
        return [found for child in node for found in nodes(child, kind)]
    if not isinstance(node, Component):
        return []
    own = [node] if type(node).__name__ == kind else []
    return own + nodes(getattr(node, "children", None), kind)


def claim_address(name: str) -> str:
    return f"/claim/{CLAIMS[name].claim_id}"


def test_the_overview_tells_counts_and_the_snapshot_but_no_sum_of_people(snapshots):
    shown = words(render(snapshots, "/", ""))
    assert "tallywire-000001" in shown
    counts = {words(node.children[0]): words(node.children[1]) for node in counted(snapshots)}
    assert counts["articles"] == "3"
    assert counts["claims"] == "4"
    assert counts["claimants"] == "2"
    assert counts["findings"] == "1"
    assert "2025-10-02 18:00 UTC" in shown
    total = str(sum(claim.low for claim in CLAIMS.values()))
    assert total not in shown


def counted(snapshots):
    (listing,) = nodes(render(snapshots, "/", ""), "Dl")
    return listing.children


@pytest.mark.parametrize("address", PAGES)
def test_every_page_renders_an_empty_warehouse(empty_snapshots, address):
    page = render(empty_snapshots, address, "")
    assert nodes(page, "H1")
    assert [node for node in nodes(page, "P") if getattr(node, "className", "") == "notice"]


@pytest.mark.parametrize("address", [*PAGES, claim_address("open")])
def test_a_missing_snapshot_is_one_clear_line_that_says_what_to_run(tmp_path, address):
    shown = words(render(tmp_path, address, ""))
    assert "tallywire run" in shown
    assert "\n" not in shown


def test_a_snapshot_without_models_is_one_clear_line(tmp_path):
    with open_live(tmp_path / "tallywire.duckdb") as con:
        publish(con, tmp_path / "snapshots")
    assert "Run: make run" in words(render(tmp_path / "snapshots", "/", ""))


@pytest.mark.parametrize(
    ("search", "figures"),
    [
        ("", {"365", "40 to 50", "900", "7"}),
        ("?claimant=Sample+Ministry", {"365", "40 to 50"}),
        ("?side=ukraine", {"900"}),
        ("?side=not+stated", {"7"}),
        ("?claimant=not+stated&category=killed", {"7"}),
        ("?category=wounded", {"40 to 50"}),
        ("?claimant=Sample+Ministry&side=ukraine", set()),
        ("?category=%27+or+1%3D1--", set()),
        ("?page=9", set()),
        ("?page=nonsense&unknown=1", {"365", "40 to 50", "900", "7"}),
    ],
)
def test_the_url_decides_which_claims_are_listed(snapshots, search, figures):
    page = render(snapshots, "/claims", search)
    listed = {words(link) for table in nodes(page, "Table") for link in nodes(table, "Link")}
    assert listed == figures


def test_a_claim_page_marks_the_sentence_and_the_figure_in_the_article(snapshots):
    page = render(snapshots, claim_address("open"), "")
    (mark,) = nodes(page, "Mark")
    assert words(mark) == "The Sample Ministry said more than 365 soldiers were killed on Thursday."
    assert words(nodes(mark, "Strong")) == "365"
    (text,) = [div for div in nodes(page, "Div") if getattr(div, "className", "") == "text"]
    assert words(text) == TEXTS["a-day"]


def test_markup_in_an_article_stays_text(snapshots):
    page = render(snapshots, claim_address("open"), "")
    assert MARKUP in words(page)
    kinds = {type(node).__name__ for node in page._traverse() if isinstance(node, Component)}
    assert not kinds & {"Markdown", "Iframe", "Script", "B"}
    assert "dangerously_allow_html" not in str(page)


def test_only_web_addresses_become_links(snapshots):
    (source,) = nodes(render(snapshots, claim_address("open"), ""), "A")
    assert source.href == "https://news.example/a-day"
    assert nodes(render(snapshots, claim_address("week"), ""), "A") == []


def test_a_claim_page_shows_slots_evidence_findings_and_siblings(snapshots):
    shown = words(render(snapshots, claim_address("open"), ""))
    assert "366 or more" in shown
    assert "digits" in shown
    assert "366 or more is above 300" in shown
    assert "a later count" in shown
    assert "40 to 50" in shown


def test_a_claim_without_speaker_side_or_date_says_so(snapshots):
    shown = words(render(snapshots, claim_address("bare"), ""))
    assert "not stated: 7 killed" in shown
    assert "about 7" in shown
    assert "No evidence is recorded" in shown


def test_an_unknown_claim_or_page_is_one_clear_line(snapshots):
    assert "holds no claim nothing<b>" in words(render(snapshots, "/claim/nothing%3Cb%3E", ""))
    assert "no page /elsewhere" in words(render(snapshots, "/elsewhere", ""))


def test_a_finding_writes_out_its_computation_and_links_its_claims(snapshots):
    page = render(snapshots, "/findings", "")
    assert "366 or more is above 300" in words(page)
    assert "claim gone, no longer current" in words(page)
    assert [link.href for link in nodes(page, "Link")] == [claim_address("open")]


def test_days_and_longer_periods_are_charted_apart(snapshots):
    page = render(snapshots, "/over-time", "")
    order = [
        words(node).split("The same")[0] if kind == "Section" else words(node)
        for node in page.children
        for kind in ["H2", "Section"]
        for node in nodes(node, kind)
    ]
    assert order == [
        "Claims about one day",
        "killed · russia, military",
        "wounded · russia, military",
        "Claims about a longer period",
        "killed · ukraine, military",
    ]


def test_filters_apply_to_the_charts_too(snapshots):
    page = render(snapshots, "/over-time", "?category=wounded")
    assert len(nodes(page, "Graph")) == 1


def test_a_new_snapshot_shows_at_the_next_view(tmp_path, snapshots):
    served = tmp_path / "snapshots"
    served.mkdir()
    for number in (1, 2):
        (served / f"tallywire-00000{number}.duckdb").write_bytes(
            (snapshots / "current.duckdb").read_bytes()
        )
        link = served / "next"
        link.symlink_to(f"tallywire-00000{number}.duckdb")
        link.replace(served / "current.duckdb")
        assert f"tallywire-00000{number}" in words(render(served, "/", ""))


@pytest.mark.parametrize(
    ("chosen", "search", "expected"),
    [
        (("A & B", None, None), "", "?claimant=A+%26+B"),
        ((None, "russia", "killed"), "?page=3", "?side=russia&category=killed"),
        ((None, None, None), "?category=killed", ""),
        ((None, None, "killed"), "?category=killed&page=2", no_update),
        ((None, None, None), "", no_update),
        ((None, None, None), None, no_update),
    ],
)
def test_choosing_a_filter_rewrites_the_url_and_a_redrawn_form_does_not(chosen, search, expected):
    assert filtered_search(*chosen, search) == expected


def test_a_filter_survives_its_own_query_string():
    wanted = ClaimFilter("Міністерство = & ?", "not stated", "killed", 3)
    assert ClaimFilter.from_query(wanted.to_query()) == wanted


@pytest.fixture(scope="module")
def client(snapshots):
    return build_app(snapshots).server.test_client()


def test_the_shell_loads_everything_from_its_own_server(client):
    shell = client.get("/", base_url="http://127.0.0.1:8050")
    assert shell.status_code == 200
    loaded = re.findall(r'(?:src|href)="([^"]+)"', shell.text)
    assert len(loaded) > 5
    for address in loaded:
        assert address.startswith("/"), address
        assert not address.startswith("//"), address
        assert client.get(address, base_url="http://127.0.0.1:8050").status_code == 200


def test_the_browser_is_told_to_load_nothing_from_elsewhere(client):
    answer = client.get("/", base_url="http://127.0.0.1:8050")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy
    assert "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]


def test_callbacks_answer_over_http(client):
    body = {
        "output": "page.children",
        "outputs": {"id": "page", "property": "children"},
        "inputs": [
            {"id": "address", "property": "pathname", "value": "/claims"},
            {"id": "address", "property": "search", "value": "?side=ukraine"},
        ],
        "changedPropIds": ["address.pathname"],
    }
    answer = client.post("/_dash-update-component", json=body, base_url="http://127.0.0.1:8050")
    assert answer.status_code == 200
    assert "900" in answer.text
    assert "365" not in answer.text


@pytest.mark.parametrize(
    ("base_url", "status"),
    [
        ("http://127.0.0.1:8050", 200),
        ("http://localhost:8050", 200),
        ("http://[::1]:8050", 200),
        ("http://attacker.example:8050", 403),
        ("http://127.0.0.1.attacker.example", 403),
    ],
)
def test_only_a_loopback_name_is_answered(client, base_url, status):
    assert client.get("/", base_url=base_url).status_code == status


def test_serving_every_page_connects_to_loopback_only(snapshots, monkeypatch):
    reached = []
    connect = socket.socket.connect

    def noted(self, address):
        reached.append(address[0] if isinstance(address, tuple) else address)
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", noted)
    server = make_server("127.0.0.1", 0, build_app(snapshots).server, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        with socket.create_connection(("127.0.0.1", server.server_port)) as browser:
            browser.sendall(b"GET / HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
            assert b"200 OK" in browser.recv(200)
        for address in [*PAGES, claim_address("open")]:
            render(snapshots, address, "")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert reached == ["127.0.0.1"]


def test_the_data_docs_stand_beside_the_dashboard_and_load_nothing_else(tmp_path, snapshots):
    client = build_app(snapshots, tmp_path / "datadocs").server.test_client()
    absent = client.get("/datadocs/")
    assert absent.status_code == 404
    assert "make datadocs" in absent.text
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "datadocs").mkdir()
    (tmp_path / "datadocs" / "index.html").write_text("<p>All tables</p>")
    (tmp_path / "datadocs" / "raw.claim.html").write_text("<p>raw.claim</p>")
    assert client.get("/datadocs/").text == "<p>All tables</p>"
    page = client.get("/datadocs/raw.claim.html")
    assert page.text == "<p>raw.claim</p>"
    assert page.headers["Content-Security-Policy"].startswith("default-src 'self'")
    for outside in ("../secret.txt", "%2e%2e/secret.txt", "none.html"):
        answer = client.get(f"/datadocs/{outside}")
        assert "secret" not in answer.text
    assert client.get("/datadocs/", headers={"Host": "elsewhere.example"}).status_code == 403
