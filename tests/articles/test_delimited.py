"""Tables as text: delimiters, headers, quotes, encodings, and rows that are broken."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.articles.draft import Draft, Rejection
from pipelines.articles.readers import table_rows
from tests.articles.one_file import (
    details,
    only,
    read_one,
    read_what_was_kept,
    reasons,
    texts,
)
from tests.articles.packing import zip_of

EXPORT = (
    "id,Pub Date,Headline,Authors,Source,Permalink,Article Text,views\r\n"
    '1,2025-11-15T06:00:00Z,"Strike, again",Jane Roe,Sample Wire,https://w.example/1,'
    '"Twelve were killed, the ministry said.\r\n\r\nIt named ""no"" town.",88\r\n'
    "2,16 November 2025,Quiet day,,Sample Wire,https://w.example/2,Nobody was hurt.,12\r\n"
)


def test_an_export_under_usual_names_is_read_and_rows_are_named_by_their_line(tmp_path):
    first, second = read_one(tmp_path, "wire.csv", EXPORT.encode())
    assert isinstance(first, Draft)
    assert isinstance(second, Draft)
    assert first.text == 'Twelve were killed, the ministry said.\n\nIt named "no" town.'
    assert first.about.title == "Strike, again"
    assert first.about.byline == "Jane Roe"
    assert first.about.publisher == "Sample Wire"
    assert first.about.url == "https://w.example/1"
    assert first.about.published_at == dt.datetime(2025, 11, 15, 6, tzinfo=dt.UTC)
    assert first.about.doc_id is None
    assert first.media_type == "text/csv"
    assert (first.source_path, second.source_path) == ("wire.csv:2", "wire.csv:5")


SHAPES = [
    ("commas", "a.csv", "title,text\nA,One.\n"),
    ("semicolons", "a.csv", "title;text\nA;One.\n"),
    ("tabs", "a.tsv", "title\ttext\nA\tOne.\n"),
    ("bars", "a.csv", "title|text\nA|One.\n"),
    ("a stated delimiter", "a.csv", "sep=;\r\ntitle;text\r\nA;One.\r\n"),
    ("a comma in a header of semicolons", "a.csv", 'title;"text";a,b\nA;One.;c\n'),
    ("old line ends", "a.csv", "title,text\rA,One.\r"),
    ("no last line end", "a.csv", "title,text\nA,One."),
    ("blank lines", "a.csv", "\n \ntitle,text\n\nA,One.\n\n"),
    ("blanks in names", "a.csv", " Title , Text \nA,One.\n"),
    ("a name over two lines", "a.csv", '"ti\ntle",title,text\nx,A,One.\n'),
    ("a name twice, the first counts", "a.csv", "title,text,text\nA,One.,Two.\n"),
    ("text of one usual name is empty, of another not", "a.csv", "title,text,body\nA,,One.\n"),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(("name", "table"), [s[1:] for s in SHAPES], ids=[s[0] for s in SHAPES])
def test_a_table_is_read_whatever_divides_its_fields(tmp_path, name, table, encoding):
    draft = only(read_one(tmp_path, name, table.encode(encoding)))
    assert (draft.about.title, draft.text) == ("A", "One.")


CYRILLIC = "заголовок;текст\nУдар;Двенадцать человек убиты, сообщило министерство.\n" * 1


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r", "utf-8"])
def test_a_legacy_code_page_is_told_by_the_start_of_the_file(tmp_path, encoding):
    columns = {"text": "текст", "title": "заголовок"}
    draft = only(read_one(tmp_path, "a.csv", CYRILLIC.encode(encoding), columns))
    assert draft.about.title == "Удар"
    assert draft.text == "Двенадцать человек убиты, сообщило министерство."


def test_a_row_in_another_encoding_than_the_file_is_decoded_by_itself(tmp_path):
    table = b"title,text\n" + "Ä,Größe.\n".encode() + "B,the “claim” – 365\n".encode("cp1252")
    assert texts(read_one(tmp_path, "a.csv", table)) == {
        "a.csv:2": "Größe.",
        "a.csv:3": "the “claim” – 365",
    }


NO_TABLE = [
    ("no bytes", b"", "empty", "no line"),
    ("blanks", b" \n\n", "empty", "no line"),
    ("a header only", b"title,text\n", "empty", "no rows"),
    ("no column with a text", b"date,killed\n2025-11-15,12\n", "malformed", "has date, killed"),
    ("a picture", b"\x89PNG\r\n\x1a\n\x00\x00\x00", "malformed", "no column"),
    ("a workbook", zip_of({"[Content_Types].xml": b"<x/>"}), "unsupported", "office"),
    ("a page", b"<html><p>Log in</p></html>\n", "malformed", "<html>"),
    ("UTF-16 without its mark", "title,text\n".encode("utf-16-le"), "binary", "NUL"),
    ("a header without end", b'"' + b"x" * 70_000, "malformed", "header"),
    ("a header of many names", b",".join(b"c%d" % n for n in range(99)) + b"\n", "malformed",
     "and 79 more"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "reason", "told"), [row[1:] for row in NO_TABLE], ids=[row[0] for row in NO_TABLE]
)
def test_a_file_that_is_no_table_of_articles_is_one_rejection(tmp_path, content, reason, told):
    found = read_one(tmp_path, "a.csv", content)
    assert reasons(found) == {"a.csv": reason}
    assert told in details(found)[0]
    assert len(details(found)[0]) < 1_500


GOOD = "2025-11-14,Before,One.\n"
LAST = "2025-11-17,After,Last.\n"
BAD_ROWS = [
    ("too few fields", "2025-11-15,B\n", "malformed"),
    ("too many fields", "2025-11-15,B,Two, and three.\n", "malformed"),
    ("no text", "2025-11-15,B,\n", "empty"),
    ("a text of blanks", '2025-11-15,B," \t"\n', "empty"),
    ("a NUL byte", "2025-11-15,B,T\x00wo.\n", "binary"),
    ("a quote within quotes", '2025-11-15,B,"he said "yes" twice"\n', "malformed"),
    ("a quote that is not closed", '2025-11-15,B,"Two.\n', "malformed"),
    ("a quote that is not closed, and prose", '2025-11-15,B,"Two.\nThree, four, five.\n\nSix.\n',
     "malformed"),
    ("a line end without quotes", "2025-11-15,B,Two\n", None),
    ("a quote at the wrong place, over lines", '2025-11-15,B,"a "b\nc, d, e\nf"\n', "malformed"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "reason"), [it[1:] for it in BAD_ROWS], ids=[it[0] for it in BAD_ROWS]
)
def test_a_bad_row_costs_itself_only_and_is_kept_to_be_read_again(tmp_path, row, reason):
    table = "date,title,text\n" + GOOD + row + LAST
    found = read_one(tmp_path, "a.csv", table.encode())
    last = f"a.csv:{3 + row.count(chr(10))}"
    read = texts(found)
    assert (read.pop("a.csv:2"), read.pop(last)) == ("One.", "Last.")
    assert reasons(found) == ({"a.csv:3": reason} if reason else {})
    for rejection in found:
        if isinstance(rejection, Rejection):
            assert read == {}
            assert rejection.raw == b"date,title,text\n" + row.rstrip("\n").encode() or (
                rejection.raw == b"date,title,text\n" + row.encode()
            )
            again = read_what_was_kept(tmp_path, rejection, {})
            assert set(reasons(again)) == {"a.csv:3"}


def test_prose_with_the_right_number_of_commas_is_no_row_after_a_broken_one(tmp_path):
    table = (
        "date,title,text\n"
        + GOOD
        + "2025-11-15,B\nTwo lines, three, four.\nFive, six, seven.\n"
        + LAST
    )
    found = read_one(tmp_path, "a.csv", table.encode())
    assert texts(found) == {"a.csv:2": "One.", "a.csv:6": "Last."}
    assert reasons(found) == dict.fromkeys(["a.csv:3", "a.csv:4", "a.csv:5"], "malformed")


def test_a_row_that_was_mended_is_read_under_its_own_name(tmp_path):
    found = read_one(tmp_path, "a.csv", b'date,text\n2025-11-15,"Two "x" three"\n')
    (rejection,) = found
    assert isinstance(rejection, Rejection)
    assert rejection.raw is not None
    (tmp_path / "kept.csv").write_bytes(rejection.raw.replace(b'"x"', b"x"))
    again = read_what_was_kept(
        tmp_path,
        Rejection("a.csv:2", None, "malformed", "", rejection.raw.replace(b'"x"', b"x"), ".csv"),
        {},
    )
    assert texts(again) == {"a.csv:2": "Two x three"}


@pytest.fixture
def small_limit(monkeypatch):
    for module in ("draft", "readers.source", "readers.table_rows"):
        monkeypatch.setattr(f"pipelines.articles.{module}.MAX_BYTES", 1_000)


def test_a_row_over_the_limit_costs_itself_only(tmp_path, small_limit):
    long = b"2025-11-15,B," + b"x" * 2_000 + b"\n"
    open_quote = b'2025-11-15,C,"open\n'
    table = b"date,title,text\n" + GOOD.encode() + long + open_quote + LAST.encode() * 60
    found = read_one(tmp_path, "a.csv", table)
    assert reasons(found) == {"a.csv:3": "too_large"}
    assert "a quote that is not closed" not in details(found)[0]
    assert details(found)[0].startswith("lines 3 to 4:")
    assert list(texts(found))[:2] == ["a.csv:2", "a.csv:5"]
    assert len(texts(found)) == 61


def test_lines_made_to_be_read_again_and_again_are_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(table_rows, "_REREAD", 1_000)
    table = b"title,text\nA,One.\n" + b'z","\n' * 2_000
    found = read_one(tmp_path, "a.csv", table)
    assert texts(found) == {"a.csv:2": "One."}
    assert reasons(found) == {"a.csv:3": "malformed"}
    assert details(found)[0].startswith("lines 3 to 2002")


pieces = st.lists(
    st.sampled_from(
        ['"', '""', ",", "\n", "\r\n", "x", "2025-11-15", ";", "\x00", "é", "\t", "a,b\n"]
    ),
    max_size=60,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(body=pieces, encoding=st.sampled_from(["utf-8", "cp1252", "utf-16"]))
def test_every_line_of_a_table_is_in_one_reading(tmp_path_factory, body, encoding):
    folder = tmp_path_factory.mktemp("table")
    content = f"date,text\n2025-11-15,One.\n{body}".encode(encoding)
    found = read_one(folder, "a.csv", content)
    names = [it.source_path for it in found]
    assert len(set(names)) == len(names)
    told = {int(name.rpartition(":")[2]) for name in names if ":" in name}
    assert max(told, default=0) <= f"date,text\n2025-11-15,One.\n{body}".count(
        "\n"
    ) + 1 + body.count("\r")


@settings(max_examples=100, deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            st.text(st.characters(codec="utf-8", exclude_characters="\r\n\x00"), max_size=20),
            st.text(st.sampled_from('ab ",;\n\t|é'), min_size=1, max_size=40),
        ),
        max_size=8,
    )
)
def test_what_a_spreadsheet_writes_is_read_row_for_row(tmp_path_factory, rows):
    import csv
    import io

    held = io.StringIO(newline="")
    writer = csv.writer(held, quoting=csv.QUOTE_ALL)
    writer.writerows([("title", "text"), ("A", "One."), *rows])
    folder = tmp_path_factory.mktemp("table")
    found = read_one(folder, "a.csv", held.getvalue().encode())
    assert len(found) == 1 + len(rows)
    for (_, text), reading in zip(rows, found[1:], strict=True):
        if isinstance(reading, Draft):
            assert reading.text == text.strip()
        else:
            assert reading.reason == "binary" or not text.strip()
