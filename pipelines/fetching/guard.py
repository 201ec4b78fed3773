"""Connections that reach public addresses only.

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
from collections.abc import Callable, Sequence
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError
from urllib3.util.connection import create_connection

Resolve = Callable[[str, int], Sequence[str]]
"""From a host and port to its addresses, as text. Raises `OSError` where there is none."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


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
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    for inner in _embedded(parsed):
        if not inner.is_global or inner.is_multicast or inner.is_reserved:
            return False
    return True


def _embedded(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> list[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    """Return the IPv4 address that an IPv6 address stands for, where it does, else itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    if address in _NAT64:
        return [ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    if address.ipv4_mapped:
        return [address.ipv4_mapped]
    if address.sixtofour:
        return [address, address.sixtofour]
    if address.teredo:
        return [address, *address.teredo]
    return [address]


class Guard:
    """Opens sockets to hosts that may be reached, and closes them all when time is up."""

    def __init__(self, resolver: Resolve = resolve, *, allow_private: bool = False) -> None:
        self._resolve = resolver
        self._allow_private = allow_private
        self._open: list[socket.socket] = []
        self._lock = threading.Lock()

    def connect(self, host: str, port: int, **options: Any) -> socket.socket:
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
            try:
                opened = create_connection((address, port), **options)
            except OSError as error:
                failure = error
            else:
                with self._lock:
                    self._open.append(opened)
                return opened
        raise failure

    def cut(self) -> None:
        """Shut every connection, also those that somebody waits on; they end with an error."""
        with self._lock:
            for opened in self._open:
                try:
                    opened.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # closed by itself
            self._open.clear()


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
