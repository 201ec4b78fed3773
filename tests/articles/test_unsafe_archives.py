"""Archives that mean harm: bombs, names that lead elsewhere, sizes that lie, endless headers."""

import gzip
import io
import json
import lzma
import struct
import subprocess
import sys
import tarfile
import zipfile
import zlib

import pytest

from pipelines.articles import allowance
from pipelines.articles.readers import members
from tests.articles.conftest import read
from tests.articles.packing import ZEROS, record, response, tar_of, zip_of

MEASURED = """
import json, pathlib, sys, time
from pipelines.articles.draft import InputFile, ReadOptions
from pipelines.articles.readers import read_file
folder, scratch = map(pathlib.Path, sys.argv[1:])
for path in sorted(folder.iterdir()):
    found, started = set(), time.perf_counter()
    for reading in read_file(InputFile(path, path.name, ReadOptions(scratch=scratch))):
        found.add((getattr(reading, "reason", "read"), reading.source_path.split("!")[0]))
    left = [left.name for left in scratch.iterdir()] if scratch.exists() else []
    print(json.dumps([path.name, sorted(found), left, time.perf_counter() - started]))
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(int(status["VmHWM"].split()[0]) / 1024)
"""


def nested(width, depth):
    content, suffix = b"\x00" * 10_000_000, ".dll"
    for _ in range(depth):
        content = zip_of({f"{n}{suffix}": content for n in range(width)})
        suffix = ".zip"
    return content


def overlapping(count):
    """One packed member that many entries of the directory point to."""
    zeros = b"\x00" * 20_000_000
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = deflate.compress(zeros) + deflate.flush()
    sizes = (0x21, zlib.crc32(zeros), len(packed), len(zeros))
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, *sizes, 1, 0) + b"a" + packed
    entries = [
        struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, *sizes, 5, 0, 0, 0, 0, 0, 0)
        + b"%05d" % number
        for number in range(count)
    ]
    directory = b"".join(entries)
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(directory), len(local), 0)
    return local + directory + end


def header(kind, size, name="x.jsonl", form=tarfile.GNU_FORMAT):
    info = tarfile.TarInfo(name)
    info.type, info.size = kind, size
    return info.tobuf(form)


PAGE = b"\x00" * 25_000_000
ENDLESS = record(response(b""), Content_Length=5_000_000_000)[:-4]
IN_ITS_BODY = record(response(gzip.compress(ZEROS), headers=b"Content-Encoding: gzip, gzip\r\n"))
BOMBS = [
    ("42.zip", lambda: nested(8, 5), {"unsafe"}),
    ("overlap.zip", lambda: overlapping(1_000), {"unsafe"}),
    (
        "zeros.zip",
        lambda: zip_of({f"{n}.jsonl": b"\x00" * 50_000_000 for n in range(5)}),
        {"unsafe"},
    ),
    ("bzip2.zip", lambda: zip_of({"a.jsonl": b"\x00" * 90_000_000}, zipfile.ZIP_BZIP2), {"unsafe"}),
    ("pages.zip", lambda: zip_of({f"{n}.txt": PAGE for n in range(9)}), {"too_large", "unsafe"}),
    ("five-gigabytes.jsonl.gz", lambda: ZEROS * 100, {"unsafe"}),
    ("five-gigabytes.txt.gz", lambda: ZEROS * 100, {"too_large"}),
    ("five-gigabytes.gz", lambda: ZEROS * 100, {"unsafe"}),
    ("zeros.jsonl.xz", lambda: lzma.compress(b"\x00" * 200_000_000), {"unsafe"}),
    ("member.tar.gz", lambda: gzip.compress(header(b"0", 3 * 10**9)) + ZEROS * 60, {"unsafe"}),
    ("name.tar.gz", lambda: gzip.compress(header(b"L", 3 * 10**9)) + ZEROS * 60, {"unsafe"}),
    ("extension.tar.gz", lambda: gzip.compress(header(b"x", 3 * 10**9)) + ZEROS * 60, {"unsafe"}),
    ("lies.tar", lambda: header(b"0", 2**62) + b"x\n" * 1_000, {"malformed"}),
    ("endless.warc.gz", lambda: gzip.compress(ENDLESS) + ZEROS * 100, {"unsafe"}),
    ("body.warc", lambda: IN_ITS_BODY, {"too_large"}),
    ("header.warc", lambda: b"WARC/1.0\r\n" + b"\x00" * 50_000_000, {"malformed"}),
    ("many.zip", lambda: zip_of({f"../{n}": b"" for n in range(100_001)}), {"unsafe", "too_large"}),
    ("too-many.zip", lambda: zip_of({f"{n}": b"" for n in range(200_001)}), {"too_large"}),
]


