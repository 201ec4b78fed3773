"""Parquet files: columns and their types, damaged files, and files made to fill the memory."""

import datetime as dt
import io
import random
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.articles.draft import Draft, Rejection
from pipelines.articles.readers import parquet_pages
from tests.articles.one_file import (
    details,
    only,
    read_one,
    read_what_was_kept,
    reasons,
    texts,
)


def packed(table: pa.Table, **options: object) -> bytes:
    held = io.BytesIO()
    pq.write_table(table, held, **options)
    return held.getvalue()


WHEN = dt.datetime(2025, 11, 15, 6, tzinfo=dt.UTC)
EXPORT = pa.table({
    "Headline": pa.array(["Strike", "Quiet"]).dictionary_encode(),
    "publish_date": pa.array([WHEN, None], pa.timestamp("ms", "UTC")),
    "source": ["Sample Wire", None],
    "authors": [["Jane Roe"], []],
    "embedding": [[0.1, 0.2], [0.3]],
    "Text": pa.array(["Twelve were killed.\r\nMore followed.", "Nobody."], pa.large_string()),
})  # fmt: skip


@pytest.mark.parametrize("name", ["a.parquet", "a"])
@pytest.mark.parametrize("options", [{}, {"row_group_size": 1}, {"compression": "zstd"},
    {"use_dictionary": False}, {"data_page_version": "2.0"}, {"version": "1.0"}])  # fmt: skip
def test_an_export_is_read_and_rows_are_counted_through_all_groups(tmp_path, name, options):
    first, second = read_one(tmp_path, name, packed(EXPORT, **options))
    assert isinstance(first, Draft)
    assert isinstance(second, Draft)
    assert (first.source_path, second.source_path) == (f"{name}#1", f"{name}#2")
    assert (first.text, second.text) == ("Twelve were killed.\nMore followed.", "Nobody.")
    assert (first.about.title, first.about.publisher) == ("Strike", "Sample Wire")
    assert first.about.published_at == WHEN
    assert (first.about.byline, second.about.published_at) == (None, None)


DATES = [
    ("a time without a zone", pa.array([dt.datetime(2025, 11, 15, 6)], pa.timestamp("us")), WHEN),
    ("a time elsewhere", pa.array([WHEN], pa.timestamp("s", "Asia/Kolkata")), WHEN),
    ("nanoseconds", pa.array([WHEN], pa.timestamp("ns")), WHEN),
    ("a day", pa.array([WHEN.date()], pa.date32()), WHEN.replace(hour=0)),
    ("a day in milliseconds", pa.array([WHEN.date()], pa.date64()), WHEN.replace(hour=0)),
    ("seconds since 1970", pa.array([int(WHEN.timestamp())]), WHEN),
    ("milliseconds since 1970", pa.array([int(WHEN.timestamp()) * 1000]), WHEN),
    ("a float", pa.array([WHEN.timestamp()]), WHEN),
    ("text", pa.array(["15 November 2025 06:00 UTC"]), WHEN),
    ("a categorical", pa.array(["2025-11-15T06:00Z"]).dictionary_encode(), WHEN),
    ("beyond every calendar", pa.array([2**62], pa.timestamp("us")), None),
    ("a day beyond every calendar", pa.array([2**30], pa.int32()).cast(pa.date32()), None),
    ("a decimal", pa.array([Decimal("1.50")]), None),
    ("truth", pa.array([True]), None),
    ("bytes", pa.array([b"2025-11-15T06:00Z"]), WHEN),
    ("nothing", pa.array([None], pa.null()), None),
]


@pytest.mark.parametrize(("dates", "expected"), [r[1:] for r in DATES], ids=[r[0] for r in DATES])
def test_a_date_is_read_in_every_type_that_exports_give_it(tmp_path, dates, expected):
    table = pa.table({"date": dates, "body": ["One."]})
    assert only(read_one(tmp_path, "a.parquet", packed(table))).about.published_at == expected


