"""Single compressed files: a dump (`.jsonl.gz`), a page (`.html.gz`), or an archive in one stream.

Belongs here: what a compressed file holds, by its name or else by its first bytes. Does not belong
here: decompression itself (`unpacked`).

What is unpacked keeps the name of its file: `dump.jsonl.gz:7` is line 7.
"""

from __future__ import annotations

import os
import struct
from dataclasses import replace
from pathlib import Path

from pipelines.articles.allowance import MAX_DEPTH, Allowance, SpentError
from pipelines.articles.draft import InputFile, Readings, Rejection, UnusableError
from pipelines.articles.readers.members import Reader, lay, scratch_folder, set_time, suffixes
from pipelines.articles.readers.source import head_of, whole
from pipelines.articles.readers.tar_archive import is_tar, read_tar
from pipelines.articles.readers.unpacked import CHUNK, unpacked
from pipelines.articles.readers.web_archive import is_warc, read_warc

_TAR_NAMES = (".tgz", ".tbz", ".tbz2", ".txz", ".tzst")
_LINES = frozenset({".jsonl", ".ndjson", ".csv", ".tsv", ".tab"})
"""Formats whose lines before a damage are whole; of any other file nothing certain is left."""


def read_compressed(file: InputFile, read: Reader) -> Readings:
    """Yield what `read` finds in the file once it is unpacked.

    A dump that is cut is read up to its last whole line, and one rejection tells the cut. Raises
    `OSError`.
    """
    start = _start_of(file)
    name = file.path.name.lower()
    if is_tar(start) or name.endswith(_TAR_NAMES) or Path(name).stem.endswith(".tar"):
        yield from read_tar(file, read)
    elif is_warc(start):
        yield from read_warc(file)
    else:
        yield from _read_one(file, read)


def _start_of(file: InputFile) -> bytes:
    """Return the first bytes of the content, or those before a damage."""
    start = b""
    try:
        with unpacked(file) as stream:
            while len(start) < 512 and (piece := stream.read(512 - len(start))):
                start += piece
    except UnusableError:
        pass  # whoever reads the content meets the damage again, and tells it
    return start


def _read_one(file: InputFile, read: Reader) -> Readings:
    allowance = file.allowance or Allowance(file.path.stat().st_size)
    if allowance.depth > MAX_DEPTH:
        detail = f"compressed inside {allowance.depth} archives; unpack the outer ones"
        yield Rejection(file.name, whole(file).raw_sha256, "unsafe", detail)
        return
    with allowance.inside(), scratch_folder(file) as folder:
        path = folder / f"member{suffixes(file.path.stem)}"
        damage = _laid(file, path, allowance)
        if damage is None or _cut_to_whole_lines(path):
            set_time(path, _time_in(head_of(file, 8)), file.path)
            yield from read(replace(file, path=path, allowance=allowance))
    if damage is not None:
        yield Rejection(file.name, whole(file).raw_sha256, damage.reason, damage.detail)


def _laid(file: InputFile, path: Path, allowance: Allowance) -> UnusableError | SpentError | None:
    try:
        with unpacked(file) as stream:
            lay(stream, path, allowance)
    except (UnusableError, SpentError) as error:
        return error
    return None


def _cut_to_whole_lines(path: Path) -> bool:
    """Cut what follows the last line end, in formats of lines; tell whether anything is left."""
    if path.suffix.lower() not in _LINES:
        return False
    with path.open("r+b") as laid:
        end = laid.seek(0, os.SEEK_END)
        while end > 0:
            start = laid.seek(max(0, end - CHUNK))
            if (found := laid.read(end - start).rfind(b"\n")) >= 0:
                laid.truncate(start + found + 1)
                return True
            end = start
    return False


def _time_in(head: bytes) -> float | None:
    """Return when the content was written, which gzip tells; 0 is "it does not tell"."""
    if len(head) < 8 or not head.startswith(b"\x1f\x8b"):
        return None
    return float(struct.unpack("<I", head[4:8])[0])
