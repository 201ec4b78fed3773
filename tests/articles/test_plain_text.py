"""Plain text and Markdown files, their front matter, and encodings."""

import datetime as dt

import pytest

from pipelines.articles import read_inputs
from pipelines.articles.readers.plain_text import prose, split_front_matter

FRONT = """---
Title: "Strike: 12 dead"
Publisher: Sample Wire
author: Jane Roe
date: 15 November 2025
URL: https://news.example/strike?utm_source=feed
lang: en
section: world
---

KYIV – Twelve were killed.
"""


def test_front_matter_describes_the_article_and_is_not_part_of_its_text(read_bytes):
    article = read_bytes("a.txt", FRONT.encode()).article
    assert article["text"] == "KYIV – Twelve were killed."
    assert article["title"] == "Strike: 12 dead"
    assert article["publisher"] == "Sample Wire"
    assert article["byline"] == "Jane Roe"
    assert article["language"] == "en"
    assert article["url"] == "https://news.example/strike"
    assert article["published_at"] == dt.datetime(2025, 11, 15, tzinfo=dt.UTC)
    assert article["media_type"] == "text/plain"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_front_matter_is_found_with_every_kind_of_line_end(read_bytes, line_end):
    article = read_bytes("a.txt", FRONT.replace("\n", line_end).encode()).article
    assert (article["title"], article["text"]) == ("Strike: 12 dead", "KYIV – Twelve were killed.")


NO_FRONT_MATTER = [
    "---\nTwelve were killed.\n---\nMore.",
    "---\nNote: nothing known here\n---\nMore.",
    "---\ntitle: never closed\nTwelve were killed.",
    "Text first.\n---\ntitle: too late\n---\n",
    "--- title: x ---\nText.",
    "----\ntitle: four dashes\n----\nText.",
    "---",
    "---\n",
]


@pytest.mark.parametrize("text", NO_FRONT_MATTER)
def test_what_only_looks_like_front_matter_is_text(text):
    assert split_front_matter(text) == ({}, text)


def test_a_missing_date_stays_missing(read_bytes):
    article = read_bytes("a.txt", b"Twelve were killed.").article
    assert [
        article[name] for name in ("published_at", "title", "publisher", "url", "language")
    ] == [None] * 5


def test_a_date_that_cannot_be_read_is_missing_and_the_article_is_kept(read_bytes):
    article = read_bytes("a.txt", b"---\ntitle: T\ndate: last week\n---\nText.").article
    assert (article["title"], article["published_at"]) == ("T", None)


def test_the_first_heading_of_markdown_is_its_title_and_stays_in_the_text(read_bytes):
    article = read_bytes("a.md", b"# Strike on port #\n\nTwelve were killed.\n\n# Later\n").article
    assert article["title"] == "Strike on port"
    assert article["text"].startswith("Strike on port\n")
    assert article["media_type"] == "text/markdown"


def test_front_matter_gives_the_title_before_the_heading(read_bytes):
    assert read_bytes("a.md", b"---\ntitle: A\n---\n# B\n\nText.").article["title"] == "A"


RUSSIAN = (
    "Министерство обороны сообщило, что за сутки уничтожено более 365 военнослужащих противника. "
    "Атаки отбиты в районе города, сообщили в пресс-службе ведомства в субботу."
)
ENGLISH = "The ministry’s spokesman said “more than 365” soldiers were killed – a record, he added."
GERMAN = (
    "Das Ministerium erklärte, über 365 Soldaten seien getötet worden; Kiew äußerte sich nicht."
)
ENCODED = [
    ("utf-8", ENGLISH, ENGLISH.encode()),
    ("utf-8 with a byte order mark", ENGLISH, ENGLISH.encode("utf-8-sig")),
    ("utf-16 little endian", ENGLISH, b"\xff\xfe" + ENGLISH.encode("utf-16-le")),
    ("utf-16 big endian", RUSSIAN, b"\xfe\xff" + RUSSIAN.encode("utf-16-be")),
    ("utf-32", ENGLISH, ENGLISH.encode("utf-32")),
    ("windows-1252", ENGLISH, ENGLISH.encode("cp1252")),
    ("windows-1251", RUSSIAN, RUSSIAN.encode("cp1251")),
    ("koi8-r", RUSSIAN, RUSSIAN.encode("koi8-r")),
    ("latin-1", GERMAN, GERMAN.encode("latin-1")),
]


