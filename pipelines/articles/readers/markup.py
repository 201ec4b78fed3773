"""Markup that a page shows as if it were words, because it was escaped twice.

Belongs here: taking tags and scripts out of lines and texts. Does not belong here: parsing pages.
"""

from __future__ import annotations

import html
import re

from pipelines.articles.cleaning import clean_line

_NAMES = (
    "a|abbr|article|aside|audio|b|body|button|center|cite|code|del|em|embed|figcaption|figure|font"
    "|footer|form|head|header|html|i|iframe|img|input|ins|link|math|meta|nav|noscript|object|pre|s"
    "|script|section|small|span|strike|strong|style|sub|sup|svg|title|u|video"
)
_BREAKS = "br|p|div|li|ul|ol|tr|td|th|table|tbody|thead|h[1-6]|hr|blockquote"
_TAG = re.compile(rf"</?(?:{_NAMES})(?:[\s/][^<>]*)?>|<(?:script|style|iframe)\b", re.I)
_BREAK = re.compile(rf"</?(?:{_BREAKS})(?:[\s/][^<>]*)?>", re.I)
_HIDDEN = (("<script", "</script>"), ("<style", "</style>"), ("<iframe", "</iframe>"),
           ("<!--", "-->"))  # fmt: skip
_ESCAPES = 4


def plain(value: str | None) -> str | None:
    """Return a line without any markup, however often it was escaped; None where nothing is left.

    >>> plain("Losses &amp;amp; <b>gains</b>&lt;script&gt;alert(1)&lt;/script&gt;")
    'Losses & gains'
    """
    if not value:
        return None
    for _ in range(_ESCAPES):
        shown = without_markup(html.unescape(value))
        if shown == value:
            break
        value = shown
    return clean_line(value)


def without_markup(text: str) -> str:
    """Return a text without the tags, scripts and comments of HTML; «<inaudible>» is none.

    >>> without_markup("3 <b>tanks</b><br>5 <inaudible> if x < y")
    '3 tanks 5 <inaudible> if x < y'
    """
    if "<" not in text:
        return text
    for opening, closing in _HIDDEN:
        text = _without(text, opening, closing)
    while True:
        shown = _TAG.sub("", _BREAK.sub(" ", text))
        if shown == text:
            return text
        text = shown


def _without(text: str, opening: str, closing: str) -> str:
    lower = text.lower()
    if len(lower) != len(text):  # a letter that is two in lower case: positions would differ
        lower = text
    kept: list[str] = []
    at = 0
    while (start := lower.find(opening, at)) >= 0 and (end := lower.find(closing, start)) >= 0:
        kept.append(text[at:start])
        at = end + len(closing)
    return "".join((*kept, text[at:]))
