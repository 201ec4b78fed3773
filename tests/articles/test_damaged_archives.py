"""Archives that are cut or altered: what came before is kept, the damage is told once."""

import bz2
import gzip
import lzma
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.articles.draft import Draft, InputFile, ReadOptions, Rejection
from pipelines.articles.readers import read_file
from pipelines.records import REJECT_REASONS
from tests.articles.packing import HTML, crawl, record, response, tar_of, zip_of

TEXTS = {f"{n}.txt": f"{n} soldiers were killed. ".encode() * 40 for n in range(9)}
STORED = zip_of(TEXTS, zipfile.ZIP_STORED)
TAR = tar_of(TEXTS)
LINES = b"".join(b'{"text": "%d killed at %x"}\n' % (n, n * 7919 % 10_007) for n in range(4_000))
CUT = [
    ("a.zip", STORED[: len(STORED) // 2], 4),
    ("b.zip", STORED[: STORED.index(b"PK\x01\x02")], 9),
    ("a.tar", TAR[: len(TAR) // 3], 4),
    ("border.tar", TAR[: 4 * 1536], 4),
    ("header.tar", TAR[: 4 * 1536 + 100], 4),
    ("garbage.tar", TAR[: 4 * 1536] + b"garbage!" * 64 + TAR[4 * 1536 + 512 :], 4),
    ("a.tar.gz", gzip.compress(TAR, 0)[: len(TAR) // 3], 4),
]


@pytest.mark.parametrize(("name", "content", "whole"), CUT, ids=[row[0] for row in CUT])
def test_members_before_a_damage_are_kept(read_bytes, name, content, whole):
    reading = read_bytes(name, content)
    assert reading.articles["source_path"].to_list() == [f"{name}!/{n}.txt" for n in range(whole)]
    assert reading.reasons == [(name, "malformed")]


def test_a_damaged_member_costs_itself_only(read_bytes):
    at = STORED.index(b"5 soldiers")
    reading = read_bytes("a.zip", STORED[:at] + b"6" + STORED[at + 1 :])
    assert reading.articles.height == 8
    assert reading.reasons == [("a.zip!/5.txt", "malformed")]


@pytest.mark.parametrize("suffix", ["gz", "bz2", "xz"])
def test_a_dump_that_is_cut_is_read_up_to_its_last_whole_line(read_bytes, suffix):
    pack = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}[suffix]
    content = b"".join(pack(LINES[at : at + 9_999]) for at in range(0, len(LINES), 9_999))
    reading = read_bytes(f"a.jsonl.{suffix}", content[: len(content) * 2 // 3])
    assert reading.articles.height > 100
    assert reading.articles["source_path"][0] == f"a.jsonl.{suffix}:1"
    assert reading.reasons == [(f"a.jsonl.{suffix}", "malformed")]


@pytest.mark.parametrize("content", [gzip.compress(HTML)[:-9], gzip.compress(HTML) + b"more"])
def test_a_page_that_is_cut_is_no_article(read_bytes, content):
    assert read_bytes("a.html.gz", content).reasons == [("a.html.gz", "malformed")]


def test_a_checksum_that_is_another_is_damage(read_bytes):
    packed = bytearray(gzip.compress(HTML))
    packed[-6] ^= 1
    assert read_bytes("a.html.gz", bytes(packed)).reasons == [("a.html.gz", "malformed")]


SMALL = {"a.txt": b"Twelve were killed.", "b/c.jsonl": b'{"text": "a"}\n', ".x": b"x"}
WHOLE = [
    zip_of(SMALL), zip_of(SMALL, zipfile.ZIP_STORED), zip_of({"a.tgz": tar_of(SMALL, "w:gz")}),
    tar_of(SMALL), tar_of(SMALL, "w:gz"), tar_of(SMALL, "w:bz2"), tar_of(SMALL, "w:xz"),
    tar_of({"long/" * 60 + "a.txt": b"a", "é" * 80: b"b"}), gzip.compress(b"Twelve were killed."),
    b"".join(crawl()[:4]) + record(response(b"Twelve were killed.", "text/plain")),
    gzip.compress(record(response(gzip.compress(b"12"), "text/plain", headers=b"Content-Encoding: "
                                  b"gzip\r\nTransfer-Encoding: chunked\r\n"))),
]  # fmt: skip
PIECES = [
    b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"\x1f\x8b\x08\x00", b"BZh91AY&SY", b"../",
    b"WARC/1.0\r\n", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18", b"\x00" * 512,
    b"\xff" * 8, b"Content-Length: 9\r\n\r\n", b"ustar\x0000", b"30 mtime=1e999\n",
    b"\x80" + b"\xff" * 11,
]  # fmt: skip
NAMES = [
    "a.zip",
    "a.tar",
    "a.tgz",
    "a.gz",
    "a.jsonl.gz",
    "a.xz",
    "a.warc",
    "a.warc.gz",
    "a",
    "a.txt",
]
edits = st.lists(
    st.tuples(
        st.integers(0, 4_000),
        st.integers(0, 30),
        st.one_of(st.sampled_from(PIECES), st.binary(max_size=6)),
    ),
    max_size=6,
)


def altered(content, changes):
    for place, removed, inserted in changes:
        at = place % (len(content) + 1)
        content = content[:at] + inserted + content[at + removed :]
    return content


contents = st.one_of(
    st.builds(altered, st.sampled_from(WHOLE), edits),
    st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=40)), max_size=8).map(b"".join),
)


@settings(max_examples=400, deadline=None)
@given(name=st.sampled_from(NAMES), content=contents, taken=st.integers(1, 5))
def test_altered_archives_never_raise_and_leave_nothing_behind(name, content, taken):
    with tempfile.TemporaryDirectory() as folder:
        path, scratch = Path(folder, name), Path(folder, "scratch")
        path.write_bytes(content)
        file = InputFile(path, name, ReadOptions(scratch=scratch))
        readings = list(read_file(file))
        assert readings
        for reading in readings:
            assert reading.source_path.startswith(name)
            assert isinstance(reading, Draft) or reading.reason in REJECT_REASONS
            assert isinstance(reading, Draft) or reading.detail
            reading.source_path.encode("utf-8")
        stopped = read_file(file)
        first = [next(stopped, None) for _ in range(taken)]
        stopped.close()
        assert first[0] is not None
        assert isinstance(first[0], Draft | Rejection)
        assert sorted(p.name for p in Path(folder).iterdir() if p != scratch) == [name]
        assert not scratch.exists() or list(scratch.iterdir()) == []
