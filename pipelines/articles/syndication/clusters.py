"""Clusters that links join: what is linked, over any number of steps, is one.

Belongs here: the union of clusters. Does not belong here: which texts are linked (`judgement`).
"""

from __future__ import annotations

from collections.abc import Iterable


def joined(links: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the new name of every cluster in `links`: the least name of those that it joins.

    The order of the links changes nothing.

    >>> joined([("c", "b"), ("d", "d"), ("a", "c")]) == {"a": "a", "b": "a", "c": "a", "d": "d"}
    True
    """
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        parent.setdefault(name, name)
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for left, right in links:
        least, other = sorted((root(left), root(right)))
        parent[other] = least
    return {name: root(name) for name in sorted(parent)}
