"""No connection to an address that is not public, whatever it is called."""

import ipaddress
import socket
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.fetching.client import Client, FetchError, Limits
from pipelines.fetching.guard import Guard, PrivateAddressError, is_public
from tests.fetching.conftest import FAST, slow_body

PRIVATE = [
    "127.0.0.1", "127.8.8.8",
    "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "192.0.2.7", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::", "::1", "fe80::1",
    "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:a00:1::1", "2001:db8::1",
    "192.0.0.192", "192.88.99.1", "240.0.0.1", "::7f00:1", "64:ff9b:1::7f00:1", "fec0::1",
    "3fff::1", "5f00::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "nonsense",
]  # fmt: skip
PUBLIC = ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "2002:808:808::1"]


@pytest.mark.parametrize("address", PRIVATE)
def test_special_addresses_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_of_the_world_are_public(address):
    assert is_public(address)


def test_one_private_address_among_public_ones_is_enough_to_refuse():
    guard = Guard(lambda host, port: ["93.184.215.14", "10.0.0.1"])
    with pytest.raises(PrivateAddressError, match=r"news.example lies at .* 10\.0\.0\.1"):
        guard.connect("news.example", 80)


def test_the_address_that_was_judged_is_the_one_connected_to(monkeypatch):
    """A name that answers differently the second time (DNS rebinding) is never asked again."""
    answers = iter([["93.184.215.14"], ["127.0.0.1"]])
    connected = []

    def connect(address, **options):
        connected.append(address)
        raise ConnectionRefusedError("refused by the test")

    monkeypatch.setattr("pipelines.fetching.guard.create_connection", connect)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: pytest.fail("asked again"))
    client = Client(FAST, resolver=lambda host, port: next(answers))
    with pytest.raises(FetchError, match="cannot be reached: refused by the test"):
        client.get("http://news.example/")
    assert connected == [("93.184.215.14", 80)]


SPELLINGS = [
    "http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://2130706433:{port}/",
    "http://0x7f.1:{port}/", "http://0177.0.0.1:{port}/", "http://[::1]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/", "http://0.0.0.0:{port}/", "http://127.1:{port}/",
    "HTTP://LOCALHOST.:{port}/", "http://%6cocalhost:{port}/", "http://①②⑦.1:{port}/",
]  # fmt: skip


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_loopback_is_refused_however_it_is_spelt(site, spelling):
    site.page("/", b"secret")
    url = spelling.format(port=site.address.rpartition(":")[2])
    with pytest.raises(FetchError, match=r"refused: .* allow_private: true|cannot be reached"):
        Client(FAST).get(url)
    assert site.asked == []


def test_a_redirect_cannot_lead_from_a_public_host_to_a_private_one(site, monkeypatch):
    """`public.example` is a real server of the test that the guard takes for a public one."""
    port = int(site.address.rpartition(":")[2])
    hosts = {"public.example": ["93.184.215.14"], "inside.example": ["127.0.0.1"]}
    site.status("/out", 302, Location=f"http://inside.example:{port}/secret")
    site.page("/secret", b"secret")

    def connect(address, **options):
        assert address[0] == "93.184.215.14", "a private address was connected to"
        return socket.create_connection(("127.0.0.1", address[1]), timeout=2)

    monkeypatch.setattr("pipelines.fetching.guard.create_connection", connect)
    client = Client(FAST, resolver=lambda host, _: hosts[host])
    with pytest.raises(FetchError, match=r"inside.example lies at the private address 127.0.0.1"):
        client.get(f"http://public.example:{port}/out")
    assert site.paths() == ["/out"]


@pytest.mark.parametrize("port", [0, 22, 25, 143, 1023])
def test_ports_of_mail_and_other_servers_are_not_asked(port):
    asked = []
    client = Client(FAST, resolver=lambda *host: asked.append(host) or ["93.184.215.14"])
    with pytest.raises(FetchError, match=f"port {port} is not asked for web pages"):
        client.get(f"http://news.example:{port}/")
    assert asked == []


