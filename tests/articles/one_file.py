"""Reading one file as its reader tells it, before identity and batches."""

from pathlib import Path

from pipelines.articles.draft import Draft, InputFile, Reading, ReadOptions, Rejection
from pipelines.articles.readers import read_file

Columns = dict[str, str | list[str]]


def readings(path: Path, columns: Columns | None = None) -> list[Reading]:
    return list(read_file(InputFile(path, path.name, ReadOptions(columns=columns or {}))))


def read_one(
    folder: Path, name: str, content: bytes, columns: Columns | None = None
) -> list[Reading]:
    """Write a file and read it, twice: the rows have to be the same."""
    path = folder / name
    path.write_bytes(content)
    found = readings(path, columns)
    assert readings(path, columns) == found
    return found


def texts(found: list[Reading]) -> dict[str, str]:
    """The text of each article by its name."""
    return {it.source_path: it.text for it in found if isinstance(it, Draft)}


def reasons(found: list[Reading]) -> dict[str, str]:
    """The reason of each rejection by its name."""
    rejected = [it for it in found if isinstance(it, Rejection)]
    assert all(it.detail and "\n" not in it.detail for it in rejected)
    return {it.source_path: it.reason for it in rejected}


def details(found: list[Reading]) -> list[str]:
    return [it.detail for it in found if isinstance(it, Rejection)]


def only(found: list[Reading]) -> Draft:
    """The only reading, which is an article."""
    (it,) = found
    assert isinstance(it, Draft), it
    return it


def read_what_was_kept(folder: Path, rejection: Rejection, columns: Columns) -> list[Reading]:
    """Read the part that a rejection keeps, as a file of its own under the part's name."""
    assert rejection.raw is not None
    path = folder / f"kept{rejection.suffix}"
    path.write_bytes(rejection.raw)
    options = ReadOptions(columns=columns)
    return list(read_file(InputFile(path, rejection.source_path, options, is_part=True)))
