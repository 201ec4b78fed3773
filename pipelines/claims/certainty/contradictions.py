"""Where two claimants of one article count the same losses differently."""

import re
from collections.abc import Iterator, Sequence

from pipelines.records import Claim

_GROUP_MOST = 40
_NEAR = 300
_SAME_COUNT = re.compile(
    r"\bput(?:s|ting)? (?:it|(?:that|this|the|its|their) (?:own )?(?:death )?"
    r"(?:figure|number|toll|total|count|losses|dead)) at\b"
    r"|\b(?:gave|gives?|offered|claimed|insisted on|spoke of) an? (?:(?:far|much|slightly) )?"
    r"(?:lower|higher|smaller|different) (?:\w+ )?(?:figure|number|toll|count)\b"
)
_CONTRAST = re.compile(r"[;–—]| (?:while|but|whereas|against|versus|however|though|although) ")


def find_contradictions(
    claims: Sequence[Claim], sides: Sequence[str | None], text: str, is_open: bool
) -> Iterator[tuple[int, int]]:
    """Yield pairs of claims that contradict each other, by their indexes.

    A side's count of its own losses answers its enemy's; two counts in one sentence answer each
    other; where nobody agrees (`is_open`), all do. `sides[i]` is the side that the claimant of
    claim `i` speaks for.
    """
    groups: dict[tuple[str, str], list[int]] = {}
    for index, claim in enumerate(claims):
        if claim.victim_side is not None and claim.claimant is not None:
            group = groups.setdefault((claim.category, claim.victim_side), [])
            if len(group) < _GROUP_MOST:
                group.append(index)
    for (_, side), group in groups.items():
        for at, one in enumerate(group):
            for other in group[at + 1 :]:
                if not _differ(claims[one], claims[other]):
                    continue
                speakers = (sides[one], sides[other])
                if (
                    is_open
                    or (side in speakers and None not in speakers and speakers[0] != speakers[1])
                    or _contrasts(claims[one], claims[other], text)
                ):
                    yield one, other


def _contrasts(claim: Claim, against: Claim, text: str) -> bool:
    """Tell whether two figures stand against each other in one sentence."""
    between = text[claim.end : against.start]
    if _SAME_COUNT.search(between) is not None and between.count(". ") < 2:
        return True
    is_near = len(between) < _NEAR and "\n" not in between and ". " not in between
    return is_near and _CONTRAST.search(between) is not None


def _differ(claim: Claim, against: Claim) -> bool:
    """Tell whether two claims of the same losses by different claimants give different numbers."""
    classes = {claim.victim_class, against.victim_class} - {"unspecified", "mixed", None}
    return (
        claim.claimant != against.claimant
        and claim.value != against.value
        and claim.equipment == against.equipment
        and (claim.cumulative == against.cumulative or against.start - claim.end < _NEAR)
        and claim.part_of is None
        and against.part_of is None
        and len(classes) < 2
        and not (claim.implicit or against.implicit)
        and _same_place(claim, against)
    )


def _same_place(claim: Claim, against: Claim) -> bool:
    """Tell whether two claims name one place, one of them perhaps more fully, or none."""
    one, other = (claim.place or "").lower(), (against.place or "").lower()
    return one == other or bool(one and other and (one in other or other in one))
