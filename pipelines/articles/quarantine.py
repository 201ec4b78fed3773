"""Copies of rejected inputs, so that each can be read again once it is mended or understood.

Belongs here: what is kept under which name. Does not belong here: which inputs were rejected
(`raw.rejected_input`, whose `kept_as` names the copy).

A copy is named by its hash, so that one input rejected in every run is kept once. Whole files lie
in `files`, parts of files (a line, a row, a record) in `parts`: a part is read back under its own
name.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from pipelines.articles.draft import InputFile, ReadOptions, Rejection
from pipelines.articles.readers.source import sha256_of

MAX_KEPT = 200_000_000
"""The most bytes that are copied of one input; of a larger one only the name and hash are kept."""

_FILES, _PARTS = "files", "parts"


class Quarantine:
    """The folder of copies. Nothing is kept where `folder` is None."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def keep(self, rejection: Rejection) -> str | None:
        """Copy what is to be kept of `rejection`; return its name in the folder, if any.

        Raises `OSError` where the copy cannot be written; then nothing of it is left.
        """
        if self._folder is None:
            return None
        if rejection.raw is not None:
            name = f"{_PARTS}/{_named(sha256_of(rejection.raw), rejection.suffix)}"
            return _write(self._folder, name, rejection.raw)
        file = rejection.copy_of
        if file is None or rejection.raw_sha256 is None or _size(file) > MAX_KEPT:
            return None
        name = f"{_FILES}/{_named(rejection.raw_sha256, file.suffix)}"
        return _write(self._folder, name, file)

    def held(self, kept_as: str, source_path: str, options: ReadOptions) -> InputFile | None:
        """Return a copy as an input of its first name, or None where the copy is gone."""
        path = (self._folder or Path()) / kept_as
        if self._folder is None or not path.is_file():
            return None
        return InputFile(path, source_path, options, is_part=kept_as.startswith(f"{_PARTS}/"))

    def release(self, kept_as: str) -> None:
        """Remove a copy that is not needed any more."""
        if self._folder is not None:
            (self._folder / kept_as).unlink(missing_ok=True)


def _write(folder: Path, name: str, content: bytes | Path) -> str:
    target = folder / name
    if target.exists():
        return name
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        if isinstance(content, bytes):
            unfinished.write_bytes(content)
        else:
            shutil.copyfile(content, unfinished)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return name


def _named(digest: str, suffix: str) -> str:
    plain = suffix.lower() if suffix[1:].isalnum() and suffix.isascii() else ""
    return f"{digest[:2]}/{digest[2:34]}{plain}"


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return MAX_KEPT + 1
