"""JSON documents: one article, or a list of them, by itself or somewhere in an object.

Belongs here: where in a document its articles are. Does not belong here: where values begin and end
(`json_scan`), what one of them says (`json_lines`).

A list is read item by item, whatever its size. In an object without a text it is the list that the
source names (`items: response.results`), else the one list up to three objects deep in which one of
the first items has a text; of several none is chosen. Other documents are held whole, and limited.
"""

from __future__ import annotations

from itertools import islice

from pipelines.articles.draft import InputFile, Readings, UnusableError
from pipelines.articles.metadata import Columns, key_of, mapped
from pipelines.articles.readers.fields import text_of
from pipelines.articles.readers.json_lines import (
    encoding_of,
    fields_of,
    parsed,
    read_json_lines,
    reading_of,
    rejected,
)
from pipelines.articles.readers.json_scan import JsonStream, Path, Value
from pipelines.articles.readers.source import Source, lines, streamed, whole

_LOOKED_AT = 10
_MEDIA_TYPE = "application/json"


def read_json(file: InputFile) -> Readings:
    """Yield the article of an object, or one reading for each item of a list.

    Items are named `file#item`, from 1. A list that breaks off or goes wrong gives what stands
    before, and one rejection. A file whose first line is a whole object is JSON Lines by another
    name. Raises `OSError`.
    """
    if _is_lines(file):
        yield from read_json_lines(file)
        return
    with streamed(file) as (stream, _):
        opening = JsonStream(stream).peek()
    if opening == b"[":
        yield from _items(file, ())
        return
    source = whole(file)
    try:
        path = _list_of(file, source) if opening == b"{" else None
    except UnusableError as error:
        yield rejected(source, error)
        return
    if path:
        yield from _items(file, path)
    else:
        yield reading_of(file, source, _MEDIA_TYPE, encoding_of(file))


def _is_lines(file: InputFile) -> bool:
    """Whether the first line is a whole object, and not the only line."""
    first_two = list(islice(lines(file), 2))
    if len(first_two) < 2 or not first_two[0].raw.startswith(b"{"):
        return False
    try:
        return isinstance(parsed(first_two[0].raw), dict)
    except UnusableError:
        return False


def _list_of(file: InputFile, source: Source) -> Path | None:
    """Return where in an object the articles are; None if it is an article, or no list is found.

    Raises `UnusableError` (`malformed`) if the list that is named is not there, or several are.
    """
    named = mapped(file.options.columns, "items")
    if not named and _is_article(source, file.options.columns):
        return None
    found = _lists(file)
    told = ", ".join(".".join(path)[:60] for path in list(found)[:10]) or "none"
    if named:
        chosen = [path for path in found if key_of(".".join(path)) in named]
        if not chosen:
            raise UnusableError("malformed", f'no list "{named[0]}"; lists it has: {told}')
        return chosen[0]
    chosen = [path for path, has_text in found.items() if has_text]
    if len(chosen) > 1:
        hint = "name one in the source's columns (items: …)"
        raise UnusableError("malformed", f"several lists of articles: {told}; {hint}")
    return chosen[0] if chosen else None


def _is_article(source: Source, columns: Columns) -> bool:
    try:
        return _has_text(parsed(source.checked()), columns)
    except UnusableError:
        return False


def _lists(file: InputFile) -> dict[Path, bool]:
    """Return the paths of all lists as far as the file can be read, and which hold articles."""
    found: dict[Path, bool] = {}
    with streamed(file) as (stream, _):
        document = JsonStream(stream)
        try:
            for path in document.lists():
                found.setdefault(path, False)
                for number, item in enumerate(document.items()):
                    if number < _LOOKED_AT and not found[path]:
                        found[path] = _holds_article(item, file.options.columns)
        except UnusableError:
            pass  # what stands before the place where it breaks off is read and told all the same
    return found


def _holds_article(item: Value, columns: Columns) -> bool:
    try:
        return _has_text(parsed(item.raw), columns)
    except UnusableError:
        return False


def _has_text(value: object, columns: Columns) -> bool:
    """Whether a value is an object with a text, be it an empty one."""
    try:
        text_of(fields_of(value), columns)
    except UnusableError as error:
        return error.reason == "empty"
    return True


def _items(file: InputFile, path: Path) -> Readings:
    encoding = encoding_of(file)
    number = 0
    with streamed(file) as (stream, written_at):
        document = JsonStream(stream)
        try:
            for here in document.lists() if path else [path]:
                for item in document.items():
                    if here == path:
                        number += 1
                        name = file.part(f"#{number}")
                        source = Source(name, item.raw, item.sha256, written_at, item.too_large)
                        yield reading_of(file, source, _MEDIA_TYPE, encoding)
            if document.peek():
                raise UnusableError("malformed", "there is more behind its end")
            if not number:
                raise UnusableError("empty", "a list of nothing")
        except UnusableError as error:
            detail = f"behind item {number}: {error.detail}" if number else error.detail
            yield rejected(whole(file), UnusableError(error.reason, detail))
