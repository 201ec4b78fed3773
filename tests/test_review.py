"""`tallywire review`: reading findings, deciding about them, and the file of decisions."""

import datetime as dt

import polars as pl
import pytest
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.records import FINDING_SCHEMA
from pipelines.review_file import ReviewFileError, read_reviews
from warehouse.connect import open_live
from warehouse.findings_load import load_findings

NOON = dt.datetime(2025, 3, 1, 12, tzinfo=dt.UTC)
FALL, PARTS = "0123456789012345", "abcdef0123456789"
"""One id of digits only: YAML would read it as a number."""

ROW = {
    "rule_version": 1,
    "verdict": "contradictory",
    "severity": "warning",
    "claim_ids": ["c-1"],
    "innocent_causes": ["The claimant corrected its count."],
    "digest": "1111111111111111",
    "first_seen": NOON,
    "last_seen": NOON,
}
FINDINGS = [
    ROW | {"finding_id": FALL, "rule": "C4", "computation": "1,100 falls to 900."},
    ROW | {"finding_id": PARTS, "rule": "C1", "computation": "4 and 5 exceed 8.", "claim_ids": []},
]


CLAIM = """
    create schema if not exists core;
    create table if not exists core.claim as
    select 'c-1' as claim_id, '900' as figure, 'Sample Wire' as publisher,
        'It said ' || chr(27) || '[31m900 fell.' as sentence,
        timestamp '2025-02-28' as published_at, 'Ministry' as claimant_name,
        null::varchar as claimant
"""


def store(home, *rows, now=NOON):
    with open_live(home / "tallywire.duckdb") as con:
        con.execute(CLAIM)
        load_findings(con, pl.DataFrame(list(rows), schema=FINDING_SCHEMA), now)


@pytest.fixture
def home(tmp_path):
    store(tmp_path, *FINDINGS)
    return tmp_path


@pytest.fixture
def tallywire(home):
    def call(*arguments):
        result = CliRunner().invoke(main, ["review", *arguments, "--home", str(home)])
        return result.exit_code, result.output

    return call


def test_a_list_shows_arithmetic_words_and_innocent_causes_of_open_findings(tallywire):
    status, told = tallywire()
    assert status == 0
    assert told.splitlines() == [
        f"{PARTS}  C1 · contradictory · warning",
        "  open since 2025-03-01",
        "  4 and 5 exceed 8.",
        "  ? The claimant corrected its count.",
        "",
        f"{FALL}  C4 · contradictory · warning",
        "  open since 2025-03-01",
        "  1,100 falls to 900.",
        '  · "900" in Sample Wire, 2025-02-28: It said ?[31m900 fell.',
        "  ? The claimant corrected its count.",
        "",
        "2 findings",
    ]


FILTERS = [
    (["--rule", "C4"], [FALL]),
    (["--publisher", "Sample Wire"], [FALL]),
    (["--verdict", "suspicious"], []),
    (["--state", "dismissed"], []),
    (["--state", "all", "--rule", "C1"], [PARTS]),
    ([PARTS[:4]], [PARTS]),
]


@pytest.mark.parametrize(("arguments", "ids"), FILTERS)
def test_filters_narrow_the_list(tallywire, arguments, ids):
    _, told = tallywire(*arguments)
    assert [name for name in (FALL, PARTS) if name in told] == ids


def test_a_decision_is_stored_with_its_note_and_its_reviewer(tallywire):
    status, told = tallywire(FALL[:5], "--dismiss", "--note", "city alone", "--reviewer", "Sam")
    assert status == 0
    assert f"{FALL} is dismissed (was open). The next run publishes it" in told
    assert FALL not in tallywire()[1]
    _, shown = tallywire(FALL)
    assert "(Sam): city alone" in shown
    assert tallywire(FALL, "--reopen")[0] == 0
    assert FALL in tallywire()[1]


REFUSED = [
    ([FALL, "--dismiss"], "say why it is dismissed"),
    (["ffff", "--accept"], "no finding ffff"),
    (["--accept"], "name the finding"),
    ([FALL, "--note", "x"], "a note belongs to"),
    ([FALL, "--export"], "concern all findings"),
    (["--import", "absent.yml"], "absent.yml: cannot be read"),
]


