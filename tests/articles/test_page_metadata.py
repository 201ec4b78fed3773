"""Pages as content management systems write them: what is believed, and what stays missing."""

import datetime as dt
import html
import json
import time

import pytest

from pipelines.articles.dates import doubtful
from pipelines.articles.markup import plain_line, without_markup

FIRST = (
    "The regional governor said on Monday that 12 soldiers were killed and 30 wounded when a "
    "missile hit the barracks near the river shortly before dawn."
)
SECOND = (
    "Rescue workers searched the ruins until the evening of 1 November 2025, he added, and the "
    "ministry said that it could not confirm the figures yet."
)
TEXT = f"<p>{FIRST}</p><p>{SECOND}</p>"
TITLE = "Missile hits barracks"
URL = "https://daily.example/2025/missile-hits-barracks"
NOV_3 = dt.datetime(2025, 11, 3, tzinfo=dt.UTC)
NOV_3_1405 = dt.datetime(2025, 11, 3, 14, 5, tzinfo=dt.UTC)
NEWS = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2025-11-03T16:05:00+02:00",
    "dateModified": "2025-11-05T09:00:00Z",
    "author": [{"@type": "Person", "name": "Jane Roe"}, {"@type": "Person", "name": "Ivan Poe"}],
    "publisher": {"@type": "Organization", "name": "Sample Daily", "logo": {"url": "x.png"}},
    "url": URL,
}
TEASER = {
    "@type": "NewsArticle",
    "headline": "Another strike",
    "datePublished": "2025-10-01T08:00:00Z",
    "url": "https://daily.example/2025/another-strike",
}
ORGANISATION = {"@type": "NewsMediaOrganization", "@id": "#org", "name": "Sample Daily"}
PERSON = {"@type": "Person", "@id": "#jane", "name": "Jane Roe"}
CANONICAL = f'<link rel="canonical" href="{URL}">'


def ld(value, escape=str):
    return f'<script type="application/ld+json">{escape(json.dumps(value))}</script>'


def page(head="", body=None, *, heading=f"<h1>{TITLE}</h1>"):
    body = f"<main><article>{heading}{TEXT}</article></main>" if body is None else body
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title>'
        f"{head}</head><body>{body}</body></html>"
    )


def meta(name, content, attribute="name"):
    return f'<meta {attribute}="{name}" content="{content}">'


def above(*lines):
    """A page whose article has lines between its heading and its text."""
    return page(body=f"<main><article><h1>{TITLE}</h1>{''.join(lines)}{TEXT}</article></main>")


OPEN_GRAPH = (
    meta("og:title", TITLE, "property")
    + meta("og:site_name", "Sample Daily", "property")
    + meta("og:url", URL, "property")
    + meta("article:published_time", "2025-11-03T14:05:00Z", "property")
    + meta("article:modified_time", "2025-11-09T14:05:00Z", "property")
    + meta("author", "Jane Roe")
)
GRAPH = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebPage", "@id": URL, "datePublished": "2025-11-01T00:00:00Z"},
        ORGANISATION,
        PERSON,
        {**NEWS, "author": {"@id": "#jane"}, "publisher": {"@id": "#org"}},
    ],
}
NESTED = {"@type": "WebPage", "mainEntity": {**NEWS, "mainEntityOfPage": {"@id": URL}}}
LIVE = {
    **NEWS,
    "@type": "LiveBlogPosting",
    "author": "Jane Roe",
    "liveBlogUpdate": [{"@type": "BlogPosting", "datePublished": "2025-11-04T01:00:00Z"}],
}

