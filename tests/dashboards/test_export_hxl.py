"""HXL tags: only what the standard knows, on columns that exist, in files that HXL tools read."""

import csv
import re
from collections import Counter

import pytest

from dashboards.exports.hxl import TAGS, column_tags, hashtags
from tests.dashboards.export_reading import cells_of, package_of

TAG = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")
"""A hashtag with attributes, as the tagging conventions of HXL 1.1 write it, without blanks."""

HASHTAGS = re.findall(
    r"\w+",
    """
    access activity adm1 adm2 adm3 adm4 adm5 affected beneficiary capacity cause channel contact
    country crisis currency date description event frequency geo group impact indicator inneed item
    loc meta modality need operations org output population reached region respondee sector service
    severity status subsector targeted value
    """,
)
"""The hashtag dictionary of HXL 1.1."""

LIMITED = {
    "code": "adm1 activity country event group indicator loc org status",
    "end": "date",
    "id": "meta",
    "killed": "affected",
    "lat": "geo",
    "lon": "geo",
    "name": "adm1 activity country event group indicator loc org status",
    "num": "indicator capacity output",
    "occurred": "date",
    "reported": "date",
    "source": "meta",
    "start": "date",
    "type": "event group indicator loc org description",
    "url": "meta contact org activity service",
}
"""Attributes of the dictionary and hashtags that it gives them to, as far as they matter here."""

NUMBERS = {"integer", "number"}


@pytest.mark.parametrize("tag", sorted(set(hashtags().values())))
def test_a_tag_keeps_the_grammar_and_the_dictionary(tag):
    assert TAG.fullmatch(tag)
    hashtag, *attributes = tag.removeprefix("#").split("+")
    assert hashtag in HASHTAGS
    assert len(attributes) == len(set(attributes))
    misplaced = [a for a in attributes if a in LIMITED and hashtag not in LIMITED[a].split()]
    assert misplaced == []


def test_the_list_is_sorted_and_names_nothing_twice():
    with TAGS.open(newline="", encoding="utf-8") as file:
        named = [(row["table"], row["column"]) for row in csv.DictReader(file)]
    assert named == sorted(set(named))


def test_every_column_in_the_list_exists(tables):
    columns = {(table.name, column.name) for table in tables.values() for column in table.columns}
    columns |= {("", column) for _, column in columns}
    assert sorted(set(hashtags()) - columns) == []


def test_no_two_columns_of_a_table_have_the_same_tag(tables):
    for table in tables.values():
        counts = Counter(column_tags(table).values())
        assert [tag for tag, n in counts.items() if n > 1] == [], table.name


def test_dates_and_numbers_are_tagged_as_such_and_nothing_else_is(folder):
    for resource in package_of(folder)["resources"]:
        for field in resource["schema"]["fields"]:
            tag = field.get("hxl", "")
            where = (resource["name"], field["name"])
            assert not tag.startswith("#date") or field["type"] in ("date", "datetime"), where
            assert "+num" not in tag or field["type"] in NUMBERS, where
            assert not tag.startswith("#geo") or field["type"] == "number", where


def test_a_tagged_file_has_the_tags_under_the_header_and_the_same_cells(folder):
    tagged = 0
    for resource in package_of(folder)["resources"]:
        if "hxl" not in resource:
            continue
        header, tags, *rows = cells_of(folder / resource["hxl"]["path"])
        declared = {f["name"]: f["hxl"] for f in resource["schema"]["fields"] if "hxl" in f}
        assert dict(zip(header, tags, strict=True)) == declared
        names, *plain = cells_of(folder / resource["path"])
        places = [names.index(name) for name in header]
        assert rows == [[row[place] for place in places] for row in plain]
        tagged += 1
    assert tagged >= 6


def test_a_table_without_humanitarian_columns_has_no_tagged_file(folder):
    (finding,) = [r for r in package_of(folder)["resources"] if r["name"] == "finding"]
    assert "hxl" not in finding
    assert not (folder / "hxl" / "finding.csv").exists()


def test_what_was_harmed_and_who_says_so_can_be_found_by_tag(folder):
    header, tags, *_ = cells_of(folder / "hxl" / "claim_audit.csv")
    tagged = dict(zip(tags, header, strict=True))
    assert tagged["#indicator+num+low"] == "low"
    assert tagged["#group+name+claimant"] == "claimant_name"
    assert tagged["#group+name+victim"] == "victim_side"
    assert tagged["#date+start"] == "period_start"
    assert tagged["#meta+url"] == "url"
