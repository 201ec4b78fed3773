"""HTML pages: text, metadata, and what is not believed."""

import datetime as dt

import pytest

from pipelines.articles.draft import InputFile
from pipelines.articles.readers import read_file

BODY = """
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Strike on the port</h1>
<p>The ministry said on Saturday that more than 365 soldiers were killed &amp; 12 wounded near the
port, in what it called the heaviest day of the month for the enemy.</p>
<p>“Nothing of this can be verified,” a spokesman for the navy said in the evening, and added that
two boats were lost.</p><script>alert("<p>999 killed</p>")</script></article>
<footer>© 2019 Sample Daily. All rights reserved. Published since 3 March 1984.</footer>
"""
JSON_LD = """<script type="application/ld+json">
{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "Strike on the port", "datePublished": "2025-11-15T22:30:00-05:00",
"dateModified": "2025-11-18T10:00:00Z", "author": {"@type": "Person", "name": "Jane Roe"},
"publisher": {"@type": "Organization", "name": "Sample Daily"}}</script>"""
OPEN_GRAPH = """<meta property="og:site_name" content="Sample Daily">
<meta property="og:title" content="Strike on the port">
<meta property="article:published_time" content="2025-11-15T22:30:00-05:00">
<meta name="author" content="Jane Roe">"""
REVERSED = """<meta content='2025-11-16T03:30:00Z' property='article:published_time'>
<meta content="Sample Daily" property="og:site_name"><meta content="Jane Roe" name="author">"""
CANONICAL = '<link rel="canonical" href="https://Daily.example/strike?utm_source=x#top">'


def page(head="", body=BODY, charset="utf-8"):
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="{charset}">'
        f"<title>Strike on the port</title>{head}</head><body>{body}</body></html>"
    )


def test_the_main_text_is_taken_without_menus_footers_and_scripts(read_bytes):
    text = read_bytes("a.html", page().encode()).article["text"]
    assert "more than 365 soldiers were killed & 12 wounded" in text
    assert "“Nothing of this can be verified,”" in text
    for other in ("Home", "rights reserved", "999", "alert", "<"):
        assert other not in text


@pytest.mark.parametrize("head", [JSON_LD, OPEN_GRAPH, REVERSED], ids=["json-ld", "og", "reversed"])
def test_metadata_is_found_where_pages_keep_it(read_bytes, head):
    article = read_bytes("a.html", page(CANONICAL + head).encode()).article
    assert article["title"] == "Strike on the port"
    assert article["publisher"] == "Sample Daily"
    assert article["byline"] == "Jane Roe"
    assert article["url"] == "https://daily.example/strike"
    assert article["published_at"] == dt.datetime(2025, 11, 16, 3, 30, tzinfo=dt.UTC)
    assert article["language"] == "en"
    assert article["media_type"] == "text/html"


def test_a_publisher_that_is_not_named_is_its_host(read_bytes):
    assert read_bytes("a.html", page(CANONICAL).encode()).article["publisher"] == "daily.example"


def test_a_page_without_a_date_has_none_although_years_stand_in_its_text(read_bytes):
    article = read_bytes("a.html", page().encode()).article
    assert (article["published_at"], article["url"]) == (None, None)


def test_a_date_in_the_future_of_the_machine_is_read_like_any_other(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(page('<meta name="date" content="2091-11-15">'))
    (draft,) = read_file(InputFile(path, "a.html"))
    assert draft.about.published_at == dt.datetime(2091, 11, 15, tzinfo=dt.UTC)


def test_the_declared_encoding_is_believed_where_the_page_is_not_utf8(read_bytes):
    body = "<article><p>Минобороны сообщило о гибели 365 человек.</p></article>"
    raw = page(body=body, charset="windows-1251").encode("cp1251")
    assert "Минобороны сообщило о гибели 365 человек." in read_bytes("a.html", raw).article["text"]


@pytest.mark.parametrize(
    "html",
    [
        "<html><body></body></html>",
        "<html><head><title>T</title></head><body><script>x()</script></body></html>",
        "<!doctype html>",
        "<",
        "<html><body><img src=a.png></body></html>",
    ],
)
def test_a_page_without_text_is_rejected(read_bytes, html):
    assert read_bytes("a.html", html.encode()).reasons == [("a.html", "no_text")]


def test_a_short_page_is_read(read_bytes):
    html = "<html><body><p>Twelve were killed, the ministry said.</p></body></html>"
    assert read_bytes("a.html", html.encode()).article["text"] == (
        "Twelve were killed, the ministry said."
    )


@pytest.mark.parametrize("name", ["page", "page.php", "page.aspx"])
def test_a_page_is_known_by_its_content(read_bytes, name):
    assert read_bytes(name, b"\n " + page().encode()).article["media_type"] == "text/html"


HOSTILE = [
    ("10,000 nested elements", "<div>" * 10_000 + "Twelve were killed." + "</div>" * 10_000),
    ("unclosed elements", "<p><b><table>" * 2_000),
    ("an endless attribute", "<meta " + "a" * 500_000),
    ("many metas", "<meta property=article:published_time content=x>" * 5_000),
    ("entities", "&amp;" * 100_000),
    ("null characters as entities", "<p>a&#0;b&#xD800; Twelve were killed.</p>"),
    ("an entity bomb", '<!DOCTYPE h [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><p>&b;</p>'),
    ("a file as entity", '<!DOCTYPE h [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x; text</p>'),
    ("broken addresses", '<link rel=canonical href="http://[bad"><p>Twelve were killed.</p>'),
    ("broken JSON-LD", '<script type="application/ld+json">{"a":</script><p>Twelve killed.</p>'),
]


@pytest.mark.timeout(20)
@pytest.mark.parametrize("html", [row[1] for row in HOSTILE], ids=[row[0] for row in HOSTILE])
def test_a_hostile_page_is_read_or_rejected_in_time(read_bytes, html):
    reading = read_bytes("a.html", html.encode())
    assert reading.seen == 1
    assert "root:" not in "".join(reading.articles["text"])
