"""Exports of Telegram Desktop (`result.json`), one article a message.

Belongs here: which of the messages are articles, and what the export tells of them. Does not belong
here: finding the items of a list in a JSON document (`json_scan`).

A message that says nothing (joins, pins, pictures without words) is no input. The doc_id is made of
channel and message, so a message that was edited before a later export is a new version of itself.
A full export holds its chats in one list; each of them is held whole, and therefore limited.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipelines.articles.cleaning import clean_line, clean_text
from pipelines.articles.dates import parse_date
from pipelines.articles.draft import Draft, InputFile, Reading, Readings, Rejection, UnusableError
from pipelines.articles.metadata import Metadata
from pipelines.articles.readers.json_lines import parsed
from pipelines.articles.readers.json_scan import JsonStream
from pipelines.articles.readers.source import Source, head_of, sha256_of, streamed, whole

_HEAD = 65_536
_MARK = b"\xef\xbb\xbf"
_CHAT = re.compile(
    rb'"type"\s*:\s*"(?:(?:public|private)_(?:channel|supergroup|group)|personal_chat|bot_chat'
    rb'|saved_messages)"'
)
_MESSAGES = re.compile(rb',?\s*"messages"\s*:')
_FULL = re.compile(rb'\s*\{\s*"about"\s*:\s*"[^"]{0,200}(?:Telegram|data you requested)')


@dataclass(frozen=True, slots=True)
class _Chat:
    """What an export says of one channel or chat; `fields` is all of it but the messages."""

    name: str | None
    chat_id: str | None
    fields: Mapping[str, Any]


def is_telegram(head: bytes) -> bool:
    """Whether the first bytes of a file open an export of Telegram, of one chat or of all."""
    plain = head.removeprefix(_MARK)
    if _FULL.match(plain):
        return True
    is_object = plain.lstrip().startswith(b"{")
    return is_object and bool(_CHAT.search(plain)) and bool(_MESSAGES.search(plain))


def read_telegram(file: InputFile) -> Readings:
    """Yield one reading for each message with words, named `file#message id`. Raises `OSError`.

    What stands before the place where a file breaks off is read all the same.
    """
    is_full = bool(_FULL.match(head_of(file, _HEAD).removeprefix(_MARK)))
    found = False
    try:
        for chat, message in _of_all_chats(file) if is_full else _of_one_chat(file):
            for reading in _reading(file, chat, message):
                found = True
                yield reading
        if not found:
            raise UnusableError("empty", "an export without a message that has words")
    except UnusableError as error:
        yield Rejection(file.name, whole(file).raw_sha256, error.reason, error.detail)


def _of_one_chat(file: InputFile) -> Iterator[tuple[_Chat, Source]]:
    """Yield the messages of an export of one chat, each as a document without its name yet."""
    head = head_of(file, _HEAD).removeprefix(_MARK)
    end = _MESSAGES.search(head)
    chat = _chat_of(parsed(head[: end.start()] + b"}")) if end else _chat_of({})
    with streamed(file) as (stream, written_at):
        document = JsonStream(stream)
        for path in document.lists():
            for item in document.items():
                if path == ("messages",):
                    yield chat, Source("", item.raw, item.sha256, written_at, item.too_large)


def _of_all_chats(file: InputFile) -> Iterator[tuple[_Chat, Source]]:
    with streamed(file) as (stream, written_at):
        document = JsonStream(stream)
        for path in document.lists():
            for item in document.items():
                if path[-1:] != ("list",):
                    continue
                if item.too_large:
                    raise UnusableError("too_large", "a chat over 20 MB; export it by itself")
                fields = parsed(item.raw)
                messages = fields.get("messages") if isinstance(fields, dict) else None
                for message in messages if isinstance(messages, list) else ():
                    raw = json.dumps(message).encode()
                    yield _chat_of(fields), Source("", raw, sha256_of(raw), written_at)


def _chat_of(fields: object) -> _Chat:
    told = fields if isinstance(fields, dict) else {}
    name, chat_id = told.get("name"), told.get("id")
    return _Chat(
        clean_line(name) if isinstance(name, str) else None,
        str(chat_id) if isinstance(chat_id, int | str) else None,
        {field: value for field, value in told.items() if field != "messages"},
    )


def _reading(file: InputFile, chat: _Chat, source: Source) -> Iterator[Reading]:
    """Yield the article of a message or its rejection; nothing where it says nothing."""
    name = file.part("#?")
    try:
        message = parsed(source.checked())
        if not isinstance(message, dict):
            raise UnusableError("malformed", "a message that is no object")
        name = file.part(f"#{message.get('id', '?')}")
        text = clean_text(_words(message.get("text")))
    except UnusableError as error:
        kept = None if source.too_large else _export_of(chat, source.raw)
        yield Rejection(name, source.raw_sha256, error.reason, error.detail, kept, ".json")
        return
    if text and message.get("type", "message") == "message":
        yield Draft(
            source_path=name,
            raw_sha256=source.raw_sha256,
            media_type="application/json",
            retrieved_at=source.retrieved_at,
            text=text,
            about=_about(chat, message),
        )


def _about(chat: _Chat, message: Mapping[str, Any]) -> Metadata:
    told = message.get("date_unixtime") or message.get("date")
    date = str(told) if isinstance(told, int | str) else None
    published_at = parse_date(date) if date else None
    source = message.get("forwarded_from")
    number = message.get("id")
    is_numbered = chat.chat_id is not None and isinstance(number, int)
    return Metadata(
        doc_id=f"telegram-{chat.chat_id}-{number}" if is_numbered else None,
        publisher=chat.name,
        byline=clean_line(source) if isinstance(source, str) else None,
        published_at=published_at,
        unread_date=date if published_at is None else None,
    )


def _words(text: object) -> str:
    """Return the words of a message, which stand in one string or in pieces with their style."""
    if isinstance(text, str):
        return text
    pieces = text if isinstance(text, list) else []
    words = [piece.get("text") if isinstance(piece, dict) else piece for piece in pieces]
    return "".join(word for word in words if isinstance(word, str))


def _export_of(chat: _Chat, message: bytes) -> bytes:
    """Return an export of one message, which can be read alone."""
    fields = json.dumps({"type": "public_channel", **chat.fields})
    return fields[:-1].encode() + b', "messages": [' + message + b"]}"
