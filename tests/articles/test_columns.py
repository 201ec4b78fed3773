"""Which column of a table or key of an object is which field."""

import datetime as dt
import json

import pytest

from pipelines.articles.draft import Draft
from pipelines.articles.metadata import FIELDS, metadata_from
from tests.articles.one_file import details, only, read_one, reasons, texts

NESTED = {
    "id": 17,
    "content": {"lead": "The lead.", "Body": "Twelve were killed."},
    "meta": {"source": {"name": "Sample Wire"}, "when": {"$date": "2025-11-15T06:00:00Z"}},
    "people": [{"name": "Jane Roe"}, {"name": "John Doe"}, [{"name": "x"}]],
    "a.b": "dotted",
}


def test_dotted_names_lead_into_nested_objects_and_several_texts_are_joined(tmp_path):
    columns = {
        "text": ["content.lead", "content.body"],
        "publisher": "meta.source.name",
        "published_at": "meta.when",
        "byline": "people.name",
        "doc_id": "ID",
        "title": "a.b",
    }
    draft = only(read_one(tmp_path, "a.jsonl", json.dumps(NESTED).encode(), columns))
    assert draft.text == "The lead.\n\nTwelve were killed."
    assert draft.about.publisher == "Sample Wire"
    assert draft.about.published_at == dt.datetime(2025, 11, 15, 6, tzinfo=dt.UTC)
    assert draft.about.byline == "Jane Roe, John Doe"
    assert (draft.about.doc_id, draft.about.title) == ("17", "dotted")


def test_a_column_that_is_mapped_stands_alone_for_its_field(tmp_path):
    table = b"title,kicker,text,summary\nA,B,One.,Two.\n"
    columns = {"title": "kicker", "text": ["summary", "text"]}
    draft = only(read_one(tmp_path, "a.csv", table, columns))
    assert (draft.about.title, draft.text) == ("B", "Two.\n\nOne.")


def test_a_mapped_column_that_a_table_does_not_have_is_one_line_with_those_it_has(tmp_path):
    table = b"title,story,when\n" + b"A,One.,2025-11-15\n" * 50
    found = read_one(tmp_path, "a.csv", table, {"text": "storry", "published_at": "date"})
    assert reasons(found) == {"a.csv": "malformed"}
    assert details(found) == ['no column "storry", "date"; it has title, story, when']


def test_a_mapped_text_that_an_object_does_not_have_names_the_keys_it_has(tmp_path):
    lines = b'{"content": {"body": "One."}}\n{"content": "Two.", "id": 2}\n'
    found = read_one(tmp_path, "a.jsonl", lines, {"text": "content.body"})
    assert texts(found) == {"a.jsonl:1": "One."}
    assert details(found) == ['line 2: no "content.body" that is a string; it has content, id']


USUAL = [
    ("pub_date", "2025-11-15", "published_at"),
    ("publishedAt", "2025-11-15", "published_at"),
    ("date_publish", "2025-11-15 06:00:00", "published_at"),
    ("publish_date", 1763164800, "published_at"),
    ("published", 1763164800123, "published_at"),
    ("date", 1763164800.0, "published_at"),
    ("Publication Date", {"$date": "2025-11-15T00:00:00Z"}, "published_at"),
    ("source_domain", "news.example", "publisher"),
    ("site_name", "Sample Wire", "publisher"),
    ("source", {"id": None, "name": "Sample Wire"}, "publisher"),
    ("permalink", "https://a.example/1", "url"),
    ("authors", [{"name": "A"}, "B"], "byline"),
    ("headline", "Strike", "title"),
]
LEFT_ASIDE = [
    ("id", 1),
    ("timestamp", "2025-11-15"),
    ("created_at", "2025-11-15"),
    ("source", "https://a.example"),
    ("source_url", "https://a.example"),
    ("published", True),
    ("title", {"x": 1}),
    ("title", float("nan")),
    ("date", 1e300),
]


@pytest.mark.parametrize(("key", "value", "field"), USUAL)
def test_names_that_exports_use_are_known(tmp_path, key, value, field):
    line = json.dumps({key: value, "article_text": "One."}).encode()
    assert getattr(only(read_one(tmp_path, "a.jsonl", line)).about, field)


@pytest.mark.parametrize(("key", "value"), LEFT_ASIDE)
def test_names_that_mean_several_things_are_left_aside(tmp_path, key, value):
    line = json.dumps({key: value, "maintext": "One."}).encode()
    about = only(read_one(tmp_path, "a.jsonl", line)).about
    fields = sorted(FIELDS - {"text", "items"})
    assert [name for name in fields if getattr(about, name) is not None] == []


def test_a_name_that_means_several_things_counts_where_it_is_mapped(tmp_path):
    line = json.dumps({"id": 1, "source": "https://a.example/", "full_text": "One."}).encode()
    columns = {"doc_id": "id", "publisher": "source"}
    (draft,) = read_one(tmp_path, "a.jsonl", line, columns)
    assert isinstance(draft, Draft)
    assert (draft.about.doc_id, draft.about.publisher) == ("1", "https://a.example/")


def test_objects_nested_without_end_are_no_names():
    deep: object = "x"
    for _ in range(5_000):
        deep = {"name": [deep]}
    assert metadata_from({"author": deep, "title": "A"}).byline is None
    lists: object = []
    for _ in range(5_000):
        lists = [lists]
    assert metadata_from({"author": lists}, {"byline": "author.name"}).byline is None
