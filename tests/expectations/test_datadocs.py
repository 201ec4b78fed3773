"""The Data Docs: static pages that show what was found, and neither run nor load anything."""

import datetime as dt
import re

import pytest
from lxml import html

from expectations.datadocs import build_datadocs, documented_suites, plain_body
from expectations.suites import SUITES

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&"
TABLES = ("raw.article_version", "raw.claim", "core.claim", "flags.finding")


@pytest.fixture
def pages(con, sound, fill, tmp_path):
    """Pages about rows that break checks and hold markup wherever a text can."""
    article = sound["raw.article_version"][0]
    fill("raw.article_version", [article | {"text": EVIL, "title": EVIL, "version": 2}])
    claim = sound["core.claim"][0]
    fill("core.claim", [claim | {"sentence": EVIL, "category": EVIL, "claim_id": EVIL}])
    fill("raw.claim", [sound["raw.claim"][0] | {"category": EVIL, "qualifier": EVIL}])
    fill("flags.finding", [sound["flags.finding"][0] | {"verdict": EVIL, "finding_id": EVIL}])
    build_datadocs(con, [SUITES[table] for table in TABLES], tmp_path)
    return {path.name: path.read_text() for path in tmp_path.iterdir()}


def test_there_is_an_index_and_a_page_a_table(pages):
    assert set(pages) == {"index.html", "style.css", *(f"{table}.html" for table in TABLES)}
    links = html.document_fromstring(pages["index.html"]).xpath("//a/@href")
    assert links == [f"{table}.html" for table in TABLES]


def test_markup_in_articles_is_shown_and_never_run(pages):
    shown = 0
    for name, page in pages.items():
        if name.endswith(".css"):
            continue
        tree = html.document_fromstring(page)
        assert tree.xpath("//script | //img | //iframe | //object | //embed | //svg") == []
        assert tree.xpath("//@*[starts-with(name(), 'on')] | //@style") == []
        shown += tree.text_content().count(EVIL)
    assert shown >= 5


def test_pages_load_nothing_but_their_own_style(pages):
    for name, page in pages.items():
        if name.endswith(".css"):
            assert not re.search(r"url\(|@import|//", page)
            continue
        tree = html.document_fromstring(page)
        assert set(tree.xpath("//@src | //link/@href")) == {"style.css"}
        assert all(re.fullmatch(r"[\w.]+\.html", link) for link in tree.xpath("//a/@href"))
        assert not re.search(r"https?://", html.tostring(tree, encoding="unicode"))


def test_a_page_tells_what_was_expected_and_how_many_rows_offend(pages):
    text = html.document_fromstring(pages["raw.claim.html"]).text_content()
    assert "vocabularies_are_closed" in text
    assert "blocks: 2 offending rows" in text
    assert "In the words of Great Expectations" in text
    assert "must never be null" in text
    assert "newsletter" not in text


def test_equal_data_gives_equal_pages_and_old_pages_go(con, sound, tmp_path):
    suites = [SUITES["raw.claim"], SUITES["raw.publisher"]]
    (tmp_path / "raw.gone.html").write_text("old")
    first = {path.name: path.read_bytes() for path in build_datadocs(con, suites, tmp_path)}
    assert set(first) == {"index.html", "style.css", "raw.claim.html"}
    assert {path.name for path in tmp_path.iterdir()} == set(first)
    assert {path.name: path.read_bytes() for path in build_datadocs(con, suites, tmp_path)} == first


def test_every_table_has_one_suite_with_all_its_checks():
    suites = documented_suites(dt.datetime(2025, 3, 1, tzinfo=dt.UTC))
    assert [suite.table for suite in suites][: len(SUITES)] == list(SUITES)
    names = {suite.table: {check.name for check in suite.checks} for suite in suites}
    assert {"every_input_is_accounted_for", "sources_deliver_on_time"} <= names["raw.ingest_run"]
    assert {"key_is_unique", "cumulative_falls"} <= names["flags.finding"]


HOSTILE = [
    '<body><a href="javascript:x">text</a>',
    '<body><p style="background:url(//x)">text',
    '<body><img src="https://x.example/a.png"><p>text',
    '<body><svg onload="x()"></svg><p>text',
    '<body><form action="//x"><input></form><p>text',
]


@pytest.mark.parametrize("page", HOSTILE)
def test_what_runs_loads_or_leads_away_is_left_out(page):
    told = plain_body(page)
    assert "text" in told
    assert not re.search(r"javascript|//|on\w+=|<img|<svg|<form|<input|style", told)