@pytest.mark.parametrize(
    ("text", "raw"), [row[1:] for row in ENCODED], ids=[row[0] for row in ENCODED]
)
def test_text_is_decoded_whatever_it_was_saved_as(read_bytes, text, raw):
    assert read_bytes("a.txt", raw).article["text"] == text


def test_utf8_cut_in_the_middle_of_a_character_loses_that_character_only(read_bytes):
    raw = RUSSIAN.encode()[:-2]
    assert read_bytes("a.txt", raw).article["text"] == RUSSIAN[:-2] + "\ufffd"


UNUSABLE = [
    ("no bytes", "a.txt", b"", "empty"),
    ("blanks", "a.txt", b" \n\t\r\n", "empty"),
    ("only invisible characters", "a.txt", "\u200b\u202e".encode(), "empty"),
    ("only a byte order mark", "a.txt", b"\xef\xbb\xbf", "empty"),
    ("only front matter", "a.txt", b"---\ntitle: T\n---\n", "empty"),
    ("a NUL byte", "a.txt", b"Twelve were\x00killed.", "binary"),
    ("control characters", "a.txt", b"\x01\x02\x03 text \x04\x05", "binary"),
    ("a picture named text", "a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
    ("a program without extension", "tool", b"\x7fELF\x02\x01\x01\x00", "binary"),
    ("a broken utf-16 file", "a.txt", b"\xff\xfea\x00\x00\xd8", "undecodable"),
    ("random high bytes", "a.txt", bytes(range(128, 256)) * 3, "undecodable"),
    ("a PDF", "a.pdf", b"%PDF-1.7\n1 0 obj", "unsupported"),
    ("a PDF named text", "a.txt", b"%PDF-1.7\n1 0 obj", "unsupported"),
    ("a cut ZIP archive", "a.zip", b"PK\x03\x04\x14\x00\x00\x00", "malformed"),
    ("a cut gzip file", "a.gz", b"\x1f\x8b\x08\x00", "malformed"),
    ("a 7z archive", "a.7z", b"7z\xbc\xaf\x27\x1c\x00\x04", "unsupported"),
    ("a web archive of the old format", "a.arc", b"filedesc://a.arc 0.0.0.0 2025", "unsupported"),
    ("a table without text", "a.csv", b"date,killed\n2025-11-15,12\n", "malformed"),
    ("a style sheet", "a.css", b"p { color: red }", "unsupported"),
]


@pytest.mark.parametrize(
    ("name", "raw", "reason"), [row[1:] for row in UNUSABLE], ids=[row[0] for row in UNUSABLE]
)
def test_a_file_that_cannot_be_used_is_rejected_with_its_reason(read_bytes, name, raw, reason):
    reading = read_bytes(name, raw)
    assert reading.reasons == [(name, reason)]
    assert reading.rejected["detail"][0]
    assert reading.articles.is_empty()


def test_a_rejection_carries_the_hash_of_the_whole_input(read_bytes):
    reading = read_bytes("a.txt", b"")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert reading.rejected["raw_sha256"][0] == empty
    assert reading.rejected["run_id"][0] == "run-1"
    assert reading.rejected["seen_at"][0] == dt.datetime(2025, 11, 20, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize("name", ["story", "story.article", "story.2025"])
def test_text_with_an_unknown_extension_is_taken_as_text(read_bytes, name):
    assert read_bytes(name, b"Twelve were killed.").article["text"] == "Twelve were killed."


def test_marks_of_markdown_do_not_stand_between_a_figure_and_its_noun() -> None:
    text = "He said **23 soldiers** died,\nand *58* [fled](https://a.example).\n\n1. `two` tanks"
    assert prose(text) == "He said 23 soldiers died, and 58 fled.\n- two tanks"


def test_a_date_that_names_no_day_is_told(tmp_path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("---\npublished: 31/13/2025\n---\nThree were hurt.", encoding="utf-8")
    (batch,) = read_inputs(
        [path], run_id="r", now=dt.datetime(2025, 11, 15, tzinfo=dt.UTC), undated="reject"
    )
    assert "the date '31/13/2025' names no day" in batch.rejected["detail"][0]
