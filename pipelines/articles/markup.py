"""Markup out of a text that is to be stored: no HTML and no script survives.

Belongs here: telling HTML from angle brackets and ampersands of prose, and the plain text of HTML:
one line a block, list item or table row, a tab between cells, entities decoded, nothing of what a
reader does not see. Does not belong here: which part of a page is its article.

What shows as markup once entities are decoded ("&lt;script&gt;") is markup too and goes with
another round. What is still there after `_ROUNDS` rounds was written to slip through, and is
disarmed: a blank after its "<" or "&" leaves its words visible and makes it mean nothing.

The parser reports tags as they come and builds no tree. A tree as browsers build it repeats open
elements of formatting: forty thousand hostile characters become four million nodes.
"""

from __future__ import annotations

import html.entities
import re
from collections.abc import Mapping

from lxml import etree

from pipelines.articles.cleaning import clean_line, clean_text

_ROUNDS = 5
_DEEPEST = 256
"""Elements in each other; the parser's time for an end tag grows with their number."""

_CHUNK = 32_768

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd",
    "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend",
    "li", "main", "menu", "nav", "ol", "optgroup", "option", "p", "pre", "section", "summary",
    "table", "tbody", "tfoot", "thead", "tr", "ul",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_UNSEEN = frozenset({
    "applet", "audio", "button", "canvas", "embed", "frame", "frameset", "iframe", "input",
    "noembed", "noframes", "noscript", "object", "rp", "rt", "script", "select", "style", "svg",
    "template", "textarea", "title", "video",
})  # fmt: skip
# Two figures on both sides of these are two figures: 12<sup>3</sup> are not 123.
_APART = frozenset({"a", "del", "ins", "s", "strike", "sub", "sup"})
_OTHERS = frozenset({
    "abbr", "acronym", "area", "b", "base", "basefont", "bdi", "bdo", "big", "blink", "cite",
    "code", "col", "colgroup", "data", "datalist", "dfn", "em", "font", "head", "i", "img",
    "kbd", "label", "link", "map", "mark", "marquee", "math", "meta", "meter", "nobr", "o:p",
    "output", "param", "picture", "plaintext", "progress", "q", "ruby", "samp", "small",
    "source", "span", "strong", "time", "track", "tt", "u", "var", "wbr", "xmp",
})  # fmt: skip
_KNOWN = _BLOCKS | _CELLS | _UNSEEN | _APART | _OTHERS
# Markup even where the end of the tag is missing: what is printed after the text may close it.
_ALWAYS = frozenset({
    "base", "embed", "frame", "frameset", "iframe", "img", "link", "math", "meta", "object",
    "script", "style", "svg", "template",
})  # fmt: skip

_CANDIDATE = re.compile(
    r"<!--|<!\[|<[!?](?:doctype|xml)\b"
    r"|</?(?P<name>[a-z][\w:-]*+)(?P<words>(?:\s++[\w:@.'\"-]++){0,8}+)\s*+(?P<end>=|/?>)?"
    r"|&(?:#\d{1,8}|#x[0-9a-f]{1,8}|(?P<entity>[a-z][a-z0-9]{1,31}));",
    re.I,
)
_TAG_START = re.compile(r"<[A-Za-z/!?]")
_RUNS_CODE = re.compile(
    r"\bon[a-z]{2,30}\s*+=|\b(?:java|vb)script\s*+:|\bdata\s*+:\s*+text/html", re.I
)
_BLOCK_TAG = re.compile(rf"</?(?:{'|'.join(_BLOCKS | _CELLS)})(?=[\s/>])", re.I)
_ADDRESS = re.compile(r"<(?=[\w.+-]{1,64}@|(?:https?|mailto):)", re.I)
_NO_SCRIPT_TAG = re.compile(r"</?(?!(?:script|style)\b)[A-Za-z][^<>]*>", re.I)
_ARMED = re.compile(r"<(?=[A-Za-z/!?])|&(?=#?\w{1,32};)")
_BLANKS = re.compile(r"[ \t\n]+")
_TABS = re.compile(r"(?: ?\t ?)+")
_HIDDEN = re.compile(r"display\s*+:\s*+none", re.I)


