"""The fields of one row or object, and the article that they make.

Belongs here: which field is the text, and how a lack of it is told; the same for rows of tables and
objects of JSON. Does not belong here: any format, the fields that describe an article (`metadata`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipelines.articles.cleaning import clean_text
from pipelines.articles.draft import Draft, UnusableError
from pipelines.articles.metadata import (
    FIELDS,
    Columns,
    key_of,
    mapped,
    metadata_from,
    usual_names,
    value_at,
)
from pipelines.articles.readers.source import Source

TEXT_NAMES = (
    "text", "body", "content", "article_text", "full_text", "fulltext", "maintext", "main_text",
    "article_body", "articlebody", "body_text", "bodytext", "text_content", "content_text",
    "plain_text", "story", "article",
)  # fmt: skip
_SHOWN = 20
_LONGEST = 40


def draft_of(
    source: Source, fields: Mapping[str, object], media_type: str, columns: Columns
) -> Draft:
    """Return the article of a row or object, whose keys are as `key_of` gives them.

    Raises `UnusableError`: `empty` for a text without characters, `malformed` where there is none.
    """
    text = text_of(fields, columns)
    return Draft(
        source_path=source.name,
        raw_sha256=source.raw_sha256,
        media_type=media_type,
        retrieved_at=source.retrieved_at,
        text=text,
        about=metadata_from(fields, columns),
    )


def text_of(fields: Mapping[str, object], columns: Columns) -> str:
    """Return the text of a row or object, clean.

    It is that of the columns which `columns` names, joined by a blank line; else the first under a
    usual name that is not empty. Raises `UnusableError` as `draft_of` does.
    """
    own = mapped(columns, "text")
    texts = []
    empty = None
    for name in own or TEXT_NAMES:
        text = _text(value_at(fields, name)) if own or name in fields else None
        if text and not own:
            return text
        if text:
            texts.append(text)
        elif text is not None:
            empty = empty or name
    if texts:
        return "\n\n".join(texts)
    if empty:
        raise UnusableError("empty", f'"{empty}" is empty')
    wanted = " or ".join(f'"{name}"' for name in own or ("text",))
    raise UnusableError("malformed", f"no {wanted} that is a string; {_names_shown(fields)}")


def check_columns(names: Iterable[str], columns: Columns) -> None:
    """Raise `UnusableError` (`malformed`) if a table has not the columns that are needed of it.

    These are all that `columns` names, and one with the text.
    """
    shown = list(names)
    keys = {key_of(name) for name in shown}
    wanted = [key for field in columns if field != "items" for key in mapped(columns, field)]
    missing = [f'"{key}"' for key in wanted if key not in keys]
    if missing:
        raise UnusableError("malformed", f"no column {', '.join(missing)}; {_names_shown(shown)}")
    if "text" not in columns and keys.isdisjoint(TEXT_NAMES):
        hint = "name the one with the text in the source's columns (text: …)"
        raise UnusableError("malformed", f"no column with a text; {_names_shown(shown)}; {hint}")


def used_keys(columns: Columns) -> frozenset[str]:
    """Return every key that the mapping, or else the usual names, would look up."""
    text = mapped(columns, "text") or TEXT_NAMES
    about = (mapped(columns, field) or usual_names(field) for field in FIELDS - {"text", "items"})
    return frozenset(text).union(*about)


def date_keys(columns: Columns) -> tuple[str, ...]:
    """Return the keys under which the date of publication may stand."""
    return mapped(columns, "published_at") or usual_names("published_at")


def _text(value: object) -> str | None:
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        value = "\n\n".join(value)  # paragraphs
    return clean_text(value) if isinstance(value, str) else None


def _names_shown(names: Iterable[str]) -> str:
    shown = [name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…" for name in map(_line, names)]
    if not shown:
        return "it has no fields"
    more = f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
    return f"it has {', '.join(shown[:_SHOWN])}{more}"


def _line(name: str) -> str:
    return " ".join(clean_text(name[: 2 * _LONGEST]).split()) or '""'
