"""Ways to damage bytes: what a broken disk, a cut download or somebody hostile makes of a file."""

import random
from collections.abc import Callable, Sequence

Mutation = Callable[[bytes, random.Random], bytes]

TOKENS = [
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r\n", b"\n" * 50, b"<" * 40,
    b"<div>" * 200, b"</p>", b"<script>", b"<![CDATA[", b"]]>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"&a;" * 20, b"&#x0;", b"&#99999999;", b'{"a":' * 100, b"[" * 500, b'"' * 3, b"\\ud800",
    b"1e999", b"-" * 100, b"9" * 5000, b",,,,", b'","', b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06",
    b"\x1f\x8b\x08", b"WARC/1.0\r\n", b"WARC/1.1\r\nContent-Length: 99999999999\r\n\r\n",
    b"Content-Length: -1\r\n", b"Content-Type: multipart/mixed; boundary=\r\n", b"=?utf-8?b?",
    b"Content-Transfer-Encoding: base64\r\n\r\n", b"PAR1", b"\xff" * 8, b"\x00" * 600,
    b"../" * 10, b"ustar", b"---\n", b"date: 99999-99-99\n", "\u202e".encode(), "\u200b".encode(),
]  # fmt: skip


def flip_bits(raw: bytes, chance: random.Random) -> bytes:
    data = bytearray(raw)
    for _ in range(chance.randint(1, 8)):
        if data:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def overwrite(raw: bytes, chance: random.Random) -> bytes:
    start, end = _slice(raw, chance)
    return raw[:start] + chance.randbytes(end - start) + raw[end:]


def cut(raw: bytes, chance: random.Random) -> bytes:
    start, end = _slice(raw, chance)
    return raw[:start] + raw[end:]


def truncate(raw: bytes, chance: random.Random) -> bytes:
    return raw[: chance.randint(0, len(raw))]


def repeat(raw: bytes, chance: random.Random) -> bytes:
    start, end = _slice(raw, chance)
    return raw[:end] + raw[start:end] * chance.choice((1, 3, 40)) + raw[end:]


def insert(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(raw))
    return raw[:at] + chance.choice(TOKENS) + raw[at:]


def lie_about_a_size(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(raw))
    size = chance.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF, len(raw), len(raw) * 2))
    return raw[:at] + size.to_bytes(4, chance.choice(("little", "big"))) + raw[at + 4 :]


MUTATIONS: Sequence[Mutation] = (
    flip_bits, overwrite, cut, truncate, repeat, insert, insert, lie_about_a_size,
)  # fmt: skip


def mutated(seeds: Sequence[bytes], chance: random.Random) -> bytes:
    """Return one seed, damaged once to five times, or two seeds grown together."""
    raw = chance.choice(seeds)
    if chance.random() < 0.1:
        other = chance.choice(seeds)
        raw = raw[: chance.randint(0, len(raw))] + other[chance.randint(0, len(other)) :]
    for _ in range(chance.randint(1, 5)):
        raw = chance.choice(MUTATIONS)(raw, chance)
    return raw


def _slice(raw: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randint(0, len(raw))
    return start, min(len(raw), start + chance.choice((1, 2, 8, 64, 512)))