# how the page is made · page · publisher, byline, url, published_at
DAILY = ("Sample Daily", "Jane Roe", URL, NOV_3_1405)
BOTH = ("Sample Daily", "Jane Roe, Ivan Poe", URL, NOV_3_1405)
STATED = [
    ("one object", page(CANONICAL + ld(NEWS)), BOTH),
    ("a graph of ids", page(ld(GRAPH)), DAILY),
    ("a list", page(ld([{"@type": "BreadcrumbList"}, NEWS])), BOTH),
    ("nested in a page", page(ld(NESTED)), BOTH),
    ("several scripts", page(ld(ORGANISATION) + ld({"@type": "WebSite"}) + ld(NEWS)), BOTH),
    (
        "types as a list of addresses",
        page(ld({**NEWS, "@type": ["https://schema.org/Article"]})),
        BOTH,
    ),
    ("escaped like HTML", page(ld(NEWS, html.escape)), BOTH),
    ("in a CDATA section", page(ld(NEWS, lambda s: f"\n//<![CDATA[\n{s}\n//]]>\n")), BOTH),
    ("in a comment", page(ld(NEWS, lambda s: f"<!-- {s} -->")), BOTH),
    ("line breaks in strings", page(ld(NEWS, lambda s: s.replace("Jane Roe", "Jane\nRoe"))), BOTH),
    ("a live blog", page(ld(LIVE)), DAILY),
    ("teasers beside the article", page(CANONICAL + ld([TEASER, NEWS, TEASER])), BOTH),
    (
        "teasers, told apart by the title",
        page(OPEN_GRAPH + ld([TEASER, {**NEWS, "url": ""}])),
        BOTH,
    ),
    ("broken JSON-LD beside Open Graph", page(OPEN_GRAPH + ld(NEWS, lambda s: s[:-9])), DAILY),
    ("Open Graph alone", page(OPEN_GRAPH), DAILY),
    ("JSON-LD of a page beside Open Graph", page(OPEN_GRAPH + ld({"@type": "WebPage"})), DAILY),
    ("an AMP page", page(f'{CANONICAL}<link rel="amphtml" href="{URL}/amp">' + ld(NEWS)), BOTH),
    (
        "a relative canonical link and a base",
        page(
            f'<base href="https://daily.example/"><link rel=canonical href="/2025/x-1">{OPEN_GRAPH}'
        ),
        ("Sample Daily", "Jane Roe", "https://daily.example/2025/x-1", NOV_3_1405),
    ),
    (
        "a relative canonical link",
        page(f'{OPEN_GRAPH}<link rel="canonical" href="../x-1">'),
        ("Sample Daily", "Jane Roe", "https://daily.example/x-1", NOV_3_1405),
    ),
    (
        "an author who is an address",
        page(OPEN_GRAPH + meta("article:author", "https://social.example/desk", "property")),
        DAILY,
    ),
]
CLOCK = "2025-11-03T14:05:00Z"
# how the page is made · page · published_at
DATES = [
    *(
        (name, page(meta(name, CLOCK)), NOV_3_1405)
        for name in (
            "date",
            "DC.date",
            "dc.date.issued",
            "sailthru.date",
            "parsely-pub-date",
            "pubdate",
            "publish-date",
            "dcterms.created",
            "cXenseParse:recs:publishtime",
        )
    ),
    ("itemprop", page(meta("datePublished", CLOCK, "itemprop")), NOV_3_1405),
    (
        "published before updated",
        page(meta("article:modified_time", "2025-11-09", "property") + meta("date", CLOCK)),
        NOV_3_1405,
    ),
    ("updated only", page(meta("article:modified_time", CLOCK, "property")), None),
    ("time", above(f'<time datetime="{CLOCK}">Monday</time>'), NOV_3_1405),
    ("time in words", above("<time>3 November 2025, 14:05 GMT</time>"), NOV_3_1405),
    ("time of an update", above(f'<p>Updated <time datetime="{CLOCK}">Monday</time></p>'), None),
    (
        "two times",
        above(
            '<p>Updated: <time datetime="2025-11-09">9 November</time></p>',
            f'<p>Published: <time datetime="{CLOCK}">3 November</time></p>',
        ),
        NOV_3_1405,
    ),
    ("visible words", above("<p>Published 3 November 2025, 14:05 GMT</p>"), NOV_3_1405),
    (
        "visible words, updated later",
        above("<p>Published on November 3, 2025 at 2:05 PM GMT. Updated November 9, 2025</p>"),
        NOV_3_1405,
    ),
    ("visible words, updated", above("<p>Updated 3 November 2025, 14:05 GMT</p>"), None),
    ("a named element", above('<div class="post-date">3 Nov. 2025</div>'), NOV_3),
    ("a named element without a year", above('<div class="post-date">3 November</div>'), None),
    ("an element named for an update", above('<div class="date-updated">3 Nov 2025</div>'), None),
    ("an ambiguous date", above('<div class="date">03/11/2025</div>'), None),
    ("a plain line", above("<p>It began on 3 November 2025.</p>"), None),
    (
        "a dateline",
        page(
            body=f"<article><h1>{TITLE}</h1><p>KYIV, Nov 3, 2025 — {FIRST}</p>"
            f"<p>{SECOND}</p></article>"
        ),
        NOV_3,
    ),
    (
        "a dateline with an agency",
        page(
            body=f"<article><p>KHARKIV, Ukraine, 3 November 2025 (Wire) – "
            f"{FIRST}</p><p>{SECOND}</p></article>"
        ),
        NOV_3,
    ),
    (
        "a dateline without a year",
        page(body=f"<article><p>KYIV, Nov 3 — {FIRST}</p></article>"),
        None,
    ),
    (
        "a date in the running text",
        page(body=f"<article><p>{FIRST} It was 3 November 2025 — a Monday.</p></article>"),
        None,
    ),
    (
        "a time in the running text",
        page(
            body=f"<article><h1>{TITLE}</h1><p>{FIRST} It was "
            f'<time datetime="{CLOCK}">Monday</time>.</p><p>{SECOND}</p></article>'
        ),
        None,
    ),
    (
        "teasers above and below",
        page(
            body='<div class="related-articles"><time datetime="2025-10-01">'
            f"1 October</time></div><article><h1>{TITLE}</h1>"
            f"<time datetime='{CLOCK}'>Monday</time>{TEXT}"
            '</article><aside><time datetime="2025-10-02">2 October</time></aside>'
        ),
        NOV_3_1405,
    ),
    (
        "teasers alone",
        page(
            body=f'<aside class="more"><time datetime="{CLOCK}">3 November</time></aside>'
            f"<article><h1>{TITLE}</h1>{TEXT}</article>"
        ),
        None,
    ),
    (
        "comments",
        page(
            body=f"<article><h1>{TITLE}</h1>{TEXT}</article><section id='comments'>"
            f'<p>Posted 3 November 2025</p><time datetime="{CLOCK}">x</time></section>'
        ),
        None,
    ),
    (
        "a footer",
        page(body=f"<article>{TEXT}</article><footer>Published 3 November 2025</footer>"),
        None,
    ),
    (
        "the address",
        page('<link rel="canonical" href="https://daily.example/2025/11/03/missile">'),
        NOV_3,
    ),
    (
        "half an address",
        page('<link rel="canonical" href="https://daily.example/2025/11/missile">'),
        None,
    ),
    ("teasers in JSON-LD alone", page(CANONICAL + ld([TEASER, {**TEASER, "url": "x"}])), None),
    ("a list in JSON-LD", page(ld({"@type": "ItemList", "itemListElement": [TEASER]})), None),
    ("related articles in JSON-LD", page(ld({"@type": "WebPage", "hasPart": [TEASER]})), None),
    (
        "no day in JSON-LD, a day in a meta",
        page(ld({**NEWS, "datePublished": "soon"}) + meta("date", CLOCK)),
        NOV_3_1405,
    ),
]


