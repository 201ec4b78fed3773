"""JSON, one article a line, and what all JSON has in common.

Belongs here: parsing one value, which of its fields make an article, JSON Lines. Files of any size
are read, a line is limited. Does not belong here: lists in a JSON document (`json_documents`).

An article needs a text; `doc_id`, `publisher`, `published_at`, `language`, `title`, `url` and
`byline` are taken where they stand, all else is left aside. The `_source` of a search engine's
export stands for the object that holds it.
"""

from __future__ import annotations

import json
import re

from pipelines.articles.decoding import decode, legacy_encoding
from pipelines.articles.draft import InputFile, Reading, Readings, Rejection, UnusableError
from pipelines.articles.metadata import key_of
from pipelines.articles.readers.fields import draft_of
from pipelines.articles.readers.source import Source, head_of, lines, whole

_HEAD = 65_536
_PLACE = re.compile(r"([:#])(\d+)")


def read_json_lines(file: InputFile) -> Readings:
    """Yield one reading a line that is not blank, named `file:line`. Raises `OSError`."""
    encoding = encoding_of(file)
    found = False
    for source in lines(file):
        found = True
        yield reading_of(file, source, "application/x-ndjson", encoding)
    if not found:
        yield rejected(whole(file), UnusableError("empty", "no line with anything in it"))


def encoding_of(file: InputFile) -> str | None:
    """Return the legacy encoding that a file seems to have by its start. Raises `OSError`."""
    return legacy_encoding(head_of(file, _HEAD))


def reading_of(file: InputFile, source: Source, media_type: str, encoding: str | None) -> Reading:
    """Return the article of a file, or of a line or item of it that a rejection then keeps."""
    try:
        fields = fields_of(parsed(source.checked(), encoding))
        return draft_of(source, fields, media_type, file.options.columns)
    except UnusableError as error:
        is_whole = source.name == file.name
        return rejected(source, error, None if is_whole else b" ".join(source.raw.splitlines()))


def parsed(raw: bytes, encoding: str | None = None) -> object:
    """Return the value that stands in `raw`. Raises `UnusableError`."""
    text = decode(raw, encoding)
    try:
        value: object = json.loads(text)
    except RecursionError as error:
        raise UnusableError("malformed", "nested too deeply") from error
    except ValueError as error:  # also a number of thousands of digits
        raise UnusableError("malformed", f"no JSON: {str(error)[:200]}") from error
    return value


def fields_of(value: object) -> dict[str, object]:
    """Return the fields of an object by `key_of` their names; of a repeated one the last counts.

    Raises `UnusableError` if `value` is no object.
    """
    if not isinstance(value, dict):
        raise UnusableError(
            "malformed", f"expected an object, found {_KINDS.get(type(value), 'null')}"
        )
    inner = value.get("_source")
    held = {**inner, **value} if isinstance(inner, dict) else value
    return {key_of(key): item for key, item in held.items()}


def rejected(source: Source, error: UnusableError, raw: bytes | None = None) -> Rejection:
    """Return the rejection of a document, a line or an item, told with its place."""
    place = _PLACE.fullmatch(source.name, max(source.name.rfind(":"), source.name.rfind("#"), 0))
    kind = {":": "line ", "#": "item "}[place[1]] if place else ""
    detail = f"{kind}{place[2]}: {error.detail}" if place else error.detail
    return Rejection(
        source.name,
        source.raw_sha256,
        error.reason,
        detail,
        raw=raw or None,
        suffix=".jsonl" if raw else "",
    )


_KINDS: dict[type, str] = {
    str: "a string", list: "a list", int: "a number", float: "a number", bool: "true or false",
}  # fmt: skip
