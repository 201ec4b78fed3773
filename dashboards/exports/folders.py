"""A set of files that replaces the one before in one step.

Belongs here: folders, the link that readers follow, and what may be replaced. Does not belong
here: what the files hold.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path

from warehouse.connect import WarehouseError

STALE_AFTER_SECONDS = 24 * 3600
"""A half-written folder older than this was left by a killed export."""


class ExportError(Exception):
    """The export cannot be written; the message is one line that tells what to do."""


@contextmanager
def replacing(exports_dir: Path) -> Iterator[Path]:
    """Give an empty folder to write to; what it holds at the end is what `exports_dir` shows.

    `exports_dir` is a symbolic link that moves to the finished folder in one step, so that a reader
    sees either the whole old set or the whole new one. The set before stays readable until the
    next. After an error the old set is untouched and nothing is left of the new one.

    Raises ExportError where `exports_dir` was not made by this function or cannot be written.
    """
    exports_dir = exports_dir.absolute()
    check_replaceable(exports_dir)
    folder = None
    try:
        exports_dir.parent.mkdir(parents=True, exist_ok=True)
        _remove_stale(exports_dir)
        prefix = f"{_prefix(exports_dir)}writing-"
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=exports_dir.parent))
        folder.chmod(0o755)
        yield folder
        _swap(folder, exports_dir)
    except BaseException as error:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, OSError | WarehouseError):
            raise ExportError(
                f"cannot export to {exports_dir}: {getattr(error, 'strerror', None) or error}; "
                "make room or name another folder"
            ) from error
        raise


def check_replaceable(exports_dir: Path) -> None:
    """Raise ExportError unless `exports_dir` is absent, an empty folder or an export's link."""
    if exports_dir.is_symlink():
        if exports_dir.readlink().name.startswith(_prefix(exports_dir)):
            return
        raise ExportError(f"{exports_dir} is a link to somewhere else; name another export folder")
    if exports_dir.exists() and not exports_dir.is_dir():
        raise ExportError(f"{exports_dir} is no folder; name a new or empty export folder")
    if exports_dir.is_dir() and any(exports_dir.iterdir()):
        raise ExportError(f"{exports_dir} holds other files; name a new or empty export folder")


def _prefix(exports_dir: Path) -> str:
    return f".{exports_dir.name}-"


def _swap(folder: Path, exports_dir: Path) -> None:
    """Point `exports_dir` at the finished `folder`, keep the set before it, remove older ones."""
    parent, prefix = exports_dir.parent, _prefix(exports_dir)
    sets = sorted(path for path in parent.glob(f"{escape(prefix)}[0-9]*") if path.is_dir())
    number = int(sets[-1].name.removeprefix(prefix)) + 1 if sets else 1
    finished = parent / f"{prefix}{number:06d}"
    folder.rename(finished)
    link = parent / f"{prefix}link"
    link.unlink(missing_ok=True)
    link.symlink_to(finished.name)
    if exports_dir.is_dir() and not exports_dir.is_symlink():
        exports_dir.rmdir()
    link.replace(exports_dir)
    for old in sets[:-1]:
        shutil.rmtree(old, ignore_errors=True)


def _remove_stale(exports_dir: Path) -> None:
    for path in exports_dir.parent.glob(f"{escape(_prefix(exports_dir))}writing-*"):
        if time.time() - path.stat().st_mtime > STALE_AFTER_SECONDS:
            shutil.rmtree(path, ignore_errors=True)
