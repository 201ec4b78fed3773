"""Web archives: which records are pages, and what is told of the others."""

import datetime as dt
import gzip
import io
import zlib
from dataclasses import replace

import pytest
from fastwarc.stream_io import BrotliWriter, Lz4Writer, ZstdWriter
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from pipelines.articles import draft
from pipelines.articles.draft import InputFile, Rejection
from pipelines.articles.readers import read_file
from pipelines.articles.readers.web_record import page_of
from tests.articles.conftest import read
from tests.articles.packing import HTML, PAGES, crawl, record, response

SENTENCE = "Twelve were killed, the ministry said."
FIRST = "00000000-0000-4000-8000-000000000001"


def packed(writer, records):
    out = io.BytesIO()
    stream = writer(out)
    for one in records:
        stream.write(one)
    stream.close()
    return out.getvalue()


FORMS = [
    ("crawl.warc", b"".join(crawl())),
    ("crawl.warc.gz", b"".join(map(gzip.compress, crawl()))),
    ("crawl.warc.zst", packed(ZstdWriter, crawl())),
    ("crawl.warc.lz4", packed(Lz4Writer, crawl())),
    ("plain-inside.warc.gz", b"".join(crawl())),
    ("crawl-without-suffix", b"".join(map(gzip.compress, crawl()))),
]


@pytest.mark.parametrize(("name", "content"), FORMS, ids=[row[0] for row in FORMS])
def test_a_crawl_gives_its_pages_and_one_line_for_the_rest(read_bytes, name, content):
    reading = read_bytes(name, content)
    assert reading.articles["source_path"].to_list() == [
        f"{name}#00000000-0000-4000-8000-{number:012}" for number in range(10, 10 + len(PAGES))
    ]
    assert reading.reasons == [(f"{name}#aside", "unsupported")]
    assert reading.rejected["detail"][0] == (
        "2 records that are no pages: 1 image/png, 1 status 301"
    )
    article = reading.articles.row(0, named=True)
    assert article["retrieved_at"] == dt.datetime(2025, 11, 15, 9, 46, 40, tzinfo=dt.UTC)
    assert article["url"] == f"https://daily.example/{PAGES[0].stem}"
    assert article["media_type"] == "text/html"


def test_records_that_the_library_writes_are_read(read_bytes):
    out = io.BytesIO()
    made = WarcRecord()
    made.init_headers(WarcRecordType.response, b"uuid:" + FIRST.encode())
    made.headers["WARC-Target-URI"] = "https://daily.example/strike"
    made.headers["Content-Type"] = "application/http; msgtype=response"
    made.set_bytes_content(response(HTML))
    made.write(out, checksum_data=True)
    article = read_bytes("a.warc", out.getvalue()).article
    assert article["source_path"] == f"a.warc#{FIRST}"
    assert article["text"] == SENTENCE


def chunked(body):
    return b"".join(b"%x;x=y\r\n%s\r\n" % (len(p), p) for p in (body[:9], body[9:])) + b"0\r\n\r\n"


BARE = zlib.compressobj(wbits=-15)
DEFLATED = BARE.compress(HTML) + BARE.flush()
BODIES = [
    ("as it is", HTML, b""),
    ("gzip", gzip.compress(HTML), b"Content-Encoding: gzip\r\n"),
    ("deflate", zlib.compress(HTML), b"Content-Encoding: deflate\r\n"),
    ("bare deflate", DEFLATED, b"Content-Encoding: deflate\r\n"),
    ("brotli", packed(BrotliWriter, [HTML]), b"Content-Encoding: br\r\n"),
    ("chunked", chunked(HTML), b"Transfer-Encoding: chunked\r\n"),
    (
        "chunked gzip",
        chunked(gzip.compress(HTML)),
        b"transfer-encoding: Chunked\r\ncontent-encoding: GZIP\r\n",
    ),
    ("decoded by the crawler", HTML, b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"),
    ("decoded from brotli", HTML, b"Content-Encoding: br\r\n"),
]


@pytest.mark.parametrize(
    ("body", "headers"), [row[1:] for row in BODIES], ids=[row[0] for row in BODIES]
)
def test_a_body_is_read_through_the_encodings_of_its_way(read_bytes, body, headers):
    assert read_bytes("a.warc", record(response(body, headers=headers))).article["text"] == SENTENCE


TYPES = [
    ("application/xhtml+xml", HTML, SENTENCE),
    ("TEXT/HTML; charset=utf-8", HTML, SENTENCE),
    ("text/plain", SENTENCE.encode(), SENTENCE),
    ("text/plain", b"<!DOCTYPE html>" + HTML, SENTENCE),
    ("", HTML, SENTENCE),
    (
        "text/html; charset=windows-1251",
        "<html><article><p>Минобороны сообщило о гибели 365 человек.</p></article></html>".encode(
            "cp1251"
        ),
        "Минобороны сообщило о гибели 365 человек.",
    ),
    (
        'text/plain; charset="koi8-r"',
        "Минобороны сообщило о гибели 365 человек.".encode("koi8-r"),
        "Минобороны сообщило о гибели 365 человек.",
    ),
]


@pytest.mark.parametrize(("media_type", "body", "text"), TYPES)
def test_pages_and_plain_texts_are_read_in_their_encoding(read_bytes, media_type, body, text):
    article = read_bytes("a.warc", record(response(body, media_type))).article
    assert article["text"] == text
    assert article["url"] == "https://daily.example/strike"
    assert article["publisher"] == "daily.example"


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("https://daily.example/2025/strike.html", "https://daily.example/2025/strike.html"),
        ("https://other.example/strike", "https://daily.example/strike"),
        ("/", "https://daily.example/strike"),
    ],
)
def test_the_own_address_of_a_page_counts_on_its_own_host(read_bytes, canonical, url):
    page = b'<html><head><link rel="canonical" href="%s"></head>' % canonical.encode() + HTML[6:]
    assert read_bytes("a.warc", record(response(page))).article["url"] == url