def test_fields_of_structures_are_reached_by_dotted_names(tmp_path):
    meta = pa.array([{"Site": {"name": "Wire"}, "url": "https://a.example/1"}, None])
    table = pa.table({"meta": meta, "doc": [{"body": b"One."}, {"body": "Zwölf".encode("cp1252")}]})
    columns = {"text": "doc.body", "publisher": "meta.site.name", "url": "meta.url"}
    first, second = read_one(tmp_path, "a.parquet", packed(table), columns)
    assert isinstance(first, Draft)
    assert (first.about.publisher, first.about.url) == ("Wire", "https://a.example/1")
    assert (first.text, second.text if isinstance(second, Draft) else "") == ("One.", "Zwölf")


NO_ARTICLES = [
    ("no column with a text", pa.table({"killed": [12]}), {}, "malformed", "it has killed"),
    ("text that is a number", pa.table({"text": [12]}), {}, "malformed", "holds INT64, no text"),
    ("a column that is not there", pa.table({"text": ["x"]}), {"text": "body", "title": "head"},
     "malformed", 'no column "body", "head"; it has text'),
    ("a text of lists", pa.table({"text": [["x"]]}), {}, "malformed", "no column with a text"),
    ("no rows", pa.table({"text": pa.array([], pa.string())}), {}, "empty", "no rows"),
    ("no columns", pa.table({}), {}, "malformed", "no column with a text"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "columns", "reason", "told"),
    [row[1:] for row in NO_ARTICLES],
    ids=[row[0] for row in NO_ARTICLES],
)
def test_a_file_without_articles_is_one_rejection(tmp_path, table, columns, reason, told):
    found = read_one(tmp_path, "a.parquet", packed(table), columns)
    assert reasons(found) == {"a.parquet": reason}
    assert told in details(found)[0]


def test_a_row_without_text_is_kept_as_a_line_to_be_read_again(tmp_path):
    table = pa.table({"Meta": [{"t": "A"}, {"t": "B"}, {"t": "C"}], "text": ["One.", None, "a\0b"]})
    columns = {"title": "meta.t"}
    found = read_one(tmp_path, "a.parquet", packed(table), columns)
    assert texts(found) == {"a.parquet#1": "One.", "a.parquet#3": "ab"}
    (_, rejection, _) = found
    assert isinstance(rejection, Rejection)
    assert rejection.reason == "empty"
    assert rejection.raw == b'{"Meta.t": "B"}'
    mended = Rejection("a.parquet#2", None, "empty", "", b'{"Meta.t": "B", "text": "2"}', ".jsonl")
    again = only(read_what_was_kept(tmp_path, mended, columns))
    assert (again.source_path, again.about.title, again.text) == ("a.parquet#2", "B", "2")


def test_text_that_is_no_utf8_costs_its_row_only(tmp_path):
    table = pa.table({"text": pa.array([b"One.", bytes(range(128, 256)), b"Two."])})
    marked = pa.table({"text": table["text"].combine_chunks().cast(pa.string(), safe=False)})
    found = read_one(tmp_path, "a.parquet", packed(marked))
    assert texts(found) == {"a.parquet#1": "One.", "a.parquet#3": "Two."}
    assert reasons(found) == {"a.parquet#2": "undecodable"}


def test_a_damaged_group_costs_its_rows_only(tmp_path):
    rows = [f"Number {n} " + "x" * 50 for n in range(9)]
    table = pa.table({"text": rows})
    options = {"use_dictionary": False, "write_statistics": False}
    content = bytearray(packed(table, row_group_size=3, compression="zstd", **options))
    place = pq.ParquetFile(io.BytesIO(content)).metadata.row_group(1).column(0).data_page_offset
    content[place + 25 : place + 45] = b"\x00" * 20
    found = read_one(tmp_path, "a.parquet", bytes(content))
    assert list(texts(found)) == [f"a.parquet#{n}" for n in (1, 2, 3, 7, 8, 9)]
    assert reasons(found) == {"a.parquet#4": "malformed"}
    assert details(found)[0].startswith("rows 4 to 6: ")


SMALL = packed(pa.table({"text": ["One.", "Two.", None], "title": ["A", "B", "C"]}))
NO_PARQUET = [
    ("no bytes", b""),
    ("another format", b"text,title\nOne.,A\n"),
    ("a mark alone", b"PAR1"),
    ("two marks", b"PAR1PAR1"),
    ("marks around nothing", b"PAR1\x00\x00\x00\x00PAR1"),
    ("it breaks off", SMALL[:-20]),
    ("a footer longer than the file", SMALL[:-8] + (9_000_000).to_bytes(4, "little") + b"PAR1"),
    ("a mark of UTF-16", b"\xff\xfe" + SMALL[2:]),
]


