"""A feed file as the XML of its entries, one by one.

Belongs here: where entries begin and end in RSS and Atom, what stands around them, and parsing one
of them alone. Does not belong here: what the elements of an entry mean.

Parsed alone, an entry that is not well formed costs itself only, and what is held is bounded.
Nothing is fetched, and no entity is expanded but single characters.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipelines.articles.decoding import decode
from pipelines.articles.draft import UnusableError

_LONGEST_HEAD = 200_000
_LONGEST_TAG = 10_000

_PROLOGUE = re.compile(
    r"(?:\s++|<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^<>\[]*(?:\[.*?\]\s*)?>)*+", re.S | re.I
)
_DECLARED = re.compile(rb"<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})", re.I)
_FIRST_ELEMENT = re.compile(r"<([A-Za-z][\w:.-]*)[^<>]*>?")
_ENTITY = re.compile(r"<!ENTITY\b", re.I)
_CHARACTER = re.compile(r"<!ENTITY\s+[\w.-]{1,40}\s+([\"'])(?:&#\w{1,8};|[^&%<\"']){1,8}\1")
_LANDMARK = re.compile(
    r"<!--|<!\[CDATA\[|<(?P<close>/?)(?:[\w.-]+:)?(?:item|entry)(?=[\s/>])", re.I
)
_ENDS = {"<!--": "-->", "<![CDATA[": "]]>"}
# In CDATA the same is written so: there it is HTML, which says the same in both ways.
_AMPERSAND = re.compile(r"&(?!(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);)(\w{1,32};)?")
_SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": True}
_TOO_DEEP = re.compile("depth|huge|limit", re.I)


@dataclass(frozen=True, slots=True)
class Feed:
    """The characters of a feed, and those of them that stand before its entries.

    `tag` is the start tag of the element `root` around all entries, with the namespaces that it
    declares; "" where the only entry is the root.
    """

    text: str
    head: str
    tag: str
    root: str

    def entries(self) -> Iterator[tuple[str, bool]]:
        """Yield the XML of each entry and whether all of it is there.

        One that is not closed ends where the next begins.
        """
        for start, end, is_whole in _spans(self.text):
            yield self.text[start:end], is_whole

    def around(self, entry: str) -> bytes:
        """Return a feed of `entry` alone, in UTF-8."""
        channel = "</channel>" if "<channel" in self.head and "</channel" not in self.head else ""
        end = f"{channel}</{self.root}>" if self.head else ""
        return f"{self.head}{entry}{end}".encode("utf-8", "replace")


def feed_of(raw: bytes) -> Feed:
    """Return the feed that a file holds.

    Raises `UnusableError`: `unsafe` where the document declares entities that stand for more than
    some characters, `malformed` where no sensible feed has so much before its entries, and as
    `decode`.
    """
    declared = _DECLARED.search(raw[:1_000])
    text = decode(raw, declared[1].decode("ascii") if declared else None)
    start = prologue.end() if (prologue := _PROLOGUE.match(text)) else 0
    _refuse_entities(text[:start])
    text = text[start:]
    root = _FIRST_ELEMENT.match(text)
    if root is None:
        raise UnusableError("malformed", "no feed: neither RSS nor Atom")
    first = next(_spans(text), None)
    head = text[: first[0]] if first else text
    if len(head) > _LONGEST_HEAD:
        raise UnusableError("malformed", f"over {_LONGEST_HEAD // 1_000} kB before the first entry")
    is_short = len(head) > 0 and len(root[0]) <= _LONGEST_TAG
    return Feed(text, head, root[0] if is_short else "", root[1])


def _refuse_entities(prologue: str) -> None:
    for found in _ENTITY.finditer(prologue):
        if not _CHARACTER.match(prologue, found.start()):
            raise UnusableError("unsafe", "the file declares entities that stand for other content")


def parsed(xml: str, tag: str = "", root: str = "") -> etree._Element:
    """Return the root of a piece of XML, well formed or mended.

    `tag` opens the feed around the piece and declares its namespaces. Raises `UnusableError`
    (`malformed`) where there is no element, or no end to the depth of elements.
    """
    whole = f"{tag}{xml}</{root}>" if tag else xml
    try:
        return etree.fromstring(whole.encode("utf-8", "replace"), etree.XMLParser(**_SAFE))
    except etree.XMLSyntaxError:
        parser = etree.XMLParser(**_SAFE, recover=True)
    mended = _AMPERSAND.sub(_character, whole)
    element = etree.fromstring(mended.encode("utf-8", "replace"), parser)
    if element is None:
        raise UnusableError("malformed", "no XML")
    if any(_TOO_DEEP.search(error.message) for error in parser.error_log):
        raise UnusableError("malformed", "elements nested too deeply")
    return element


def _character(found: re.Match[str]) -> str:
    """Return the character that HTML has a name for, else an ampersand that XML takes."""
    character = html.unescape(found[0]) if found[1] else "&"
    return "&amp;" + (found[1] or "") if "&" in character or "<" in character else character


def _spans(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where each entry begins and ends, and whether it ends before the text does."""
    start: int | None = None
    position = 0
    while found := _LANDMARK.search(text, position):
        position = found.end()
        if ending := _ENDS.get(found[0].upper()):
            closed = text.find(ending, position)
            if closed < 0:
                break
            position = closed + len(ending)
            continue
        end = text.find(">", position) + 1
        if not end:
            break
        if not found["close"]:
            if start is not None:
                yield start, found.start(), True
            start = found.start()
        if start is not None and (found["close"] or text[end - 2] == "/"):
            yield start, end, True
            start = None
    if start is not None:
        yield start, len(text), False
