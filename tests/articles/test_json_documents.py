"""Lists of articles in JSON documents: by themselves, in objects, broken, hostile, of any size."""

import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.articles.draft import Draft, Rejection
from pipelines.articles.readers import json_scan
from tests.articles.one_file import details, read_one, read_what_was_kept, reasons, texts

A, B = {"text": "One."}, {"text": "Two."}
WRAPPED = [
    ("articles", {"status": "ok", "totalResults": 2, "articles": [A, B]}),
    ("items beside other lists", {"tags": ["x"], "items": [A, B], "facets": [{"n": 1}]}),
    ("two objects deep", {"response": {"docs": [A, B], "meta": {"hits": 2}}, "copyright": "x"}),
    ("a search engine", {"took": 3, "hits": {"total": {"value": 2}, "hits": [
        {"_id": "1", "_source": A}, {"_id": "2", "_source": B}]}}),
    ("the first ones have no text", {"data": [{"ad": 1}, A, B]}),
    ("an empty list beside it", {"errors": [], "results": [A, B]}),
]  # fmt: skip


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("value", [row[1] for row in WRAPPED], ids=[row[0] for row in WRAPPED])
def test_the_one_list_of_articles_in_an_object_is_read(tmp_path, value, indent):
    found = read_one(tmp_path, "a.json", json.dumps(value, indent=indent).encode())
    assert list(texts(found).values()) == ["One.", "Two."]
    assert all(name.startswith("a.json#") for name in texts(found))


def test_of_two_lists_of_articles_none_is_chosen_unless_one_is_named(tmp_path):
    content = json.dumps({"old": {"docs": [A]}, "new": {"docs": [B]}}).encode()
    found = read_one(tmp_path, "a.json", content)
    assert reasons(found) == {"a.json": "malformed"}
    assert "old.docs, new.docs" in details(found)[0]
    named = read_one(tmp_path, "a.json", content, {"items": "New.docs"})
    assert texts(named) == {"a.json#1": "Two."}
    wrong = read_one(tmp_path, "a.json", content, {"items": "docs"})
    assert details(wrong) == ['no list "docs"; lists it has: old.docs, new.docs']


def test_an_object_with_a_text_is_an_article_whatever_lists_it_has(tmp_path):
    content = json.dumps({"text": "One.", "related": [B]}).encode()
    assert texts(read_one(tmp_path, "a.json", content)) == {"a.json": "One."}


def test_a_document_without_articles_is_one_rejection_that_says_what_it_has(tmp_path):
    found = read_one(tmp_path, "a.json", b'{"rows": [{"killed": 3}], "n": 1}')
    assert reasons(found) == {"a.json": "malformed"}
    assert "it has rows, n" in details(found)[0]
    assert isinstance(found[0], Rejection)
    assert found[0].copy_of == tmp_path / "a.json"


def test_an_item_is_hashed_by_its_own_bytes(tmp_path):
    item = b'{"text": "One.", "n": [1, {"x": "]}"}]}'
    (draft,) = read_one(tmp_path, "a.json", b"[\n  " + item + b"\n]")
    assert draft.raw_sha256 == hashlib.sha256(item).hexdigest()


LISTS = [
    ("items of other kinds", b'[{"text": "One."}, 3, "x", null, [1], {"text": "Two."}]',
     [2, 3, 4, 5], 6, None),
    ("an item that is no JSON", b'[{"text": "One."}, {bad}, {"text": "Two."}]', [2], 3, None),
    ("an item twice closed", b'[{"text": "One."}, {"a": 1}}, {"text": "Two."}]', [2], None,
     "malformed"),
    ("quotes within quotes", b'[{"text": "One."}, {"text": "a "b" c"}, {"text": "Two."}]', [2], 3,
     None),
    ("an endless number", b'[{"text": "One."}, {"n": ' + b"1" * 9_000 + b'}, {"text": "Two."}]',
     [2], 3, None),
    ("nested without end", b'[{"text": "One."}, ' + b"[" * 20_000 + b"]" * 20_000
     + b', {"text": "Two."}]', [2], 3, None),
    ("a NUL byte", b'[{"text": "One."}, {"text": "\x00"}, {"text": "Two."}]', [2], 3, None),
    ("nothing between commas", b'[{"text": "One."}, , {"text": "Two."}]', [2], 3, None),
    ("a comma at the end", b'[{"text": "One."}, {"text": "Two."}, ]', [], 2, None),
    ("breaks off in an item", b'[{"text": "One."}, {"text": "Two."}, {"te', [], 2, "malformed"),
    ("breaks off in a string", b'[{"text": "One."}, {"text": "Two."}, {"text": "a\\', [], 2,
     "malformed"),
    ("breaks off behind an item", b'[{"text": "One."}, {"text": "Two."}', [], None, "malformed"),
    ("more behind the end", b'[{"text": "One."}, {"text": "Two."}]]', [], 2, "malformed"),
    ("not a number", b'[{"text": "One.", "x": NaN}, {"text": "Two.", "x": -Infinity}]', [], 2,
     None),
    ("escapes", b'[{"text": "One.", "x": "\\\\\\" ]"}, {"text": "Two."}]', [], 2, None),
    ("a mark at the start", b'\xef\xbb\xbf [{"text": "One."}, {"text": "Two."}]', [], 2, None),
    ("UTF-16", '[{"text": "One."}, {"text": "Two."}]'.encode("utf-16"), [], 2, None),
]  # fmt: skip


