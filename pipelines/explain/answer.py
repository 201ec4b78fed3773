"""Carry out `tallywire explain`: read the texts, follow each, print what was found."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipelines.explain.documents import ExplainError, read_articles
from pipelines.explain.layout import as_json, as_text, coloured, plain
from pipelines.explain.trace import explain


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for: one document only, a date for texts without one, JSON, colours."""

    doc_id: str | None = None
    published_at: dt.datetime | None = None
    as_json: bool = False
    colours: bool = False


def write(source: Path, wanted: Wanted, say: Callable[[str], None]) -> None:
    """Explain the texts of a file to `say`, line by line.

    Raises `ExplainError` where there is no such text, or the file is none.
    """
    day = wanted.published_at
    published_at = day.replace(tzinfo=dt.UTC) if day else None
    found = False
    for article in read_articles(source, published_at):
        if wanted.doc_id not in (None, article.article_id):
            continue
        explanation = explain(article)
        if wanted.as_json:
            say(as_json(explanation))
        else:
            if found:
                say("")
            for line in as_text(explanation, coloured if wanted.colours else plain):
                say(line)
        found = True
    if not found:
        what = f"no document {wanted.doc_id!r}" if wanted.doc_id else "no text"
        raise ExplainError(f"{source}: there is {what} in it")
