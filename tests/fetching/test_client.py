"""One request: what comes back, and that nobody can make it last or grow for ever."""

import datetime as dt
import gzip
import time

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


def test_a_compressed_page_is_unpacked(site, client):
    url = site.page("/a", gzip.compress(b"text"), Content_Encoding="gzip")
    assert client.get(url).body == b"text"


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


def test_a_date_in_retry_after_is_read(site, client):
    url = site.status("/a", 503, Retry_After="Wed, 21 Oct 2099 07:28:00 GMT")
    with pytest.raises(BusyError) as caught:
        client.get(url)
    assert caught.value.not_before == dt.datetime(2099, 10, 21, 7, 28, tzinfo=dt.UTC)


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
