"""Which kind of XML a file is: the name of its first element.

Belongs here: finding it in the first bytes of a file. Does not belong here: parsing XML.
"""

from __future__ import annotations

import re

_PROLOGUE = rb"(?:\s++|<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^<>\[]*(?:\[.*?\]\s*)?>)*+"
_ROOT = re.compile(_PROLOGUE + rb"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)", re.S | re.I)
_MARK = b"\xef\xbb\xbf"


def root_name(head: bytes) -> str:
    """Return the name of the first element, in lower case and without prefix, or "".

    >>> root_name(b'<?xml version="1.0"?><!-- <b> --><atom:feed>')
    'feed'
    """
    # Without its NUL bytes UTF-16 reads like UTF-8 as far as names of elements go.
    plain = head.replace(b"\x00", b"").removeprefix(_MARK).lstrip(b"\xff\xfe")
    found = _ROOT.match(plain)
    return found[1].decode("ascii").lower() if found else ""
