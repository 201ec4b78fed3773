"""A feed and a sitemap of a real server, from the address to the warehouse."""

import pytest

from pipelines.ingest import Ingestion, ingest
from pipelines.source_entries import entries_of
from pipelines.sources import load_sources
from tests.fetching.conftest import Site, site  # noqa: F401 - a fixture
from tests.ingestion.conftest import NOW
from warehouse.connect import open_live

ITEM = (
    "<item><title>{title}</title><link>{url}</link><pubDate>Fri, 14 Nov 2025 10:00:00 GMT</pubDate>"
    "<description>{text}</description></item>"
)
PAGE = """<html><head><title>{title}</title></head><body><article><h1>{title}</h1>
<p>{text} Rescuers were still searching the rubble on Friday evening, officials said.</p>
<p>The regional governor said that two more people were missing after the strike.</p>
</article></body></html>"""


@pytest.fixture
def web(home, site: Site, tmp_path):  # noqa: F811 - the fixture
    """A feed of one entry, its page, and how to read a source of it."""

    def feed(text: str) -> None:
        item = ITEM.format(title="Strike", url=site.url("/one"), text=text)
        body = f'<rss version="2.0"><channel><title>Sample Wire</title>{item}</channel></rss>'
        site.page("/rss", body.encode(), "text/xml", ETag=f'"{len(text)}"')
        site.page("/one", PAGE.format(title="Strike", text=text).encode())

    def read(**settings: object):
        told = {"kind": "feed", "url": site.url("/rss"), "allow_private": True} | settings
        lines = "".join(f"    {name}: {value}\n" for name, value in told.items())
        path = tmp_path / "sources.yml"
        path.write_text(f"sources:\n  sample:\n    pause_seconds: 0\n{lines}")
        source = load_sources(path)["sample"]
        options = source.read_options("reject")
        folder = tmp_path / "home" / "fetched" / "sample"
        entries, done = entries_of(source, options, folder, now=NOW, tell=print)
        run = Ingestion(f"run-{next(counter)}", "sample", NOW, home.quarantine, home.scratch)
        with open_live(home.live) as con:
            account = ingest(con, entries, run)
        done()
        return account

    counter = iter(range(100))
    home.feed, home.fetch, home.site = feed, read, site
    home.folder = tmp_path / "home" / "fetched" / "sample"
    return home


STORED = "select article_id, version, text, publisher, url, published_at::varchar, source from "
STORED += "raw.article_version order by version"


def test_an_entry_is_stored_with_its_address_and_the_files_are_gone(web):
    web.feed("Three people were killed.")
    assert web.fetch().counts["new"] == 1
    ((_, _, text, publisher, url, published_at, source),) = web.ask(STORED)
    assert (text, publisher, source) == ("Three people were killed.", "Sample Wire", "sample")
    assert (url, published_at) == (web.site.url("/one"), "2025-11-14 10:00:00")
    assert [path.name for path in web.folder.iterdir()] == ["state.json"]


def test_an_entry_that_changed_is_a_new_version(web):
    web.feed("Three people were killed.")
    web.fetch()
    web.feed("Four people were killed, one of them a child.")
    assert web.fetch().counts["new_version"] == 1
    assert [row[2] for row in web.ask(STORED)] == [
        "Three people were killed.",
        "Four people were killed, one of them a child.",
    ]


def test_full_pages_are_read_with_the_date_that_the_feed_tells(web):
    web.feed("Three people were killed in a strike on Sumy.")
    account = web.fetch(full_pages="true")
    assert account.counts["new"] == 1, account.rejects
    ((_, _, text, publisher, url, published_at, _),) = web.ask(STORED)
    assert "two more people were missing" in text
    assert (publisher, url) == ("Sample Wire", web.site.url("/one"))
    assert published_at == "2025-11-14 10:00:00"


def test_a_page_that_does_not_come_is_a_rejected_input(web):
    web.feed("Three people were killed.")
    web.site.status("/one", 410)
    account = web.fetch(full_pages="true")
    assert account.counts["rejected"] == 1
    ((path, reason, detail),) = web.ask(
        "select source_path, reason, detail from raw.rejected_input"
    )
    assert (path, reason) == (web.site.url("/one"), "unreadable")
    assert "the server answers 410" in detail


def test_a_source_on_a_private_address_is_refused_unless_it_says_so(web):
    from pipelines.fetching import FetchError

    web.feed("Three people were killed.")
    with pytest.raises(FetchError, match=r"source sample: .*refused: .* private address"):
        web.fetch(allow_private="false")
    assert web.site.asked == []
