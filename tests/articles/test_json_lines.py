"""JSON Lines and JSON documents."""

import datetime as dt
import hashlib
import json

import pytest

from tests.articles.conftest import read

GOLD = {
    "doc_id": "seed-1",
    "publisher": "Sample Wire",
    "published_at": "2025-11-15",
    "language": "en",
    "title": "Strike",
    "url": "https://News.example/a#top",
    "text": "Twelve were killed.\r\nMore followed.",
    "claims": [{"figure": "Twelve"}],
}


def test_a_line_with_all_fields_is_read_and_what_is_not_known_is_left_aside(read_bytes):
    line = json.dumps(GOLD).encode()
    article = read_bytes("gold.jsonl", line + b"\n").article
    assert article["article_id"] == "seed-1"
    assert article["version"] == 1
    assert article["publisher"] == "Sample Wire"
    assert article["published_at"] == dt.datetime(2025, 11, 15, tzinfo=dt.UTC)
    assert article["language"] == "en"
    assert article["title"] == "Strike"
    assert article["url"] == "https://news.example/a"
    assert article["text"] == "Twelve were killed.\nMore followed."
    assert article["source_path"] == "gold.jsonl:1"
    assert article["raw_sha256"] == hashlib.sha256(line).hexdigest()
    assert article["text_sha256"] == hashlib.sha256(article["text"].encode()).hexdigest()


BAD_LINES = [
    ("a list", b'["text"]', "malformed"),
    ("a string", b'"text"', "malformed"),
    ("a number", b"12", "malformed"),
    ("null", b"null", "malformed"),
    ("half an object", b'{"text": "Twel', "malformed"),
    ("two objects", b'{"text": "a"} {"text": "b"}', "malformed"),
    ("no JSON", b"Twelve were killed.", "malformed"),
    ("no text", b'{"doc_id": "x"}', "malformed"),
    ("text that is a number", b'{"text": 12}', "malformed"),
    ("text that is null", b'{"text": null}', "malformed"),
    ("empty text", b'{"text": " "}', "empty"),
    ("nested without end", b"[" * 100_000, "malformed"),
    ("an endless number", b'{"text": ' + b"1" * 10_000 + b"}", "malformed"),
    ("a NUL byte", b'{"text": "a\x00b"}', "binary"),
    ("undecodable", bytes(range(128, 256)), "undecodable"),
]


@pytest.mark.parametrize(
    ("line", "reason"), [row[1:] for row in BAD_LINES], ids=[row[0] for row in BAD_LINES]
)
def test_a_bad_line_is_rejected_with_its_number_and_the_others_are_read(read_bytes, line, reason):
    good = b'{"doc_id": "%d", "text": "fine"}\n'
    reading = read_bytes("file.jsonl", good % 1 + b"\n" + line + b"\n" + good % 4)
    assert reading.articles["article_id"].to_list() == ["1", "4"]
    assert reading.articles["source_path"].to_list() == ["file.jsonl:1", "file.jsonl:4"]
    assert reading.reasons == [("file.jsonl:3", reason)]
    assert "line 3" in reading.rejected["detail"][0]


ODD_BUT_GOOD = [
    ("escaped surrogate", b'{"text": "a\\ud83d"}', "a\ufffd"),
    ("escaped pair", b'{"text": "\\ud83d\\ude00"}', "\U0001f600"),
    ("escaped NUL and bell", b'{"text": "a\\u0000b\\u0007"}', "ab"),
    ("windows-1252", '{"text": "the ministry’s “claim” – 365 killed"}'.encode("cp1252"),
     "the ministry’s “claim” – 365 killed"),
    ("keys in capitals", b'{"TEXT": "a"}', "a"),
    ("a repeated key", b'{"text": "a", "text": "b"}', "b"),
    ("body instead of text", b'{"body": "a"}', "a"),
    ("fields of the wrong kind", b'{"text": "a", "title": {"x": 1}, "url": 5, "date": []}', "a"),
    ("not a number", b'{"text": "a", "x": NaN}', "a"),
    ("no line end", b'{"text": "a"}', "a"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "text"), [row[1:] for row in ODD_BUT_GOOD], ids=[row[0] for row in ODD_BUT_GOOD]
)
def test_an_odd_line_is_read(read_bytes, line, text):
    assert read_bytes("a.jsonl", line).article["text"] == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_lines_are_found_in_every_marked_encoding(read_bytes, encoding):
    raw = '{"text": "двенадцать"}\r\n{"text": "тринадцать"}\r\n'.encode(encoding)
    reading = read_bytes("a.jsonl", raw)
    assert reading.articles["text"].to_list() == ["двенадцать", "тринадцать"]


def test_a_number_as_doc_id_and_a_list_of_authors_are_taken(read_bytes):
    article = read_bytes("a.jsonl", b'{"doc_id": 17, "authors": ["A B", "C"], "text": "x"}').article
    assert (article["article_id"], article["byline"]) == ("17", "A B, C")


def test_a_file_without_lines_is_empty(read_bytes):
    assert read_bytes("a.jsonl", b"\n \n").reasons == [("a.jsonl", "empty")]


def test_a_json_file_holds_one_article_or_a_list(inbox):
    (inbox / "a.json").write_text(json.dumps(GOLD, indent=2))
    (inbox / "b.json").write_text(json.dumps([GOLD | {"doc_id": "b"}, 3, {"doc_id": "c"}]))
    (inbox / "c.json").write_text("[]")
    (inbox / "d.json").write_text('{"text": ')
    reading = read(inbox)
    assert reading.articles["source_path"].to_list() == ["a.json", "b.json#1"]
    assert reading.reasons == [
        ("b.json#2", "malformed"),
        ("b.json#3", "malformed"),
        ("c.json", "empty"),
        ("d.json", "malformed"),
    ]


@pytest.mark.parametrize("name", ["lines.json", "lines", "lines.data"])
def test_lines_under_another_name_are_read_as_lines(read_bytes, name):
    reading = read_bytes(name, b'{"text": "a"}\n{"text": "b"}\nbad\n')
    assert reading.articles["source_path"].to_list() == [f"{name}:1", f"{name}:2"]
    assert reading.reasons == [(f"{name}:3", "malformed")]
