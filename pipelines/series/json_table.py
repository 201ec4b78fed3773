"""The rows of a JSON document, in the layouts in which series are published.

Belongs here: where in a document its rows are, and their cells as text. Does not belong here: what
a cell means, other formats (`table`).

The layouts: a list of objects; an object that holds one such list under some key (`{"data": …}`);
an object of lists of equal length, one a column; an object that holds an object under each key,
such as a date; one object a line (JSON Lines); one object, which is one row.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from pipelines.series.cells import SeriesError


@dataclass(frozen=True, slots=True)
class JsonRow:
    """An object as named texts; of an object within it each value has both names: "ext.killed".

    `raw` is the object as JSON of one form, whatever the layout that it stood in. `problem` says
    why there is no row.
    """

    number: int
    raw: str
    cells: dict[str, str]
    problem: str = ""


def json_rows(text: str, name: str, key: str) -> list[JsonRow]:
    """Return the rows of a document; the keys of an object of objects become the column `key`.

    Raises `SeriesError` where it is no JSON, or holds no table.
    """
    try:
        document = _parsed(text)
    except (ValueError, RecursionError) as error:
        found = list(_lines(text))
        if len(found) < 2 or found[0].problem:
            raise SeriesError(f"{name}: no JSON: {error}") from error
        return found
    return [_row(number, item) for number, item in enumerate(_items(document, name, key), 1)]


def _lines(text: str) -> Iterator[JsonRow]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield _row(number, _parsed(line))
            except (ValueError, RecursionError) as error:
                yield JsonRow(number, line.strip(), {}, f"no JSON: {error}")


def _parsed(text: str) -> Any:
    return json.loads(
        text, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_once
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"{twice!r} stands twice in one object")
    return found


def _items(document: Any, name: str, key: str) -> Iterable[Any]:
    if isinstance(document, list):
        return document
    if not isinstance(document, dict):
        _refuse(name, "a single value")
    values = list(document.values())
    lists = {at: value for at, value in document.items() if isinstance(value, list)}
    tables = {at: value for at, value in lists.items() if any(isinstance(i, dict) for i in value)}
    if len(tables) == 1:
        return next(iter(tables.values()))
    if tables:
        _refuse(name, f"several lists of objects: {', '.join(tables)}")
    if lists and len(lists) == len(values):
        lengths = {at: len(value) for at, value in lists.items()}
        if len(set(lengths.values())) > 1:
            _refuse(name, f"columns of different lengths: {lengths}")
        return [dict(zip(lists, row, strict=True)) for row in zip(*values, strict=True)]
    if values and all(isinstance(value, dict) for value in values):
        return [{key: at, **value} for at, value in document.items()]
    return [document]


def _row(number: int, item: Any) -> JsonRow:
    raw = json.dumps(item, ensure_ascii=False)
    if not isinstance(item, dict):
        return JsonRow(number, raw, {}, "no object")
    return JsonRow(number, raw, dict(_cells(item)))


def _cells(item: dict[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for key, value in item.items():
        if isinstance(value, dict):
            yield from _cells(value, f"{above}{key}.")
        elif isinstance(value, str):
            yield above + key, value.strip()
        elif value is not None:
            yield above + key, json.dumps(value, ensure_ascii=False)


def _refuse(name: str, found: str) -> NoReturn:
    raise SeriesError(f"{name}: JSON that is no table but {found}")
