"""Plain text and Markdown, one article a file.

Belongs here: front matter, that is a block of `Key: value` lines between two lines of `---` at the
very start, the title that a Markdown file opens with, and the words behind its marks. Does not
belong here: any other structure; plain text after the front matter is stored as it stands, cleaned.
"""

from __future__ import annotations

import re
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipelines.articles.cleaning import clean_line, clean_text
from pipelines.articles.decoding import decode
from pipelines.articles.draft import Draft, InputFile, Reading, Readings, Rejection, UnusableError
from pipelines.articles.metadata import Metadata, known_key, metadata_from
from pipelines.articles.readers.source import whole

_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^---[ \t]*(?:\n|$)", re.M)
_PAIR = re.compile(r"([A-Za-z][\w -]{0,40}?)[ \t]*:[ \t]*(.*)")
_HEADING = re.compile(r"# +(.+?)[ #]*(?:\n|$)")
_LONGEST = 20_000


def read_text(file: InputFile) -> Readings:
    """Yield the article of a plain text file. Raises `OSError`."""
    yield _read(file, "text/plain")


def read_markdown(file: InputFile) -> Readings:
    """Yield the article of a Markdown file.

    A first-level heading at its start is its title, unless the front matter gives one. Raises
    `OSError`.
    """
    yield _read(file, "text/markdown")


def _read(file: InputFile, media_type: str) -> Reading:
    source = whole(file)
    try:
        fields, body = split_front_matter(decode(source.checked()))
        text = clean_text(prose(body) if media_type == "text/markdown" else body)
        if not text:
            raise UnusableError(
                "empty", "nothing after the front matter" if fields else "no characters"
            )
    except UnusableError as error:
        return Rejection(file.name, source.raw_sha256, error.reason, error.detail)
    metadata = metadata_from(fields)
    if media_type == "text/markdown" and metadata.title is None:
        metadata = _titled(metadata, body)
    return Draft(
        source_path=file.name,
        raw_sha256=source.raw_sha256,
        media_type=media_type,
        retrieved_at=source.retrieved_at,
        text=text,
        about=metadata,
    )


def prose(markdown: str) -> str:
    r"""Return the words of a Markdown text, one line a block, list items behind a dash.

    Marks of emphasis, links and code go: they would stand between a figure and its noun.

    >>> prose("Pakistan said **23 soldiers** were\nkilled.\n\n- [tanks](x) – 5")
    'Pakistan said 23 soldiers were killed.\n- tanks – 5'
    """
    lines = []
    depth = 0
    for token in MarkdownIt().parse(markdown):
        depth += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        if token.type == "inline":
            words = "".join(_words(child) for child in token.children or ())
            lines.append(("- " if depth else "") + words)
        elif token.type in ("fence", "code_block"):
            lines.append(token.content)
    return "\n".join(lines)


def _words(token: Token) -> str:
    return " " if token.type in ("softbreak", "hardbreak") else token.content


def _titled(metadata: Metadata, text: str) -> Metadata:
    heading = _HEADING.match(text.lstrip())
    return replace(metadata, title=clean_line(heading[1])) if heading else metadata


def split_front_matter(text: str) -> tuple[dict[str, object], str]:
    r"""Return the fields (lower-case keys) of the front matter, and the text that follows it.

    A block counts as front matter only if each of its lines is blank or a `Key: value` pair and at
    least one key is known; otherwise it is part of the text, as in an article that opens with a
    rule. A value may stand in quotes. Of a repeated key the first counts.

    >>> split_front_matter("---\nTitle: A day\n---\nText")
    ({'title': 'A day'}, 'Text')
    """
    if not text.startswith("---"):
        return {}, text
    lined = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    opening = _OPENING.match(lined)
    closing = _CLOSING.search(lined, opening.end(), _LONGEST) if opening else None
    if opening is None or closing is None:
        return {}, text
    fields: dict[str, object] = {}
    for line in lined[opening.end() : closing.start()].splitlines():
        pair = _PAIR.fullmatch(line.strip())
        if pair:
            fields.setdefault(pair[1].lower().replace(" ", "_"), _unquoted(pair[2]))
        elif line.strip():
            return {}, text
    if not any(known_key(key) for key in fields):
        return {}, text
    return fields, lined[closing.end() :]


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value
