"""Which quotation a figure stands in: where it opens, if it runs over several paragraphs."""

from pipelines.claims.reading.document import Document
from pipelines.records import Span

_LONG = 30
_MOST_PARAGRAPHS = 6
_CLOSING_MARKS = "\"”’»'"


def find_quotation(offset: int, document: Document) -> Span | None:
    """Return the quotation around an offset, None where none or only a few words are quoted.

    Of a speech that opens every paragraph with a mark and closes only the last, it is the first
    paragraph: who speaks is told beside it.
    """
    quote = document.quote_around(offset)
    if quote is None or quote.end - quote.start < _LONG:
        return None
    text = document.text
    for _ in range(_MOST_PARAGRAPHS):
        line = text.rfind("\n", 0, quote.start)
        if line < 0 or text[line + 1 : quote.start].strip():
            break
        behind = len(text[:line].rstrip())
        before = document.quote_around(behind - 1)
        if before is None or text[behind - 1] in _CLOSING_MARKS:
            break
        quote = before
    return quote
