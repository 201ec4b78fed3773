"""E-mail newsletters (`.eml`), one article a letter.

Belongs here: which part of a letter is its text, and what its headers say. Does not belong here:
mailboxes, attachments other than letters.

The text is that of the HTML part: the plain part of a newsletter is often a stub that says where to
read it. It counts where there is no other, or where it is more than twice as long. A letter that
was forwarded as an attachment, in a part or as an `.eml` file, is an article of its own.

Headers are read to a length and with the library's old rules: the time and memory of the new ones
grow with the square of a header (700 kB of subject took 17 s and 5 GB), and each part costs 0.1 ms.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from email.utils import parseaddr

from pipelines.articles.cleaning import clean_text
from pipelines.articles.draft import Draft, InputFile, Readings, Rejection, UnusableError
from pipelines.articles.markup import without_markup
from pipelines.articles.metadata import Metadata, metadata_from
from pipelines.articles.readers.source import Source, whole

_DEEPEST = 20
_MOST_PARTS = 2_000
_MOST_COMPARED = 10_000_000
_LONGEST_HEADER = 2_000
_BOUNDARY = re.compile(rb"boundary[*\d]*\s*=", re.I)
_FOLD = re.compile(r"[\r\n]+[ \t]*")
_FAULTS = (RecursionError, ValueError, LookupError, TypeError, AttributeError, MessageError)

# Encodings of names and of source code, which no letter is written in; some are slow.
_NO_TEXT = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"})


def read_mail(file: InputFile) -> Readings:
    """Yield the article of a letter, and of each letter attached to it, named `file#2` and so on.

    Raises `OSError`.
    """
    source = whole(file)
    try:
        for number, letter in enumerate(_letters(_parsed(source.checked())), start=1):
            name = file.name if number == 1 else file.part(f"#{number}")
            yield _article(letter, source, name)
    except UnusableError as error:
        yield Rejection(file.name, source.raw_sha256, error.reason, error.detail)


class _Bounded(Compat32):
    """Headers as they stand in the letter, each to a length that is enough for a header."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, _FOLD.sub(" ", value[:_LONGEST_HEADER]).strip()

    def header_fetch_parse(self, name: str, value: str) -> str:  # noqa: ARG002
        return value


def _parsed(raw: bytes) -> Message:
    # The library looks for the end of each part around it in each line.
    lines = max(raw.count(b"\n"), raw.count(b"\r"))
    if len(_BOUNDARY.findall(raw)) * lines > _MOST_COMPARED:
        raise UnusableError("malformed", "no letter: too many parts in each other")
    try:
        letter = BytesParser(policy=_Bounded()).parsebytes(raw.removeprefix(codecs.BOM_UTF8))
    except _FAULTS as error:
        raise UnusableError("malformed", f"no letter: {type(error).__name__}") from error
    if not any(letter.keys()):
        raise UnusableError("malformed", "no letter: it has no headers")
    return letter


def _letters(letter: Message, depth: int = 1) -> Iterator[Message]:
    """Yield a letter and those attached to it."""
    yield letter
    for part in _parts(letter):
        if (attached := _attached(part)) is not None:
            if depth == _DEEPEST:
                raise UnusableError("malformed", f"over {_DEEPEST} letters attached in each other")
            yield from _letters(attached, depth + 1)


def _attached(part: Message) -> Message | None:
    """Return the letter that a part is, or None."""
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        letter = inner[0] if isinstance(inner, list) and inner else None
        return letter if isinstance(letter, Message) else None
    try:
        if not _name(part).endswith(".eml"):
            return None
        raw = part.get_payload(decode=True)
        return _parsed(raw) if isinstance(raw, bytes) else None
    except (*_FAULTS, UnusableError):
        return None  # an attachment like any other


def _name(part: Message) -> str:
    try:
        return (part.get_filename() or "").lower()
    except _FAULTS:
        return ""


def _article(letter: Message, source: Source, name: str) -> Draft | Rejection:
    text = _text(letter)
    if not text:
        kept = _written(letter)
        return Rejection(name, source.raw_sha256, "no_text", "a letter without words", kept, ".eml")
    return Draft(
        source_path=name,
        raw_sha256=source.raw_sha256,
        media_type="message/rfc822",
        retrieved_at=source.retrieved_at,
        text=text,
        about=_about(letter),
    )


def _written(letter: Message) -> bytes | None:
    """Return a letter as a file of its own, or None where its parts cannot be written."""
    try:
        return letter.as_bytes()
    except _FAULTS:
        return None


def _about(letter: Message) -> Metadata:
    sender, address = _sender(_header(letter, "From") or "")
    return metadata_from(
        {
            "doc_id": (_words(_header(letter, "Message-ID")) or "").strip(" <>") or None,
            "title": _words(_header(letter, "Subject")),
            "publisher": _words(sender) or address.rpartition("@")[2] or None,
            "date": _words(_header(letter, "Date")),
            "language": _words(_header(letter, "Content-Language")),
        }
    )


def _sender(header: str) -> tuple[str, str]:
    try:
        return parseaddr(header)
    except _FAULTS:
        return "", ""


def _header(letter: Message, name: str) -> str | None:
    """Return a header, as it stands: words in it may be encoded."""
    value = letter[name]
    return value if isinstance(value, str) else None


def _words(header: str | None) -> str | None:
    """Return a header in words; characters that its encodings do not have become U+FFFD."""
    if header is None:
        return None
    plain = header.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if "=?" not in plain:
        return plain
    try:
        pieces = decode_header(plain)
    except _FAULTS:
        return plain
    # What is not encoded comes in the encoding of Python's source code where there is such a word.
    told = [(piece, encoding or "raw_unicode_escape") for piece, encoding in pieces]
    return "".join(p if isinstance(p, str) else _characters(p, e) for p, e in told)


def _text(letter: Message) -> str:
    by_type: dict[str, list[str]] = {"text/html": [], "text/plain": []}
    for part in _parts(letter):
        kind = part.get_content_type()
        if kind in by_type and part.get_content_disposition() != "attachment":
            words = _content(part)
            by_type[kind].append(without_markup(words) if kind == "text/html" else words)
    html, plain = (clean_text("\n".join(texts)) for texts in by_type.values())
    return plain if len(plain) > 2 * len(html) else html


def _parts(letter: Message) -> Iterator[Message]:
    """Yield the parts of a letter in their order.

    A letter that is attached is one part: what is in it belongs to that letter. Raises
    `UnusableError` (`malformed`) where there are more than `_MOST_PARTS`.
    """
    waiting = [letter]
    for _ in range(_MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop(0)
        yield part
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            waiting[:0] = [inner for inner in part.get_payload() if isinstance(inner, Message)]
    if waiting:
        raise UnusableError("malformed", f"a letter of more than {_MOST_PARTS:,} parts")


def _content(part: Message) -> str:
    """Return the characters of a part; those that its encoding does not have become U+FFFD."""
    raw = part.get_payload(decode=True)
    try:
        told = part.get_content_charset() or "utf-8"
    except _FAULTS:
        told = "utf-8"
    return _characters(raw, "" if _is_slow(told) else told) if isinstance(raw, bytes) else ""


def _is_slow(encoding: str) -> bool:
    return encoding.lower().replace("_", "-") in _NO_TEXT


def _characters(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except (LookupError, ValueError):
        return raw.decode("utf-8", "replace")
