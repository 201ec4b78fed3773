"""The members of an archive, one after the other, each read like a file of its own.

Belongs here: which names are safe and which are no inputs, laying a member into the scratch folder
within the limits, and what is told of a member that cannot be laid. Does not belong here: how an
archive lists its members (`zip_archive`, `tar_archive`).

Folders and hidden members (`.git`, `__MACOSX`) are no inputs, as in an inbox; every other member
gives at least one draft or rejection.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pipelines.articles.allowance import MAX_DEPTH, MAX_MEMBER_BYTES, Allowance, SpentError
from pipelines.articles.draft import (
    MAX_BYTES,
    InputFile,
    Reading,
    Readings,
    Rejection,
    UnusableError,
)
from pipelines.articles.inbox import shown_name
from pipelines.articles.readers.source import whole
from pipelines.articles.readers.unpacked import CHUNK, BrokenError, Content

Reader = Callable[[InputFile], Readings]

_ONE_DOCUMENT = frozenset({
    ".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".eml", ".pdf", ".css", ".js",
    ".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".mp3", ".mp4",
})  # fmt: skip
"""Files that are one document each, or none: more than `MAX_BYTES` of them are never of use."""

_SUFFIXES = re.compile(r"(?:\.[A-Za-z0-9]{1,10}){0,2}\Z")
_DRIVE = re.compile(r"[A-Za-z]:")
_LONGEST_NAME = 1_000
_FIRST_SECOND, _LAST_SECOND = 0, 253_402_300_799  # 1970 to 9999
_REST_UNREAD = "what follows in the archive was not read"


@dataclass(frozen=True, slots=True)
class Member:
    """One entry of an archive, before anything of it is unpacked.

    `written_at` is in seconds since 1970 (UTC), None where the archive does not tell. `refused`
    says why its content must not or cannot be read; `open` gives it otherwise. `in_stream` tells
    that the members after it can only be reached through it.
    """

    name: str
    written_at: float | None
    open: Callable[[], Content]
    refused: UnusableError | None = None
    in_stream: bool = False


def read_members(file: InputFile, members: Iterator[Member], read: Reader) -> Readings:
    """Yield what `read` finds in each member, named `archive!/folder/member`.

    A member that is unsafe or damaged is one rejection, and the next one is read; where the next
    one cannot be reached, or the allowance is used up, one rejection says so and ends the archive.
    Nothing is left in the scratch folder, also when the caller stops early. Raises `OSError`.
    """
    allowance = file.allowance or Allowance(file.path.stat().st_size)
    if allowance.depth > MAX_DEPTH:
        detail = f"an archive inside {allowance.depth} others; unpack the outer ones"
        yield Rejection(file.name, whole(file).raw_sha256, "unsafe", detail)
        return
    found = False
    try:
        with allowance.inside(), scratch_folder(file) as folder:
            for member in members:
                if _is_no_input(member.name):
                    continue
                found = True
                yield from _read_member(file, member, folder, allowance, read)
                if allowance.spent:
                    return
    except BrokenError as error:
        detail = f"{error.detail}; {_REST_UNREAD}" if found else error.detail
        yield Rejection(file.name, whole(file).raw_sha256, error.reason, detail)
    else:
        if not found:
            yield Rejection(file.name, whole(file).raw_sha256, "empty", "an archive of no files")


@contextmanager
def scratch_folder(file: InputFile) -> Iterator[Path]:
    """Give a folder of its own to lay members in; it is gone afterwards. Raises `OSError`."""
    scratch = file.options.scratch
    if scratch is not None:
        scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="tallywire-", dir=scratch) as folder:
        yield Path(folder)


def lay(content: Content, path: Path, allowance: Allowance) -> None:
    """Write what a member holds to `path`, within the limits.

    Raises `UnusableError` or `SpentError` with what was written so far left in place.
    """
    one_document = path.suffix.lower() in _ONE_DOCUMENT
    limit = MAX_BYTES if one_document else MAX_MEMBER_BYTES
    size = 0
    with path.open("wb") as laid:
        while piece := content.read(CHUNK):
            size += len(piece)
            allowance.count_bytes(len(piece))
            if size > limit:
                what = "in one document" if one_document else "in one member"
                raise UnusableError("too_large", f"more than {limit // 1_000_000:,} MB {what}")
            laid.write(piece)


def set_time(path: Path, written_at: float | None, otherwise: Path) -> None:
    """Give a laid member its time, or that of its archive where it tells none that can be."""
    known = written_at is not None and _FIRST_SECOND < written_at < _LAST_SECOND
    moment = written_at if known and written_at is not None else otherwise.stat().st_mtime
    os.utime(path, (moment, moment))


def suffixes(name: str) -> str:
    """Return the last two endings of a name, as far as they are plain letters and digits.

    >>> suffixes("dump/2025.jsonl.gz")
    '.jsonl.gz'
    """
    found = _SUFFIXES.search(name.replace("\\", "/").rpartition("/")[2])
    return found[0] if found else ""


def _read_member(
    archive: InputFile, member: Member, folder: Path, allowance: Allowance, read: Reader
) -> Readings:
    """Read one member; raises `BrokenError` where those after it cannot be reached."""
    name = f"{archive.name}!/{_shown(member.name)}"
    unsafe = _unsafe(member.name)
    refused = UnusableError("unsafe", unsafe) if unsafe else member.refused
    try:
        allowance.count_member()
        if refused is not None:
            raise refused
        path = folder / f"member{suffixes(member.name)}"
        laid = replace(archive, path=path, name=name, is_part=False, allowance=allowance)
        yield from _read_laid(laid, member, archive.path, allowance, read)
    except SpentError as error:
        yield Rejection(name, None, error.reason, f"{error.detail}; {_REST_UNREAD}")
    except UnusableError as error:
        if member.in_stream and isinstance(error, BrokenError):
            raise
        yield Rejection(name, None, error.reason, error.detail)


def _read_laid(
    file: InputFile, member: Member, archive: Path, allowance: Allowance, read: Reader
) -> Readings:
    """Lay a member where `file` says, read it and take it away again."""
    try:
        lay(member.open(), file.path, allowance)
        set_time(file.path, member.written_at, archive)
        for reading in read(file):
            yield _kept(reading, file.path)
    finally:
        file.path.unlink(missing_ok=True)


def _kept(reading: Reading, path: Path) -> Reading:
    """Return a rejection of a whole member with its bytes, since its file goes."""
    if not isinstance(reading, Rejection) or reading.copy_of != path:
        return reading
    fits = path.stat().st_size <= MAX_BYTES
    return replace(
        reading,
        copy_of=None,
        raw=path.read_bytes() if fits else None,
        suffix=path.suffix,
    )


def _unsafe(name: str) -> str | None:
    """Return why a name is that of no file below a folder."""
    if "\x00" in name:
        return "a NUL character in its name"
    if len(name) > _LONGEST_NAME:
        return f"a name of more than {_LONGEST_NAME:,} characters"
    slashed = name.replace("\\", "/")
    if slashed.startswith("/") or _DRIVE.match(slashed):
        return "a name that begins at the root of a disk"
    if ".." in slashed.split("/"):
        return 'a name that leads out of its folder through ".."'
    return None


def _is_no_input(name: str) -> bool:
    """Whether a member is a folder, or hidden as in an inbox."""
    if _unsafe(name):
        return False
    parts = [part for part in name.replace("\\", "/").split("/") if part != "."]
    return parts[-1:] in ([], [""]) or any(p.startswith(".") or p == "__MACOSX" for p in parts)


def _shown(name: str) -> str:
    """Return a name in which nothing steers a terminal or hides, at most as long as it may be."""
    slashed = name.replace("\\", "/").removeprefix("./")[:_LONGEST_NAME]
    if slashed.isprintable():
        return slashed
    return shown_name("".join(_visible(character) for character in slashed))


def _visible(character: str) -> str:
    if character.isprintable() or "\udc80" <= character <= "\udcff":  # bytes that are no UTF-8
        return character
    return character.encode("unicode_escape").decode("ascii")
