"""A source fetched: feeds and sitemaps, what is new in them, and what is remembered."""

import datetime as dt
import gzip
from dataclasses import replace

import pytest

from pipelines.fetching import FetchError, FetchRequest, fetch
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


def test_pages_that_are_gone_keep_no_new_page_back(get, feed, site):
    site.status("/one", 404)
    fetched = []
    for _ in range(2):
        fetched.append(get("/rss", full_pages=True, max_pages=1))
        fetched[-1].commit()
    assert [[f.url for f in each.files] for each in fetched] == [[], [site.url("/two")]]


@pytest.mark.parametrize(("status", "asked"), [(404, 3), (410, 3), (451, 3), (500, 5), (408, 5)])
def test_a_page_that_is_gone_is_given_up_and_one_that_fails_is_not(get, feed, site, status, asked):
    site.status("/one", status)
    refused = 0
    for _ in range(5):
        fetched = get("/rss", full_pages=True)
        refused += len(fetched.refused)
        fetched.commit()
    assert site.paths().count("/one") == refused == asked
    assert site.paths().count("/two") == 1


def test_a_page_that_fails_comes_when_it_is_mended(get, feed, site):
    site.status("/one", 502)
    get("/rss", full_pages=True).commit()
    site.page("/one", b"mended")
    assert [f.path.read_bytes() for f in get("/rss", full_pages=True).files] == [b"mended"]


def test_a_server_that_marks_nothing_is_known_by_what_it_sends(get, site):
    site.page("/rss", FEED.format(site=site.address).encode(), "text/xml")
    get("/rss").commit()
    assert get("/rss").unchanged
    site.page("/rss", FEED.format(site="http://b.example").encode(), "text/xml")
    assert not get("/rss").unchanged


def test_an_index_that_has_not_changed_may_name_a_sitemap_that_has(get, feed, site):
    site.page("/index", INDEX.format(site=site.address).encode(), "application/xml", ETag='"1"')
    site.page("/map.xml.gz", b"<urlset/>", "application/xml")
    get("/index", kind="sitemap").commit()
    site.page("/map.xml.gz", SITEMAP.format(site=site.address).encode(), "application/xml")
    assert len(get("/index", kind="sitemap").files) == 2


def test_a_sitemap_of_an_index_that_fails_costs_no_other(get, feed, site):
    two = INDEX.replace("</sitemapindex>", "<sitemap><loc>{site}/b</loc></sitemap></sitemapindex>")
    site.page("/index", two.format(site=site.address).encode(), "application/xml")
    site.page("/b", SITEMAP.format(site=site.address).encode(), "application/xml")
    fetched = get("/index", kind="sitemap")
    assert len(fetched.files) == 2
    assert [refusal.url for refusal in fetched.refused] == [site.url("/map.xml.gz")]


def test_a_json_feed_is_kept_as_json(get, site):
    site.page("/feed.json", b'{"version": "https://jsonfeed.org/version/1.1", "items": []}')
    (file,) = get("/feed.json").files
    assert file.path.suffix == ".json"


def test_a_page_of_a_login_in_place_of_a_feed_is_an_error(get, site, folder):
    site.page("/rss", b"<html><body>Sign in")
    with pytest.raises(FetchError, match=r"source sample: .*/rss: no feed: neither RSS"):
        get("/rss", full_pages=True)
    assert load_state(folder) == State()


def test_a_source_whose_pages_are_busy_rests_and_loses_none(get, feed, site, folder):
    site.status("/one", 429, Retry_After="3600")
    fetched = get("/rss", full_pages=True)
    assert [(f.url, "come again after" in f.reason) for f in fetched.refused] == [
        (site.url("/one"), True)
    ]
    assert "/two" not in site.paths()
    fetched.commit()
    with pytest.raises(FetchError, match="asked not to be asked before"):
        get("/rss", full_pages=True)
    save_state(folder, replace(load_state(folder), not_before=None))
    site.page("/one", b"here")
    assert len(get("/rss", full_pages=True).files) == 2


def test_a_source_that_is_configured_anew_is_read_anew(get, feed, site):
    get("/rss").commit()
    assert len(get("/rss", full_pages=True).files) == 2
    site.page("/atom", FEED.format(site=site.address).encode(), "text/xml")
    get("/atom").commit()
    assert "If-None-Match" not in site.asked[-1][1]


def test_pages_are_forgotten_once_they_are_no_longer_listed(get, feed, site, folder, monkeypatch):
    monkeypatch.setattr("pipelines.fetching.state.MOST_GONE", 1)
    get("/rss", full_pages=True).commit()
    get("/rss", full_pages=True).commit()
    assert site.paths().count("/one") == site.paths().count("/two") == 1
    site.page("/three", b"<html>Three")
    item = f"<rss><channel><item><link>{site.url('/three')}</link></item></channel></rss>"
    site.page("/rss", item.encode(), "text/xml")
    get("/rss", full_pages=True).commit()
    assert load_state(folder).pages == (site.url("/two"), site.url("/three"))


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


@pytest.mark.parametrize("body", [b"", b"<html>", b"{", b"\x1f\x8bnot gzip"])
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


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "null", '{"pages": 7}', '{"etag": 7}', '{"tries": 7}',
     '{"tries": {"a": "b"}}', "[" * 100_000])  # fmt: skip
def test_a_damaged_state_is_as_good_as_none(folder, content):
    folder.mkdir(parents=True)
    (folder / "state.json").write_text(content)
    assert load_state(folder) == State()


def test_a_state_comes_back_as_it_was_saved(folder):
    later, pages = "2025-11-20T13:00:00+00:00", ("https://a.example/1",)
    state = State("feed u texts", '"1"', "Fri", "ab12", later, pages, {"https://a.example/2": 2})
    save_state(folder, state)
    assert load_state(folder) == state
    assert state.must_wait(NOW)
    assert not state.must_wait(NOW + dt.timedelta(hours=2))