@pytest.mark.parametrize("content", [row[1] for row in NO_PARQUET], ids=[r[0] for r in NO_PARQUET])
def test_a_file_that_is_no_parquet_is_malformed(tmp_path, content):
    assert reasons(read_one(tmp_path, "a.parquet", content)) == {"a.parquet": "malformed"}


def test_a_footer_beyond_the_limit_is_not_read(tmp_path):
    ending = (parquet_pages.FOOTER_BYTES + 1).to_bytes(4, "little") + b"PAR1"
    found = read_one(tmp_path, "a.parquet", SMALL[:-8] + ending)
    assert reasons(found) == {"a.parquet": "too_large"}


def test_a_row_over_the_limit_costs_itself_only(tmp_path):
    table = pa.table({"text": ["One.", "x" * 20_000_001, "Two."]})
    found = read_one(tmp_path, "a.parquet", packed(table))
    assert list(texts(found)) == ["a.parquet#1", "a.parquet#3"]
    assert reasons(found) == {"a.parquet#2": "too_large"}
    assert isinstance(found[1], Rejection)
    assert found[1].raw is None


PEAK = """
import sys
from pathlib import Path
from pipelines.articles.draft import Draft, InputFile
from pipelines.articles.readers import read_file
import pyarrow.parquet
def most():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
before = most()
read = sum(isinstance(it, Draft) for it in read_file(InputFile(Path(sys.argv[1]), "a.parquet")))
print(read, round(most() - before))
"""


def dictionary_bomb() -> pa.Table:
    """One text of 2 MB, 64 times: more than 250 MB where it is not unpacked row by row."""
    index = pa.array([0] * 64, pa.int32())
    return pa.table({"text": pa.DictionaryArray.from_arrays(index, ["a" * 2_000_000])})


def page_bomb() -> pa.Table:
    """Texts of 90 MB on one page, which are a few kilobytes when they are packed."""
    return pa.table({"text": ["a" * 2_000_000] * 45})


ONE_PAGE = {"use_dictionary": False, "data_page_size": 1 << 30}
BOMBS = [(dictionary_bomb, {}, 64), (page_bomb, ONE_PAGE, 0)]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system tells no peak")
@pytest.mark.parametrize(("table", "options", "read"), BOMBS)
def test_a_file_made_to_fill_the_memory_is_bounded(tmp_path, table, options, read):
    path = tmp_path / "a.parquet"
    pq.write_table(table(), path, compression="zstd", row_group_size=100, **options)
    assert path.stat().st_size < 200_000
    command = [sys.executable, "-c", PEAK, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found, megabytes = map(int, done.stdout.split())
    assert found == read
    assert megabytes < 120


FUZZED = packed(pa.table({"text": [f"Number {n}" for n in range(12)], "date": ["2025-11-15"] * 12}),
                row_group_size=4)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    changes=st.lists(st.tuples(st.integers(0, len(FUZZED) - 1), st.integers(0, 255)), max_size=6),
    cut=st.integers(0, len(FUZZED)),
    whole=st.booleans(),
)
def test_changed_bytes_never_raise_and_each_row_is_told_once(tmp_path_factory, changes, cut, whole):
    content = bytearray(FUZZED)
    for place, byte in changes:
        content[place] = byte
    found = read_one(
        tmp_path_factory.mktemp("parquet"), "a.parquet", bytes(content if whole else content[:cut])
    )
    assert found
    names = [it.source_path for it in found]
    assert len(set(names)) == len(names)
    assert not any("the rest of the file" in detail for detail in details(found))


def test_statistics_that_end_a_process_are_told_like_any_damage(tmp_path):
    """Damage of a file in whose description Arrow ends the process: found by `make fuzz`."""
    from tests.fuzz.mutations import mutated
    from tests.fuzz.seeds import parquet

    raw = mutated(parquet(), random.Random("2/parquet/288"))
    assert reasons(read_one(tmp_path, "a.parquet", raw)) == {"a.parquet": "malformed"}
    sound = read_one(tmp_path, "sound.parquet", FUZZED)
    assert len(texts(sound)) == 12  # the files after it are read as ever