def test_a_resource_is_read_as_its_record_tells(read_bytes):
    page = record(HTML, kind="resource", media_type="text/html; charset=utf-8")
    assert read_bytes("a.warc", page).article["text"] == SENTENCE


NO_PAGES = [
    ("a redirect", record(response(HTML, status="302 Found")), "1 status 302"),
    ("an error", record(response(HTML, status="404 Not Found")), "1 status 404"),
    ("a style sheet", record(response(b"p{}", "text/css")), "1 text/css"),
    ("data", record(response(b"{}", "application/json")), "1 application/json"),
    ("a document", record(response(b"%PDF-", "application/pdf")), "1 application/pdf"),
    ("a type that is none", record(response(b"x", "?")), "1 no media type"),
    ("no headers", record(b"garbage"), "1 status none"),
    (
        "rules for crawlers",
        record(response(b"User-agent: *", "text/plain"), "https://daily.example/robots.txt"),
        "1 for crawlers",
    ),
    ("a capture of before", record(b"", kind="revisit"), "1 captured before"),
    (
        "text that a crawler made",
        record(b"12", "urn:text:https://a.example", "resource", media_type="text/plain"),
        "1 not of the web",
    ),
    (
        "extracted text",
        record(b"Menu", kind="conversion", media_type="text/plain"),
        "1 records of other types",
    ),
]


@pytest.mark.parametrize(
    ("content", "detail"), [row[1:] for row in NO_PAGES], ids=[row[0] for row in NO_PAGES]
)
def test_what_is_no_page_is_counted_by_its_kind(read_bytes, content, detail):
    reading = read_bytes("a.warc", content * 3 + record(response(HTML), number=9))
    assert reading.articles.height == 1
    count, _, kind = detail.partition(" ")
    assert reading.rejected["detail"].to_list() == [
        f"3 records that are no pages: {int(count) * 3} {kind}"
    ]


def test_kinds_beyond_the_first_are_counted_together(read_bytes):
    many = b"".join(record(response(b"x", f"image/{kind}")) for kind in "abcdefghijk")
    (detail,) = read_bytes("a.warc", many).rejected["detail"]
    assert detail.startswith("11 records that are no pages: 1 image/a, 1 image/b, ")
    assert detail.endswith(", 3 of other kinds")


ABOUT = [
    record(b"a: b\r\n", None, "warcinfo", media_type="application/warc-fields"),
    record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
    record(b"x: y", kind="metadata", media_type="application/warc-fields"),
    record(b"daily.example. 1 IN A 192.0.2.1", "dns:daily.example", media_type="text/dns"),
]  # fmt: skip


def test_records_about_the_crawl_are_no_inputs(read_bytes):
    assert read_bytes("a.warc", b"".join(ABOUT) + record(response(HTML))).seen == 1
    assert read_bytes("a.warc", b"".join(ABOUT)).reasons == [("a.warc", "empty")]


