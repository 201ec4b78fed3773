"""Find which figures of a sentence count harm, by named patterns over its reduced string.

Each rule ties figures to the harm word that governs them. A figure is used once, by the first rule
that takes it; coordination and ellipsis extend a hit to the figures listed with it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.claims.chunks import Chunk, Reduced
from pipelines.lexicon import Harm
from pipelines.records import Category

_C = "[01267]"
_POST = r"[oafHLSDwZdxsAMPYuy']{0,9}?"
_LIST = rf"{_C}(?:{_POST}(?:,&|[,&;])[wOfd]{{0,2}}{_C})*"
_ASIDE = r"(?:,[^,;KkXGUbc]{1,14},)?"
_ADVERB = r"[wnDf]{0,3}"


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over reduced sentences: `t` holds the figures, `v` the harm word."""

    name: str
    pattern: re.Pattern[str]


def _rule(name: str, pattern: str) -> Rule:
    return Rule(name, re.compile(pattern))


RULES = (
    _rule("repelled", r"(?P<v>[KkG])[wD]{0,2}(?P<t>3(?:(?:,&|[,&])3)*)"),
    _rule("repelled_passive", rf"(?P<t>3(?:(?:,&|[,&])3)*){_POST}{_ASIDE}h?b+{_ADVERB}(?P<v>K)"),
    _rule("noun", r"(?P<t>(?P<v>4))"),
    _rule("harmed", r"(?P<t>(?P<v>5))[PE]?"),
    _rule("passive", rf"(?P<t>{_LIST}){_POST}{_ASIDE}h?b+{_ADVERB}(?P<v>[KJ])"),
    _rule("intransitive", rf"(?P<t>{_LIST}){_POST}{_ASIDE}[hb]?{_ADVERB}(?P<v>[XJ])"),
    _rule("reduced", rf"(?P<t>{_LIST})[wOZL]{{0,2}}(?P<v>K)(?![w]?[0-7sPESAd])"),
    _rule("gerund", rf"(?P<v>G)[wDfO]{{0,3}}(?P<t>{_LIST})"),
    _rule("active", rf"(?P<v>[Kk])(?!y)[wDO]{{0,3}}(?P<t>{_LIST})"),
    _rule("suffer", rf"(?P<v>U)[wDfo]{{0,3}}(?P<t>{_LIST})"),
    _rule("leave", rf"g(?P<t>{_LIST}){_POST}(?P<v>[JK])"),
    _rule("noun_of", rf"(?P<v>N)(?:w?[SA])?o[wd]{{0,2}}(?P<t>{_LIST})"),
    _rule("toll", r"(?P<v>T)[^0-9.;\"]{0,12}?(?:r|f|o|b|u|:)[wuD]{0,3}(?P<t>[0167])"),
    _rule("noun_amount", r"(?P<v>N)[^0-9.;\"]{0,10}?[rb:][wfuo]{0,3}(?P<t>[01])"),
    _rule("bullet", r"(?:^|[,;:]&?)[*\-wd.]*(?P<v>[PEN])[wPEN/&]{0,6}?[()w]{0,3}[-:r](?P<t>0)"),
    _rule("delta", r"(?<=0)\([+w]{0,2}(?P<t>(?P<v>0))"),
    _rule("including", rf"(?P<v>i)[wdD]{{0,2}}(?P<t>{_LIST})"),
    _rule("among", rf"(?P<t>{_LIST})b?(?P<v>j)"),
    _rule("of_whom", r"(?P<v>I),?[wf]?(?P<t>[01])"),
)


_OBJECT_RULES = frozenset({"active", "gerund", "suffer", "noun_of", "intransitive", "passive"})
_LISTED_NEXT = re.compile(rf"(?=(?P<a>[0-7]){_POST}(?:,&|[,&])[wOd]{{0,2}}(?P<b>[01267]))")
_UNKNOWN_NOUN = re.compile(r"0(?:w|Z)")


@dataclass(frozen=True, slots=True)
class Hit:
    """A figure found to count harm: its chunk, category, the harm word and the rule."""

    chunk: Chunk
    category: Category
    rule: str
    position: int
    verb: Chunk
    part: bool = False


def find_hits(reduced: Reduced) -> list[Hit]:
    """Return the hits of a sentence in text order, each chunk at most once."""
    hits: dict[int, Hit] = {}
    for rule in RULES:
        for match in rule.pattern.finditer(reduced.kinds):
            if not _is_real(reduced, match):
                continue
            for hit in _targets(reduced, rule, match, hits):
                hits.setdefault(hit.position, hit)
    _continue_lists(reduced, hits)
    return [hits[position] for position in sorted(hits)]


