"""Frames of articles, small and as stored, and the clusters that a run over them finds."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import polars as pl

from pipelines.records import ARTICLE_SCHEMA, REJECTED_SCHEMA, text_sha256
from pipelines.syndicate import Syndication, syndicate
from warehouse.article_load import load_articles
from warehouse.connect import open_live

NOON = dt.datetime(2025, 11, 15, 12, tzinfo=dt.UTC)
RELEASE = (
    "The ministry said on Friday that the enemy had lost more than 365 soldiers in a week of "
    "fighting around the town, and that 19 counterattacks were repelled on the eastern bank. Its "
    "spokesman spoke of 12 armoured vehicles and 4 howitzers, and said that the road to the south "
    "was under fire from drones all day. Nothing was said of losses of its own. The other side did "
    "not comment. Residents reached by telephone told of shelling in the night, of a hospital "
    "without power, and of a market where nobody had come to buy or to sell since the beginning of "
    "the month. Relief workers hope to bring in food on Sunday if the rain stops by then."
)


def article(
    article_id: str, text: str, hours: float | None = 0, **more: object
) -> dict[str, object]:
    """One row of ARTICLE_SCHEMA, published so many hours after noon, by a publisher of its own."""
    published = None if hours is None else NOON + dt.timedelta(hours=hours)
    row: dict[str, object] = {
        "article_id": article_id,
        "version": 1,
        "publisher": f"The {article_id} Post",
        "published_at": published,
        "retrieved_at": NOON,
        "text": text,
        "text_sha256": text_sha256(text),
        "n_replaced": 0,
        "run_id": "made",
    }
    return row | more


def frame(*rows: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=ARTICLE_SCHEMA)


def load(live: Path, articles: pl.DataFrame) -> None:
    with open_live(live) as con:
        load_articles(con, articles, pl.DataFrame(schema=REJECTED_SCHEMA))


def run(live: Path, *parts: pl.DataFrame) -> list[Syndication]:
    """Load and cluster each part in a run of its own."""
    done = []
    for part in parts:
        load(live, part)
        with open_live(live) as con:
            done.append(syndicate(con))
    return done


def ask(live: Path, query: str) -> list[tuple[object, ...]]:
    with open_live(live) as con:
        return con.execute(query).fetchall()


def origins(live: Path) -> dict[str, str]:
    return _of_article(live, "origin_id")


def clusters(live: Path) -> dict[str, str]:
    return _of_article(live, "cluster_id")


def everything(live: Path) -> list[list[tuple[object, ...]]]:
    """What a run leaves: clusters and comparisons, in one order."""
    tables = ("article_origin", "article_copy")
    return [ask(live, f"from raw.{table} order by all") for table in tables]


def _of_article(live: Path, column: str) -> dict[str, str]:
    rows = ask(live, f"select distinct article_id, {column} from raw.article_origin")
    found = {str(article_id): str(name) for article_id, name in rows}
    assert len(found) == len(rows), "the versions of an article differ"
    return found
