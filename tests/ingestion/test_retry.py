"""Rejected inputs are kept, and taken once they can be."""

import pytest

from pipelines.articles import ReadOptions

OPEN = "select source_path, reason from raw.rejected_input where resolved_at is null order by 1, 2"
STORED = "select source_path, published_at is null from raw.article_version order by 1"

UNDATED = "Two were killed, and nobody says when."


def copies(home):
    return sorted(p for p in home.quarantine.rglob("*") if p.is_file())


def test_a_rejected_file_is_kept_byte_for_byte(home):
    (home.inbox / "a.txt").write_bytes(UNDATED.encode())
    (home.inbox / "b.txt").write_bytes(b"\x00\x01\x02 binary")
    home.read()
    kept = {path.read_bytes() for path in copies(home)}
    assert kept == {UNDATED.encode(), b"\x00\x01\x02 binary"}
    (named,) = home.ask("select kept_as from raw.rejected_input where source_path = 'a.txt'")
    assert (home.quarantine / named[0]).read_text() == UNDATED


def test_the_same_rejection_is_kept_once(home):
    (home.inbox / "a.txt").write_text(UNDATED)
    (home.inbox / "copy.txt").write_text(UNDATED)
    home.read()
    home.read()
    assert len(copies(home)) == 1
    assert home.ask(OPEN) == [("a.txt", "no_date"), ("copy.txt", "no_date")]


def test_retry_takes_what_can_be_used_now_under_its_first_name(home):
    (home.inbox / "a.txt").write_text(UNDATED)
    (home.inbox / "b.txt").write_bytes(b"\x00 binary")
    home.read()
    assert home.retry(undated="keep").counts["new"] == 1
    assert home.ask(STORED) == [("a.txt", True)]
    assert home.ask(OPEN) == [("b.txt", "binary")]
    assert [path.read_bytes() for path in copies(home)] == [b"\x00 binary"]


def test_retry_of_what_cannot_be_used_changes_nothing(home):
    (home.inbox / "b.txt").write_bytes(b"\x00 binary")
    home.read()
    before = home.ask("from raw.rejected_input")
    account = home.retry()
    assert (account.counts["seen"], account.counts["rejected"]) == (1, 1)
    assert home.ask("from raw.rejected_input") == before
    assert len(copies(home)) == 1


def test_a_line_is_kept_alone_and_comes_back_under_its_number(home):
    lines = ['{"text": "Ten were killed.", "date": "2025-11-02"}', '{"text": "Two were killed."}']
    (home.inbox / "wire.jsonl").write_text("\n".join(lines))
    home.read()
    assert home.ask(OPEN) == [("wire.jsonl:2", "no_date")]
    home.retry(undated="keep")
    assert home.ask(STORED) == [("wire.jsonl:1", False), ("wire.jsonl:2", True)]
    assert copies(home) == []


def test_retry_can_be_limited_to_a_reason(home):
    (home.inbox / "a.txt").write_text(UNDATED)
    (home.inbox / "b.txt").write_bytes(b"\x00 binary")
    home.read()
    assert home.retry(undated="keep", reasons=("binary",)).counts["seen"] == 1
    assert home.ask(STORED) == []


def test_what_is_rejected_again_after_a_retry_is_open_again(home):
    (home.inbox / "a.txt").write_text(UNDATED)
    home.read()
    home.retry(undated="keep")
    home.ask("delete from raw.article_version")
    home.read()
    assert home.ask(OPEN) == [("a.txt", "no_date")]
    assert len(copies(home)) == 1


def test_a_copy_that_somebody_removed_is_left_out(home):
    (home.inbox / "a.txt").write_text(UNDATED)
    home.read()
    for path in copies(home):
        path.unlink()
    assert home.retry(undated="keep").counts == {}
    assert home.ask(OPEN) == [("a.txt", "no_date")]


@pytest.mark.parametrize("defaults", [{}, {"publisher": "Sample Wire"}])
def test_what_the_source_says_of_all_its_articles_holds_where_they_are_silent(home, defaults):
    from pipelines.articles import Metadata

    (home.inbox / "a.txt").write_text("---\ndate: 2025-11-02\n---\nTen were killed.")
    home.read(ReadOptions(source="wire", about=Metadata(**defaults)))
    assert home.ask("select source, publisher from raw.article_version") == [
        ("wire", defaults.get("publisher"))
    ]
