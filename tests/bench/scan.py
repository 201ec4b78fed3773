"""The yardstick: a plain scan of the texts for some words, which every ratio is told against."""

import polars as pl

SCAN_WORDS = [
    "killed",
    "dead",
    "deaths",
    "died",
    "fatalities",
    "wounded",
    "injured",
    "casualties",
    "losses",
    "captured",
    "prisoners",
    "missing",
    "eliminated",
    "neutralised",
    "destroyed",
    "downed",
    "shot",
    "down",
    "repelled",
    "soldiers",
    "troops",
    "servicemen",
    "militants",
    "fighters",
    "civilians",
    "tanks",
    "drones",
    "vehicles",
]
"""Fixed, so that the scan stays the same yardstick while the lexicon grows."""


def scan(articles: pl.DataFrame) -> int:
    """Return how many articles hold one of the words."""
    words = pl.Series([SCAN_WORDS])
    return articles["text"].str.contains_any(words, ascii_case_insensitive=True).sum()
