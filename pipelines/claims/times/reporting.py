"""Whether a date is that of a statement, and not of what is stated: «said on Monday»."""

import re

from pipelines.claims.reading.date_mentions import DateMention
from pipelines.claims.reading.document import Document
from pipelines.lexicon import symbols
from pipelines.records import Span

_TELLS = re.compile(
    r"\b(?:report|study|statement|published|released|interview|video|update|survey|bulletin|briefing"
    r"|communiqué|photos?|footage|images?|conference|known|disclosed|addressed|speech|post(?:ed)?"
    r"|read(?:ing)? out|press release|announcement|learn(?:t|ed)|gathered)(?:s|ed)?\b"
    r"(?:(?!\bfor\b)[^,;.]){0,24}$"
)
_SAYS = re.compile(
    r"\s(?:that|how)\s(?!(?:\w+ed|left|hit|struck|took|cost|went|shook|tore|was|were|ha[sd]|began"
    r"|broke|saw)\b)"
)
_OF_STATEMENT = re.compile(
    r"(?:'s)?\s(?:\w+ )?(?:statement|news conference|press conference|interview|address|speech)\b"
)
_TO_DATE = re.compile(
    r"\s?(?:(?:this|so|it|again|(?<=told )(?:[\w'’-]+\s){0,4}[\w'’-]+)\s)?"
    r"(?:(?:in|on|at|via|during|through|to|by|from)\s(?:[\w'’-]+\s){1,5}?)?"
    r"(?:(?:late|early|earlier)\s)?(?:(?:on|in|by)\s)?(?:the\s)?"
)
_CONTENT = re.compile(
    r"\d|\b(?:were|was|are|had|has|have|that|how|its?|their|his|her|they|he|she|we"
    r"|of|between|from|for)\b"
)
_POINTS = frozenset({"day", "weekday", "today"})
_DATELINE = re.compile(r"[A-Z][\w.'’-]*(?:[ ,/(]+[A-Z][\w.'’-]*)*[ ,(]+(?:on )?")
_AGENCY = re.compile(
    r"\)?,?\s?(?:\([A-Z][^()]{1,40}\)\s?)?(?:[.:–—-]|\([A-Z])|\)?\s?\([A-Z][^()]{1,40}\)"
)
_LINE = 60
_TOLD_WITHIN, _SAID_WITHIN = 34, 50


def reports(mention: DateMention, document: Document) -> bool:
    """Tell whether a date stands right beside a verb or a noun of saying.

    One that opens the sentence («On Tuesday the army said») tells of the event as a rule.
    """
    if mention.kind not in _POINTS or mention.upto is not None or mention.role != "on":
        return False
    folded = document.folded
    if _is_dateline(mention, document) or _OF_STATEMENT.match(folded, mention.end):
        return True
    if _SAYS.match(folded, mention.end) or _TELLS.search(
        folded, max(0, mention.start - _TOLD_WITHIN), mention.start
    ):
        return True
    around = Span(max(0, mention.start - _SAID_WITHIN), mention.end + _SAID_WITHIN)
    for other in document.mentions_within(around):
        if all(term.symbol != symbols.CUE for term in other.senses):
            continue
        if other.start >= mention.end:
            # «Israel on Tuesday said», but «the communiqué for Wednesday said»
            is_covered = folded.endswith(("for ", "of "), 0, mention.start)
            return folded[mention.end : other.start] == " " and not is_covered
        between = folded[other.end : mention.start]
        if _TO_DATE.fullmatch(folded, other.end, mention.start) and not _CONTENT.search(between):
            return True
    return False


def _is_dateline(mention: DateMention, document: Document) -> bool:
    """Tell whether a date only heads the text: «MOSCOW, 25 August.», «Abuja, May 5 (NAN)»."""
    text = document.text
    line = text.rfind("\n", 0, mention.start) + 1
    if mention.kind != "day" or mention.start - line > _LINE:
        return False
    before = _DATELINE.fullmatch(text, line, mention.start)
    return before is not None and _AGENCY.match(text, mention.end) is not None
