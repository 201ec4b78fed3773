"""Cluster what is new: sketch it, find its copies in the stored index, choose origins, compare.

Belongs here: the order of the steps and their transactions. Does not belong here: the judgement on
two texts (`articles.syndication`), the tables (`warehouse.syndication`,
`warehouse.clusters`, `warehouse.copies`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from pipelines.articles.syndication import SKETCH, copies, echoes, joined, sketch
from warehouse.clusters import join_clusters, links
from warehouse.connect import Connection
from warehouse.copies import drop_former_copies, load_copies, uncompared_copies
from warehouse.frames import loading
from warehouse.syndication import (
    add_sketches,
    candidates,
    drop_other_sketches,
    sketches_of,
    unsketched,
)

Tell = Callable[[str], None]


@dataclass
class Syndication:
    """What a run did: texts added, copies compared, and those of them with a changed figure."""

    new: int = 0
    compared: int = 0
    with_changed_figures: int = 0


def syndicate(con: Connection, tell: Tell = lambda _: None) -> Syndication:
    """Add all article versions that are new to the clusters, and compare copies with origins.

    Every batch is one transaction, so that a run that dies is ended by the next one with the same
    result. How the articles are split into runs, and their order, change nothing, unless more than
    32 texts of a month share a hash of the index: then which of them stand for it.
    """
    new = cluster(con, tell)
    return replace(compare(con, tell), new=new)


def cluster(con: Connection, tell: Tell = lambda _: None) -> int:
    """Find the clusters and origins of what has none yet, and return how many texts that were."""
    new = 0
    drop_other_sketches(con, SKETCH)
    for articles in unsketched(con):
        sketches = sketch(articles)
        with loading(con, "syndication"):
            add_sketches(con, sketches)
            pairs = candidates(con)
            found = copies(pairs, sketches_of(con, pairs))
            new += join_clusters(con, joined(links(con, found)))
        tell(f"{new:,} texts added to the index of copies")
    return new


def compare(con: Connection, tell: Tell = lambda _: None) -> Syndication:
    """Compare the copies with their origins, where that has not been done or the origin changed."""
    done = Syndication()
    drop_former_copies(con)
    for texts in uncompared_copies(con):
        compared = echoes(texts)
        done.compared += load_copies(con, compared)
        done.with_changed_figures += int((compared["figures_changed"].list.len() > 0).sum())
        tell(f"{done.compared:,} copies compared with their origins")
    return done
