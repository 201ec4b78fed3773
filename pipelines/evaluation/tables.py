"""Lay out rows of cells as lines of text for a terminal."""

from collections.abc import Iterable, Sequence

Cell = str | int | float | None


def table(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> list[str]:
    r"""Return a table as lines: the first column to the left, the others to the right.

    Shares are shown with three decimals, None as nothing. A header may have two lines. A last
    column whose header begins with a space is prose and goes to the left.

    >>> print("\n".join(table(["what", "n", "share"], [["found", 12, 0.5], ["record", 3, None]])))
    what     n  share
    found   12  0.500
    record   3
    """
    headers = [cell.split("\n") for cell in header]
    deep = max(map(len, headers))
    cells = [
        list(line) for line in zip(*([""] * (deep - len(h)) + h for h in headers), strict=True)
    ]
    cells += [[_shown(cell) for cell in row] for row in rows]
    widths = [max(len(row[i].strip()) for row in cells) for i in range(len(header))]
    lines = []
    for row in cells:
        parts = [row[0].ljust(widths[0])]
        parts += [cell.rjust(width) for cell, width in zip(row[1:-1], widths[1:-1], strict=True)]
        parts.append(row[-1].strip() if header[-1].startswith(" ") else row[-1].rjust(widths[-1]))
        lines.append("  ".join(parts).rstrip())
    return lines


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    return f"{cell:.3f}" if isinstance(cell, float) else str(cell)
