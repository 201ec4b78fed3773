"""The vocabularies of who speaks: cues, titles before a name, nouns for speakers, media."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from pipelines.lexicon import symbols
from pipelines.lexicon.model import Term
from pipelines.lexicon.reading import read_table
from pipelines.lexicon.vocabularies import one_of, plural_of


def cues(folder: Path) -> dict[str, str]:
    """Return the words and phrases that attribute a statement, by phrase: what kind each is."""
    return {
        row["term"]: one_of(row, "kind", symbols.CUE_KINDS)
        for row in read_table("cues", ["term", "kind"], key=["term"], folder=folder)
    }


def cue_terms(cues: Mapping[str, str]) -> Iterator[Term]:
    """Yield the cues that the claim rules see; the others are too often something else."""
    for term, kind in cues.items():
        if symbols.CUE_KINDS[kind]:
            yield Term(term, symbols.CUE, term, kind)


def titles(folder: Path) -> frozenset[str]:
    """Return the ranks, offices and forms of address that stand before a person's name."""
    rows = read_table("titles", ["title"], key=["title"], folder=folder)
    return frozenset(row["title"] for row in rows)


def speaker_terms(folder: Path) -> Iterator[Term]:
    """Yield the nouns for speakers without a name: officials, a ministry, a report."""
    kinds = ("person", "institution", "body", "document", "medium")
    for row in read_table("speakers", ["term", "plural", "kind"], key=["term"], folder=folder):
        kind = one_of(row, "kind", kinds)
        plural = row["plural"] or plural_of(row["term"])
        for text in dict.fromkeys((plural, row["term"])):
            yield Term(text, symbols.SPEAKER, row["term"], kind, plural=text == plural)


def media(folder: Path) -> Iterator[Term]:
    """Yield the names of media and agencies, which relay what others claim."""
    for row in read_table("media", ["id", "name", "aliases"], key=["id"], folder=folder):
        for name in (row["name"], *row.many("aliases")):
            yield Term(name, symbols.MEDIUM, row["name"], "medium")