def _is_real(reduced: Reduced, match: re.Match[str]) -> bool:
    """Tell whether a harm is stated: not denied, not possible, not conditional."""
    verb = match.start("v")
    before = reduced.kinds[max(0, verb - 5) : verb]
    clause = re.split(r"[,;:\"BW]", before)[-1]
    if "m" in clause or "n" in clause or _is_denied(reduced, verb):
        return False
    if match.start("t") > verb:
        between = reduced.kinds[verb : match.start("t")]
        return "n" not in between
    return True


def _is_denied(reduced: Reduced, verb: int) -> bool:
    """Tell whether the clause hangs on a verb of denial: «denied that 600 were killed»."""
    for chunk in reversed(reduced.chunks[:verb]):
        if chunk.kind in ",;":
            return False
        if chunk.kind == "c":
            return bool(chunk.term and chunk.term.kind == "deny")
    return False


def _targets(
    reduced: Reduced, rule: Rule, match: re.Match[str], hits: dict[int, Hit]
) -> Iterator[Hit]:
    verb = reduced.chunks[match.start("v")]
    if rule.name == "active" and _is_passive(reduced.kinds, match.start("v")):
        return
    for position in range(match.start("t"), match.end("t")):
        chunk = reduced.chunks[position]
        if chunk.kind not in "01234567" or position in hits:
            continue
        counts_unknown = len(chunk.tokens) == 1 and _UNKNOWN_NOUN.match(reduced.kinds, position)
        if rule.name in _OBJECT_RULES and counts_unknown:
            continue
        part = rule.name in ("including", "among", "of_whom")
        if rule.name == "delta":
            latest = _latest_before(position, hits)
            verb = latest.verb if latest else verb
        category = _category(reduced, rule, verb, chunk, position, hits)
        released = category == "captured" and "F" in reduced.kinds[:position]
        # One person is killed or wounded, never «casualties»: those are counted.
        implied_many = category == "casualties" and chunk.figure is None
        if category is not None and not released and not implied_many:
            yield Hit(chunk, category, rule.name, position, verb, part)


def _is_passive(kinds: str, verb: int) -> bool:
    return re.search(r"b[wnDf]{0,2}$", kinds[max(0, verb - 4) : verb]) is not None


def _category(
    reduced: Reduced, rule: Rule, verb: Chunk, chunk: Chunk, position: int, hits: dict[int, Hit]
) -> Category | None:
    if rule.name in ("including", "of_whom", "delta"):
        latest = _latest_before(position, hits)
        return latest.category if latest else None
    if rule.name == "bullet":
        return _bullet_category(verb)
    if rule.name == "toll":
        return _toll_category(verb)
    harm = _harm(verb)
    if harm is None:
        return "killed" if rule.name == "among" else None
    return category_of(harm, chunk, reduced, position)


def _latest_before(position: int, hits: dict[int, Hit]) -> Hit | None:
    """Return the hit nearest before a position, which parts and bracketed changes follow."""
    nearest = max((at for at in hits if at < position), default=None)
    return hits[nearest] if nearest is not None else None


def _harm(verb: Chunk) -> Harm | None:
    if verb.head is None:
        return None
    return next((term.harm for term in verb.head.senses if term.harm is not None), None)


def _bullet_category(verb: Chunk) -> Category | None:
    if verb.kind == "E":
        return "equipment"
    harm = _harm(verb)
    return harm.people if harm else "casualties"


def _toll_category(verb: Chunk) -> Category:
    kind = verb.term.kind if verb.term else ""
    if kind == "toll_wounded":
        return "wounded"
    return "casualties" if kind == "toll_casualties" else "killed"


def category_of(harm: Harm, chunk: Chunk, reduced: Reduced, position: int) -> Category | None:
    """Return what a harm word says of the noun of a figure; None where it says nothing."""
    if chunk.kind == "3":
        return harm.attacks
    following = reduced.kinds[position + 1 : position + 2]
    if chunk.kind in "27" or (chunk.kind == "5" and following == "E"):
        return harm.things
    if chunk.kind == "0":
        return harm.people or harm.things
    return harm.people


def _continue_lists(reduced: Reduced, hits: dict[int, Hit]) -> None:
    """Give figures that follow in a list the harm of the figure before them."""
    for match in _LISTED_NEXT.finditer(reduced.kinds):
        earlier, position = hits.get(match.start("a")), match.start("b")
        if earlier is None or position in hits or earlier.rule == "noun":
            continue
        harm = _harm(earlier.verb)
        category = category_of(harm, reduced.chunks[position], reduced, position) if harm else None
        if category is not None and not re.match(
            r"[^,;]{0,4}[bkXG]", reduced.kinds[position + 1 :]
        ):
            chunk = reduced.chunks[position]
            hits[position] = Hit(chunk, category, "list", position, earlier.verb, earlier.part)
