"""What can go wrong on the network, each in one line that a terminal can show.

Belongs here: the errors of this package. Does not belong here: what is done about them.
"""

from __future__ import annotations

import datetime as dt

_LONGEST = 500
_TRANSIENT = frozenset({408, 425})


class FetchError(Exception):
    """An address that gave nothing; the message is one line for the user.

    Servers write parts of it: what does not print, and could rule a terminal, becomes "?".
    `is_final`: asked again, the address is likely to give the same.
    """

    def __init__(self, message: str, *, is_final: bool = False) -> None:
        line = " ".join(message.split())
        super().__init__("".join(c if c.isprintable() else "?" for c in line)[:_LONGEST])
        self.is_final = is_final


class StatusError(FetchError):
    """A server that answered with another status than 200."""

    def __init__(self, url: str, status: int, reason: str) -> None:
        is_final = 400 <= status < 500 and status not in _TRANSIENT
        super().__init__(f"{url}: the server answers {status} {reason}", is_final=is_final)
        self.status = status


class BusyError(FetchError):
    """The server asks to come again later, not before `not_before` (UTC)."""

    def __init__(self, message: str, not_before: dt.datetime) -> None:
        super().__init__(message)
        self.not_before = not_before
