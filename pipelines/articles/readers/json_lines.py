"""JSON: one article a line (JSON Lines), or one object or a list of them in a file.

Belongs here: parsing, and which fields of an object make an article. Lines are streamed, files of
any size are read; a `.json` file is held whole and therefore limited. Does not belong here: other
shapes of export.

An article needs `text`; `doc_id`, `publisher`, `published_at`, `language`, `title`, `url` and
`byline` are taken where they stand, all else is left aside.
"""

from __future__ import annotations

import json
from dataclasses import replace

from pipelines.articles.cleaning import clean_text
from pipelines.articles.decoding import decode
from pipelines.articles.draft import Draft, InputFile, Reading, Readings, Rejection, UnusableError
from pipelines.articles.metadata import metadata_from
from pipelines.articles.readers.source import Source, lines, whole

_TEXT_KEYS = ("text", "body", "content")


def read_json_lines(file: InputFile) -> Readings:
    """Yield one reading a line that is not blank, named `file:line`. Raises `OSError`."""
    found = False
    for source in lines(file):
        found = True
        yield _reading(source, "application/x-ndjson")
    if not found:
        yield _rejected(whole(file), UnusableError("empty", "no line with anything in it"))


def read_json(file: InputFile) -> Readings:
    """Yield the article of an object, or one reading for each item of a list.

    Items are named `file#item`, from 1. A file whose first line is a whole object is JSON Lines by
    another name. Raises `OSError`.
    """
    if _opens_with_an_object_on_one_line(file):
        yield from read_json_lines(file)
        return
    source = whole(file)
    try:
        value = _parsed(source)
    except UnusableError as error:
        yield _rejected(source, error)
        return
    if not isinstance(value, list):
        yield _article(source, value, "application/json")
        return
    if not value:
        yield _rejected(source, UnusableError("empty", "a list of nothing"))
    for number, item in enumerate(value, start=1):
        named = replace(source, name=file.part(f"#{number}"), raw=b"")
        yield _article(named, item, "application/json")


def _opens_with_an_object_on_one_line(file: InputFile) -> bool:
    first = next(iter(lines(file)), None)
    if first is None or first.too_large or not first.raw.startswith(b"{"):
        return False
    try:
        return isinstance(_parsed(first), dict)
    except UnusableError:
        return False


def _reading(source: Source, media_type: str) -> Reading:
    try:
        value = _parsed(source)
    except UnusableError as error:
        return _rejected(source, error)
    return _article(source, value, media_type)


def _parsed(source: Source) -> object:
    text = decode(source.checked())
    try:
        value: object = json.loads(text)
    except RecursionError as error:
        raise UnusableError("malformed", "nested too deeply") from error
    except ValueError as error:  # also a number of thousands of digits
        raise UnusableError("malformed", f"no JSON: {str(error)[:200]}") from error
    return value


def _article(source: Source, value: object, media_type: str) -> Reading:
    try:
        fields = _fields_of(value)
        text = _text_of(fields)
    except UnusableError as error:
        return _rejected(source, error)
    return Draft(
        source_path=source.name,
        raw_sha256=source.raw_sha256,
        media_type=media_type,
        retrieved_at=source.retrieved_at,
        text=text,
        about=metadata_from(fields),
    )


def _fields_of(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise UnusableError(
            "malformed", f"expected an object, found {_KINDS.get(type(value), 'null')}"
        )
    return {str(key).lower(): item for key, item in value.items()}


def _text_of(fields: dict[str, object]) -> str:
    for key in _TEXT_KEYS:
        if isinstance(raw := fields.get(key), str):
            if text := clean_text(raw):
                return text
            raise UnusableError("empty", f'"{key}" is empty')
    raise UnusableError("malformed", 'no "text" that is a string')


def _rejected(source: Source, error: UnusableError) -> Rejection:
    where = source.name.rpartition(":")[2] if ":" in source.name else ""
    detail = f"line {where}: {error.detail}" if where.isdecimal() else error.detail
    return Rejection(source.name, source.raw_sha256, error.reason, detail)


_KINDS: dict[type, str] = {
    str: "a string", list: "a list", int: "a number", float: "a number", bool: "true or false",
}  # fmt: skip
