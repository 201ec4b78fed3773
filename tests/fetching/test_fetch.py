"""A source fetched: feeds and sitemaps, what is new in them, and what is remembered."""

import datetime as dt
import gzip

import pytest

from pipelines.fetching import FetchError, FetchRequest, fetch
from pipelines.fetching.client import Client
from pipelines.fetching.politeness import PoliteClient
from pipelines.fetching.state import State, load_state, save_state
from tests.fetching.conftest import FAST

NOW = dt.datetime(2025, 11, 20, 12, tzinfo=dt.UTC)
FEED = """<rss version="2.0"><channel><title>Sample Wire</title><language>en</language>
<item><title>One</title><link>{site}/one</link><pubDate>Fri, 14 Nov 2025 10:00:00 GMT</pubDate>
<description>Ten were killed.</description></item>
<item><title>Two</title><link>{site}/two</link><description>Two were hurt.</description></item>
</channel></rss>"""
SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{site}/one</loc><news:news>
<news:publication><news:name>Sample Wire</news:name><news:language>en</news:language>
</news:publication><news:publication_date>2025-11-14T10:00:00Z</news:publication_date>
<news:title>One</news:title></news:news></url><url><loc>{site}/two</loc></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>{site}/map.xml.gz</loc></sitemap></sitemapindex>"""


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "fetched" / "sample"


@pytest.fixture
def get(site, folder):
    """Fetch a source of the test server."""

    def run(path, kind="feed", **more):
        settings = {"allow_private": True, "pause_seconds": 0} | more
        request = FetchRequest("sample", site.url(path), kind, **settings)
        return fetch(request, folder, now=NOW, limits=FAST)

    return run


@pytest.fixture
def feed(site):
    site.page("/one", b"<html>One", "text/html")
    site.page("/two", b"<html>Two", "text/html")
    return site.page("/rss", FEED.format(site=site.address).encode(), "text/xml", ETag='"1"')


def test_a_feed_is_one_file_until_it_is_stored(get, feed, folder):
    fetched = get("/rss")
    (file,) = fetched.files
    assert b"Ten were killed" in file.path.read_bytes()
    assert file.path.suffix == ".xml"
    fetched.commit()
    assert [path.name for path in folder.iterdir()] == ["state.json"]


def test_an_unchanged_feed_is_not_sent_again(get, feed, site):
    get("/rss").commit()
    site.status("/rss", 304)
    fetched = get("/rss")
    assert (fetched.unchanged, fetched.files) == (True, [])
    assert site.asked[-1][1]["If-None-Match"] == '"1"'


def test_what_was_not_stored_comes_again(get, feed, site, folder):
    get("/rss")
    assert len(get("/rss").files) == 1
    assert "If-None-Match" not in site.asked[-1][1]
    assert len(list(folder.glob("*.xml"))) == 1


def test_the_pages_of_a_feed_come_with_what_the_feed_tells_of_them(get, feed, site):
    fetched = get("/rss", full_pages=True)
    assert [f.path.read_bytes() for f in fetched.files] == [b"<html>One", b"<html>Two"]
    listed = fetched.files[0].listed
    assert (listed.title, listed.publisher, listed.language) == ("One", "Sample Wire", "en")
    assert listed.published_at == "Fri, 14 Nov 2025 10:00:00 GMT"


def test_a_page_comes_once(get, feed, site):
    get("/rss", full_pages=True).commit()
    assert get("/rss", full_pages=True).files == []
    assert site.paths().count("/one") == 1


@pytest.mark.parametrize("compressed", [False, True])
def test_a_sitemap_gives_the_pages_that_it_names(get, feed, site, compressed):
    body = SITEMAP.format(site=site.address).encode()
    site.page("/map", gzip.compress(body) if compressed else body, "application/xml")
    fetched = get("/map", kind="sitemap")
    assert [f.url for f in fetched.files] == [site.url("/one"), site.url("/two")]
    listed = fetched.files[0].listed
    assert (listed.title, listed.published_at) == ("One", "2025-11-14T10:00:00Z")
    assert (listed.publisher, listed.language) == ("Sample Wire", "en")


def test_an_index_of_sitemaps_leads_to_them(get, feed, site):
    site.page("/index", INDEX.format(site=site.address).encode(), "application/xml")
    packed = gzip.compress(SITEMAP.format(site=site.address).encode())
    site.page("/map.xml.gz", packed, "application/gzip")
    assert len(get("/index", kind="sitemap").files) == 2


def test_more_pages_than_a_run_may_take_follow_in_the_next(get, feed, site):
    first = get("/rss", full_pages=True, max_pages=1)
    first.commit()
    second = get("/rss", full_pages=True, max_pages=1)
    assert [f.url for f in (*first.files, *second.files)] == [site.url("/one"), site.url("/two")]


def test_robots_txt_is_obeyed_and_told(get, feed, site):
    site.page("/robots.txt", b"User-agent: *\nDisallow: /two", "text/plain")
    fetched = get("/rss", full_pages=True)
    assert [f.url for f in fetched.files] == [site.url("/one")]
    (refusal,) = fetched.refused
    assert refusal.reason.endswith("/two: its host's robots.txt forbids it")
    assert "/two" not in site.paths()


@pytest.mark.parametrize(("status", "pages"), [(404, 2), (403, 2), (500, 0), (503, 0)])
def test_a_robots_txt_that_fails_forbids_and_one_that_is_missing_allows(
    get, feed, site, status, pages
):
    site.status("/robots.txt", status)
    assert len(get("/rss", full_pages=True).files) == pages


def test_pages_that_are_none_or_gone_are_refusals(get, site):
    site.page("/one", b"%PDF-1.7", "application/pdf")
    site.page("/rss", FEED.format(site=site.address).encode(), "text/xml")
    reasons = [refusal.reason for refusal in get("/rss", full_pages=True).refused]
    assert [reason.removeprefix(site.address) for reason in reasons] == [
        "/one: application/pdf, no page",
        "/two: the server answers 404 Not Found",
    ]


def test_a_server_that_asks_for_patience_is_not_asked_again_before(get, site):
    site.status("/rss", 429, Retry_After="3600")
    for told in ("come again after", "asked not to be asked before"):
        with pytest.raises(FetchError, match=f"source sample: .*{told}"):
            get("/rss")
    # The clock of the test stands before the moment that the server named.
    assert site.paths() == ["/rss"]


def test_a_pause_is_kept_between_two_requests_to_a_host(feed, site):
    slept = []
    now = [100.0]

    def sleep(seconds):
        slept.append(seconds)
        now[0] += seconds

    polite = PoliteClient(Client(FAST, allow_private=True), 2.0, lambda: now[0], sleep)
    polite.get(feed)
    now[0] += 0.5
    polite.page(site.url("/one"))
    now[0] += 7
    polite.page(site.url("/two"))
    assert slept == [1.5, 2.0]  # before robots.txt, before the first page


def test_a_host_may_ask_for_longer_pauses(feed, site):
    site.page("/robots.txt", b"User-agent: *\nCrawl-delay: 9", "text/plain")
    slept = []
    polite = PoliteClient(Client(FAST, allow_private=True), 1.0, lambda: 0.0, slept.append)
    polite.page(site.url("/one"))
    assert slept == [9.0]


@pytest.mark.parametrize("body", [b"", b"<html>", b"{", b"<urlset/>", b"\x1f\x8bnot gzip"])
def test_a_sitemap_that_is_none_is_one_line(get, site, body):
    site.page("/map", body, "application/xml")
    with pytest.raises(FetchError, match=r"sitemap|gzip"):
        get("/map", kind="sitemap")


def test_entities_of_a_sitemap_are_not_expanded(get, site, tmp_path):
    (tmp_path / "secret").write_text("secret")
    bomb = f"""<!DOCTYPE x [<!ENTITY s SYSTEM "file://{tmp_path}/secret"><!ENTITY a "{"b" * 99}">
    <!ENTITY c "{"&a;" * 99}">]><urlset><url><loc>{site.address}/&s;&c;</loc></url></urlset>"""
    site.page("/map", bomb.encode(), "application/xml")
    try:
        fetched = get("/map", kind="sitemap")
    except FetchError:
        return
    assert not any("secret" in url or "bbb" in url for url in site.paths())
    assert all("secret" not in refusal.url for refusal in fetched.refused)


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"pages": 7}', '{"etag": 7}'])
def test_a_damaged_state_is_as_good_as_none(folder, content):
    folder.mkdir(parents=True)
    (folder / "state.json").write_text(content)
    assert load_state(folder) == State()


def test_a_state_comes_back_as_it_was_saved(folder):
    state = State('"1"', "Fri", "2025-11-20T13:00:00+00:00", ("https://a.example/1",))
    save_state(folder, state)
    assert load_state(folder) == state
    assert state.must_wait(NOW)
    assert not state.must_wait(NOW + dt.timedelta(hours=2))
