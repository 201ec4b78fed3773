"""One module a format, and the choice between them.

Belongs here: which reader takes a file, by its extension or else by what it holds. A reader is a
function from an `InputFile` to drafts and rejections; it yields at least one of them for every
file. Does not belong here: finding files, identity.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipelines.articles.draft import InputFile, Reading, Readings, Rejection
from pipelines.articles.inbox import why
from pipelines.articles.readers.delimited import read_table
from pipelines.articles.readers.html_page import read_html
from pipelines.articles.readers.json_documents import read_json
from pipelines.articles.readers.json_lines import read_json_lines
from pipelines.articles.readers.parquet import read_parquet
from pipelines.articles.readers.plain_text import read_markdown, read_text
from pipelines.articles.readers.source import head_of, whole

Reader = Callable[[InputFile], Readings]

_READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".csv": read_table,
    ".tsv": read_table,
    ".tab": read_table,
    ".parquet": read_parquet,
}

# Text, but no article: taken as prose it would be an article of rubbish. Style sheets and scripts
# lie beside pages that a browser saved.
_NO_PROSE = frozenset({
    ".xml", ".rss", ".atom", ".eml", ".mbox", ".mht", ".mhtml", ".warc", ".rtf",
    ".css", ".js", ".mjs", ".map", ".svg", ".yml", ".yaml", ".toml", ".ini", ".sql", ".py", ".sh",
    ".log",
})  # fmt: skip


def read_file(file: InputFile) -> Readings:
    """Yield what `file` holds; whatever goes wrong with it costs what is left of this file only.

    A file that cannot be opened is one `unreadable` rejection. An error that no reader foresaw,
    such as those of third-party parsers on hostile bytes, is one `malformed` rejection.
    """
    try:
        for reading in _reader_of(file)(file):
            yield with_copy(reading, file)
    except OSError as error:
        yield Rejection(file.name, None, "unreadable", why(error))
    except Exception as error:
        detail = f"the rest of the file cannot be read: {type(error).__name__}: {error}"
        told = Rejection(file.name, whole(file).raw_sha256, "malformed", detail[:300])
        yield with_copy(told, file)


def with_copy(reading: Reading, file: InputFile) -> Reading:
    """Return a rejection of the whole of `file` with its bytes as what is to be kept of it."""
    if not isinstance(reading, Rejection) or reading.source_path != file.name:
        return reading
    if file.is_part:
        return replace(reading, raw=file.path.read_bytes(), suffix=file.path.suffix)
    return replace(reading, raw=None, copy_of=file.path)


def _reader_of(file: InputFile) -> Reader:
    suffix = file.path.suffix.lower()
    if suffix in _NO_PROSE:
        return _unsupported
    return _READERS.get(suffix) or _reader_by_content(file)


def _reader_by_content(file: InputFile) -> Reader:
    start = head_of(file).removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"PAR1"):
        return read_parquet
    if start[:15].lower().startswith((b"<!doctype html", b"<html")):
        return read_html
    if start.startswith((b'{"', b"{\n", b"{\r", b'[{"', b"[\n")):
        return read_json
    return read_text


def _unsupported(file: InputFile) -> Readings:
    suffix = file.path.suffix.lower()
    digest = whole(file).raw_sha256
    yield Rejection(file.name, digest, "unsupported", f"no reader for {suffix} files")
