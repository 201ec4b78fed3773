"""ZIP, tar and compressed files: members are read like files, and nothing stays behind."""

import bz2
import datetime as dt
import gzip
import io
import lzma
import tarfile
import zipfile

import pytest
from fastwarc.stream_io import Lz4Writer, ZstdWriter

from pipelines.articles.draft import Draft, InputFile, ReadOptions, Rejection
from pipelines.articles.readers import read_file
from tests.articles.conftest import read
from tests.articles.packing import HTML, SAMPLES, WRITTEN, crawl, tar_of, zip_of

FILES = {f"news/{path.name}": path.read_bytes() for path in SAMPLES[::3]}
MOMENT = dt.datetime.fromtimestamp(WRITTEN, dt.UTC)


def framed(writer, content):
    packed = io.BytesIO()
    stream = writer(packed)
    stream.write(content)
    stream.close()
    return packed.getvalue()


PACKED = [
    ("wire.zip", zip_of(FILES)),
    ("stored.zip", zip_of(FILES, zipfile.ZIP_STORED)),
    ("bzip2.zip", zip_of(FILES, zipfile.ZIP_BZIP2)),
    ("wire.tar", tar_of(FILES)),
    ("gnu.tar", tar_of(FILES, form=tarfile.GNU_FORMAT)),
    ("wire.tar.gz", tar_of(FILES, "w:gz")),
    ("wire.tgz", tar_of(FILES, "w:gz")),
    ("wire.tar.bz2", tar_of(FILES, "w:bz2")),
    ("wire.tar.xz", tar_of(FILES, "w:xz")),
    ("wire.tar.zst", framed(ZstdWriter, tar_of(FILES))),
    ("zip-without-suffix", zip_of(FILES)),
    ("tar-without-suffix", tar_of(FILES)),
    ("tar.gz-without-suffix", tar_of(FILES, "w:gz")),
    ("wrong-suffix.txt", zip_of(FILES)),
]


@pytest.mark.parametrize(("name", "content"), PACKED, ids=[row[0] for row in PACKED])
def test_an_archive_gives_what_a_folder_of_its_files_gives(inbox, tmp_path, name, content):
    for member, raw in FILES.items():
        path = tmp_path / "folder" / member
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    (inbox / name).write_bytes(content)
    packed, plain = read(inbox), read(tmp_path / "folder")
    assert packed.articles.height == plain.articles.height > 8
    told = ["article_id", "title", "published_at", "text_sha256", "raw_sha256", "media_type"]
    assert packed.articles.select(told).rows() == plain.articles.select(told).rows()
    assert packed.articles["source_path"].to_list() == [
        f"{name}!/{path}" for path in plain.articles["source_path"]
    ]
    assert packed.rejected.is_empty()
    assert packed.articles["retrieved_at"].unique().to_list() == [MOMENT]


ONE = [
    ("a.html.gz", gzip.compress(HTML, mtime=WRITTEN)),
    ("a.html.bz2", bz2.compress(HTML)),
    ("a.html.xz", lzma.compress(HTML)),
    ("a.html.zst", framed(ZstdWriter, HTML)),
    ("a.html.lz4", framed(Lz4Writer, HTML)),
    ("saved-as-it-came.html", gzip.compress(HTML)),
    ("no-suffix", gzip.compress(HTML)),
    ("in-two-members.gz", gzip.compress(HTML[:20]) + gzip.compress(HTML[20:])),
    ("padded.gz", gzip.compress(HTML) + b"\x00" * 600),
    ("unpacked-by-the-browser.html.gz", HTML),
]


@pytest.mark.parametrize(("name", "content"), ONE, ids=[row[0] for row in ONE])
def test_a_compressed_page_is_read_under_its_own_name(read_bytes, name, content):
    article = read_bytes(name, content).article
    assert article["text"] == "Twelve were killed, the ministry said."
    assert article["source_path"] == name
    if name == "a.html.gz":
        assert article["retrieved_at"] == MOMENT


def test_lines_of_a_compressed_dump_keep_their_numbers(read_bytes):
    dump = b'{"text": "one"}\n{"text": \n{"text": "three"}\n'
    reading = read_bytes("dump.jsonl.gz", gzip.compress(dump))
    assert reading.articles["source_path"].to_list() == ["dump.jsonl.gz:1", "dump.jsonl.gz:3"]
    assert reading.reasons == [("dump.jsonl.gz:2", "malformed")]


def test_hidden_members_and_folders_are_no_inputs(read_bytes):
    members = {
        "a.txt": b"a", "./b.txt": b"b", "__MACOSX/._a.txt": b"x", ".git/x.txt": b"x",
        "c/.DS_Store": b"x", "d/": b"",
    }  # fmt: skip
    assert read_bytes("a.zip", zip_of(members)).articles["text"].to_list() == ["a", "b"]
    folder = {"d": (tarfile.DIRTYPE, "")}
    tarred = {k: v for k, v in members.items() if not k.endswith("/")} | folder
    assert read_bytes("a.zip", tar_of(tarred)).articles["text"].to_list() == ["a", "b"]


