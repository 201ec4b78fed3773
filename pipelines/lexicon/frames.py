"""The reference vocabularies as frames for the warehouse: actors, their aliases, places."""

import polars as pl

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
    """Return one row per place: place_id, name, kind, country, latitude, longitude (degrees)."""
    return pl.DataFrame(
        [
            (p.place_id, p.name, p.kind, p.country, p.latitude, p.longitude)
            for p in load_lexicon().places.values()
        ],
        schema={
            "place_id": pl.String,
            "name": pl.String,
            "kind": pl.String,
            "country": pl.String,
            "latitude": pl.Float64,
            "longitude": pl.Float64,
        },
        orient="row",
    )