def test_a_page_without_text_is_kept_as_a_record_that_tells_what_it_told(inbox):
    path = inbox / "a.warc"
    path.write_bytes(
        record(response(gzip.compress(b"<html></html>"), headers=b"Content-Encoding: gzip\r\n"))
        + record(response(b" ", "text/plain"), number=2)
    )
    page, text = read_file(InputFile(path, "a.warc"))
    assert isinstance(page, Rejection)
    assert isinstance(text, Rejection)
    assert (page.source_path, page.reason) == (f"a.warc#{FIRST}", "no_text")
    assert (page.reason, page.suffix, page.copy_of) == ("no_text", ".warc", None)
    assert (text.reason, text.suffix) == ("empty", ".warc")
    for rejection in (page, text):
        kept = inbox / "kept.warc"
        kept.write_bytes(rejection.raw)
        (again,) = read_file(InputFile(kept, rejection.source_path, is_part=True))
        assert again == replace(rejection, raw=again.raw)
        assert again.raw == kept.read_bytes()


def test_a_page_that_is_kept_comes_back_with_its_address_and_time(inbox):
    path = inbox / "a.warc"
    path.write_bytes(record(response(HTML)))
    (article,) = read_file(InputFile(path, "a.warc"))
    with path.open("rb") as stream:
        page = page_of(next(ArchiveIterator(stream, parse_http=False)))
    path.write_bytes(page.as_record(article.retrieved_at))
    assert list(read_file(InputFile(path, article.source_path, is_part=True))) == [article]


def test_a_page_that_is_too_large_costs_itself_only(read_bytes, monkeypatch):
    for module in ("draft", "readers.source", "readers.web_record"):
        monkeypatch.setattr(f"pipelines.articles.{module}.MAX_BYTES", 100_000)
    assert draft.MAX_BYTES == 100_000
    large = b"<html><p>" + b"Twelve were killed. " * 20_000
    zipped = response(gzip.compress(large), headers=b"Content-Encoding: gzip\r\n")
    records = [response(large), zipped, response(HTML)]
    content = b"".join(record(one, number=n) for n, one in enumerate(records, start=1))
    reading = read_bytes("a.warc", content)
    assert reading.articles.height == 1
    assert [reason for _, reason in reading.reasons] == ["too_large", "too_large"]


IDS = [
    ("<urn:uuid:" + FIRST.upper() + ">", FIRST),
    ("urn:uuid:" + FIRST, FIRST),
    ("", "2"),
    ("<urn:x:a/../b>", "2"),
]


@pytest.mark.parametrize(("told", "shown"), IDS)
def test_a_record_is_named_by_its_uuid_or_else_its_number(read_bytes, told, shown):
    content = ABOUT[0] + record(response(HTML), WARC_Record_ID=told)
    assert read_bytes("a.warc", content).article["source_path"] == f"a.warc#{shown}"


@pytest.mark.parametrize("date", ["yesterday", "", "2025-13-15T10:00:00Z"])
def test_a_capture_without_a_time_has_that_of_its_archive(inbox, date):
    path = inbox / "a.warc"
    path.write_bytes(record(response(HTML), WARC_Date=date))
    (moment,) = read(inbox).articles["retrieved_at"]
    assert int(moment.timestamp()) == int(path.stat().st_mtime)


ONE, TWO = record(response(HTML)), record(response(HTML.replace(b"Twelve", b"Nine")), number=2)
DAMAGED = [
    ("cut in a body", ONE + TWO[:-30]),
    ("cut in the header of a record", ONE + TWO[:90]),
    ("cut in a line end", ONE + TWO[:-1].replace(b"Nine", b"Twelve")[:120]),
    ("no length", ONE + TWO.replace(b"Content-Length", b"Content-Longth")),
    ("a length below zero", ONE + TWO.replace(b"Content-Length: ", b"Content-Length: -")),
    ("a length of words", ONE + TWO.replace(b"Content-Length: ", b"Content-Length: x")),
    ("no type", ONE + TWO.replace(b"WARC-Type", b"WARC-Tipe")),
    ("garbage between records", ONE + b"garbage\r\n" + TWO),
    ("compressed and cut", gzip.compress(ONE) + gzip.compress(TWO)[:-20]),
    ("compressed, then garbage", gzip.compress(ONE) + b"garbage"),
    ("an endless header", ONE + b"WARC/1.1\r\n" + b"a" * 100_000),
]


@pytest.mark.parametrize("content", [row[1] for row in DAMAGED], ids=[row[0] for row in DAMAGED])
def test_pages_before_a_damage_are_kept_and_the_damage_is_told(read_bytes, content):
    reading = read_bytes("a.warc", content)
    assert reading.articles["text"].to_list() == [SENTENCE]
    assert reading.reasons == [("a.warc", "malformed")]
