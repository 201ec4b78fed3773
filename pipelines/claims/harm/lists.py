"""Find the figure that another continues: lists, parts of a total, brackets, next sentences."""

import re

_ITEM = (
    r"[_dsPEfoaRHiI'-]|\([^()]{0,80}\)|,[^,;:0-9KkXGUNJ]{1,24}(?=,)|&[_d]{0,2}[PEs]"
    r"|b(?=[_d]{0,2}P)"
)
_LISTED = re.compile(
    rf"(?>{_ITEM}){{0,40}}?(?:(?:,?&|,?H)(?:f_{{1,3}}|[dfH]{{0,2}})|,[_dsfH]{{0,3}})"
)
_AFTER_VERB = re.compile(
    r"[_dsPofI]{0,8}(?:b_?)?[KJX][^;0-9KkGUXc\"]{0,24}(?:,?&|,)(?:f_{1,3}|[_dsfH]{0,3})"
)
_BARE = re.compile(r"[_d]?(?:[fI.,;&)D]|$)")
_PREDICATE = re.compile(r"[_dsPEfoa]{0,8}(?:[bhlnkKG]|m_?[bhk])|(?<=&0)__$")
_PART_BEHIND = re.compile(
    r"I|[_dfs]{0,4}(?:,?&[_d]{0,2}[0-3][_dfs]{0,3})?b?i|[_df]?a[^,;]{0,4}[,.]"
)
_RESTATED = re.compile(r"(?:_?o)?[_p]{0,2}(?:c|_[spP])")
_AGAINST = re.compile(r"[_muofpcdsPE]{1,10};")
_GIVEN = re.compile(r"f(?:p|s_?od)")
_ENDED = re.compile(r"_?(?:[;.]|$)")
_PART_AHEAD = re.compile(
    r"[_df:]{0,3}(?P<including>i|p?[_f]?,?I)|[_d]{0,2}b_{0,4}5d?(?P<among>a)|[_d]{0,2}(?:"
    r"(?P<compared>z)|[_di]?(?P<bracket>\()|(?P<dash>-)(?!0)|(?P<breakdown>:))"
)
_ITEM_AHEAD = re.compile(r"[_d&]{0,3};")
_HEAD = 6
_SURE_PARTS = frozenset({"including", "among"})
_CONTINUED = re.compile(r"[_dfB&]{0,3},?$")
_NEXT_PREDICATE = re.compile(r"I|_?[bhl]|[_dso]{0,3}ba?j?")


def is_listed(mask: str, earlier: int, position: int) -> bool:
    """Tell whether a figure stands in one list with an earlier figure."""
    if mask[position] == "0" and _AFTER_VERB.fullmatch(mask, earlier + 1, position):
        return _BARE.match(mask, position + 1) is not None
    if not _LISTED.fullmatch(mask, earlier + 1, position):
        return False
    return _PREDICATE.match(mask, position + 1) is None


def part_rule(mask: str, backward: str, position: int) -> str | None:
    """Return the rule by which a figure is part of a total before it, or None."""
    ahead = _PART_AHEAD.match(backward, len(mask) - position)
    rule = ahead.lastgroup if ahead else None
    if rule not in _SURE_PARTS and _PART_BEHIND.match(mask, position + 1):
        return "of_whom"
    return rule


def is_item(backward: str, position: int) -> bool:
    """Tell whether a semicolon stands before a figure, as between the items of a breakdown."""
    return _ITEM_AHEAD.match(backward, len(backward) - position) is not None


def restates(mask: str, backward: str, position: int) -> bool:
    """Tell whether somebody gives a bare figure for what was counted: «The army conceded 68.»."""
    before = len(mask) - position
    if _GIVEN.match(backward, before):
        return True
    is_told = _RESTATED.match(backward, before) or _AGAINST.match(backward, before)
    return bool(is_told and _ENDED.match(mask, position + 1))


def is_at_head(position: int) -> bool:
    """Tell whether a figure stands so near the head of its sentence that it can count on."""
    return position <= _HEAD


def continues(mask: str, position: int) -> bool:
    """Tell whether a bare figure at the head of a sentence counts on: «Two were children»."""
    return bool(
        _CONTINUED.fullmatch(mask, 0, position) and _NEXT_PREDICATE.match(mask, position + 1)
    )
