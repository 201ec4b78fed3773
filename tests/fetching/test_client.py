"""One request: what comes back, and that nobody can make it last or grow for ever."""

import datetime as dt
import email.utils
import gzip
import time
import tracemalloc
import zlib
from functools import partial

import brotli
import pytest

from pipelines.fetching.client import BusyError, Client, FetchError
from tests.fetching import conftest as serve
from tests.fetching.conftest import FAST


def test_a_page_comes_with_its_type_and_marks(site, client):
    url = site.page("/a", b"<p>Text", "text/html; charset=utf-8", ETag='"1"')
    answer = client.get(url)
    assert (answer.body, answer.media_type, answer.etag) == (b"<p>Text", "text/html", '"1"')
    (_, headers) = site.asked[0]
    assert headers["User-Agent"].startswith("Tallywire/")


PACKED = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": partial(brotli.compress, quality=1),
}


@pytest.mark.parametrize("packing", PACKED)
def test_a_compressed_page_is_unpacked(site, client, packing):
    url = site.page("/a", PACKED[packing](b"text"), Content_Encoding=packing)
    assert client.get(url).body == b"text"


@pytest.mark.parametrize("packing", [*PACKED, "gzip, gzip"])
def test_a_bomb_never_lies_unpacked_in_memory(site, client, packing):
    bomb = b"\0" * 50_000_000
    for name in packing.split(", "):
        bomb = PACKED[name](bomb)
    url = site.page("/a", bomb, Content_Encoding=packing)
    tracemalloc.start()
    with pytest.raises(FetchError, match=r"more than 0\.1 MB"):
        client.get(url)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4_000_000


def test_what_has_not_changed_is_not_sent_again(site, client):
    url = site.status("/feed", 304)
    answer = client.get(url, etag='"7"', last_modified="Fri, 14 Nov 2025 10:00:00 GMT")
    assert answer.not_modified
    headers = site.asked[0][1]
    assert headers["If-None-Match"] == '"7"'
    assert headers["If-Modified-Since"] == "Fri, 14 Nov 2025 10:00:00 GMT"


def test_redirects_are_followed_to_the_end(site, client):
    site.status("/a", 301, Location="/b")
    site.status("/b", 307, Location=site.url("/c"))
    site.page("/c", b"here")
    answer = client.get(site.url("/a"))
    assert (answer.body, answer.url) == (b"here", site.url("/c"))


LOCATIONS = {
    "a_circle": ("/a", "more than 5 redirects"),
    "another_scheme": ("file:///etc/passwd", "no web address"),
    "a_script": ("javascript:alert(1)", "no web address"),
    "a_name_and_password": ("http://me:secret@127.0.0.1/", "with a user name in it is refused"),
    "a_broken_address": ("http://[::1", "redirects to what is no address"),
    "a_port_that_is_none": ("http://127.0.0.1:99999/", "no web address"),
}


@pytest.mark.parametrize("name", LOCATIONS)
def test_a_redirect_that_cannot_be_followed_is_one_line(site, client, name):
    target, told = LOCATIONS[name]
    site.status("/a", 302, Location=target)
    with pytest.raises(FetchError, match=told) as caught:
        client.get(site.url("/a"))
    assert "secret" not in str(caught.value)


