"""What feeds and sitemaps name: addresses, titles, dates, outlets."""

import doctest

import pytest

from pipelines.fetching import guard, web_address
from pipelines.fetching.errors import FetchError
from pipelines.fetching.listings import Listed, feed_pages
from pipelines.fetching.sitemap import read_sitemap

URL = "https://news.example/feeds/rss"


def rss(item, channel=""):
    return f"""<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"
    xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
    <channel>{channel}<item>{item}</item></channel></rss>""".encode()


LINKS = {
    "<link>https://news.example/a</link>": "https://news.example/a",
    "<link> /a?id=7#top </link>": "https://news.example/a?id=7",
    "<link>../a b/ü</link>": "https://news.example/a%20b/%C3%BC",
    "<guid>https://news.example/a</guid>": "https://news.example/a",
    '<link/><guid isPermaLink="true">https://news.example/a</guid>': "https://news.example/a",
    '<atom:link rel="self" href="/self"/><link>/a</link>': "https://news.example/a",
    '<link xml:base="https://other.example/">a</link>': "https://other.example/a",
}


@pytest.mark.parametrize("item", LINKS)
def test_an_entry_leads_to_its_page(item):
    assert [page.url for page in feed_pages(rss(item), URL)] == [LINKS[item]]


@pytest.mark.parametrize(
    "item",
    ["", "<link>mailto:desk@news.example</link>", '<guid isPermaLink="false">http://a.b/c</guid>',
     "<link>http://[::1</link>", "<guid>7</guid>", "<link>javascript:alert(1)</link>"],
)  # fmt: skip
def test_an_entry_without_a_web_address_leads_nowhere(item):
    assert feed_pages(rss(item), URL) == []


def test_the_title_of_a_picture_is_not_that_of_the_article():
    item = "<media:title>Picture</media:title><link>/a</link><title>Ten killed</title>"
    (page,) = feed_pages(rss(item, "<title>Sample Wire</title><language>uk</language>"), URL)
    assert (page.title, page.publisher, page.language) == ("Ten killed", "Sample Wire", "uk")


DATES = {
    "<pubDate>Fri, 14 Nov 2025 10:00:00 GMT</pubDate>": "Fri, 14 Nov 2025 10:00:00 GMT",
    "<dc:date>2025-11-14</dc:date>": "2025-11-14",
    "<updated>2025-11-15</updated><published>2025-11-14</published>": "2025-11-14",
    "<updated>2025-11-15</updated>": "2025-11-15",
    "": None,
}


@pytest.mark.parametrize("item", DATES)
def test_a_date_is_told_as_written(item):
    (page,) = feed_pages(rss(f"<link>/a</link>{item}"), URL)
    assert page.published_at == DATES[item]


def test_an_atom_feed_names_its_pages():
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Sample Wire</title><entry>
    <title>One</title><link rel="enclosure" href="/sound.mp3"/><link href="/one"/>
    <published>2025-11-14T10:00:00Z</published></entry></feed>"""
    assert feed_pages(body, URL) == [
        Listed("https://news.example/one", "One", "2025-11-14T10:00:00Z", "Sample Wire", None)
    ]


def test_a_json_feed_names_its_pages():
    body = b"""\xef\xbb\xbf {"version": "https://jsonfeed.org/version/1.1", "title": "Sample Wire",
    "language": "en", "items": [{"id": "1", "url": "/one", "title": "One",
    "date_published": "2025-11-14T10:00:00Z"}, {"id": "2"}, 7, {"url": 7}]}"""
    assert feed_pages(body, URL) == [
        Listed("https://news.example/one", "One", "2025-11-14T10:00:00Z", "Sample Wire", "en")
    ]


def test_an_entry_that_is_not_well_formed_costs_no_other():
    body = rss("<link>/a</link></item><item><title>A & B<b></title><link>/b</link>")
    assert "https://news.example/a" in [page.url for page in feed_pages(body, URL)]


NO_FEEDS = [
    b"", b"   ", b"\0\1", b"<html><body>Sign in", b"<urlset/>", b"{", b'{"items": 7}', b"[]",
    b"plain text", b"\x1f\x8b", b'{"a":' * 100_000, '<?xml version="1.0"?><r/>'.encode("utf-16"),
]  # fmt: skip


@pytest.mark.parametrize("body", NO_FEEDS, ids=lambda body: repr(body[:12]))
def test_what_is_no_feed_is_one_line(body):
    with pytest.raises(FetchError, match=f"{URL}: no feed"):
        feed_pages(body, URL)


def test_a_feed_that_expands_or_reaches_out_gives_nothing_of_it(tmp_path):
    (tmp_path / "secret").write_text("secret")
    entities = f'<!ENTITY s SYSTEM "file://{tmp_path}/secret"><!ENTITY a "{"b" * 99}">'
    body = f"<!DOCTYPE rss [{entities}]>".encode() + rss("<link>/x&s;&a;</link><title>&s;</title>")
    assert "secret" not in repr(feed_pages(body, URL))
    assert "bbb" not in repr(feed_pages(body, URL))


def sitemap(inside):
    return f"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
    xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{inside}</urlset>""".encode()


NEWS = """<news:news><news:publication><news:name>Sample Wire</news:name>
<news:language>uk</news:language></news:publication><news:title>Ten killed</news:title>
<news:publication_date>2025-11-14</news:publication_date></news:news>"""


def test_a_page_of_a_sitemap_is_not_its_picture():
    image = "<image:image><image:loc>/i.jpg</image:loc><image:title>Pic</image:title></image:image>"
    body = sitemap(f"<url>{image}<loc>https://news.example/a</loc>{NEWS}</url>")
    page = Listed("https://news.example/a", "Ten killed", "2025-11-14", "Sample Wire", "uk")
    assert read_sitemap(body, URL).pages == [page]


def test_the_last_change_of_a_page_is_no_date_of_publication():
    body = sitemap("<url><loc>https://news.example/a</loc><lastmod>2025-11-14</lastmod></url>")
    assert read_sitemap(body, URL).pages == [Listed("https://news.example/a")]


def test_a_sitemap_of_a_day_without_news_is_empty():
    assert read_sitemap(sitemap(""), URL).pages == []


def test_the_newest_sitemaps_of_an_index_come_first():
    entries = [("/1", "2025-10-01"), ("/2", ""), ("/3", "2025-11-01T10:00:00Z"), ("/4", "")]
    inside = "".join(
        f"<sitemap><loc>{loc}</loc><lastmod>{day}</lastmod></sitemap>" for loc, day in entries
    )
    body = f"<sitemapindex>{inside}</sitemapindex>".encode()
    assert read_sitemap(body, URL).sitemaps == ["/3", "/1", "/2", "/4"]


NO_SITEMAPS = [
    b"", b"<html/>", b"<rss/>", b"<urlset><url>", b"{", b"\x1f\x8bnot gzip", b"<a>" * 10_000,
    b'<?xml version="1.0" encoding="nonsense"?><urlset/>',
]  # fmt: skip


@pytest.mark.parametrize("body", NO_SITEMAPS, ids=lambda body: repr(body[:12]))
def test_what_is_no_sitemap_is_one_line(body):
    with pytest.raises(FetchError, match=f"{URL}: (?:no sitemap|a damaged gzip file)"):
        read_sitemap(body, URL)


@pytest.mark.parametrize("module", [guard, web_address])
def test_examples_run_as_written(module):
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0
