"""Texts that no one writes, long and of one kind: the time that they take must grow with length."""

HEAD = (
    "Russian troops killed 12 Ukrainian soldiers near Kherson, the army said on Monday. "
    "Militants shelled the front line. "
)
"""Lets a text through the gate."""
LENGTH = 20_000


def texts(length: int) -> dict[str, str]:
    """Return the hostile texts by name, each of about so many characters."""
    return {
        "1,1,1,…": _filled("1,", length),
        "digits": _filled("7", length),
        "open quotations": _filled("“«", length),
        "quotations": _filled("“he said «the army killed 3 men» on 4 May”, ", length),
        "harm words": _filled("killed and wounded, ", length),
        "figures": _filled("12 soldiers, ", length),
        "names": _filled("Ivan of the Kyiv Petrenko ", length),
        "speakers": _filled("the ministry said that the army said that ", length),
        "days": _filled("on 4 May and since Monday ", length),
        "lines": _filled("The army killed 4.\n", length),
        "brackets": _filled("(", length),
        "spaces": _filled(" ", length) + ".",
    }


def _filled(piece: str, length: int) -> str:
    return HEAD + piece * (length // len(piece))