@pytest.fixture(scope="module")
def exploded(tmp_path_factory):
    """What a process of its own found in each bomb, and the most megabytes that it held."""
    if not sys.platform.startswith("linux"):
        pytest.skip("the peak is read from /proc")
    bombs, scratch = (tmp_path_factory.mktemp(name) for name in ("bombs", "scratch"))
    for name, content, _ in BOMBS:
        (bombs / name).write_bytes(content())
    command = [sys.executable, "-c", MEASURED, str(bombs), str(scratch)]
    ended = subprocess.run(command, check=True, capture_output=True, text=True)
    *found, peak = map(json.loads, ended.stdout.splitlines())
    return {name: rest for name, *rest in found}, peak


@pytest.mark.parametrize(
    ("name", "reasons"), [(name, reasons) for name, _, reasons in BOMBS], ids=[b[0] for b in BOMBS]
)
def test_a_bomb_is_refused_and_leaves_nothing(exploded, name, reasons):
    found, left, seconds = exploded[0][name]
    assert {reason for reason, _ in found} == reasons
    assert {path.partition("#")[0] for _, path in found} == {name}
    assert left == []
    assert seconds < 60


def test_bombs_take_little_memory(exploded):
    assert exploded[1] < 300


UNSAFE_NAMES = [
    "../../etc/x", "a/../../x.txt", "/etc/x.txt", "\\\\server\\x.txt", "..\\x.txt", "C:\\x.txt",
    "c:x.txt", "a/" * 600 + "x.txt",
]  # fmt: skip


@pytest.mark.parametrize("name", UNSAFE_NAMES)
def test_a_name_that_leads_elsewhere_is_never_written(inbox, tmp_path, name):
    around = {"a.txt": b"before", name: b"harm", "z.txt": b"after"}
    for file, content in (("a.zip", zip_of(around)), ("b.tar", tar_of(around))):
        (inbox / file).write_bytes(content)
    before = sorted(tmp_path.rglob("*"))
    reading = read(inbox)
    assert reading.articles["text"].to_list() == ["before", "after"]
    assert reading.unchanged == 2
    assert [reason for _, reason in reading.reasons] == ["unsafe", "unsafe"]
    assert sorted(tmp_path.rglob("*")) == before


def test_a_name_that_breaks_lines_or_ends_early_is_shown_as_it_is(read_bytes):
    packed = zip_of({"a\n\x1b[2J.txt": b"a", "b.txt~.exe": b"b"}).replace(b"txt~", b"txt\x00")
    reading = read_bytes("a.zip", packed)
    assert reading.articles["source_path"].to_list() == ["a.zip!/a\\n\\x1b[2J.txt"]
    assert reading.reasons == [("a.zip!/b.txt\\x00.exe", "unsafe")]


SPECIAL = [
    ("symbolic", (tarfile.SYMTYPE, "/etc/passwd"), "unsafe"),
    ("hard", (tarfile.LNKTYPE, "a.txt"), "unsafe"),
    ("character", (tarfile.CHRTYPE, ""), "unsafe"),
    ("block", (tarfile.BLKTYPE, ""), "unsafe"),
    ("pipe", (tarfile.FIFOTYPE, ""), "unsafe"),
    ("unknown", (b"Z", ""), "unsupported"),
]


@pytest.mark.parametrize(("name", "entry", "reason"), SPECIAL, ids=[row[0] for row in SPECIAL])
def test_what_is_no_file_is_refused_and_the_next_is_read(read_bytes, name, entry, reason):
    reading = read_bytes("a.tar", tar_of({"a.txt": b"a", name: entry, "z.txt": b"z"}))
    assert reading.articles["text"].to_list() == ["a", "z"]
    assert reading.reasons == [(f"a.tar!/{name}", reason)]


