"""Find the figure that another continues: lists, parts of a total, brackets, next sentences."""

import re

_ITEM = r"[_dsPEfoaRHiI'-]|\([^()]{0,80}\)|,[^,;:0-9KkXGUNJ]{1,24}(?=,)|&[_d]{0,2}[PEs]"
_LISTED = re.compile(
    rf"(?:{_ITEM}){{0,40}}?(?:(?:,?&|,?H)(?:f_{{1,3}}|[dfH]{{0,2}})|,[_dsfH]{{0,3}})"
)
_PREDICATE = re.compile(r"[_dsPEfoa]{0,8}[bhlmkKG]")
_PART_BEHIND = re.compile(
    r"I|[_dfs]{0,4}(?:,?&[_d]{0,2}[0-3][_dfs]{0,3})?b?i|[_df]?a[^,;]{0,4}[,.]"
)
_RESTATED = re.compile(r"(?:_?o)?[_p]{0,2}f?(?:c|_[spP])")
_ENDED = re.compile(r"_?(?:[;.]|$)")
_PART_AHEAD = re.compile(r"[_dfD:]{0,3}(?:i|p?[_f]?,?I)")
_BRACKETED = re.compile(r"[_di]{0,3}\(")
_DASHED = re.compile(r"[_d]{0,2}-(?!0)")
_ITEM_AHEAD = re.compile(r"[_d&]{0,3};")
_COMPARED = re.compile(r"[_d]{0,2}z")
_HEAD = 6
_SPECIFIED = re.compile(r"[_d]{0,2}:")
_CONTINUED = re.compile(r"[_dfB&]{0,3},?$")
_NEXT_PREDICATE = re.compile(r"I|_?[bhl]|[_dso]{0,3}ba?j?")


def is_listed(mask: str, earlier: int, position: int) -> bool:
    """Tell whether a figure stands in one list with an earlier figure."""
    if not _LISTED.fullmatch(mask, earlier + 1, position):
        return False
    return _PREDICATE.match(mask, position + 1) is None


def part_rule(mask: str, backward: str, position: int) -> str | None:
    """Return the rule by which a figure is part of a total before it, or None."""
    before = len(mask) - position
    if _PART_AHEAD.match(backward, before):
        return "including"
    if _PART_BEHIND.match(mask, position + 1):
        return "of_whom"
    if _COMPARED.match(backward, before):
        return "compared"
    if _BRACKETED.match(backward, before):
        return "bracket"
    if _DASHED.match(backward, before):
        return "dash"
    if _SPECIFIED.match(backward, before):
        return "breakdown"
    return None


def is_item(backward: str, position: int) -> bool:
    """Tell whether a semicolon stands before a figure, as between the items of a breakdown."""
    return _ITEM_AHEAD.match(backward, len(backward) - position) is not None


def restates(mask: str, backward: str, position: int) -> bool:
    """Tell whether somebody gives a bare figure for what was counted: «The army conceded 68.»."""
    return bool(
        _RESTATED.match(backward, len(mask) - position) and _ENDED.match(mask, position + 1)
    )


def is_at_head(position: int) -> bool:
    """Tell whether a figure stands so near the head of its sentence that it can count on."""
    return position <= _HEAD


def continues(mask: str, position: int) -> bool:
    """Tell whether a bare figure at the head of a sentence counts on: «Two were children»."""
    return bool(
        _CONTINUED.fullmatch(mask, 0, position) and _NEXT_PREDICATE.match(mask, position + 1)
    )
