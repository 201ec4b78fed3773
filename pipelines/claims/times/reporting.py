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
_OPENS = 12
_SPEAKER = re.compile(r",? (?:[\w'’.-]+ ){1,8}?")
_DONE = re.compile(
    r"(?<!-)\b(?:\w{2,}ed|hit|struck|shot|left|took|began|came|saw|fell|broke|died|lost|fought)\b"
)


def reports(mention: DateMention, document: Document, opening: int) -> bool:
    """Tell whether a date is that of a statement; `opening` is where its sentence begins."""
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
            return _says_then(mention, Span(other.start, other.end), folded, opening)
        between = folded[other.end : mention.start]
        if _TO_DATE.fullmatch(folded, other.end, mention.start) and not _CONTENT.search(between):
            return True
    return False


def _says_then(mention: DateMention, cue: Span, folded: str, opening: int) -> bool:
    """Tell whether the next verb of saying is told by a date: «Israel on Tuesday said»."""
    if folded.endswith(("for ", "of "), 0, mention.start):
        return False
    between = folded[mention.end : cue.start]
    if between == " ":
        return True
    # «On Monday, the army said that …», not «On Monday, it said, …»
    opens = mention.start - opening <= _OPENS and folded[cue.end : cue.end + 1] != ","
    return opens and _SPEAKER.fullmatch(between) is not None and not _DONE.search(between)


def _is_dateline(mention: DateMention, document: Document) -> bool:
    """Tell whether a date only heads the text: «MOSCOW, 25 August.», «Abuja, May 5 (NAN)»."""
    text = document.text
    line = text.rfind("\n", 0, mention.start) + 1
    if mention.kind != "day" or mention.start - line > _LINE:
        return False
    before = _DATELINE.fullmatch(text, line, mention.start)
    return before is not None and _AGENCY.match(text, mention.end) is not None