def test_a_host_of_many_dead_addresses_takes_no_longer_than_one(monkeypatch):
    tried = []

    def connect(address, timeout, **options):
        tried.append(address)
        time.sleep(timeout)
        raise TimeoutError("timed out")

    monkeypatch.setattr("pipelines.fetching.guard.create_connection", connect)
    addresses = [f"93.184.215.{n}" for n in range(1, 200)]
    client = Client(Limits(connect_seconds=0.2, whole_seconds=0.5), resolver=lambda *_: addresses)
    begun = time.monotonic()
    with pytest.raises(FetchError, match=r"took over 0\.5 s"):
        client.get("http://news.example/")
    assert time.monotonic() - begun < 1.5
    assert 1 < len(tried) < 5


def test_a_connection_that_comes_when_the_time_is_up_is_closed(site, monkeypatch):
    site.answers["/"] = slow_body

    def connect(address, **options):
        time.sleep(0.4)
        return socket.create_connection(address, timeout=2)

    monkeypatch.setattr("pipelines.fetching.guard.create_connection", connect)
    begun = time.monotonic()
    with pytest.raises(FetchError, match=r"took over 0\.2 s"):
        Client(Limits(whole_seconds=0.2), allow_private=True).get(site.url("/"))
    assert time.monotonic() - begun < 1.5
    assert site.asked == []


def test_a_source_may_say_that_a_private_address_is_meant(site):
    url = site.page("/", b"inside")
    assert Client(FAST, allow_private=True).get(url).body == b"inside"


ODD = st.one_of(
    st.text(max_size=60),
    st.from_regex(
        r"(https?|ftp|file|gopher)://[\w.:@\[\]%-]{0,30}(/[\w.%-]{0,10})?", fullmatch=True
    ),
    st.sampled_from([text.format(port=8000) for text in SPELLINGS]),
    st.ip_addresses().map(lambda a: f"http://[{a}]/" if a.version == 6 else f"http://{a}/"),
    st.ip_addresses(v=4).map(lambda a: f"//[::ffff:{a}]/x"),
)


def numeric(host, port):
    """Resolve literal addresses as the system does, and nothing else."""
    if host == "public.example":
        return ["93.184.215.14"]
    try:
        infos = socket.getaddrinfo(host, port, flags=socket.AI_NUMERICHOST)
    except (OSError, UnicodeError, OverflowError) as error:
        raise OSError("unknown host") from error
    return [info[4][0] for info in infos]


def judged(connected):
    """Whether all addresses are global by another judgement than the guard's."""
    found = [ipaddress.ip_address(address) for address in connected]
    plain = [getattr(a, "ipv4_mapped", None) or getattr(a, "sixtofour", None) or a for a in found]
    return all(a.is_global and not a.is_multicast for a in plain)


@pytest.fixture
def connected(monkeypatch):
    """The addresses that were connected to; nobody answers, but `public.example` does."""
    found = []

    def connect(address, **options):
        found.append(address[0])
        if address[0] == "93.184.215.14":
            return socket.create_connection(("127.0.0.1", address[1]), timeout=2)
        raise ConnectionRefusedError("refused by the test")

    monkeypatch.setattr("pipelines.fetching.guard.create_connection", connect)
    return found


ONE_FIXTURE = [HealthCheck.function_scoped_fixture]


@settings(max_examples=300, deadline=None, suppress_health_check=ONE_FIXTURE)
@given(url=ODD)
def test_no_address_makes_anything_but_one_clear_error(connected, url):
    with pytest.raises(FetchError) as caught:
        Client(FAST, resolver=numeric).get(url)
    assert str(caught.value).isprintable()
    assert judged(connected)


@settings(max_examples=300, deadline=None, suppress_health_check=ONE_FIXTURE)
@given(
    target=st.one_of(ODD.map(lambda url: url.encode("utf-8", "replace")), st.binary(max_size=60))
)
def test_no_redirect_makes_anything_but_one_clear_error(site, connected, target):
    port = int(site.address.rpartition(":")[2])
    site.raw(
        "/out", b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + target + b"\r\n\r\n"
    )
    with pytest.raises(FetchError) as caught:
        Client(FAST, resolver=numeric).get(f"http://public.example:{port}/out")
    assert str(caught.value).isprintable()
    assert "93.184.215.14" in connected
    assert judged(connected)
