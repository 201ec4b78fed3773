"""Which article, which version."""

import json

import pytest

from tests.articles.conftest import read, stored


def write_lines(path, *objects):
    path.write_text("".join(json.dumps(value) + "\n" for value in objects), encoding="utf-8")


def ids(reading):
    return reading.articles["article_id"].to_list()


def test_the_id_of_the_source_comes_first(inbox):
    write_lines(inbox / "a.jsonl", {"doc_id": "seed-1", "url": "https://a.example/1", "text": "x"})
    assert ids(read(inbox)) == ["seed-1"]


def test_one_address_in_two_formats_is_one_article(inbox):
    (inbox / "a.txt").write_text("---\nurl: https://A.example/1?utm_source=x\n---\nSame text.")
    write_lines(inbox / "b.jsonl", {"url": "https://a.example/1", "text": "Same text."})
    reading = read(inbox)
    assert (reading.articles.height, reading.unchanged, reading.seen) == (1, 1, 2)
    assert reading.article["url"] == "https://a.example/1"


def test_publisher_title_and_day_make_an_article_where_there_is_no_address(inbox):
    story = {"publisher": "Wire", "title": "Strike", "published_at": "2025-11-15T08:00:00Z"}
    later = {**story, "publisher": "WIRE", "published_at": "2025-11-15T19:00:00Z"}
    other = {**story, "published_at": "2025-11-16"}
    write_lines(
        inbox / "a.jsonl", *({**s, "text": f"t{i}"} for i, s in enumerate([story, later, other]))
    )
    first, second, third = ids(read(inbox))
    assert first == second != third


def test_without_metadata_equal_texts_are_one_article(inbox):
    (inbox / "a.txt").write_text("Twelve were killed.")
    (inbox / "b.txt").write_bytes(b"Twelve were killed.\r\n")
    (inbox / "c.txt").write_text("Thirteen were killed.")
    reading = read(inbox)
    assert len(set(ids(reading))) == reading.articles.height == 2
    assert reading.unchanged == 1
    assert all(len(i) == 18 and i.startswith("a-") for i in ids(reading))


def test_a_changed_text_is_the_next_version(inbox):
    write_lines(inbox / "a.jsonl", {"doc_id": "d", "text": "12 killed"})
    known = stored(read(inbox).articles)
    write_lines(inbox / "a.jsonl", {"doc_id": "d", "text": "14 killed"})
    reading = read(inbox, known=known)
    assert reading.articles.select("article_id", "version").rows() == [("d", 2)]


def test_reading_again_what_is_stored_changes_nothing_even_with_two_texts_of_one_article(inbox):
    write_lines(
        inbox / "a.jsonl",
        {"doc_id": "d", "text": "12 killed"},
        {"doc_id": "d", "text": "14 killed"},
        {"doc_id": "d", "text": "12 killed"},
        {"doc_id": "e", "text": "12 killed"},
    )
    first = read(inbox)
    rows = first.articles.select("article_id", "version", "text").rows()
    assert rows == [("d", 1, "12 killed"), ("d", 2, "14 killed"), ("e", 1, "12 killed")]
    again = read(inbox, known=stored(first.articles))
    assert (again.articles.height, again.unchanged, again.seen) == (0, 4, 4)


def test_a_run_that_was_cut_short_numbers_the_rest_as_if_it_was_not(inbox):
    texts = [{"doc_id": "d", "text": f"{n} killed"} for n in range(5)]
    write_lines(inbox / "a.jsonl", *texts)
    whole = read(inbox).articles
    for cut in range(5):
        rest = read(inbox, known=stored(whole.head(cut)) if cut else None).articles
        assert rest.select("article_id", "version", "text").equals(
            whole.tail(5 - cut).select("article_id", "version", "text")
        )


@pytest.mark.parametrize("url", ["javascript:alert(1)", "/strike", "5", "see above"])
def test_what_is_no_web_address_is_not_stored_as_one(inbox, url):
    write_lines(inbox / "a.jsonl", {"url": url, "text": "12 killed"})
    assert read(inbox).article["url"] is None
