"""Feed files, RSS and Atom of every version, one article an entry.

Belongs here: which elements of an entry make an article. Its text is the content, else the summary:
which of the two a publisher fills with the whole article differs from feed to feed. Does not belong
here: polling feeds over the network, or the pages that entries lead to.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from lxml import etree

from pipelines.articles.cleaning import clean_line, clean_text
from pipelines.articles.dates import parse_date
from pipelines.articles.draft import Draft, InputFile, Readings, Rejection, UnusableError
from pipelines.articles.markup import without_markup
from pipelines.articles.metadata import Metadata, metadata_from
from pipelines.articles.readers.feed_entries import Feed, feed_of, parsed
from pipelines.articles.readers.source import Source, sha256_of, whole
from pipelines.articles.readers.xml_root import root_name
from pipelines.records import RejectReason

_FEEDS = frozenset({"rss", "feed", "rdf", "channel", "entry"})
_MAIL_ADDRESS = re.compile(r"<?[\w.+-]{1,64}@[\w.-]{1,255}>?")
_LANGUAGE = re.compile(r"\s*([A-Za-z]{2,3})(?![A-Za-z])")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MOST_ENTRIES = 50_000
"""What is refused of a feed is kept entry by entry: three million empty ones fit into a file."""

_WORDS = ("text", "html", "xhtml", "text/plain", "text/html", "application/xhtml+xml")

# The names that elements have here. All other namespaces repeat what these say, or tell of media.
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://www.w3.org/1999/xhtml": "xhtml:",
    "http://www.w3.org/2005/atom": "",
    "http://purl.org/atom/ns#": "",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "",
}
_TEXTS = ("content:encoded", "content", "xhtml:body", "description", "summary", "dc:description")
_PUBLISHED = ("published", "pubdate", "issued", "dc:date", "dcterms:issued", "dcterms:created")
_UPDATED = ("updated", "modified", "dcterms:modified")


_Fields = dict[str, list[etree._Element]]
"""The children of an element under their names."""


@dataclass(frozen=True, slots=True)
class _Channel:
    """What a feed says of itself. `root` is the name of its first element."""

    root: str
    media_type: str
    name: str | None
    publisher: str | None
    language: str | None


def is_feed(head: bytes) -> bool:
    """Whether the first bytes of a file, in any encoding of Unicode, open an RSS or Atom feed."""
    return root_name(head) in _FEEDS


def read_feed(file: InputFile) -> Readings:
    """Yield one reading an entry, named `file#entry` from 1. Raises `OSError`.

    An entry without text is `no_text` and kept as a feed of its own. A file that is no feed is
    `malformed`, a feed without entries `empty`, one that declares entities `unsafe`.
    """
    source = whole(file)
    try:
        feed = feed_of(source.checked())
        channel = _channel_of(feed)
    except UnusableError as error:
        yield Rejection(source.name, source.raw_sha256, error.reason, error.detail)
        return
    number = 0
    for number, (entry, is_whole) in enumerate(feed.entries(), start=1):
        if number > _MOST_ENTRIES:
            detail = f"more than {_MOST_ENTRIES:,} entries; those before are read"
            yield Rejection(source.name, source.raw_sha256, "too_large", detail)
            return
        name = file.part(f"#{number}")
        digest = sha256_of(entry.encode("utf-8", "replace"))
        try:
            if not is_whole:
                raise UnusableError("malformed", "the file ends inside this entry")
            element = parsed(entry, feed.tag, feed.root)
            named = replace(source, name=name, raw_sha256=digest)
            yield _article(element, named, channel)
        except UnusableError as error:
            kept = feed.around(entry)
            yield Rejection(name, digest, error.reason, error.detail, raw=kept, suffix=".xml")
    if not number:
        is_known = channel.root in _FEEDS
        detail = "a feed without entries" if is_known else "no feed: neither RSS nor Atom"
        reason: RejectReason = "empty" if is_known else "malformed"
        yield Rejection(source.name, source.raw_sha256, reason, detail)


def _channel_of(feed: Feed) -> _Channel:
    root = parsed(feed.around("").decode()) if feed.head else None
    kind = root_name(feed.text[:4_096].encode("utf-8", "replace"))
    media_type = "application/atom+xml" if kind in ("feed", "entry") else "application/rss+xml"
    if root is None:
        return _Channel(kind, media_type, None, None, None)
    told = [_fields(root), *(_fields(child) for child in root if _name(child) == "channel")]
    fields = {name: found for each in told for name, found in each.items()}
    title = _words(fields, "title", "dc:title")
    language = _language(_words(fields, "language", "dc:language"), root.get(_LANG))
    name = _words(fields, "id", "link") or title
    return _Channel(kind, media_type, name, _words(fields, "dc:publisher") or title, language)


def _article(element: etree._Element, source: Source, channel: _Channel) -> Draft:
    entry = element if _name(element) in ("item", "entry") else next(iter(element), None)
    if entry is None:
        raise UnusableError("malformed", "an entry that cannot be parsed")
    fields = _fields(entry)
    link = _link(fields)
    text = next(filter(None, (_text(fields, name) for name in _TEXTS)), "")
    if not text:
        page = f"; its page is {link[:200]}" if link else ""
        raise UnusableError("no_text", f"an entry without content and summary{page}")
    return Draft(
        source_path=source.name,
        raw_sha256=source.raw_sha256,
        media_type=channel.media_type,
        retrieved_at=source.retrieved_at,
        text=text,
        about=_about(fields, link, entry.get(_LANG), channel),
    )


def _about(fields: _Fields, link: str | None, language: str | None, channel: _Channel) -> Metadata:
    published, updated = _words(fields, *_PUBLISHED), _words(fields, *_UPDATED)
    is_dated = published is not None and parse_date(published) is not None
    origin = _words(fields, "dc:publisher") or _origin(fields)
    return metadata_from(
        {
            "doc_id": None if link else _doc_id(_words(fields, "guid", "id"), channel),
            "url": link,
            "publisher": origin or channel.publisher,
            "title": _words(fields, "title", "dc:title"),
            "authors": _authors(fields),
            "date": published if is_dated or not updated else updated,
            "language": _language(_words(fields, "dc:language", "language"), language)
            or channel.language,
        }
    )


def _fields(element: etree._Element) -> _Fields:
    fields: _Fields = {}
    for child in element:
        fields.setdefault(_name(child), []).append(child)
    return fields


def _name(element: etree._Element) -> str:
    """Return a name such as "title" or "dc:creator", or "" for what no article is made of."""
    if not isinstance(element.tag, str):
        return ""
    space, _, local = element.tag.rpartition("}")
    if not space:
        return local.lower()  # with its prefix where nothing declares it
    prefix = _PREFIXES.get(space[1:].lower())
    return "" if prefix is None else prefix + local.lower()


def _words(fields: _Fields, *names: str) -> str | None:
    """Return the first of some elements that holds words, on one line, without markup."""
    for name in names:
        for element in fields.get(name, ()):
            if words := clean_line(without_markup(_inner(element))):
                return words
    return None


def _text(fields: _Fields, name: str) -> str:
    for element in fields.get(name, ()):
        if element.get("type", "html").lower() in _WORDS and (
            text := clean_text(without_markup(_inner(element)))
        ):
            return text
    return ""


def _inner(element: etree._Element) -> str:
    """Return what an element holds: its characters, or the markup that was not escaped."""
    if not len(element):
        return element.text or ""
    # HTML has no namespaces: "html:p" is a "p" there.
    for child in element.iter(etree.Element):
        with suppress(ValueError):  # a mended name may be one that the library does not take
            child.tag = etree.QName(child).localname
    inner: str = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    return inner


def _link(fields: _Fields) -> str | None:
    for element in fields.get("link", ()):
        if element.get("rel", "alternate") == "alternate":
            told = (element.get("href") or element.text or "").strip()
            if address := _web_address(urljoin(element.base or "", told.replace("&amp;", "&"))):
                return address
    return _web_address(_words(fields, "guid", "id"))


def _web_address(told: str | None) -> str | None:
    return told if told and told.lower().startswith(("http://", "https://")) else None


def _doc_id(guid: str | None, channel: _Channel) -> str | None:
    """Return what names an entry without an address. Some feeds number their entries from 1."""
    if guid is None or guid.startswith(("tag:", "urn:")):
        return guid
    return f"{channel.name}#{guid}" if channel.name else None


def _origin(fields: _Fields) -> str | None:
    for source in fields.get("source", ()):
        if len(source):
            return _words(_fields(source), "title")
    return _words(fields, "source")


def _authors(fields: _Fields) -> list[str]:
    told = []
    for element in [*fields.get("dc:creator", ()), *fields.get("author", ())]:
        inside = _words(_fields(element), "name") if len(element) else element.text
        name = without_markup(_MAIL_ADDRESS.sub("", inside or "")).strip(" ()")
        if name and name not in told:
            told.append(name)
    return told


def _language(*told: str | None) -> str | None:
    for value in told:
        if value and (found := _LANGUAGE.match(value)):
            return found[1].lower()
    return None
