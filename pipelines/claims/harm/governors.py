"""Find the harm word that governs a figure: to its right (were killed) or to its left (killing).

The reduced sentence is read as a mask of the same length, in which all letters that merely stand
between a figure and its verb look alike; a look to the left reads the mask backwards. Each look is
one anchored pattern whose named group tells the rule.
"""

import re
from dataclasses import dataclass

_MASK = str.maketrans(
    dict.fromkeys("wZxVM\"'*./LD~", "_") | dict.fromkeys("Ov", "d") | dict.fromkeys("SAYe", "s")
)
_OPEN = "_dsPEfouyaRH-"
_ASIDE = (
    r"-[^;0-9KkXGUN-]{2,60}-"
    r"|,(?:W[^,;0-9]{1,60}|[^,;0-9KkXGUNJ]{1,40}|[_d]*0I[^,;]{1,40}|_?i[^,;KkXG]{1,40}"
    r"|[_d]*[0-8](?:&?[_d]*[0-8])*[^,;0-9]{0,8}i[^,;0-9]{0,4}),"
)
_BRACKET = r"\([^()]{0,80}\)"
_LISTED = r"(?:,?&|,)[df_]{0,2}[0-3678](?!I)"
_JOINED = r"&(?=[_d]{0,2}[PEs])"
_WITHIN = r"[of][_d]{0,2}[08]|o[67]"
# Atomic: what a step has passed over is not read in another way, or hostile text takes for ever.
_GAP = rf"(?>{_WITHIN}|{_ASIDE}|[{_OPEN}]|{_BRACKET}|{_LISTED}|{_JOINED}){{0,40}}?"
_RELATIVE = r",?[Wt](?:[sp]_?c)?(?:_1)?[_dsufoaPEbhHg6-8]{0,20}?"
_NEAR = r"_{0,2}(?:o[_dsP]{1,5})?(?:[fa][_dsL]{1,4})?"
_OBJECT = r"_?d|_{0,2}[0-8sPER]"
_RIGHT = re.compile(
    rf"(?:I(?:[sp]_?c)?)?(?P<gap>{_GAP})(?:(?P<clause>{_RELATIVE})|,|pc|(?P<joined>,?&)(?=[hb]))?(?:"
    r"(?:m(?=h))?(?:h[_f]{0,2})?b(?:[_hbcdua]|ys|f(?=[_KJ])){0,6}(?P<passive>[KJ])"
    r"|[hb]?_{0,2}b?(?P<among>j)"
    r"|(?:m(?=h))?[hb]?[_hbcduyf]{0,6}(?P<intransitive>X)"
    rf"|_?(?P<reduced>[KJ])(?!{_OBJECT})"
    r"|f_?(?P<declared>J)"
    rf"|(?:p|s|d[sPE_]{{1,2}})(?:_u)?_?h?_?(?P<relative>K)(?!{_OBJECT})"
    r"|[_d]{0,2}C[_dosPYWhb]{1,10}(?P<counted>[KJNX])"
    r"|_?&(?P<shared>4)|(?<=0s)&(?P<harmed>5))"
    r"|(?<=u0)[ds]_?(?:o_)?(?P<brought>[CTN])"
)
_REMARK = r",[^,;0-9KkXGUN]{1,12},"
_SHORT_GAP = re.compile(
    rf"{_NEAR}(?:(?:{_LISTED}|{_BRACKET}|{_ASIDE}|{_JOINED}[_d]{{0,2}}[PEs]){_NEAR})*"
)
_LEFT = re.compile(
    r"(?:[d_]{0,3}|[d_s]{1,4}f|_{0,2}s)(?:,[_dscp]{1,5},)?(?P<active>[KkGU])"
    r"|[d_]{0,3}s?[oa](?:[s_]{0,3})(?P<noun_of>N)"
    r"|[d_]{0,3}s?o(?P<killing_of>[Gk])"
    r"|[d_]{0,2}i(?P<included>[NJ])"
)
_LEFT_AMOUNT = re.compile(
    r"[d_f]{0,3}[rb:][^1-79;KkGU]{0,16}?(?P<noun_amount>[NT])"
    rf"|[d_]{{0,2}}[fuo](?:{_REMARK})?[^0-9;,:KkGU]{{0,10}}?(?P<toll>[NTJ]|K(?=_{{0,2}}d|I))"
    r"|(?:[d_f]{0,3}[rb:,fuo]|[d_]{0,2})[^0-9;:]{0,24}?(?P<count>C)"
    r"|[d_]{0,2}[br][^0-9;,KkGU]{0,14}?(?P<copula>[KJN])[_s]{0,2}d"
    r"|C_?(?P<numbered>[NJK])"
    r"|_?:(?P<headed>[KJ])"
    r"|[d_]{0,2}b[^0-9;,]{0,14}(?P<inverted>[KJX])(?:$|[;,\-])"
    r"|,[_df]{0,3}(?P<exceeding>N|J(?=_{0,2}d))"
    r"|[^0-9;KkGU]{0,12}b(?P<among>j)"
)
_LEFT_LISTED = re.compile(
    r"[df]{0,2}(?:&,?|,)(?:[_dsof67PE]{1,14}[,&]){0,3}?[_dsof]{0,8}[PE67s][_dsof]{0,4}(?P<active>[KkGU])"
    r"|[df]{0,2}(?:&,?|,)[_dsof]{0,3}[67PEs][_dsof]{0,8},_{1,4}(?P<listed>[KkGU])"
    r"|[df]{0,2}&,?[_dsofPEL]{0,14}?,?(?P<together>[KX])"
    r"|_?:[Pd_]{1,3}(?P<named>[KkG])"
)
_OWN_PREDICATE = re.compile(r"I?[_dsPEfoa]{0,8}[bhmkn]|(?<=[&d]0)__$|(?<=[&d]0)_(?:[;,]|f[_d])")
"""What follows a figure that begins a clause of its own: «…, and 32,000 fled»."""
_PASSIVE_BEFORE = re.compile(r"[_nd]{0,2}b")
_UNREAL_BEFORE = re.compile(r"[_bu]{0,4}[mn]|[_hbu]{0,4}n|(?:&[kK])?_?ub")
_AT_HEAD = re.compile(r"[_d]{0,3}f?(?:$|[,;ctB])")
_PART_OF = re.compile(r"[_d]{0,2}o_{0,2}[1-4]")
_WHOLE_OF = re.compile(r"[_d]{0,2}o_?(?:,|$)")
_NEXT_NOUN = 3
_LEFT_RULES = {"k": "active", "K": "active", "G": "gerund", "U": "suffer"}