@pytest.mark.parametrize(
    ("made", "expected"), [row[1:] for row in STATED], ids=[r[0] for r in STATED]
)
def test_what_a_page_states_is_read(read_bytes, made, expected):
    article = read_bytes("a.html", made.encode()).article
    names = ("publisher", "byline", "url", "published_at")
    assert tuple(article[name] for name in names) == expected
    assert article["title"] == TITLE
    assert article["text"].endswith(f"{FIRST}\n{SECOND}")


@pytest.mark.parametrize(
    ("made", "expected"), [row[1:] for row in DATES], ids=[r[0] for r in DATES]
)
def test_a_date_is_that_of_publication_or_missing(read_bytes, made, expected):
    assert read_bytes("a.html", made.encode()).article["published_at"] == expected


def test_a_page_in_a_legacy_encoding_is_read_with_its_metadata(read_bytes):
    text = "Министерство сообщило, что при обстреле погибли двенадцать военных и тридцать ранены. "
    made = (
        '<html lang="ru"><head><meta charset="windows-1251"><title>Удар по казарме</title>'
        '<meta property="og:title" content="Удар по казарме"><meta name="author" content="Иван По">'
        f'<meta name="date" content="2025-11-03"></head><body><article><p>{text * 2}</p></article>'
    )
    article = read_bytes("a.html", made.encode("cp1251")).article
    assert text.strip() in article["text"]
    found = [article[name] for name in ("title", "byline", "published_at", "language")]
    assert found == ["Удар по казарме", "Иван По", NOV_3, "ru"]


