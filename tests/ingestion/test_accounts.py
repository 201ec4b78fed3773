"""What a run says of its inputs, in the warehouse and to the one who waits."""

import pytest

from pipelines.articles import ReadOptions
from warehouse.connect import WarehouseBusy, open_live

DATED = "---\ndate: {day}\ntitle: {title}\npublisher: Sample Wire\n---\n{text}\n"
COUNTED = "select seen, n_new, n_new_version, n_unchanged, n_rejected from raw.ingest_run"


def article(title: str, text: str, day: str = "2025-11-15") -> str:
    return DATED.format(title=title, text=text, day=day)


@pytest.fixture
def three(home):
    """An inbox of three articles, one of which has no date, read once."""
    (home.inbox / "a.txt").write_text(article("One", "Ten soldiers were killed near Lyman."))
    (home.inbox / "b.txt").write_text(article("Two", "A drone wounded three people in Sumy."))
    (home.inbox / "c.txt").write_text("Two were killed, and nobody says when.")
    home.read()
    return home


def test_every_run_tells_what_became_of_its_inputs(three):
    (three.inbox / "a.txt").write_text(article("One", "Twelve soldiers were killed near Lyman."))
    (three.inbox / "d.txt").write_text(article("Three", "Nobody was hurt in Kherson."))
    account = three.read()
    assert account.counts == {
        "seen": 4, "new": 1, "new_version": 1, "unchanged": 1, "rejected": 1, "replaced": 0,
    }  # fmt: skip
    assert three.ask(f"{COUNTED} order by run_id") == [(3, 2, 0, 0, 1), (4, 1, 1, 1, 1)]


def test_a_run_without_inputs_is_no_row(home):
    assert home.read().counts == {}
    assert home.ask("select count(*) from raw.ingest_run") == [(0,)]


def test_what_is_new_is_counted_by_language(home):
    text = "Ten soldiers were killed near Lyman on Sunday, the regional administration said. "
    (home.inbox / "a.txt").write_text(article("One", text * 5))
    home.read()
    assert home.ask("select language, n_stored from raw.ingest_language") == [("en", 1)]


def test_characters_that_cannot_be_decoded_are_counted(home):
    text = article(
        "One", "Ten soldiers of the # brigade were killed, «Голос» said. – It’s unclear."
    )
    (home.inbox / "a.txt").write_bytes(text.encode().replace(b"#", "43-й".encode()[:-1]))
    assert home.read().counts["replaced"] == 1
    assert home.ask("select n_replaced, contains(text, '\ufffd') from raw.article_version") == [
        (1, True)
    ]


def test_long_work_tells_how_far_it_is(home, monkeypatch):
    monkeypatch.setattr("pipelines.articles.batches.MAX_ROWS", 2)
    for number in range(5):
        (home.inbox / f"{number}.txt").write_text(article(f"No {number}", f"{number} were hurt."))
    lines = []
    home.read(told=lines.append)
    assert [line.split(" inputs")[0] for line in lines] == ["inbox: 2", "inbox: 4", "inbox: 5"]


def test_a_locked_file_is_one_clear_line(three, monkeypatch):
    import subprocess
    import sys

    holder = subprocess.Popen(
        [
            sys.executable, "-c",
            "import duckdb, sys, time; c = duckdb.connect(sys.argv[1]); print(1, flush=True);"
            "time.sleep(60)", str(three.live),
        ],
        stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        holder.stdout.readline()
        with (
            pytest.raises(WarehouseBusy, match=r"in use by another process \(PID \d+.*try again"),
            open_live(three.live, wait_seconds=0.2),
        ):
            pass
    finally:
        holder.kill()
        holder.wait()


def test_an_entry_that_is_no_file_is_told_with_its_source(home):
    (home.inbox / "loop").symlink_to(home.inbox)
    home.read(ReadOptions(source="wire_archive"))
    assert home.ask("select source, source_path, reason from raw.rejected_input") == [
        ("wire_archive", "loop", "unreadable")
    ]
