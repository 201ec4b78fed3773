"""The reviewed vocabularies of the extractor and their typed loader.

Belongs here: data files (`data/*.csv`), the loader that refuses duplicates and dangling references
with file and line, and the frozen `Lexicon` that the claims core reads. Does not belong here: any
rule on how words combine into claims (`pipelines.claims`).
"""

from pipelines.lexicon.frames import actor_frame, alias_frame, opponent_frame, place_frame
from pipelines.lexicon.model import Actor, Conflict, Harm, Lexicon, Place, Removal, Term
from pipelines.lexicon.publishers import Publisher, publisher_frame, publisher_of
from pipelines.lexicon.reading import LexiconError
from pipelines.lexicon.store import load_lexicon
from pipelines.lexicon.weights import Weights

__all__ = [
    "Actor",
    "Conflict",
    "Harm",
    "Lexicon",
    "LexiconError",
    "Place",
    "Publisher",
    "Removal",
    "Term",
    "Weights",
    "actor_frame",
    "alias_frame",
    "load_lexicon",
    "opponent_frame",
    "place_frame",
    "publisher_frame",
    "publisher_of",
]
