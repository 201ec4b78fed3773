"""Formats and layouts of tables, all of one content; and what is no table at all."""

import json

import pytest

from pipelines.series import SeriesError

WIDE = {
    "date": "date",
    "columns": {
        "tank": {"category": "equipment", "equipment": "tank"},
        "killed": {"category": "killed"},
    },
}
ROWS = [
    {"date": "2025-11-03", "tank": 5, "killed": 40},
    {"date": "2025-11-04", "tank": 6, "killed": 41},
]
EXPECTED = [("2025-11-03", 5), ("2025-11-03", 40), ("2025-11-04", 6), ("2025-11-04", 41)]
CSV = "date,tank,killed\n2025-11-03,5,40\n2025-11-04,6,41\n"
BY_DATE = {row["date"]: {k: v for k, v in row.items() if k != "date"} for row in ROWS}

TABLES = {
    "commas": CSV,
    "semicolons": CSV.replace(",", ";"),
    "tabs": CSV.replace(",", "\t"),
    "bars": CSV.replace(",", "|"),
    "a_byte_order_mark": "\ufeff" + CSV,
    "utf_16": CSV.encode("utf-16"),
    "line_ends_of_windows": CSV.replace("\n", "\r\n"),
    "the_delimiter_stated_in_the_first_line": "sep=;\n" + CSV.replace(",", ";"),
    "other_case_and_underscores": CSV.replace("date,tank,killed", "Date,TANK, Killed "),
    "blank_lines": CSV.replace("\n", "\n\n") + ",,\n",
    "quotes": CSV.replace("2025-11-03", '"2025-11-03"'),
    "a_list_of_objects": json.dumps(ROWS),
    "numbers_as_texts": json.dumps([{k: str(v) for k, v in row.items()} for row in ROWS]),
    "decimals_that_are_none": json.dumps(ROWS).replace("40", "40.0"),
    "a_list_under_a_key": json.dumps({"count": 2, "data": ROWS}),
    "an_object_of_columns": json.dumps({key: [row[key] for row in ROWS] for key in ROWS[0]}),
    "an_object_by_date": json.dumps(BY_DATE),
    "json_lines": "\n".join(map(json.dumps, ROWS)) + "\n",
    "json_in_many_lines": json.dumps(ROWS, indent=2),
}

NO_TABLES = {
    "nothing": ("", "table: is empty"),
    "blanks": (" \n\n ", "table: is empty"),
    "a_web_page": ("<!doctype html><html><p>Not found</p></html>", "is a web page or XML"),
    "bytes_of_an_archive": (b"PK\x03\x04\x00\x00\x00\x00", "no table"),
    "broken_json": ('[{"date": "2025-11-03", ', "no JSON"),
    "a_key_twice": ('[{"date": "2025-11-03", "tank": 1, "tank": 2}]', "'tank' stands twice"),
    "columns_of_unequal_length": ('{"date": ["a", "b"], "tank": [1]}', "different lengths"),
    "two_lists": (json.dumps({"a": ROWS, "b": ROWS}), "several lists of objects: a, b"),
    "a_header_alone": ("date,tank,killed\n", "has no rows"),
    "a_column_twice": ("date,tank,Tank,killed\n2025-11-03,1,2,3\n", "two columns are called"),
    "an_empty_list": ("[]", "has no rows"),
    "deep_json": ("[" * 100_000, "no JSON"),
}


@pytest.mark.parametrize("name", TABLES)
def test_one_content_in_any_format_gives_the_same_points(read, name):
    found = read.table(TABLES[name], **WIDE)
    assert read.picked(found, "as_of", "value") == EXPECTED
    assert read.rejected(found) == []


@pytest.mark.parametrize("name", NO_TABLES)
def test_what_is_no_table_is_one_line(read, name):
    raw, told = NO_TABLES[name]
    with pytest.raises(SeriesError) as caught:
        read.table(raw, **WIDE)
    assert told in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_a_delimiter_of_any_kind_can_be_named(read):
    raw = CSV.replace(",", "~")
    assert read.picked(read.table(raw, **WIDE, delimiter="~"), "as_of", "value") == EXPECTED


def test_an_object_within_a_row_has_names_with_a_point(read):
    rows = [{"date": "2025-11-03", "report": {"killed": 7}}]
    columns = {"report.killed": {"category": "killed"}}
    found = read.table(json.dumps(rows), date="date", columns=columns)
    assert read.picked(found, "figure", "value") == [("7", 7)]


def test_keys_are_the_same_in_any_format_and_differ_by_what_is_counted(read):
    by_format = [read.table(TABLES[name], **WIDE).points["point_key"].to_list() for name in TABLES]
    assert all(keys == by_format[0] for keys in by_format)
    assert len(set(by_format[0])) == 4
