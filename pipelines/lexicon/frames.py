"""The reference vocabularies as frames for the warehouse: actors, aliases, places, opponents."""

from itertools import permutations

import polars as pl

from pipelines.lexicon.place_tree import Position, place_positions
from pipelines.lexicon.store import load_lexicon


def actor_frame() -> pl.DataFrame:
    """Return one row per actor: actor_id, name, kind, side (a slug; null where it takes none)."""
    return pl.DataFrame(
        [(a.actor_id, a.name, a.kind, a.side) for a in load_lexicon().actors.values()],
        schema={"actor_id": pl.String, "name": pl.String, "kind": pl.String, "side": pl.String},
        orient="row",
    )


def alias_frame() -> pl.DataFrame:
    """Return one row per name of an actor: actor_id, alias (its canonical name included)."""
    return pl.DataFrame(
        [(a.actor_id, n) for a in load_lexicon().actors.values() for n in (a.name, *a.aliases)],
        schema={"actor_id": pl.String, "alias": pl.String},
        orient="row",
    )


def place_frame() -> pl.DataFrame:
    """Return one row per place.

    Columns: place_id, name, kind, country, parent_id (the place that holds it), region (its name,
    where no place of the list is the region), latitude and longitude (degrees).
    """
    places = load_lexicon().places
    positions = place_positions(places)
    rows = []
    for place in places.values():
        position = positions.get(place.place_id, Position())
        kind = "district" if position.is_district else place.kind
        rows.append(
            (
                *(place.place_id, place.name, kind, place.country),
                *(position.parent_id, position.region, place.latitude, place.longitude),
            )
        )
    texts = ("place_id", "name", "kind", "country", "parent_id", "region")
    schema = dict.fromkeys(texts, pl.String) | dict.fromkeys(("latitude", "longitude"), pl.Float64)
    return pl.DataFrame(rows, schema=schema, orient="row")


def opponent_frame() -> pl.DataFrame:
    """Return one row per two sides that fight each other in a conflict, both ways: side, opponent.

    Sides that fight together in one conflict and against each other in another are opponents.
    """
    pairs = {
        (side, opponent)
        for conflict in load_lexicon().conflicts
        for camp, other in permutations(conflict.camps, 2)
        for side in camp
        for opponent in other
    }
    schema = {"side": pl.String, "opponent": pl.String}
    return pl.DataFrame(sorted(pairs), schema=schema, orient="row")
