"""Find the bare figure that somebody gives for what was told: «The army owned to nine»."""

import re

from pipelines.claims.reading.chunks import Reduced

_CLAUSE = re.compile(r"(?:^|[;:B(])(?P<clause>[^;:B(]{0,24})$")
_REACH = 26
_ASIDE = re.compile(r",[^,]{1,20},|^[^,]{1,8},")
_WHO = "sSAPYLZp"
_TELLS = re.compile(
    rf"(?=[^sSAPYLZpvC6]{{0,8}}[{_WHO}vC6]|.?wb)[^0-57-9KkXGUNJREqn]{{0,12}}?"
    rf"(?:[{_WHO}mhv6']w{{1,3}}|[cbhr]w?|[wc]u|[cCT]o|[{_WHO}]w{{1,2}}o|[hw]pf|wp)"
)
"""A clause without a harm word, from its subject to a verb, perhaps with «of», «to» or «it at»."""
_NAMES_ANOTHER = re.compile(
    r"(?:^|[,;B&])w?[dw]{0,2}[sSAYLP6],?$|,d?w?,?$|,[wD]?o$|,d?w?C[^,;]{0,8}o$"
)
"""«…; Ouagadougou, 40», «…, the hospital 31», «…, later of 23»."""
_ENDED = re.compile(r"[.;,)&B\"]|$")


def is_told_anew(reduced: Reduced, position: int, latest: int | None) -> bool:
    """Tell whether the clause of a bare figure does nothing but tell the figure.

    `latest` is the position of the figure before it in the sentence that counts harm, or None.
    """
    kinds, figure = reduced.kinds, reduced.chunks[position].figure
    if not _ENDED.match(kinds, position + 1) or (figure and figure.text.lower() == "one"):
        return False
    if figure is not None and figure.value is None:
        return False
    before = kinds[max(0, position - _REACH) : position]
    if latest is not None and _NAMES_ANOTHER.search(kinds[latest + 1 : position]):
        return True
    clause = _CLAUSE.search(before)
    return clause is not None and _TELLS.fullmatch(_ASIDE.sub("", clause["clause"])) is not None
