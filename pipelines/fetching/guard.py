"""Connections that reach public addresses only, and end when their time is up.

Belongs here: resolving a host, judging its addresses, connecting to the judged one. Does not belong
here: HTTP.

A host is resolved once, every address that it has must be public, and the connection goes to one of
those very addresses: a name that answers differently the second time gains nothing. As the check
lies in the connection, a redirect cannot go round it. Proxies of the environment are not used.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError
from urllib3.util.connection import create_connection

Resolve = Callable[[str, int], Sequence[str]]
"""From a host and port to its addresses, as text. Raises `OSError` where there is none."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_UNICAST = ipaddress.ip_network("2000::/3")
_SPECIAL = tuple(
    ipaddress.ip_network(network)
    for network in (
        "192.0.0.0/24",  # protocols; a cloud hands out credentials here
        "192.88.99.0/24",  # relays of 6to4
        "2001::/23",  # protocols and tunnels, Teredo among them
        "3fff::/20",  # documentation
    )
)
"""What the registries of IANA set apart and `ipaddress` takes for public in some Pythons."""


class PrivateAddressError(Exception):
    """A host that lies on a private, loopback, link-local or otherwise special address."""


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host, each once, in the order of the system's resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Tell whether an address can be reached by everybody; one that embeds another is that one.

    >>> [is_public(a) for a in ("93.184.215.14", "10.0.0.1", "::ffff:127.0.0.1", "fe80::1%eth0")]
    [True, False, False, False]
    """
    try:
        parsed = _embedded(ipaddress.ip_address(address.partition("%")[0]))
    except ValueError:
        return False
    if not parsed.is_global or parsed.is_multicast or parsed.is_reserved:
        return False
    if isinstance(parsed, ipaddress.IPv6Address) and parsed not in _UNICAST:
        return False
    return not any(parsed in network for network in _SPECIAL)


def _embedded(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """Return the IPv4 address that an IPv6 address leads to, where it does, else itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


class Guard:
    """Opens sockets to hosts that may be reached, and shuts them when their time is up."""

    def __init__(self, resolver: Resolve = resolve, *, allow_private: bool = False) -> None:
        self._resolve = resolver
        self._allow_private = allow_private
        self._handles: list[socket.socket] = []
        self._lock = threading.Lock()
        self._ends_at = float("inf")
        self._is_over = False
        self.is_late = False

    @contextmanager
    def limited(self, seconds: float) -> Iterator[None]:
        """Shut all connections after `seconds`, whatever they wait for, or at the end of the block.

        Then `is_late` tells that it was the time. The system's resolver alone cannot be cut off; it
        has time-outs of its own.
        """
        self._ends_at = time.monotonic() + seconds
        timer = threading.Timer(max(0.0, seconds), self._end)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            self._shut()

    def connect(
        self, host: str, port: int, timeout: float | None = None, **options: Any
    ) -> socket.socket:
        """Return a socket that is connected to `host`.

        Raises `PrivateAddressError`, or `OSError` where no address answers.
        """
        addresses = self._resolve(host.strip("[]"), port)
        if not self._allow_private:
            for address in addresses:
                if not is_public(address):
                    raise PrivateAddressError(f"{host} lies at the private address {address}")
        failure: OSError = OSError(f"{host} has no address")
        for address in addresses:
            left = min(timeout or threading.TIMEOUT_MAX, self._ends_at - time.monotonic())
            if left <= 0:
                self.is_late = True
                raise TimeoutError(f"{host} took too long")
            try:
                opened = create_connection((address, port), timeout=left, **options)
            except OSError as error:
                failure = error
            else:
                opened.settimeout(timeout)
                return self._held(opened)
        raise failure

    def _held(self, opened: socket.socket) -> socket.socket:
        # TLS takes the socket over and empties the object; a second handle on it stays good.
        with self._lock:
            if self._is_over:
                opened.close()
                raise TimeoutError("the time is up")
            self._handles.append(opened.dup())
        return opened

    def _end(self) -> None:
        self.is_late = True
        self._shut()

    def _shut(self) -> None:
        with self._lock:
            self._is_over = True
            for handle in self._handles:
                with suppress(OSError):  # the other side was faster
                    handle.shutdown(socket.SHUT_RDWR)
                handle.close()
            self._handles.clear()


def guarded_pools(guard: Guard) -> urllib3.PoolManager:
    """Return a pool manager whose every connection is opened by `guard`."""

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _opened(self, guard)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _opened(self, guard)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    pools = urllib3.PoolManager(num_pools=4, maxsize=1)
    pools.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}
    return pools


def _opened(connection: HTTPConnection, guard: Guard) -> socket.socket:
    try:
        return guard.connect(
            connection._dns_host,
            connection.port,
            timeout=connection.timeout,
            socket_options=connection.socket_options,
        )
    except OSError as error:
        raise NewConnectionError(connection, str(error)) from error