def without_markup(text: str) -> str:
    """Return `text` as plain text; a text that holds no markup is returned as it is.

    Where lines were broken by hand and no element breaks them, they stay. Doing it twice changes
    nothing. What is changed comes out clean (`clean_text`).

    >>> without_markup("<p>At least <b>12</b> killed &amp; 5 hurt</p><script>run()</script>")
    'At least 12 killed & 5 hurt'
    >>> without_markup("5 < 6, <300 killed> and AT&T <sic>")
    '5 < 6, <300 killed> and AT&T <sic>'
    """
    if "<" not in text and "&" not in text:
        return text
    cleaned = clean_text(text)  # a character without width could part a tag until it is cleaned
    if not _holds_markup(cleaned):
        return text
    for _ in range(_ROUNDS):
        cleaned = clean_text(_plain(cleaned))
        if not _holds_markup(cleaned):
            return cleaned
    return _ARMED.sub(r"\g<0> ", cleaned)


def _holds_markup(text: str) -> bool:
    if "<" not in text and "&" not in text:
        return False
    if any(_is_markup(found) for found in _CANDIDATE.finditer(text)):
        return True
    return _TAG_START.search(text) is not None and _RUNS_CODE.search(text) is not None


def _is_markup(found: re.Match[str]) -> bool:
    if entity := found["entity"]:
        return f"{entity};" in html.entities.html5
    if (name := found["name"]) is None:
        return True
    name = name.lower()
    if name in _ALWAYS or name not in _KNOWN or not found["end"]:
        return name in _ALWAYS
    # "<td nowrap>" is a tag, "<a few>" is prose: what stands in an "a" has a value.
    return len(name) > 1 or found["end"] == "=" or not found["words"]


def _plain(text: str) -> str:
    """Return the words of HTML after one round of parsing."""
    is_laid_out = _BLOCK_TAG.search(text) is not None
    text = _ADDRESS.sub("&lt;", text)
    try:
        words = _parsed(text, is_laid_out)
    except _TooDeepError:
        words = _parsed(_NO_SCRIPT_TAG.sub("\n", text), is_laid_out=False)
    if not is_laid_out:
        return words
    lines = (_TABS.sub("\t", line).strip() for line in words.split("\n"))
    return "\n".join(line for line in lines if line)


def _parsed(text: str, is_laid_out: bool) -> str:
    parser = etree.HTMLParser(target=_Words(is_laid_out), remove_comments=True, remove_pis=True)
    for start in range(0, len(text), _CHUNK):  # the parser looks up between pieces only
        parser.feed(text[start : start + _CHUNK])
    words: str = parser.close()
    return words


class _TooDeepError(Exception):
    """Raised while parsing where elements are nested so deeply that nobody wrote them."""


class _Words:
    """Takes the events of the parser, and gives the words when it closes."""

    def __init__(self, is_laid_out: bool) -> None:
        self._is_laid_out = is_laid_out
        self._pieces: list[str] = []
        self._depth = 0
        self._unseen_from = 0
        self._preformatted_from = 0
        self._is_apart = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _TooDeepError
        if self._unseen_from:
            return
        if tag in _UNSEEN or "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")):
            self._unseen_from = self._depth
        elif tag == "pre" and not self._preformatted_from:
            self._preformatted_from = self._depth
        self._boundary(tag)

    def end(self, tag: str) -> None:
        if self._unseen_from == self._depth:
            self._unseen_from = 0
        if self._preformatted_from == self._depth:
            self._preformatted_from = 0
        self._depth -= 1
        if not self._unseen_from:
            self._boundary(tag)

    def data(self, data: str) -> None:
        if self._unseen_from:
            return
        if self._is_laid_out and not self._preformatted_from:
            data = _BLANKS.sub(_blank, data)
        if self._is_apart and data[:1].isdecimal() and self._pieces[-1][-1:].isdecimal():
            self._pieces.append(" ")
        self._is_apart = False
        self._pieces.append(data)

    def close(self) -> str:
        words = "".join(self._pieces)
        return re.sub(" {2,}", " ", words) if self._is_laid_out else words

    def _boundary(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._pieces.append("\n")
        elif tag in _CELLS:
            self._pieces.append("\t")
        elif tag in _APART:
            self._is_apart = bool(self._pieces)


def _blank(found: re.Match[str]) -> str:
    """Return a newline for lines that are blank: texts that are half HTML part paragraphs so."""
    return "\n" if found[0].count("\n") > 1 else " "


def plain_line(value: str | None) -> str | None:
    """Return a field of metadata on one line without any markup; None where nothing is left.

    >>> plain_line("Losses &amp;amp; <b>gains</b>&lt;script&gt;alert(1)&lt;/script&gt;")
    'Losses & gains'
    """
    return clean_line(without_markup(value)) if value else None
