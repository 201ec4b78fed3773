"""Files and folders: order, hidden names, links, and what cannot be opened."""

import os
import socket

import pytest

from pipelines.articles import InboxError, read_inputs
from tests.articles.conftest import NOW, read


def names(reading):
    return reading.articles["source_path"].to_list()


def put(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_files_are_read_in_the_order_of_their_names_at_every_depth(inbox):
    for name in ["b.txt", "a/z.txt", "a/b/c.txt", "A.txt", "a.txt", "é.txt"]:
        put(inbox / name, f"text of {name}")
    assert names(read(inbox)) == ["A.txt", "a/b/c.txt", "a/z.txt", "a.txt", "b.txt", "é.txt"]


def test_a_file_that_is_named_is_read_and_shown_by_its_name(inbox):
    put(inbox / "one.txt", "text")
    assert names(read(inbox / "one.txt")) == ["one.txt"]


def test_hidden_files_and_folders_are_skipped_unless_named(inbox):
    put(inbox / ".hidden.txt", "h")
    put(inbox / ".git" / "x.txt", "g")
    put(inbox / "a.txt", "a")
    assert names(read(inbox)) == ["a.txt"]
    assert names(read(inbox / ".hidden.txt")) == [".hidden.txt"]


def test_an_inbox_that_does_not_exist_is_one_clear_line(inbox):
    with pytest.raises(InboxError) as error:
        read_inputs([inbox, inbox / "nowhere"], run_id="r", now=NOW)
    assert str(error.value) == f"No such file or folder: {inbox / 'nowhere'}"


def test_an_empty_inbox_has_no_batches(inbox):
    assert list(read_inputs([inbox], run_id="r", now=NOW)) == []


def test_paths_that_overlap_are_read_once(inbox):
    put(inbox / "a" / "x.txt", "x")
    assert read(inbox / "a" / "x.txt", inbox, inbox / "a").seen == 1


def test_a_broken_link_and_a_folder_in_itself_are_unreadable(inbox):
    put(inbox / "a.txt", "a")
    (inbox / "broken.txt").symlink_to(inbox / "nowhere.txt")
    (inbox / "loop").symlink_to(inbox)
    (inbox / "self.txt").symlink_to("self.txt")
    reading = read(inbox)
    assert reading.reasons == [
        ("broken.txt", "unreadable"),
        ("loop", "unreadable"),
        ("self.txt", "unreadable"),
    ]
    assert str(inbox) not in " ".join(reading.rejected["detail"])
    assert reading.rejected["raw_sha256"].to_list() == [None, None, None]


def test_links_that_multiply_are_followed_once(inbox):
    for depth in range(30):
        folder = inbox / f"d{depth}"
        folder.mkdir()
        (folder / "one").symlink_to(inbox / f"d{depth + 1}")
        (folder / "two").symlink_to(inbox / f"d{depth + 1}")
    put(inbox / "d30" / "a.txt", "a")
    assert read(inbox).articles.height == 1


def test_folders_nested_deeper_than_the_stack_are_read(inbox):
    folder = inbox
    for _ in range(600):
        folder = folder / "d"
        folder.mkdir()
    put(folder / "a.txt", "a")
    assert read(inbox).articles.height == 1


def test_pipes_and_sockets_are_not_opened(inbox, monkeypatch):
    os.mkfifo(inbox / "pipe.txt")
    monkeypatch.chdir(inbox)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.txt")
        assert read(inbox).reasons == [("pipe.txt", "unreadable"), ("socket.txt", "unreadable")]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_unreadable(inbox):
    put(inbox / "secret.txt", "x")
    (inbox / "secret.txt").chmod(0)
    assert read(inbox).reasons == [("secret.txt", "unreadable")]


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl", "a.json", "a.csv", "a"])
def test_a_file_that_fails_to_open_costs_itself_only(inbox, monkeypatch, name):
    put(inbox / name, '{"text": "x"}')
    put(inbox / "z.txt", "fine")
    opened = type(inbox).open

    def refuse(path, *arguments, **options):
        if path.name == name:
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **options)

    monkeypatch.setattr(type(inbox), "open", refuse)
    reading = read(inbox)
    assert reading.rejected.select("source_path", "reason", "detail").rows() == [
        (name, "unreadable", "Permission denied")
    ]
    assert names(reading) == ["z.txt"]


def test_a_name_that_is_no_unicode_is_shown(inbox):
    try:
        (inbox / os.fsdecode(b"caf\xe9.txt")).write_text("x")
    except OSError:
        pytest.skip("this file system takes only Unicode names")
    assert names(read(inbox)) == ["caf\\xe9.txt"]