@dataclass(frozen=True, slots=True)
class Governor:
    """A harm word that governs a figure: the rule that found it and its position."""

    rule: str
    position: int


class Mask:
    """The mask of one reduced sentence, readable in both directions."""

    __slots__ = ("backward", "forward")

    def __init__(self, kinds: str) -> None:
        self.forward = kinds.translate(_MASK)
        self.backward = self.forward[::-1]

    def before(self, position: int) -> int:
        """Return where the backward mask begins for a look to the left of a position."""
        return len(self.forward) - position

    def is_real(self, verb: int) -> bool:
        """Tell whether a harm word is stated as fact: no modal, no negation before it."""
        return _UNREAL_BEFORE.match(self.backward, self.before(verb)) is None

    def left(self, position: int) -> Governor | None:
        """Return the harm word of which the figure is the object: «killing 12», «deaths of 12»."""
        return self._object_of(_LEFT, position)

    def left_listed(self, position: int) -> Governor | None:
        """Return the harm word before objects without a figure: «killed a colonel and 12 men»."""
        if _OWN_PREDICATE.match(self.forward, position + 1):
            return None
        return self._object_of(_LEFT_LISTED, position)

    def left_amount(self, position: int) -> Governor | None:
        """Return the noun of harm or toll that the figure measures: «the death toll rose to 23»."""
        match = _LEFT_AMOUNT.match(self.backward, self.before(position))
        return self._governor(match) if match else None

    def right(self, position: int) -> Governor | None:
        """Return the harm word of which the figure is the subject: «12 … were killed»."""
        match = _RIGHT.match(self.forward, position + 1)
        if match is None or match.lastgroup is None:
            return None
        rule, before = match.lastgroup, self.before(position)
        is_cut = "," in self.forward[position : match.start(rule)]
        if _PART_OF.match(self.backward, before):
            return None
        if match["joined"] and not _AT_HEAD.match(self.backward, before):
            return None
        if is_cut and (rule == "counted" or _WHOLE_OF.match(self.backward, before)):
            return None
        if rule == "shared" and match.start(rule) - position > _NEXT_NOUN:
            return None
        if rule == "reduced" and (match["clause"] or not _SHORT_GAP.fullmatch(match["gap"])):
            return None
        return Governor(rule, match.start(rule))

    def _object_of(self, pattern: re.Pattern[str], position: int) -> Governor | None:
        match = pattern.match(self.backward, self.before(position))
        if match is None:
            return None
        found = self._governor(match)
        letter = self.forward[found.position]
        if (
            letter == "K"
            and found.rule != "together"
            and _PASSIVE_BEFORE.match(self.backward, self.before(found.position))
        ):
            return None
        rule = found.rule if found.rule == "together" else _LEFT_RULES.get(letter, found.rule)
        return Governor(rule, found.position)

    def _governor(self, match: re.Match[str]) -> Governor:
        rule = match.lastgroup or ""
        return Governor(rule, len(self.forward) - 1 - match.start(rule))
