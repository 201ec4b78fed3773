"""Telegram exports: every message with words an article, and an edited one a new version."""

import datetime as dt
import json

import pytest

from tests.articles.conftest import stored

CHANNEL = {"name": "Sample Front", "type": "public_channel", "id": 1234567}


def message(number: int, text: object, **more: object) -> dict[str, object]:
    return {
        "id": number, "type": "message", "date": "2025-11-14T12:00:00",
        "date_unixtime": "1763114400", "from": "Sample Front", "text": text,
    } | more  # fmt: skip


MESSAGES = [
    {"id": 1, "type": "service", "action": "create_channel", "text": "", "date": "2025-01-01"},
    message(2, "Ten soldiers were killed near Lyman."),
    message(3, ["Losses: ", {"type": "bold", "text": "23 wounded"}, " – ", {"type": "link"}]),
    message(4, "", photo="photo_4.jpg"),
    message(5, "The ministry reports 365 casualties.", forwarded_from="Sample Ministry"),
]


def export(messages: list[dict[str, object]] = MESSAGES, indent: int | None = 1) -> bytes:
    return json.dumps({**CHANNEL, "messages": messages}, indent=indent).encode()


@pytest.mark.parametrize("indent", [1, None])
def test_each_message_with_words_is_an_article(read_bytes, indent):
    rows = read_bytes("result.json", export(indent=indent)).articles.rows(named=True)
    assert [(row["source_path"], row["text"]) for row in rows] == [
        ("result.json#2", "Ten soldiers were killed near Lyman."),
        ("result.json#3", "Losses: 23 wounded –"),
        ("result.json#5", "The ministry reports 365 casualties."),
    ]
    assert {row["publisher"] for row in rows} == {"Sample Front"}
    assert rows[0]["article_id"] == "telegram-1234567-2"
    assert rows[0]["published_at"] == dt.datetime(2025, 11, 14, 10, tzinfo=dt.UTC)
    assert [row["byline"] for row in rows] == [None, None, "Sample Ministry"]


def test_an_edited_message_is_a_new_version_of_itself(inbox):
    from tests.articles.conftest import read

    (inbox / "result.json").write_bytes(export())
    first = read(inbox)
    edited = [*MESSAGES[:1], message(2, "Twelve soldiers were killed near Lyman."), *MESSAGES[2:]]
    (inbox / "result.json").write_bytes(export(edited))
    second = read(inbox, known=stored(first.articles))
    assert [(r["article_id"], r["version"]) for r in second.articles.rows(named=True)] == [
        ("telegram-1234567-2", 2)
    ]
    assert second.unchanged == 2


def test_a_full_export_gives_the_messages_of_every_chat(read_bytes):
    other = {
        "name": "Other",
        "type": "private_group",
        "id": 9,
        "messages": [message(1, "Two fell.")],
    }
    whole = {
        "about": "Here is the data you requested. Telegram …",
        "personal_information": {"user_id": 1},
        "chats": {"about": "…", "list": [{**CHANNEL, "messages": MESSAGES}, other]},
    }
    rows = read_bytes("result.json", json.dumps(whole, ensure_ascii=False).encode()).articles
    assert rows["publisher"].to_list() == ["Sample Front"] * 3 + ["Other"]


def test_an_export_that_breaks_off_keeps_what_stands_before(read_bytes):
    raw = export()
    found = read_bytes("result.json", raw[: raw.index(b"The ministry")])
    assert found.articles.height == 2
    assert found.reasons == [("result.json", "malformed")]


def test_a_message_that_is_none_is_kept_so_that_it_can_be_read_alone(tmp_path):
    from pipelines.articles.draft import InputFile
    from pipelines.articles.readers import read_file

    path = tmp_path / "result.json"
    path.write_bytes(export([message(2, "Ten fell."), [1, 2], message(3, "Two fell.")]))
    readings = list(read_file(InputFile(path, "result.json")))
    assert [type(reading).__name__ for reading in readings] == ["Draft", "Rejection", "Draft"]
    (tmp_path / "kept.json").write_bytes(readings[1].raw)
    part = InputFile(tmp_path / "kept.json", readings[1].source_path, is_part=True)
    assert [r.reason for r in read_file(part)] == ["malformed"]


def test_an_export_without_words_says_so(read_bytes):
    assert read_bytes("result.json", export(MESSAGES[:1])).reasons == [("result.json", "empty")]


def test_other_json_is_no_export(read_bytes):
    content = json.dumps([{"text": "Ten fell.", "date": "2025-11-14", "type": "channel"}])
    assert read_bytes("a.json", content.encode()).article["text"] == "Ten fell."
