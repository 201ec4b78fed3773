"""Which articles print one and the same text, found without comparing each with each.

Belongs here: what is kept of a text for comparison, the judgement on two texts, and what a copy
changed. Does not belong here: the stored index (`warehouse.syndication`) or the runs over it
(`pipelines.syndicate`).

The way of a text: `shingles` cuts it, `sketching` keeps a MinHash and the agency that `credits`
finds; of the pairs that share a band of it, `judgement` keeps those that are one text; `clusters`
joins them; `echoes` compares each copy with the cluster's origin.
"""

from pipelines.articles.syndication.clusters import joined
from pipelines.articles.syndication.echoes import echoes
from pipelines.articles.syndication.judgement import copies
from pipelines.articles.syndication.sketching import SKETCH, sketch

__all__ = ["SKETCH", "copies", "echoes", "joined", "sketch"]
