"""Bytes to characters, or the reason why not.

Belongs here: byte order marks, declared and guessed encodings, telling text from binary data.
Does not belong here: the cleaning of the text afterwards.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from pipelines.articles.draft import UnusableError

# UTF-32 first: its little-endian mark starts with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# The first bytes of formats that hold no text as it stands. Archives and documents may hold
# articles, but no reader opens them; the others never do.
_CONTAINERS = (
    (b"%PDF-", "PDF"),
    (b"7z\xbc\xaf\x27\x1c", "7z archive"),
    (b"Rar!\x1a\x07", "RAR archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office document"),
    (b"PAR1", "Parquet"),
    (b"{\\rtf", "RTF document"),
    (b"filedesc://", "web archive of the format before WARC"),
)
_CONTROLS = bytes([*range(1, 9), *range(14, 27), *range(28, 32), 127])
_NON_ASCII_UTF8 = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)

# The encodings in which news of this field has been written; more candidates make guesses worse.
_LEGACY = [
    "cp1252", "cp1251", "koi8_r", "koi8_u", "cp866", "mac_cyrillic", "cp1250", "cp1254", "cp1253",
    "cp1255", "cp1256", "iso8859_2", "iso8859_5", "shift_jis", "euc_jp", "gb18030", "big5",
    "euc_kr",
]  # fmt: skip
_GUESSED_BYTES = 65_536


def decode(raw: bytes, declared: str | None = None) -> str:
    """Return the characters of `raw`.

    Tried in this order: a byte order mark; UTF-8; the encoding that the document itself declares;
    UTF-8 with a few damaged bytes, each shown as U+FFFD; the likeliest legacy encoding.

    Raises `UnusableError`: `unsupported` for archives and documents, `binary` for NUL bytes or more
    than one control character in a hundred, `undecodable` if no encoding gives readable text.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _marked(raw, encoding)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        refuse_binary(raw)
        return _legacy(raw, declared)
    refuse_binary(raw)
    return text


def legacy_encoding(head: bytes) -> str | None:
    """Return the encoding that a whole file has by its start; None for UTF-8 or if it is unsure.

    It is where some parts are UTF-8 and others are not: each is then decoded by itself.
    """
    if head.isascii() or head.startswith(tuple(mark for mark, _ in _MARKS)):
        return None
    good, bad = _utf8_characters(head)
    return _guessed(head) if bad > 1 and good * 4 <= bad else None


def refuse_binary(raw: bytes) -> None:
    """Raise `UnusableError` if `raw` is no text in any encoding of single bytes."""
    for start, name in _CONTAINERS:
        if raw.startswith(start):
            raise UnusableError("unsupported", f"{name}; unpack it or save it as text or HTML")
    if (nul := raw.find(b"\x00")) >= 0:
        raise UnusableError("binary", f"a NUL byte at {nul}")
    controls = len(raw) - len(raw.translate(None, _CONTROLS))
    if controls * 100 > len(raw):
        raise UnusableError("binary", f"{controls} control characters in {len(raw)} bytes")


def _marked(raw: bytes, encoding: str) -> str:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnusableError("undecodable", f"marked as {encoding}, but {error.reason}") from error
    refuse_binary(text.encode("utf-8", "surrogatepass"))
    return text


def _legacy(raw: bytes, declared: str | None) -> str:
    if declared:
        try:
            return raw.decode(declared)
        except (LookupError, UnicodeError, ValueError):
            pass  # a wrong declaration is as good as none
    if _is_damaged_utf8(raw):
        return raw.decode("utf-8", "replace").removeprefix("\ufeff")
    encoding = _guessed(raw)
    if encoding is None:
        raise UnusableError(
            "undecodable", "neither UTF-8 nor a legacy encoding gives readable text"
        )
    try:
        return raw.decode(encoding)
    except UnicodeError as error:
        raise UnusableError(
            "undecodable", f"starts as {encoding}, but does not go on so"
        ) from error


def _guessed(raw: bytes) -> str | None:
    found = from_bytes(raw[:_GUESSED_BYTES], cp_isolation=_LEGACY, enable_fallback=False).best()
    return found.encoding if found else None


def _is_damaged_utf8(raw: bytes) -> bool:
    """Whether nearly all that is not ASCII is good UTF-8: a cut character, a mended dump."""
    good, bad = _utf8_characters(raw)
    return good > 0 and bad <= max(1, good // 20)


def _utf8_characters(raw: bytes) -> tuple[int, int]:
    """Return how many characters beyond ASCII are good UTF-8, and how many are not."""
    good = len(_NON_ASCII_UTF8.findall(raw))
    return good, raw.decode("utf-8", "replace").count("\ufffd")
