"""Nothing vanishes: whatever stands in an inbox is an article, unchanged or rejected."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.articles import batches, draft, read_inputs
from pipelines.articles.draft import Draft, InputFile, Rejection
from pipelines.articles.readers import read_file
from pipelines.records import ARTICLE_SCHEMA, REJECT_REASONS, REJECTED_SCHEMA
from tests.articles.conftest import NOW, read, stored

NAMES = ["a.txt", "a.md", "a.html", "a.jsonl", "a.json", "a", "a.csv", "a.tsv", "a.parquet"]
PIECES = [
    b"---\n", b"title: x\n", b"date: 2025-11-15\n", b'{"text": "a"}\n', b'{"text": ', b"[", b"]",
    b"{}", b"null\n", b"\n", b"\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00",
    b"\xe2\x80", b"\xd0\xb0",
    b"<html><p>", b"Twelve were killed. ", b"</p>", b"<!doctype html>", b"<script>", b"&#0;",
    b"\x93claim\x94", b"text,title\n", b'"', b'""', b",", b"\t", b'a,"b\nc"\n', b"PAR1",
    b'{"articles": [', b'{"text": "c"},',
    b"\\ud800", b'{"doc_id": "d", "text": "b\\u0000"}\n', b"%PDF-", b"PK\x03\x04", b"\xed\xa0\x80",
]  # fmt: skip
contents = st.one_of(
    st.binary(max_size=300), st.lists(st.sampled_from(PIECES), max_size=12).map(b"".join)
)


@settings(max_examples=250, deadline=None)
@given(name=st.sampled_from(NAMES), content=contents)
def test_no_bytes_make_a_reader_raise_or_yield_nothing(name, content):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        readings = list(read_file(InputFile(path, name)))
    assert readings
    for reading in readings:
        assert reading.source_path.startswith(name)
        if isinstance(reading, Rejection):
            assert reading.reason in REJECT_REASONS
            assert reading.detail
        else:
            assert isinstance(reading, Draft)
            assert reading.text == reading.text.strip() != ""
            reading.text.encode("utf-8")


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from([f"{i}{n}" for i in "xyz" for n in NAMES]), contents))
def test_every_input_is_accounted_for_and_a_second_reading_changes_nothing(files):
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        first = read(Path(folder))
        second = read(Path(folder), known=stored(first.articles) if first.seen else None)
    assert first.seen >= len(files)
    assert second.seen == first.seen
    if first.seen:
        assert second.articles.is_empty()
        assert second.rejected.equals(first.rejected)


def test_batches_are_bounded_by_inputs_and_by_text(inbox, monkeypatch):
    monkeypatch.setattr(batches, "MAX_ROWS", 4)
    monkeypatch.setattr(batches, "MAX_TEXT", 100)
    lines = [{"text": f"{n} killed"} for n in range(6)] + [{"text": "x" * 150}, 3, {"text": "y"}]
    (inbox / "a.jsonl").write_text("\n".join(json.dumps(line) for line in lines))
    read_batches = list(read_inputs([inbox], run_id="r", now=NOW))
    assert [batch.seen for batch in read_batches] == [4, 3, 2]
    for batch in read_batches:
        assert batch.articles.schema == ARTICLE_SCHEMA
        assert batch.rejected.schema == REJECTED_SCHEMA


def test_reading_twice_gives_the_same_rows(inbox):
    for n in range(20):
        (inbox / f"{n}.txt").write_text(f"---\ntitle: {n}\n---\n{n} killed")
    assert read(inbox).articles.equals(read(inbox).articles)


@pytest.fixture
def small_limit(monkeypatch):
    """Lower the size limit, so that the edge can be tested exactly."""
    for module in ("draft", "readers.source"):
        monkeypatch.setattr(f"pipelines.articles.{module}.MAX_BYTES", 1_000)


@pytest.mark.parametrize(("length", "reasons"), [(1_000, []), (1_001, [("a.txt", "too_large")])])
def test_a_file_is_too_large_from_one_byte_over_the_limit(read_bytes, small_limit, length, reasons):
    assert read_bytes("a.txt", b"x" * length).reasons == reasons


def test_a_line_over_the_limit_costs_itself_only(read_bytes, small_limit):
    fine = b'{"text": "fine"}\n'
    fits = b'{"text": "' + b"x" * (1_000 - 12) + b'"}\n'
    over = b'{"text": "' + b"x" * (1_001 - 12) + b'"}\n'
    far = b"x" * 5_000_000 + b"\n"
    reading = read_bytes("a.jsonl", fine + fits + over + far + fine.replace(b"fine", b"last"))
    assert reading.articles["source_path"].to_list() == ["a.jsonl:1", "a.jsonl:2", "a.jsonl:5"]
    assert reading.reasons == [("a.jsonl:3", "too_large"), ("a.jsonl:4", "too_large")]
    assert reading.rejected["raw_sha256"].n_unique() == 2


def test_fifty_megabytes_of_text_are_rejected_and_sixty_of_lines_are_read(inbox):
    (inbox / "a.txt").write_bytes(b"Twelve were killed on the day. \n" * 1_600_000)
    (inbox / "b.html").write_bytes(b"<p>Twelve were killed.</p>\n" * 800_000)
    line = b'{"doc_id": "%d", "text": "' + b"Twelve were killed. " * 50_000 + b'"}\n'
    with (inbox / "c.jsonl").open("wb") as stream:
        for number in range(60):
            stream.write(line % number)
    reading = read(inbox)
    assert reading.reasons == [("a.txt", "too_large"), ("b.html", "too_large")]
    assert reading.articles.height == 60
    assert draft.MAX_BYTES == 20_000_000


def test_an_undated_article_is_kept_or_rejected_as_asked(tmp_path) -> None:
    dated = tmp_path / "dated.txt"
    dated.write_text("---\npublished: 2025-11-15\n---\nThree were hurt.", encoding="utf-8")
    undated = tmp_path / "undated.txt"
    undated.write_text("Four were hurt.", encoding="utf-8")

    (kept,) = read_inputs([tmp_path], run_id="r", now=NOW)
    assert (kept.articles.height, kept.rejected.height) == (2, 0)

    (strict,) = read_inputs([tmp_path], run_id="r", now=NOW, undated="reject")
    assert strict.articles["source_path"].to_list() == ["dated.txt"]
    assert strict.rejected["reason"].to_list() == ["no_date"]
    assert strict.seen == 2
