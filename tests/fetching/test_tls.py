"""TLS: the certificate must be the host's, and limits hold there too."""

import datetime as dt
import socket
import ssl
import time

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from pipelines.fetching.client import Client, FetchError
from tests.fetching.conftest import FAST, reply, serving, slow_body


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A file with the key and the certificate of `news.example`, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "news.example")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("news.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "news.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def trusted(certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


@pytest.fixture
def named():
    """The hosts that clients named before their certificate was shown."""
    return []


@pytest.fixture
def secure(certificate, named):
    """A server that can prove to be `news.example`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.sni_callback = lambda _socket, host, _context: named.append(host)
    with serving("news.example", context) as found:
        yield found


@pytest.fixture
def client():
    return Client(FAST, allow_private=True, resolver=lambda *_: ["127.0.0.1"])


def test_a_page_comes_from_the_host_that_its_certificate_names(secure, trusted, client, named):
    assert client.get(secure.page("/a", b"text")).body == b"text"
    assert named == ["news.example"]


def test_a_certificate_that_nobody_vouches_for_is_refused(secure, client):
    with pytest.raises(FetchError, match=r"cannot be reached: .*certificate"):
        client.get(secure.page("/a", b"text"))
    assert secure.asked == []


def test_a_certificate_of_another_host_is_refused(secure, trusted, client):
    url = secure.page("/a", b"text").replace("news.example", "other.example")
    with pytest.raises(FetchError, match=r"cannot be reached: .*(?:[Hh]ostname|certificate)"):
        client.get(url)
    assert secure.asked == []


@pytest.mark.parametrize("scheme", ["http", "HTTP", "hTTp"])
def test_a_redirect_out_of_tls_is_refused_however_it_is_spelt(secure, trusted, client, scheme):
    secure.status("/a", 302, Location=f"{scheme}://news.example/b")
    with pytest.raises(FetchError, match="redirects from https to http, which is refused"):
        client.get(secure.url("/a"))


def test_a_slow_body_is_cut_off_under_tls_too(secure, trusted, client):
    secure.answers["/a"] = slow_body
    begun = time.monotonic()
    with pytest.raises(FetchError, match=r"took over 1\.5 s"):
        client.get(secure.url("/a"))
    assert time.monotonic() - begun < 3


def test_a_server_that_never_finishes_its_handshake_is_left(client):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        begun = time.monotonic()
        with pytest.raises(FetchError, match=r"took over 1\.5 s|cannot be reached"):
            client.get(f"https://news.example:{silent.getsockname()[1]}/")
        assert time.monotonic() - begun < 3


def test_a_redirect_into_tls_is_followed(secure, trusted, client, site):
    target = secure.page("/b", b"safe")
    site.answers["/a"] = lambda handler: reply(handler, 301, b"", {"Location": target})
    assert client.get(site.url("/a")).body == b"safe"
