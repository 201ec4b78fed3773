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
from pipelines.articles.readers.compressed import read_compressed
from pipelines.articles.readers.delimited import read_table
from pipelines.articles.readers.feed import is_feed, read_feed
from pipelines.articles.readers.html_page import read_html
from pipelines.articles.readers.json_documents import read_json
from pipelines.articles.readers.json_lines import read_json_lines
from pipelines.articles.readers.mail import read_mail
from pipelines.articles.readers.parquet import read_parquet
from pipelines.articles.readers.plain_text import read_markdown, read_text
from pipelines.articles.readers.sitemap import is_sitemap, read_sitemap
from pipelines.articles.readers.source import head_of, whole
from pipelines.articles.readers.tar_archive import is_tar, read_tar
from pipelines.articles.readers.telegram import is_telegram, read_telegram
from pipelines.articles.readers.unpacked import compression_of
from pipelines.articles.readers.web_archive import is_warc, read_warc
from pipelines.articles.readers.zip_archive import is_zip, read_zip

Reader = Callable[[InputFile], Readings]


def _with_members(reader: Callable[[InputFile, Reader], Readings]) -> Reader:
    """Return a reader of archives whose members are read by `read_file`."""
    return lambda file: reader(file, read_file)


_ZIP, _TAR, _COMPRESSED = map(_with_members, (read_zip, read_tar, read_compressed))

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
    ".eml": read_mail,
    ".zip": _ZIP,
    ".wacz": _ZIP,
    ".tar": _TAR,
    **dict.fromkeys((".gz", ".bz2", ".xz", ".zst", ".lz4"), _COMPRESSED),
    **dict.fromkeys((".tgz", ".tbz", ".tbz2", ".txz", ".tzst"), _COMPRESSED),
    ".warc": read_warc,
}

_XML = frozenset({".xml", ".rss", ".atom", ".rdf"})

# Text, but no article: taken as prose it would be an article of rubbish. Style sheets and scripts
# lie beside pages that a browser saved.
_NO_PROSE = frozenset({
    ".mbox", ".mht", ".mhtml", ".rtf",
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
    if reader := _reader_of_packed(head_of(file, 512)):
        return reader
    suffix = file.path.suffix.lower()
    if suffix in _XML:
        return _reader_of_xml(head_of(file))
    if suffix == ".json" and is_telegram(head_of(file, 65_536)):
        return read_telegram
    if suffix in _NO_PROSE:
        return _unsupported
    return _READERS.get(suffix) or _reader_by_content(file)


def _reader_of_xml(head: bytes) -> Reader:
    if is_sitemap(head):
        return read_sitemap
    return read_feed if is_feed(head) else _unsupported


def _reader_of_packed(start: bytes) -> Reader | None:
    """Return the reader of an archive or a compressed file, whatever its name.

    Pages are often saved as they came, compressed.
    """
    if is_zip(start):
        return _ZIP
    if is_tar(start):
        return _TAR
    if is_warc(start):
        return read_warc
    return _COMPRESSED if compression_of(start) else None


def _reader_by_content(file: InputFile) -> Reader:
    head = head_of(file)
    if is_feed(head) or is_sitemap(head):
        return _reader_of_xml(head)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
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
