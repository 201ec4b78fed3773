"""Pieces of what is due: bounded in rows and in bytes, in their order."""

import polars as pl
import pytest

from warehouse.frames import in_batches

DUE = pl.DataFrame({"id": list("aabbcd"), "bytes": [10, 10, 30, 5, 90, 1]})


@pytest.mark.parametrize(
    ("rows", "size", "together", "expected"),
    [
        (2, 10_000, (), ["aa", "bb", "cd"]),
        (10, 50, (), ["aa", "bb", "cd"]),
        (10, 10_000, (), ["aabbcd"]),
        (1, 10_000, ("id",), ["aa", "bb", "c", "d"]),
        (3, 10_000, ("id",), ["aabb", "cd"]),
    ],
)
def test_a_piece_ends_where_rows_or_bytes_are_full(rows, size, together, expected):
    pieces = list(in_batches(DUE, rows, size, together))
    assert ["".join(piece["id"]) for piece in pieces] == expected
    assert pl.concat(pieces).equals(DUE)


def test_nothing_due_gives_no_piece():
    assert list(in_batches(DUE.clear(), 2, 10)) == []