@pytest.mark.parametrize(("arguments", "words"), REFUSED)
def test_what_cannot_be_done_is_told_in_a_line(tallywire, arguments, words):
    status, told = tallywire(*arguments)
    assert status == 2
    assert words in told


def test_an_id_that_names_several_is_refused(home, tallywire):
    store(home, *FINDINGS, ROW | FINDINGS[0] | {"finding_id": "0123ffffffffffff"})
    status, told = tallywire("0123", "--accept")
    assert status == 2
    assert "2 findings begin with 0123" in told


def test_an_empty_home_is_told_and_not_created(tmp_path):
    result = CliRunner().invoke(main, ["review", "--home", str(tmp_path / "none")])
    assert result.exit_code == 2
    assert "run `tallywire run` first" in result.output
    assert not (tmp_path / "none").exists()


def test_decisions_travel_in_a_file_to_another_warehouse(tmp_path, home, tallywire):
    tallywire(FALL, "--dismiss", "--note", "city: «alone» # no", "--reviewer", "Sam")
    tallywire(PARTS, "--accept")
    assert tallywire("--export") == (0, f"{home / 'reviews.yml'}: 2 decisions\n")
    first = (home / "reviews.yml").read_bytes()
    tallywire("--export")
    assert (home / "reviews.yml").read_bytes() == first
    other = tmp_path / "other"
    store(other, *FINDINGS[:1])
    arguments = ["review", "--import", str(home / "reviews.yml"), "--home", str(other)]
    told = CliRunner().invoke(main, arguments).output
    assert "1 applied, 0 known already" in told
    assert "1 about no stored finding" in told
    assert "0 applied, 1 known already" in CliRunner().invoke(main, arguments).output
    shown = CliRunner().invoke(main, ["review", FALL, "--home", str(other)]).output
    assert "dismissed since" in shown
    assert "(Sam): city: «alone» # no" in shown


def test_an_export_keeps_what_the_file_holds_about_other_findings(home, tallywire):
    tallywire(FALL, "--accept")
    tallywire("--export")
    text = (home / "reviews.yml").read_text()
    (home / "reviews.yml").write_text(text.replace(FALL, "f" * 16))
    assert tallywire("--export") == (0, f"{home / 'reviews.yml'}: 2 decisions\n")
    assert [item.finding for item in read_reviews(home / "reviews.yml")] == [FALL, "f" * 16]


SOUND = (
    f"finding: {PARTS}\n    state: dismissed\n    reviewer: Sam\n    note: why\n"
    "    reviewed_at: 2025-03-01T12:00Z\n    digest: '1111111111111111'\n"
)
FAULTS = [
    ("[not yaml", "no YAML"),
    ("- a list", "expected one key at the top, `reviews:`"),
    ("reviews: words", "belongs a list"),
    ("reviews:\n  - words", "review 1"),
    (SOUND.replace("dismissed", "done"), "state 'done' is unknown: say one of open, accepted"),
    (SOUND.replace("note: why", "note: ''"), "dismissed needs a note"),
    (SOUND.replace("    reviewer: Sam\n", ""), "reviewer is missing"),
    (SOUND.replace("note: why", "reason: why"), "unknown setting 'reason'"),
    (SOUND.replace("12:00Z", "12:00"), "is no time with its zone"),
    (SOUND.replace(PARTS, "abc"), "finding 'abc' is not 16 hexadecimal digits"),
]


@pytest.mark.parametrize(("text", "words"), FAULTS)
def test_a_fault_of_the_file_is_told_with_its_place(tmp_path, text, words):
    path = tmp_path / "reviews.yml"
    path.write_text(f"reviews:\n  - {text}" if text.startswith("finding") else text)
    with pytest.raises(ReviewFileError, match=r"reviews\.yml:") as caught:
        read_reviews(path)
    assert words in str(caught.value)


def test_a_sound_or_empty_file_is_read(tmp_path):
    path = tmp_path / "reviews.yml"
    path.write_text(f"reviews:\n  - {SOUND}")
    assert [(item.finding, item.digest) for item in read_reviews(path)] == [(PARTS, "1" * 16)]
    path.write_text("# nothing yet\n")
    assert read_reviews(path) == []
