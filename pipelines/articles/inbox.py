"""Which files an inbox holds, in which order.

Belongs here: walking files and folders, hidden files, links and loops. Does not belong here:
what is inside a file.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipelines.articles.draft import InputFile, ReadOptions, Rejection

Identity = tuple[int, int]
"""Device and inode: the same folder has the same one by whatever path it is reached."""


class InboxError(Exception):
    """A path that was named cannot be read from at all; the message is one line for the user."""


def find_files(
    paths: Sequence[Path], options: ReadOptions | None = None
) -> Iterator[InputFile | Rejection]:
    """Yield every file below `paths`, in the order of the paths and sorted by name inside each.

    Names that start with a dot are skipped unless they are named themselves. Links are followed; a
    folder or file that is reached a second time is read once, and a folder that contains itself is
    a rejection, as are files that cannot be opened and things that are no files (sockets, pipes).
    Every file carries `options`.

    Raises `InboxError` at the call, before anything is read, if one of the paths does not exist.
    """
    for path in paths:
        if not path.exists():
            raise InboxError(f"No such file or folder: {path}")
    return _walk_all(paths, options or ReadOptions())


def _walk_all(paths: Sequence[Path], options: ReadOptions) -> Iterator[InputFile | Rejection]:
    visited: set[Identity] = set()
    for path in paths:
        yield from _walk(path, "" if path.is_dir() else path.name, visited, options)


def _walk(
    root: Path, name: str, visited: set[Identity], options: ReadOptions
) -> Iterator[InputFile | Rejection]:
    # A stack instead of recursion: folders may be nested deeper than Python's call stack.
    stack: list[tuple[Path, str, frozenset[Identity]]] = [(root, name, frozenset())]
    while stack:
        path, shown, ancestors = stack.pop()
        try:
            status = path.stat()
            identity = (status.st_dev, status.st_ino)
            if identity in ancestors:
                yield _unreadable(shown, "the folder contains itself through a link", options)
            elif identity in visited:
                continue
            elif stat.S_ISDIR(status.st_mode):
                visited.add(identity)
                below = ancestors | {identity}
                stack.extend((e, _join(shown, e.name), below) for e in _last_first(path))
            elif stat.S_ISREG(status.st_mode):
                visited.add(identity)
                yield InputFile(path, shown_name(shown), options)
            else:
                yield _unreadable(shown, "neither a file nor a folder", options)
        except (OSError, ValueError) as error:
            yield _unreadable(shown, why(error), options)


def _last_first(folder: Path) -> list[Path]:
    visible = [entry for entry in folder.iterdir() if not entry.name.startswith(".")]
    return sorted(visible, key=lambda entry: entry.name, reverse=True)


def _join(parent: str, entry: str) -> str:
    return f"{parent}/{entry}" if parent else entry


def shown_name(name: str) -> str:
    r"""Return a file name as valid Unicode: bytes that are not UTF-8 are shown as `\xNN`."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def why(error: Exception) -> str:
    """Return the operating system's words for an error, without the path, which may be private."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _unreadable(name: str, detail: str, options: ReadOptions) -> Rejection:
    shown = shown_name(name) or "."
    return Rejection(shown, None, "unreadable", detail, source=options.source)