ENDLESS = {
    "a_slow_body": (serve.slow_body, "took over 1.5 s|broke off"),
    "slow_headers": (serve.slow_headers, "took over 1.5 s|cannot be reached"),
    "silence": (serve.silent, "cannot be reached: .*[Tt]imed? ?out"),
    "an_endless_body": (serve.endless, "more than 0.1 MB"),
    "a_gzip_bomb": (serve.gzip_bomb, "more than 0.1 MB"),
    "a_body_that_breaks_off": (serve.cut_off, "broke off"),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_no_server_holds_the_client_or_fills_its_memory(site, client, name):
    answer, told = ENDLESS[name]
    site.answers["/a"] = answer
    begun = time.monotonic()
    with pytest.raises(FetchError, match=told):
        client.get(site.url("/a"))
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize("status", [403, 404, 410, 500, 502])
def test_an_error_of_the_server_is_told_with_its_number(site, client, status):
    with pytest.raises(FetchError, match=f"the server answers {status}"):
        client.get(site.status("/a", status))


@pytest.mark.parametrize(
    ("header", "seconds"),
    [({"Retry_After": "120"}, 120), ({}, 3600), ({"Retry_After": "soon"}, 3600)],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_names_when_to_come_again(site, client, header, seconds, status):
    with pytest.raises(BusyError, match="come again after") as caught:
        client.get(site.status("/a", status, **header))
    wait = caught.value.not_before - dt.datetime.now(dt.UTC)
    assert abs(wait.total_seconds() - seconds) < 30


FAR_DATES = ["Wed, 21 Oct 2099 07:28:00 GMT", "Fri, 31 Dec 9999 23:59:59 +0100", "9999999999"]


@pytest.mark.parametrize("told", FAR_DATES)
def test_nobody_is_waited_for_longer_than_a_week(site, client, told):
    with pytest.raises(BusyError) as caught:
        client.get(site.status("/a", 503, Retry_After=told))
    wait = caught.value.not_before - dt.datetime.now(dt.UTC)
    assert abs(wait.total_seconds() - 7 * 86_400) < 30


def test_a_date_in_retry_after_is_read(site, client):
    moment = dt.datetime.now(dt.UTC).replace(microsecond=0) + dt.timedelta(days=2)
    url = site.status("/a", 503, Retry_After=email.utils.format_datetime(moment, usegmt=True))
    with pytest.raises(BusyError) as caught:
        client.get(url)
    assert caught.value.not_before == moment


def test_a_date_in_retry_after_beyond_the_calendar_is_none(site, client):
    with pytest.raises(BusyError) as caught:
        client.get(site.status("/a", 503, Retry_After="Fri, 31 Dec 9999 23:59:59 -0100"))
    assert caught.value.not_before < dt.datetime.now(dt.UTC) + dt.timedelta(days=8)


def test_what_a_server_writes_cannot_rule_a_terminal(site, client):
    url = site.raw("/a", b"HTTP/1.1 404 \x1b[2J\xc2\x9bgone\r\nContent-Length: 0\r\n\r\n")
    with pytest.raises(FetchError, match=r"the server answers 404 \?\[2J") as caught:
        client.get(url)
    assert str(caught.value).isprintable()


def test_a_redirect_in_utf_8_leads_to_the_page_that_is_meant(site, client):
    target = "/новини".encode()
    site.raw("/a", b"HTTP/1.1 301 \r\nContent-Length: 0\r\nLocation: " + target + b"\r\n\r\n")
    site.page("/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8", b"here")
    assert client.get(site.url("/a")).body == b"here"


def test_a_mark_that_cannot_be_sent_back_is_not_kept(site, client):
    assert client.get(site.page("/a", b"text", ETag="x" * 600)).etag is None
    client.get(site.url("/a"), etag='"1"\r\nX-Injected: yes')
    assert "If-None-Match" not in site.asked[-1][1]


def test_a_packing_that_nobody_asked_for_is_told(site, client):
    url = site.page("/a", b"text", Content_Encoding="compress")
    with pytest.raises(FetchError, match="sent packed as compress, which was not asked for"):
        client.get(url)


def test_proxies_of_the_environment_are_not_used(site, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    url = site.page("/a", b"text")
    assert Client(FAST, allow_private=True).get(url).body == b"text"


def test_a_host_that_nobody_knows_is_one_line():
    def unknown(host, port):
        raise OSError(-2, "Name or service not known")

    with pytest.raises(FetchError, match=r"cannot be reached: .*Name or service not known"):
        Client(FAST, resolver=unknown).get("http://nowhere.example/")