# how the page is made · page · title, publisher, byline
FALLEN_BACK = [
    ("one heading", above('<p class="byline">By Jane Roe</p>'), (TITLE, None, "Jane Roe")),
    (
        "a title with its publisher",
        page(
            meta("og:site_name", "Sample Daily", "property"), f"<article>{TEXT}</article>"
        ).replace("</title>", " | Sample Daily</title>"),
        (TITLE, "Sample Daily", None),
    ),
    ("a host", page(CANONICAL.replace("daily", "www.daily")), (TITLE, "daily.example", None)),
    (
        "an author who is marked",
        above('<span itemprop="author"><a rel="author" href="/jane">Jane Roe</a></span>'),
        (TITLE, None, "Jane Roe"),
    ),
    ("a long author", above(f'<div class="author">{FIRST}</div>'), (TITLE, None, None)),
    ("teasers' authors", page(ld([{**TEASER, "author": "Joe Doe"}] * 2)), (TITLE, None, None)),
]


@pytest.mark.parametrize(
    ("made", "expected"), [row[1:] for row in FALLEN_BACK], ids=[r[0] for r in FALLEN_BACK]
)
def test_what_no_metadata_states_is_what_the_page_shows(read_bytes, made, expected):
    article = read_bytes("a.html", made.encode()).article
    assert tuple(article[name] for name in ("title", "publisher", "byline")) == expected


def test_comments_and_teasers_are_no_text(read_bytes):
    made = page(
        body=f"<article><h1>{TITLE}</h1>{TEXT}</article>"
        '<aside class="related"><h2>Related</h2><p>99 killed in another strike</p></aside>'
        '<section id="comments" class="comments"><p>I heard that 88 were killed.</p></section>'
    )
    text = read_bytes("a.html", made.encode()).article["text"]
    assert "99" not in text
    assert "88" not in text


def test_a_page_without_main_text_is_rejected(read_bytes):
    made = page(OPEN_GRAPH + ld(NEWS), body="<div><img src='a.png'></div>")
    assert read_bytes("a.html", made.encode()).reasons == [("a.html", "no_text")]


LISTED = "".join(
    f'<article class="card"><h2><a href="/{n}">Strike number {n}</a></h2>'
    f'<time datetime="2025-10-0{n}">{n} October</time><p>Short words on {n}.</p></article>'
    for n in range(1, 6)
)


def test_a_list_of_teasers_has_no_date(read_bytes):
    made = page(ld([TEASER, {**TEASER, "url": "y"}]), body=f"<main><h1>News</h1>{LISTED}</main>")
    reading = read_bytes("a.html", made.encode())
    assert reading.articles["published_at"].to_list() in ([], [None])


SCRIPT = "<script>alert(1)</script>"
HOSTILE_LINES = [
    SCRIPT,
    html.escape(SCRIPT),
    html.escape(html.escape(SCRIPT)),
    "<b onclick=x>",
    "<!-- x -->",
]


