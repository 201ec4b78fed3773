"""A web server of the test's own, on loopback, and a client that may reach it."""

import gzip
import http.server
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from pipelines.fetching import Limits
from pipelines.fetching.client import Client

Handler = http.server.BaseHTTPRequestHandler
FAST = Limits(connect_seconds=2, read_seconds=0.5, whole_seconds=1.5, body_bytes=100_000)


@dataclass
class Site:
    """What the server answers: a function by path; and what it was asked for."""

    address: str
    answers: dict[str, Callable[[Handler], None]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str) -> str:
        return self.address + path

    def page(self, path: str, body: bytes, media_type: str = "text/html", **headers: str) -> str:
        """Answer with a body; returns its address."""

        def answer(handler: Handler) -> None:
            reply(handler, 200, body, {"Content-Type": media_type, **headers})

        self.answers[path] = answer
        return self.url(path)

    def status(self, path: str, status: int, **headers: str) -> str:
        self.answers[path] = lambda handler: reply(handler, status, b"", headers)
        return self.url(path)

    def raw(self, path: str, answer: bytes) -> str:
        """Answer with these very bytes, headers and all."""
        self.answers[path] = lambda handler: handler.wfile.write(answer)
        return self.url(path)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


def reply(handler: Handler, status: int, body: bytes, headers: dict[str, str]) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    if "Content_Length" not in headers:
        handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


@contextmanager
def serving(host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Run a server on loopback, called `host`; a path that it does not know is 404."""

    class Answering(Handler):
        def do_GET(self) -> None:  # noqa: N802 - the library's name
            found.asked.append((self.path, dict(self.headers)))
            answer = found.answers.get(self.path)
            try:
                if answer:
                    answer(self)
                else:
                    reply(self, 404, b"not here", {})
            except OSError:
                pass  # the client went away, as it should

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    server.daemon_threads = True
    if tls:
        server.socket = tls.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    found = Site(f"{'https' if tls else 'http'}://{host}:{server.server_port}")
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


@pytest.fixture
def client() -> Client:
    return Client(FAST, allow_private=True)


def slow_body(handler: Handler) -> None:
    """A byte now and then: no single read takes long, all of them take for ever."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _ in range(1000):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.2)


def slow_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(1000):
        handler.wfile.write(f"X-{number}: y\r\n".encode())
        handler.wfile.flush()
        time.sleep(0.2)


def silent(handler: Handler) -> None:
    time.sleep(3)


def endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"x" * 10_000)


BOMB = gzip.compress(b"\0" * 50_000_000, 9)


def gzip_bomb(handler: Handler) -> None:
    reply(handler, 200, BOMB, {"Content-Encoding": "gzip"})


def cut_off(handler: Handler) -> None:
    reply(handler, 200, b"<html>half", {"Content_Length": "5000"})
    handler.wfile.flush()
    handler.connection.close()
