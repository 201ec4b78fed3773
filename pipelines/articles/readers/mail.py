"""E-mail newsletters (`.eml`), one article a letter.

Belongs here: which part of a letter is its text, and what its headers say. Does not belong here:
mailboxes, attachments other than letters.

The text is that of the HTML part: the plain part of a newsletter is often a stub that says where to
read it. It counts where there is no other, or where it is more than twice as long. A letter that
was forwarded as an attachment is an article of its own.
"""

from __future__ import annotations

import contextlib
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import parseaddr

from pipelines.articles.cleaning import clean_text
from pipelines.articles.draft import Draft, InputFile, Readings, Rejection, UnusableError
from pipelines.articles.markup import without_markup
from pipelines.articles.metadata import Metadata, metadata_from
from pipelines.articles.readers.source import Source, whole

_DEEPEST = 3
_MOST_PARTS = 500


def read_mail(file: InputFile) -> Readings:
    """Yield the article of a letter, and of each letter attached to it, named `file#2` and so on.

    Raises `OSError`.
    """
    source = whole(file)
    try:
        letters = list(_letters(_parsed(source.checked())))
        for number, letter in enumerate(letters, start=1):
            name = file.name if number == 1 else file.part(f"#{number}")
            yield _article(letter, source, name)
    except UnusableError as error:
        yield Rejection(file.name, source.raw_sha256, error.reason, error.detail)


def _parsed(raw: bytes) -> EmailMessage:
    try:
        letter = BytesParser(policy=email.policy.default).parsebytes(raw)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise UnusableError("malformed", f"no letter: {type(error).__name__}") from error
    if not any(letter.keys()):
        raise UnusableError("malformed", "no letter: it has no headers")
    return letter


def _letters(letter: EmailMessage, depth: int = 1) -> Iterator[EmailMessage]:
    """Yield a letter and those attached to it."""
    yield letter
    if depth == _DEEPEST:
        return
    for part in _parts(letter):
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            for attached in inner if isinstance(inner, list) else ():
                if isinstance(attached, EmailMessage):
                    yield from _letters(attached, depth + 1)


def _article(letter: EmailMessage, source: Source, name: str) -> Draft | Rejection:
    text = _text(letter)
    if not text:
        return Rejection(name, source.raw_sha256, "no_text", "a letter without words")
    return Draft(
        source_path=name,
        raw_sha256=source.raw_sha256,
        media_type="message/rfc822",
        retrieved_at=source.retrieved_at,
        text=text,
        about=_about(letter),
    )


def _about(letter: EmailMessage) -> Metadata:
    sender, address = parseaddr(_header(letter, "From") or "")
    return metadata_from(
        {
            "doc_id": (_header(letter, "Message-ID") or "").strip(" <>") or None,
            "title": _header(letter, "Subject"),
            "publisher": sender or address.rpartition("@")[2] or None,
            "date": _header(letter, "Date"),
            "language": _header(letter, "Content-Language"),
        }
    )


def _header(letter: EmailMessage, name: str) -> str | None:
    """Return a header in words; one that the library cannot read is none."""
    with contextlib.suppress(Exception):  # its parser of headers trips over hostile ones
        value = letter[name]
        return str(value) if value is not None else None
    return None


def _text(letter: EmailMessage) -> str:
    by_type: dict[str, list[str]] = {"text/html": [], "text/plain": []}
    for part in _parts(letter):
        kind = part.get_content_type()
        if kind in by_type and part.get_content_disposition() != "attachment":
            words = _content(part)
            by_type[kind].append(without_markup(words) if kind == "text/html" else words)
    html, plain = (clean_text("\n".join(texts)) for texts in by_type.values())
    return plain if len(plain) > 2 * len(html) else html


def _parts(letter: Message) -> Iterator[Message]:
    """Yield the parts of a letter in their order, at most `_MOST_PARTS`.

    A letter that is attached is one part: what is in it belongs to that letter.
    """
    waiting = [letter]
    for _ in range(_MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop(0)
        yield part
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            waiting[:0] = [inner for inner in part.get_payload() if isinstance(inner, Message)]


def _content(part: Message) -> str:
    """Return the characters of a part; those that its encoding does not have become U+FFFD."""
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    told = part.get_content_charset() or "utf-8"
    for encoding in (told, "utf-8"):
        try:
            return raw.decode(encoding, "replace" if encoding == "utf-8" else "strict")
        except (LookupError, ValueError):
            continue
    return raw.decode("utf-8", "replace")