def test_a_link_in_a_zip_is_refused(read_bytes):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        link = zipfile.ZipInfo("passwd.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert read_bytes("a.zip", packed.getvalue()).reasons == [("a.zip!/passwd.txt", "unsafe")]


def test_a_sparse_member_is_refused_and_the_next_is_read(read_bytes):
    block = header(b"S", 512, "sparse.jsonl")
    parts = [b"%011o\0" % 0, b"%011o\0" % 512]  # one piece of data, in a file of 8 GB
    sparse = bytearray(block[:386] + b"".join(parts) + block[410:483] + b"%011o\0" % (8**10))
    sparse = sparse[:495] + block[495:512]
    sparse[148:156] = b" " * 8
    sparse[148:156] = b"%06o\0 " % sum(sparse)
    reading = read_bytes("a.tar", bytes(sparse) + b"x" * 512 + tar_of({"z.txt": b"z"}))
    assert reading.articles["text"].to_list() == ["z"]
    assert reading.reasons == [("a.tar!/sparse.jsonl", "unsupported")]


@pytest.mark.parametrize(
    ("flag", "method", "words"), [(1, 0, "password"), (0, 9, "method 9"), (0, 14, "method 14")]
)
def test_a_member_that_is_encrypted_or_packed_strangely_is_told(read_bytes, flag, method, words):
    packed = bytearray(zip_of({"a.txt": b"a", "b.txt": b"b"}, zipfile.ZIP_STORED))
    at = packed.index(b"PK\x01\x02")
    packed[at + 8], packed[at + 10] = flag, method
    reading = read_bytes("a.zip", bytes(packed))
    assert reading.articles["text"].to_list() == ["b"]
    assert reading.reasons == [("a.zip!/a.txt", "unsupported")]
    assert words in reading.rejected["detail"][0]


def test_a_member_that_lies_about_its_size_is_read_or_refused_by_what_it_holds(read_bytes):
    packed = bytearray(zip_of({"a.txt": b"twelve", "b.txt": b"b" * 300}, zipfile.ZIP_STORED))
    at = packed.index(b"PK\x01\x02")
    packed[at + 20 : at + 28] = struct.pack("<II", 3, 2**32 - 2)
    reading = read_bytes("a.zip", bytes(packed))
    assert reading.reasons == [("a.zip!/a.txt", "malformed")]
    assert reading.articles["source_path"].to_list() == ["a.zip!/b.txt"]


def test_archives_that_lie_too_deep_are_refused(read_bytes):
    content = zip_of({"deep.txt": b"four archives down"})
    for depth in range(3):
        content = zip_of({f"{depth}.zip": content, "a.txt": b"%d" % depth})
    reading = read_bytes("a.zip", content)
    assert reading.articles["text"].to_list() == ["0", "1", "2"]
    assert reading.reasons == [("a.zip!/2.zip!/1.zip!/0.zip", "unsafe")]


def test_a_compressed_file_that_holds_itself_ends(read_bytes):
    content = b"twelve"
    for _ in range(6):
        content = gzip.compress(content)
    assert read_bytes("a.gz", content).reasons == [("a.gz", "unsafe")]


LIMITS = [
    ("MAX_MEMBERS", 3, "too_large", "more than 3 members"),
    ("MAX_TOTAL_BYTES", 3_500, "too_large", "unpack to more than"),
    ("FREE_BYTES", 3_500, "unsafe", "more than 0 times its size"),
]


@pytest.mark.parametrize(("name", "value", "reason", "words"), LIMITS, ids=[r[0] for r in LIMITS])
def test_a_spent_allowance_ends_the_outermost_archive(
    read_bytes, monkeypatch, name, value, reason, words
):
    monkeypatch.setattr(allowance, name, value)
    if name == "FREE_BYTES":
        monkeypatch.setattr(allowance, "MAX_RATIO", 0)
    some = {f"{n}.txt": b"%d" % n * 1_000 for n in range(9)}
    inner = tar_of(some, "w:gz")
    reading = read_bytes("a.zip", zip_of({"in.txt": b"first", "i.tgz": inner, "z.txt": b"last"}))
    assert reading.rejected.height == 1
    assert reading.rejected["reason"][0] == reason
    assert words in reading.rejected["detail"][0]
    assert reading.rejected["detail"][0].endswith("what follows in the archive was not read")
    assert reading.articles["source_path"][0] == "a.zip!/in.txt"


def test_a_large_member_is_cut_off_and_the_next_is_read(read_bytes, monkeypatch):
    monkeypatch.setattr(members, "MAX_MEMBER_BYTES", 100_000)
    long = b'{"text": "line"}\n' * 10_000
    packed = tar_of({"a.txt": b"a", "long.jsonl": long, "z.txt": b"z"})
    reading = read_bytes("a.tar", packed)
    assert reading.articles["text"].to_list() == ["a", "z"]
    assert reading.reasons == [("a.tar!/long.jsonl", "too_large")]