@pytest.mark.parametrize("line", HOSTILE_LINES)
@pytest.mark.parametrize("place", ["json-ld", "open graph"])
def test_no_markup_survives_into_metadata(read_bytes, line, place):
    node = {**NEWS, "headline": TITLE + line, "author": "Jane Roe" + line,
            "publisher": {"name": "Sample Daily" + line}}  # fmt: skip
    attribute = html.escape(line)
    head = (
        ld(node, lambda s: s.replace("</", "<\\/"))
        if place == "json-ld"
        else OPEN_GRAPH.replace(TITLE, TITLE + attribute)
        .replace("Sample Daily", "Sample Daily" + attribute)
        .replace("Jane Roe", "Jane Roe" + attribute)
    )
    article = read_bytes("a.html", page(head).encode()).article
    found = [article[name] for name in ("title", "byline", "publisher")]
    assert found == [TITLE, "Jane Roe", "Sample Daily"]


def test_no_markup_survives_into_the_text(read_bytes):
    shown = html.escape(f"{SCRIPT}<b>12</b> of 20 if 3 < 5")
    made = page(body=f"<article><p>{FIRST} {shown}</p>{SCRIPT}<p>{SECOND}</p></article>")
    text = read_bytes("a.html", made.encode()).article["text"]
    assert text == f"{FIRST} 12 of 20 if 3 < 5\n{SECOND}"


@pytest.mark.parametrize(
    "text", ["<scr<b>ipt>alert(1)</scr</b>ipt>", "<<b>script>x", "İ<script>x</script>"]
)
def test_markup_that_taking_markup_away_makes_is_taken_away_too(text):
    assert "<script" not in without_markup(text).lower()
    assert "<script" not in (plain_line(text) or "").lower()


HEAVY = [
    ("10,000 nested elements", page(body="<div>" * 10_000 + TEXT + "</div>" * 10_000)),
    ("one line of 1 MB", page(OPEN_GRAPH, body=f"<article>{TEXT * 3_700}</article>")),
    ("one paragraph of 1 MB", page(body=f"<article><p>{(FIRST + ' ') * 6_800}</p></article>")),
    (
        "deep JSON-LD",
        page(ld(NEWS) + f"<script type='application/ld+json'>{'[' * 50_000}</script>"),
    ),
    ("wide JSON-LD", page(ld([TEASER] * 20_000))),
    ("100,000 open scripts", page(meta("og:title", html.escape("<script>" * 100_000), "property"))),
    ("100,000 open tags in the title", f"<title>{html.escape('<a ' * 100_000)}</title>{page()}"),
    ("100,000 open tags", page(meta("og:title", html.escape("<a " * 100_000), "property"))),
    ("20,000 metas", page(meta("date", "soon") * 20_000)),
    ("20,000 times", above("<time>soon</time>" * 20_000)),
]


@pytest.mark.parametrize("made", [row[1] for row in HEAVY], ids=[row[0] for row in HEAVY])
def test_a_heavy_page_takes_less_than_two_seconds(read_bytes, made):
    read_bytes("b.html", page().encode())
    started = time.process_time()
    reading = read_bytes("a.html", made.encode())
    assert time.process_time() - started < 2
    assert reading.seen == 2


def test_a_page_with_nul_bytes_is_accounted_for(read_bytes):
    reading = read_bytes("a.html", page().replace("soldiers", "sol\0diers").encode())
    assert reading.reasons == [("a.html", "binary")]


NOW = dt.datetime(2025, 11, 15, 12, tzinfo=dt.UTC)
DOUBTS = [
    (NOW, None),
    (NOW + dt.timedelta(hours=23), None),
    (NOW + dt.timedelta(days=2), "published 2025-11-17, which is in the future"),
    (dt.datetime(1899, 12, 31, tzinfo=dt.UTC), "published 1899-12-31, which is before 1900"),
    (dt.datetime(1900, 1, 1, tzinfo=dt.UTC), None),
    (dt.datetime(1, 1, 1, tzinfo=dt.UTC), "published 0001-01-01, which is before 1900"),
]


@pytest.mark.parametrize(("published_at", "doubt"), DOUBTS)
def test_a_date_in_the_future_or_before_newspapers_is_doubted(published_at, doubt):
    assert doubtful(published_at, NOW) == doubt