@pytest.mark.parametrize("chunk", [1, 2, 7, 1 << 18])
@pytest.mark.parametrize(
    ("content", "bad", "second", "end"), [row[1:] for row in LISTS], ids=[row[0] for row in LISTS]
)
def test_a_bad_item_costs_itself_only_and_a_broken_list_what_follows(
    tmp_path, monkeypatch, content, bad, second, end, chunk
):
    monkeypatch.setattr(json_scan, "_CHUNK", chunk)
    found = read_one(tmp_path, "a.json", content)
    expected = {"a.json#1": "One."} | ({f"a.json#{second}": "Two."} if second else {})
    assert texts(found) == expected
    told = reasons(found)
    assert told.pop("a.json", None) == end
    assert list(told) == [f"a.json#{number}" for number in bad]


def test_what_an_object_holds_before_it_breaks_off_is_read(tmp_path):
    found = read_one(tmp_path, "a.json", b'{"n": 2, "articles": [{"text": "One."}, {"text": "Tw')
    assert texts(found) == {"a.json#1": "One."}
    assert reasons(found) == {"a.json": "malformed"}
    assert details(found) == ["behind item 1: the file breaks off"]


def test_odd_strings_are_read_as_in_json_lines(tmp_path):
    content = b'[{"text": "a\\ud83d"}, {"text": "\\ud83d\\ude00"}, {"text": "x", "text": "y"}]'
    assert list(texts(read_one(tmp_path, "a.json", content)).values()) == ["a\ufffd", "😀", "y"]


def test_a_legacy_code_page_is_told_by_the_start_of_the_file(tmp_path):
    items = [{"text": "Двенадцать человек убиты, сообщило министерство."}, {"text": "Нет"}]
    content = json.dumps(items, ensure_ascii=False).encode("cp1251")
    found = read_one(tmp_path, "a.json", content)
    assert list(texts(found).values()) == [item["text"] for item in items]


def test_a_rejected_item_or_line_is_kept_to_be_read_again_under_its_name(tmp_path):
    items = read_one(tmp_path, "a.json", b'[{"text": "One."},\n {\n "id": 2,\n "body": null }]')
    lines = read_one(tmp_path, "a.jsonl", b'{"text": "One."}\n{"id": 2}\n')
    for found, name in ((items, "a.json#2"), (lines, "a.jsonl:2")):
        rejection = found[1]
        assert isinstance(rejection, Rejection)
        assert reasons(read_what_was_kept(tmp_path, rejection, {})) == {name: "malformed"}
        mended = rejection.raw.replace(b'"id": 2', b'"text": "Two."') if rejection.raw else None
        again = Rejection(name, None, "malformed", "", mended, rejection.suffix)
        assert texts(read_what_was_kept(tmp_path, again, {})) == {name: "Two."}


@pytest.fixture
def small_limit(monkeypatch):
    for module in ("draft", "readers.source", "readers.json_scan"):
        monkeypatch.setattr(f"pipelines.articles.{module}.MAX_BYTES", 1_000)


@pytest.mark.parametrize("wrapping", [b"%s", b'{"n": 1, "items": %s, "more": {"x": []}}'])
def test_an_item_over_the_limit_costs_itself_only_in_a_document_over_the_limit(
    tmp_path, small_limit, wrapping
):
    long = [{"text": "x" * (1_000 - 12)}, {"text": "x" * (1_001 - 12)}, {"text": "y" * 900_000}]
    content = wrapping % json.dumps([A, *long, B]).encode()
    found = read_one(tmp_path, "a.json", content)
    assert list(texts(found)) == ["a.json#1", "a.json#2", "a.json#5"]
    assert reasons(found) == {"a.json#3": "too_large", "a.json#4": "too_large"}


def test_an_object_over_the_limit_is_told(tmp_path, small_limit):
    content = json.dumps({"text": "x" * 2_000}).encode()
    assert reasons(read_one(tmp_path, "a.json", content)) == {"a.json": "too_large"}


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    items=st.lists(values, min_size=1, max_size=6), chunk=st.integers(1, 40), indent=st.booleans()
)
def test_items_are_divided_as_a_parser_divides_them(items, chunk, indent):
    import io

    raw = json.dumps(items, ensure_ascii=False, indent=2 if indent else None).encode(
        "utf-8", "replace"
    )
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(json_scan, "_CHUNK", chunk)
        found = [item.raw for item in json_scan.JsonStream(io.BytesIO(raw)).items()]
    assert [json.loads(item) for item in found] == json.loads(raw)


DOCUMENT = json.dumps({"n": 3, "articles": [A | {"title": 'é \\ " ]'}, B, {"body": "Three."}]})


@settings(max_examples=200, deadline=None)
@given(
    changes=st.lists(
        st.tuples(st.integers(0, 200), st.sampled_from(list('"\\{}[],: x\x00'))), max_size=4
    ),
    cut=st.integers(0, 200),
    wrapped=st.booleans(),
)
def test_changed_bytes_never_raise_and_each_name_is_told_once(
    tmp_path_factory, changes, cut, wrapped
):
    content = bytearray(
        DOCUMENT.encode() if wrapped else DOCUMENT[DOCUMENT.index("[") : -1].encode()
    )
    for place, byte in changes:
        content[place % len(content)] = ord(byte)
    if cut < 100:
        del content[len(content) - cut :]
    found = read_one(tmp_path_factory.mktemp("json"), "a.json", bytes(content))
    assert found
    names = [it.source_path for it in found]
    assert len(set(names)) == len(names)
    assert not any("cannot be read" in detail for detail in details(found))
    assert all(it.text for it in found if isinstance(it, Draft))
