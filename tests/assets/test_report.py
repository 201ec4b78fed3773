"""What people read at the end of a run, and when a run need not be repeated."""

import io
import os

import pytest

from pipelines.assets.facts import markdown_table
from pipelines.runs.freshness import remember, unchanged_inputs
from pipelines.runs.report import OUTSIDE, STANDING, interval, print_summary, standing
from pipelines.settings import SAMPLES, Settings
from warehouse.connect import open_live
from warehouse.publish import publish

INTERVALS = [
    (366, None, "≥ 366"),
    (0, None, "not told"),
    (40, 40, "40"),
    (0, 0, "0"),
    (1300, 1400, "1,300–1,400"),
    (1_152_420, None, "≥ 1,152,420"),
]


@pytest.mark.parametrize(("low", "high", "told"), INTERVALS)
def test_an_open_end_is_told_as_open(low, high, told):
    assert interval(low, high) == told


STANDINGS = [
    ((0, 0, 0, 0), "No claim was found in what was read."),
    ((1, 0, 0, 0), "1 claim stored; every one stands in a toll."),
    (
        (1200, 7, 1, 30),
        "1,200 claims stored; 38 in no toll: 30 because no period is told, "
        "7 as parts or restatements of others, 1 as rates. To see them:",
    ),
]


@pytest.mark.parametrize(("counts", "told"), STANDINGS)
def test_the_claims_that_stand_in_no_toll_are_told_with_the_reason(counts, told):
    assert standing(*counts).splitlines()[0] == told


CLAIM_AUDIT = """
create schema marts;
create table marts.claim_audit as select 'f' as figure, 'killed' as category, 5 as low, 5 as high,
    'a sentence' as sentence, * from (values
    ('day', date '2025-10-02', date '2025-10-02', null, false, date '2025-10-02'),
    ('untold', null, null, null, false, date '2025-10-02'),
    ('untold', null, null, 'c9', false, date '2025-10-02'),
    ('rate', null, null, null, false, date '2025-10-02'),
    ('open', null, date '2025-10-02', null, true, date '2025-10-02'),
    ('open', null, null, null, true, null)
) as claim (period_kind, period_start, period_end, counted_in, cumulative, as_of);
"""
TOLL_TABLES = ("toll_by_source_daily", "toll_by_source_period", "toll_cumulative")
TOLL_COLUMNS = (
    "claimant_name varchar, own_voice_of varchar, victim_side varchar, victim_class varchar, "
    "category varchar, n_claims bigint, low bigint, high bigint, day date, period_start date, "
    "period_end date, as_of date"
)


def test_claims_without_a_period_are_never_told_as_no_claim(tmp_path):
    settings = Settings.from_environment(home=tmp_path)
    with open_live(settings.live_path) as con:
        con.execute(CLAIM_AUDIT)
        for table in TOLL_TABLES:
            con.execute(f"create table marts.{table} ({TOLL_COLUMNS})")
        assert con.execute(STANDING).fetchall() == [(6, 1, 1, 2)]
        assert len(con.execute(OUTSIDE).fetchall()) == 4
        publish(con, settings.snapshots)
    out = io.StringIO()
    print_summary(settings, {}, out)
    assert "6 claims stored; 4 in no toll: 2 because no period is told" in out.getvalue()
    assert f'tallywire sql "{OUTSIDE}"' in out.getvalue()


def test_a_preview_keeps_one_row_on_one_line():
    table = markdown_table(["a", "b"], [("x|y\nz", None), ("w" * 99, 1)])
    assert table.splitlines()[2] == r"| x\|y z |  |"
    assert len(table.splitlines()) == 4


@pytest.fixture
def ended(tmp_path):
    """Return the settings and inbox of a home whose run just ended well."""
    settings = Settings.from_environment(home=tmp_path / "home")
    settings.snapshots.mkdir(parents=True)
    settings.live_path.write_bytes(b"live")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").write_text("text")
    remember(settings, "everything", [inbox], {"seen": 3, "new": 2, "unchanged": 0, "rejected": 1})
    return settings, inbox


def test_an_unchanged_run_need_not_be_repeated(ended):
    settings, inbox = ended
    account = unchanged_inputs(settings, "everything", [inbox])
    assert account == {"seen": 3, "new": 0, "new_version": 0, "unchanged": 2, "rejected": 1}


CHANGES = {
    "a_new_input": lambda settings, inbox: (inbox / "b.txt").write_text("more"),
    "a_changed_input": lambda settings, inbox: (inbox / "a.txt").write_text("other text"),
    "an_input_that_went": lambda settings, inbox: (inbox / "a.txt").unlink(),
    "a_touched_input": lambda settings, inbox: os.utime(inbox / "a.txt", (1, 1)),
    "another_writer": lambda settings, inbox: settings.live_path.write_bytes(b"other"),
    "a_lost_snapshot": lambda settings, inbox: settings.snapshots.rmdir(),
    "a_broken_record": lambda settings, inbox: (settings.home / "last-run.json").write_text("{"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_makes_the_run_due_again(ended, change):
    settings, inbox = ended
    CHANGES[change](settings, inbox)
    assert unchanged_inputs(settings, "everything", [inbox]) is None


def test_an_empty_home_reads_the_samples_and_a_filled_inbox_itself(tmp_path, monkeypatch):
    monkeypatch.delenv("TALLYWIRE_INBOX", raising=False)
    settings = Settings.from_environment(home=tmp_path)
    assert settings.input_paths() == (SAMPLES,)
    (tmp_path / "inbox").mkdir()
    assert settings.input_paths() == (SAMPLES,)
    (tmp_path / "inbox" / "a.txt").write_text("text")
    assert settings.input_paths() == (tmp_path / "inbox",)


def test_a_named_inbox_is_read_even_if_it_is_empty(tmp_path):
    settings = Settings.from_environment(home=tmp_path / "home", inbox=tmp_path)
    assert settings.input_paths() == (tmp_path,)
