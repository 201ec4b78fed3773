"""Read bulletins: «• tanks – 11,570 (+12)», a noun and its total, with the change in brackets."""

import re
from collections.abc import Iterator

from pipelines.claims.harm.categories import harm_of
from pipelines.claims.reading.chunks import Reduced
from pipelines.records import Category

_BULLET = re.compile(r"(?:^|[,;:]&?)[*\-wd.]*(?P<v>[PEN])[wPEN.&]{0,6}?[()w]{0,3}[-:r](?P<t>0)")
_DELTA = re.compile(r"(?<=0)\([+w]{0,2}(?P<t>0)")


def find_bullets(reduced: Reduced) -> Iterator[tuple[int, int, Category]]:
    """Yield the positions of each total and its noun, and the category that the noun tells."""
    if "0" not in reduced.kinds:
        return
    for match in _BULLET.finditer(reduced.kinds):
        noun = reduced.chunks[match.start("v")]
        harm = harm_of(noun)
        category: Category | None = "equipment" if noun.kind == "E" else "casualties"
        if harm is not None:
            category = harm.people
        if category is not None:
            yield match.start("t"), match.start("v"), category


def find_changes(reduced: Reduced) -> Iterator[int]:
    """Yield the position of each change in brackets after a total."""
    if "0(" not in reduced.kinds:
        return
    for match in _DELTA.finditer(reduced.kinds):
        yield match.start("t")
