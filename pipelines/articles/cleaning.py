"""What is done to a text before it is stored; after that it is final and offsets count from it.

Belongs here: the changes that make one reading of a text, and nothing that edits its words. Does
not belong here: decoding bytes, taking text out of HTML.

Done, in this order, and why:

1. lone surrogates and noncharacters become U+FFFD: they cannot be stored as UTF-8;
2. every kind of line end becomes one newline: offsets do not depend on where a file was saved;
3. control characters, bidirectional controls, and characters without width (soft hyphen, zero
   width space, word joiner, byte order mark, tags) go: they are invisible, could hide or reorder a
   figure ("3<U+200B>65"), and have no place in prose. Tabs stay, and so do the joiners that
   Persian and Indic scripts spell with (U+200C, U+200D);
4. NFC: a name spelt with combining accents is the same name;
5. blanks at both ends go.

Cleaning a clean text changes nothing.
"""

from __future__ import annotations

import re
import unicodedata

_UNSTORABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls
    "\u00ad\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"  # no width
)


def clean_text(text: str) -> str:
    r"""Return `text` as it is stored (see the module).

    >>> clean_text("3\u200b65 killed\r\nin a week\n")
    '365 killed\nin a week'
    """
    if text.replace("\n", "").isprintable():  # the usual case, many times faster than the rest
        return unicodedata.normalize("NFC", text).strip()
    if not text.isascii():
        text = _UNSTORABLE.sub("\ufffd", text)
    text = _LINE_ENDS.sub("\n", text)
    text = _INVISIBLE.sub("", text)
    return unicodedata.normalize("NFC", text).strip()


def clean_line(value: str | None) -> str | None:
    r"""Return a field of metadata on one line, or None where nothing is left.

    >>> clean_line("  A  title\non two lines ")
    'A title on two lines'
    """
    if not value:
        return None
    return " ".join(clean_text(value).split()) or None
