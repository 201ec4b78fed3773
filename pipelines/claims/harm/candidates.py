"""The harm words that may govern a figure, the likeliest first."""

from collections.abc import Iterator

from pipelines.claims.harm.categories import harm_of
from pipelines.claims.harm.governors import Governor, Mask
from pipelines.claims.harm.nouns import has_noun, stands_within
from pipelines.claims.reading.chunks import Reduced

_OUTER = frozenset({"suffer", "noun_of"})
"""Rules that tell less than the word beside the figure: «lost 61 soldiers killed»."""


def governors(reduced: Reduced, mask: Mask, position: int) -> Iterator[Governor]:
    """Yield the harm words that may govern the figure at a position."""
    chunk = reduced.chunks[position]
    if chunk.kind == "9":
        yield from _governors_of_none(reduced, mask, position)
    elif chunk.kind == "5":
        if has_noun(chunk) and (left := mask.left(position)):
            yield left
        yield Governor("harmed", position)
    elif chunk.kind == "4":
        harm = harm_of(chunk)
        if harm is not None and harm.people == "captured":
            yield from _beside(reduced, mask, position)
        yield Governor("noun", position)
    else:
        yield from _beside(reduced, mask, position)
        if amount := mask.left_amount(position):
            yield amount
        if listed := mask.left_listed(position):
            yield listed


def _beside(reduced: Reduced, mask: Mask, position: int) -> Iterator[Governor]:
    """Yield the verb or noun that has a figure as its object, then the one it is subject of."""
    left = mask.left(position)
    if left and left.rule not in _OUTER:
        yield left
        left = None
    right = mask.right(position)
    if right and stands_within(reduced, position, right.position):
        right = None
    if left and right and right.position == position + 1:
        left, right = right, left
    if left:
        yield left
    if right:
        yield right


def _governors_of_none(reduced: Reduced, mask: Mask, position: int) -> Iterator[Governor]:
    """Yield what nobody suffered, where somebody tells it: «reported no casualties»."""
    if "c" not in reduced.kinds:
        return
    if harm_of(reduced.chunks[position]) is not None:
        yield Governor("none", position)
    elif right := mask.right(position):
        yield Governor("none", right.position)
