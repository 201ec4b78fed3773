"""Tell what a release says of a hunted fighter's past from the harm that it reports.

«Troops detained a commander … He is linked to a bombing that killed four soldiers»: the bombing
says who he is. A release tells neither its day nor its place, and reports one event of its own.
Articles of others are not meant: what they tell of the past, they report.
"""

import functools
import re
from typing import NamedTuple

from pipelines.claims.harm.predicates import Hit
from pipelines.claims.reading.document import Document
from pipelines.claims.reading.tokens import Sentence
from pipelines.claims.sources.source import Source
from pipelines.lexicon import Lexicon

_BETWEEN = (
    r",?(?: (?:who|is|was|also|has|had|been|a|known|believed|reported(?:ly)?|to|be|have|in)){0,6}"
)
_AUXILIARIES = r"(?: (?:also|has|had|is|was|believed|reportedly|personally|to|have)){0,5}"
_TOLD_FIRST = r"^(?:[^.;:\"“”]{0,40}, )?(?:(?:the|this) (?:[\w’'-]+ ){0,4}?)?"
_ASIDE = r"(?:, [^,]{1,60},)?"
_REST = r"\b[^.;:\"“”]{0,200}$"
_DURING_IT = re.compile(
    r"^(?:(?:during|in) (?:the|that|this)|(?:the|that|this)) (?:\w+ ){0,2}?attack\b"
)
_HARMFUL = frozenset({"killed", "wounded", "casualties"})


class _Patterns(NamedTuple):
    """`hunted` finds a fighter whom troops look for or hold, the others what one did before."""

    hunted: re.Pattern[str]
    charged: re.Pattern[str]
    did: re.Pattern[str]

    def tell_past(self, words: str) -> bool:
        """Tell whether a sentence, as far as it is given, tells the past of a fighter."""
        return self.charged.search(words) is not None or self.did.search(words) is not None


def is_past_deed(hit: Hit, sentence: Sentence, source: Source, document: Document) -> bool:
    """Tell whether a release tells of harm only to say what a hunted fighter did before."""
    if hit.category not in _HARMFUL or source.attribution != "direct":
        return False
    patterns, folded = _patterns(document.lexicon), document.folded
    start = min(hit.verb.start, hit.chunk.start)
    if patterns.hunted.search(folded, 0, start) is None:
        return False
    head = folded[sentence.start : start]
    if patterns.tell_past(head):
        return True
    if sentence.index == 0 or _DURING_IT.search(head) is None:
        return False
    before = document.sentences.spans[sentence.index - 1]
    return patterns.tell_past(folded[before.start : before.end].rstrip(". \n"))


@functools.lru_cache(maxsize=4)
def _patterns(lexicon: Lexicon) -> _Patterns:
    words = {kind: "|".join(map(re.escape, terms)) for kind, terms in lexicon.deed_words.items()}
    fighter = rf"(?:{words['fighter']}|he|she)"
    return _Patterns(
        re.compile(rf"\b(?:{words['hunt']})(?: [\w’'-]+){{0,8}}? (?:{words['fighter']})s?\b"),
        re.compile(rf"\b{fighter}\b{_BETWEEN} (?:{words['charge']}){_REST}"),
        re.compile(rf"{_TOLD_FIRST}{fighter}{_ASIDE}{_AUXILIARIES} (?:{words['deed']}){_REST}"),
    )
