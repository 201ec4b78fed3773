"""Whose loss it is: the side of the victims, by an ordered list of ways to tell.

Each way looks at one thing (a modifier, «of …», the subject, the place …) and answers or passes;
the first answer stands, and its name goes into the evidence.
"""

from pipelines.claims.victims.inferred_sides import INFERRED_WAYS
from pipelines.claims.victims.party_sides import PARTY_WAYS
from pipelines.claims.victims.side_context import Context, SideFound
from pipelines.claims.victims.told_sides import NAMED_WAYS

_WAYS = (*NAMED_WAYS, *PARTY_WAYS, *INFERRED_WAYS)


def find_side(context: Context) -> SideFound | None:
    """Return the side of the victims of a hit, or None where nothing tells it.

    Who sails in a merchant ship is of a side only where the words themselves tell it.
    """
    ways = NAMED_WAYS if context.is_aboard and context.victim_class != "military" else _WAYS
    found = next((found for way in ways if (found := way(context)) is not None), None)
    return None if found is None or found.side is None else found
