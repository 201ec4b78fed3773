"""Pauses, and robots.txt at every address that a page leads through."""

import time

import pytest

from pipelines.fetching.client import Client, Limits
from pipelines.fetching.errors import BusyError, FetchError
from pipelines.fetching.politeness import PoliteClient
from tests.fetching.conftest import FAST


@pytest.fixture
def polite(client):
    return PoliteClient(client, 0.0)


def test_a_pause_is_kept_between_two_requests_to_a_host(site, client):
    feed, one, two = (site.page(path, b"<p>") for path in ("/rss", "/one", "/two"))
    slept = []
    now = [100.0]

    def sleep(seconds):
        slept.append(seconds)
        now[0] += seconds

    polite = PoliteClient(client, 2.0, lambda: now[0], sleep)
    polite.get(feed)
    now[0] += 0.5
    polite.page(one)
    now[0] += 7
    polite.page(two)
    assert slept == [1.5, 2.0]  # before robots.txt, before the first page


def test_a_host_may_ask_for_longer_pauses(site, client):
    site.page("/robots.txt", b"User-agent: *\nCrawl-delay: 9", "text/plain")
    slept = []
    polite = PoliteClient(client, 1.0, lambda: 0.0, slept.append)
    polite.page(site.page("/one", b"<p>"))
    assert slept == [9.0]


def test_a_redirect_is_waited_for_as_well(site, client):
    site.status("/one", 302, Location="/two")
    site.page("/two", b"<p>")
    slept = []
    PoliteClient(client, 3.0, lambda: 0.0, slept.append).page(site.url("/one"))
    assert slept == [3.0, 3.0]  # before /one, as robots.txt was asked for, and before /two


def test_pauses_do_not_use_up_the_time_of_a_request(site):
    site.status("/one", 302, Location="/two")
    site.page("/two", b"here")
    client = Client(Limits(whole_seconds=0.4), allow_private=True)
    polite = PoliteClient(client, 1.0, time.monotonic, lambda _: time.sleep(0.5))
    assert polite.page(site.url("/one")).body == b"here"


def test_a_redirect_cannot_lead_round_robots_txt(site, polite):
    site.page("/robots.txt", b"User-agent: *\nDisallow: /inside", "text/plain")
    site.status("/one", 302, Location="/inside/page")
    site.page("/inside/page", b"<p>")
    with pytest.raises(FetchError, match="/inside/page: its host's robots"):
        polite.page(site.url("/one"))
    assert "/inside/page" not in site.paths()


def test_rules_for_tallywire_come_before_rules_for_all(site, polite):
    rules = b"User-agent: *\nDisallow:\n\nUser-agent: Tallywire\nDisallow: /one"
    site.page("/robots.txt", rules, "text/plain")
    with pytest.raises(FetchError, match="forbids it"):
        polite.page(site.page("/one", b"<p>"))


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 410, 451])
def test_a_robots_txt_that_is_missing_allows_all(site, polite, status):
    site.status("/robots.txt", status)
    assert polite.page(site.page("/one", b"here")).body == b"here"


@pytest.mark.parametrize("status", [500, 502, 503, 429])
def test_a_robots_txt_that_fails_is_asked_once_and_told(site, polite, status):
    site.status("/robots.txt", status)
    for path in ("/one", "/two"):
        with pytest.raises(FetchError, match=r"its robots\.txt cannot be read: .*the server a"):
            polite.page(site.page(path, b"<p>"))
    assert site.paths() == ["/robots.txt"]


def test_a_robots_txt_without_end_costs_neither_time_nor_pages(site, polite):
    rules = b"User-agent: *\n" + b"Disallow: /nothing/*/here$\n" * 3_000
    site.page("/robots.txt", rules + b"#" * 500_000 + b"\nDisallow: /one", "text/plain")
    with pytest.raises(FetchError, match="robots"):
        polite.page(site.page("/one", b"here"))  # larger than the limit of the test's client
    wide = PoliteClient(Client(allow_private=True), 0.0)
    begun = time.monotonic()
    assert wide.page(site.url("/one")).body == b"here"
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize("rules", [b"\xff\xfe\x00", b"\0" * 99, b"Crawl-delay: -1", b"Disallow"])
def test_a_robots_txt_of_rubbish_allows_all(site, polite, rules):
    site.page("/robots.txt", b"User-agent: *\n" + rules, "text/plain")
    assert polite.page(site.page("/one", b"here")).body == b"here"


def test_a_host_that_asks_for_patience_is_not_asked_for_its_other_pages(site, polite):
    site.status("/one", 429, Retry_After="60")
    for path in ("/one", "/two"):
        with pytest.raises(BusyError, match="come again after"):
            polite.page(site.url(path))
    assert site.paths() == ["/robots.txt", "/one"]


@pytest.mark.parametrize("url", ["mailto:desk@news.example", "http://", "http://[::1", "//x/y"])
def test_what_is_no_web_address_is_never_asked_for(client, url):
    with pytest.raises(FetchError, match="no web address"):
        PoliteClient(Client(FAST), 0.0).page(url)