def test_an_archive_of_nothing_is_one_rejection(read_bytes):
    assert read_bytes("a.zip", zip_of({})).reasons == [("a.zip", "empty")]
    assert read_bytes("a.zip", zip_of({".hidden": b"x"})).reasons == [("a.zip", "empty")]
    reading = read_bytes("b.tar", tar_of({}))
    assert reading.reasons == [("a.zip", "empty"), ("b.tar", "empty")]
    assert read_bytes("b.tar", b"").reasons[1] == ("b.tar", "malformed")


def test_archives_lie_in_archives(read_bytes):
    inner = tar_of({"c.txt": b"deep", "crawl.warc": b"".join(crawl()[:5])}, "w:gz")
    outer = zip_of({"a.txt": b"outside", "b/inner.tgz": inner, "z.txt": b"after"})
    reading = read_bytes("outer.zip", outer)
    assert reading.articles["source_path"].to_list() == [
        "outer.zip!/a.txt",
        "outer.zip!/b/inner.tgz!/c.txt",
        "outer.zip!/b/inner.tgz!/crawl.warc#00000000-0000-4000-8000-000000000010",
        "outer.zip!/z.txt",
    ]
    assert reading.reasons == [("outer.zip!/b/inner.tgz!/crawl.warc#aside", "unsupported")]


def test_an_office_document_is_no_archive_of_articles(read_bytes):
    document = zip_of({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    assert read_bytes("a.docx", document).reasons == [("a.docx", "unsupported")]
    assert read_bytes("b", document).reasons[1:] == [("b", "unsupported")]


def test_of_a_packed_crawl_only_the_crawl_is_read(read_bytes):
    members = {
        "datapackage.json": b"{}",
        "pages/pages.jsonl": b'{"url": "https://daily.example/"}\n',
        "indexes/index.cdx": b"example,daily)/ 20251115 {}",
        "archive/data.warc.gz": b"".join(map(gzip.compress, crawl()[:5])),
    }
    reading = read_bytes("site.wacz", zip_of(members))
    assert reading.articles.height == 1
    assert reading.reasons == [("site.wacz!/archive/data.warc.gz#aside", "unsupported")]


def test_a_rejected_member_keeps_its_bytes(inbox, tmp_path):
    page = b"<html><body></body></html>"
    (inbox / "a.zip").write_bytes(zip_of({"x/empty.HTML": page, "b.tar": tar_of({"c.htm": page})}))
    options = ReadOptions(scratch=tmp_path / "scratch")
    readings = list(read_file(InputFile(inbox / "a.zip", "a.zip", options)))
    assert [(r.source_path, r.reason, r.raw, r.suffix, r.copy_of) for r in readings] == [
        ("a.zip!/x/empty.HTML", "no_text", page, ".HTML", None),
        ("a.zip!/b.tar!/c.htm", "no_text", page, ".htm", None),
    ]


def test_a_rejected_compressed_file_is_kept_as_it_is(inbox):
    path = inbox / "a.html.gz"
    path.write_bytes(gzip.compress(b"<html></html>"))
    (reading,) = read_file(InputFile(path, "a.html.gz"))
    assert isinstance(reading, Rejection)
    assert (reading.reason, reading.copy_of, reading.raw) == ("no_text", path, None)


@pytest.mark.parametrize("taken", [0, 1, 2, 3])
def test_the_scratch_folder_is_empty_also_when_the_caller_stops_early(tmp_path, taken):
    scratch = tmp_path / "not" / "there"
    inner = tar_of({"b.txt": b"b", "c.jsonl.gz": gzip.compress(b'{"text": "c"}\n' * 3)}, "w:gz")
    (tmp_path / "a.zip").write_bytes(zip_of({"a.txt": b"a", "i.tgz": inner}))
    readings = read_file(InputFile(tmp_path / "a.zip", "a.zip", ReadOptions(scratch=scratch)))
    for _ in range(taken):
        assert isinstance(next(readings), Draft)
    if taken:
        assert list(scratch.iterdir())
    readings.close()
    assert not scratch.exists() or list(scratch.iterdir()) == []


def test_times_that_no_calendar_has_are_those_of_the_archive(inbox):
    packed = bytearray(zip_of({"a.txt": b"a"}))
    for at in (10, packed.rindex(b"PK\x01\x02") + 12):
        packed[at : at + 4] = b"\xff\xff\x00\x00"
    (inbox / "a.zip").write_bytes(packed)
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w", format=tarfile.GNU_FORMAT) as tar:
        info = tarfile.TarInfo("b.txt")
        info.size, info.mtime = 1, 2**70
        tar.addfile(info, io.BytesIO(b"b"))
    (inbox / "b.tar").write_bytes(archive.getvalue())
    written = [int((inbox / name).stat().st_mtime) for name in ("a.zip", "b.tar")]
    retrieved = read(inbox).articles["retrieved_at"].to_list()
    assert [int(moment.timestamp()) for moment in retrieved] == written
