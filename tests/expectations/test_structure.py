"""Every structure check passes on sound rows and fails on the row that breaks it."""

import datetime as dt

import duckdb
import pytest

from expectations.keys import KEYS
from expectations.structure import structure_checks, structure_results, structure_tables

TABLES = [table for table in structure_tables() if table not in KEYS]
COPY = {}  # the row once more

BROKEN = [
    # table, check, row to break, what is changed in it
    ("raw.article_version", "required_columns_are_filled", 0, {"text": None}),
    ("raw.article_version", "key_is_unique", 0, COPY),
    ("raw.article_version", "text_is_what_was_stored", 0, {"text": "Another text."}),
    ("raw.article_version", "text_is_what_was_stored", 0, {"text": " \n"}),
    ("raw.article_version", "versions_are_counted_from_one", 0, {"version": 3}),
    ("raw.rejected_input", "required_columns_are_filled", 0, {"reason": None}),
    ("raw.rejected_input", "key_is_unique", 0, COPY),
    ("raw.rejected_input", "vocabularies_are_closed", 0, {"reason": "boring"}),
    ("raw.ingest_run", "required_columns_are_filled", 0, {"seen": None}),
    ("raw.ingest_run", "key_is_unique", 0, COPY),
    ("raw.ingest_run", "every_input_is_accounted_for", 0, {"n_new_version": 2}),
    ("raw.ingest_run", "every_input_is_accounted_for", 0, {"seen": 11}),
    ("raw.series_point", "required_columns_are_filled", 0, {"figure": None}),
    ("raw.series_point", "key_is_unique", 0, COPY),
    ("raw.series_point", "vocabularies_are_closed", 0, {"qualifier": "over"}),
    ("raw.series_point", "low_at_most_high", 0, {"high": 364}),
    ("raw.series_point", "period_in_order", 0, {"period_start": dt.date(2025, 1, 3)}),
    ("raw.series_point", "period_in_order", 0, {"as_of": dt.date(2025, 1, 3)}),
    ("raw.series_point", "revisions_are_counted_from_one", 0, {"revision": 2}),
    ("raw.rejected_point", "required_columns_are_filled", 0, {"reason": None}),
    ("raw.rejected_point", "key_is_unique", 0, COPY),
    ("raw.rejected_point", "vocabularies_are_closed", 0, {"reason": "boring"}),
    ("raw.claim", "required_columns_are_filled", 0, {"end": None}),
    ("raw.claim", "required_columns_are_filled", 0, {"low": None}),
    ("raw.claim", "key_is_unique", 0, COPY),
    ("raw.claim", "vocabularies_are_closed", 0, {"category": "eliminated"}),
    ("raw.claim", "vocabularies_are_closed", 0, {"qualifier": "over"}),
    ("raw.claim", "vocabularies_are_closed", 0, {"victim_class": "soldiers"}),
    ("raw.claim", "vocabularies_are_closed", 0, {"attribution": "hearsay"}),
    ("raw.claim", "vocabularies_are_closed", 0, {"verification": "maybe"}),
    ("raw.claim", "vocabularies_are_closed", 0, {"period_kind": "week"}),
    ("raw.claim", "low_at_most_high", 1, {"low": 25}),
    ("raw.claim", "low_at_most_high", 1, {"low": -1}),
    ("raw.claim", "period_in_order", 0, {"period_end": dt.date(2024, 12, 31)}),
    ("raw.claim", "article_exists", 0, {"article_id": "a-2"}),
    ("raw.claim", "article_exists", 0, {"version": 2}),
    ("raw.claim", "offsets_inside_text", 0, {"start": -1}),
    ("raw.claim", "offsets_inside_text", 0, {"start": 60, "end": 50}),
    ("raw.claim", "offsets_inside_text", 0, {"end": 5000}),
    ("raw.claim", "figure_equals_text", 0, {"figure": "more than 366"}),
    ("raw.claim", "figure_equals_text", 0, {"start": 35}),
    ("raw.claim", "links_name_claims", 1, {"part_of": "ffffffffffffffff"}),
    ("raw.claim", "links_name_claims", 0, {"extractor_version": "test-2"}),
    ("raw.claim", "links_name_claims", 1, {"claim_id": "own", "restates": "own"}),
    ("raw.claim", "confidence_is_a_share", 0, {"confidence": 1.1}),
    ("raw.claim", "evidence_is_json", 0, {"evidence": "{not json"}),
    ("raw.claim", "evidence_is_json", 0, {"evidence": '{"slot": "place"}'}),
    ("raw.extraction", "required_columns_are_filled", 0, {"n_claims": None}),
    ("raw.extraction", "key_is_unique", 0, COPY),
    ("raw.extraction", "article_exists", 0, {"article_id": "a-2"}),
    ("raw.extraction", "ledger_counts_the_claims", 0, {"n_claims": 1}),
    ("raw.extraction", "ledger_counts_the_claims", 0, {"extractor_version": "test-2"}),
    ("core.claim", "required_columns_are_filled", 0, {"source_kind": None}),
    ("core.claim", "claims_of_texts_are_anchored", 0, {"article_id": None}),
    ("core.claim", "claims_of_texts_are_anchored", 0, {"end": None}),
    ("core.claim", "claims_of_texts_are_anchored", 0, {"source_kind": "series"}),
    ("core.claim", "key_is_unique", 0, COPY),
    ("core.claim", "vocabularies_are_closed", 0, {"category": "eliminated"}),
    ("core.claim", "low_at_most_high", 1, {"high": 23}),
    ("core.claim", "period_in_order", 0, {"period_start": dt.date(2025, 1, 2)}),
    ("core.claim", "article_exists", 0, {"article_id": "a-2"}),
    ("core.claim", "links_name_claims", 1, {"restates": "ffffffffffffffff"}),
    ("core.claim", "one_current_reading", 1, {"extractor_version": "test-2", "part_of": None}),
    ("core.claim", "sentence_holds_figure", 0, {"sentence": "Nothing was said."}),
    ("flags.finding", "required_columns_are_filled", 0, {"computation": None}),
    ("flags.finding", "key_is_unique", 0, COPY),
    ("flags.finding", "vocabularies_are_closed", 0, {"verdict": "wrong"}),
    ("flags.finding", "vocabularies_are_closed", 0, {"severity": "dire"}),
    ("flags.finding", "vocabularies_are_closed", 0, {"state": "forgotten"}),
    ("flags.finding", "reviews_name_findings", 0, {"finding_id": "f-2"}),
    ("flags.finding", "findings_name_claims", 0, {"claim_ids": ["ffffffffffffffff"]}),
    ("flags.finding", "findings_name_claims", 0, {"claim_ids": []}),
]


def by_name(con, table):
    return {result.name: result for result in structure_results(con, table)}


@pytest.mark.parametrize("table", TABLES)
def test_sound_rows_pass_every_check(con, sound, table):
    results = structure_results(con, table)
    assert [result.name for result in results] == [check.name for check in structure_checks(table)]
    assert [(result.name, result.sample) for result in results if not result.success] == []


@pytest.mark.parametrize(("table", "check", "row", "change"), BROKEN)
def test_a_broken_row_fails_its_check_and_is_shown(con, sound, fill, table, check, row, change):
    rows = sound[table]
    rows[row] |= change
    fill(table, rows if change else [*rows, rows[row]])
    (result,) = structure_results(con, table, [check])
    assert not result.success
    assert result.unexpected_count >= 1
    assert 1 <= len(result.sample) <= 20


def test_every_check_has_a_row_that_breaks_it():
    untested = {(table, check.name) for table in TABLES for check in structure_checks(table)} - {
        (table, check) for table, check, _, _ in BROKEN
    }
    assert {name for _, name in untested} == {"columns_are_present"}


@pytest.mark.parametrize("table", TABLES)
def test_a_missing_column_is_named(con, sound, table):
    others = {"flags.finding": "operands", "raw.series_point": "loaded_at"}
    others |= dict.fromkeys(("raw.rejected_input", "raw.rejected_point"), "detail")
    column = others.get(table, "run_id")
    column = "evidence" if table.endswith(".claim") else column
    con.execute(f"alter table {table} drop column {column}")
    try:
        result = by_name(con, table)["columns_are_present"]
    except RuntimeError as error:
        assert table in str(error)
    else:
        assert result.sample == [{"missing_column": column}]


def test_a_shifted_offset_shows_the_words_that_stand_there(con, sound, fill):
    rows = sound["raw.claim"]
    rows[1] |= {"start": rows[1]["start"] + 1, "end": rows[1]["end"] + 1}
    fill("raw.claim", rows)
    (shown,) = by_name(con, "raw.claim")["figure_equals_text"].sample
    assert (shown["claim_id"], shown["figure"], shown["there"]) == (rows[1]["claim_id"], "24", "4 ")


SCRIPTS = {
    "flag": "🇺🇦🇷🇺 about 12 killed",
    "combining marks": "Cafe\u0301 a\u0308o\u0308 12 killed",
    "joined emoji": "👨‍👩‍👧‍👦👍🏽 12 killed",
    "cyrillic": "Погибли 12 человек",
    "arabic": "قُتِلَ 12 شخصًا",
    "devanagari": "नि नि 12 मारे गए",
    "carriage return": "Killed:\r\n\t12",
    "zero character": "a\x00b 12 killed",
}


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
def test_offsets_count_the_code_points_that_python_counts(con, text):
    pieces = [(start, end) for start in range(len(text)) for end in range(start + 1, len(text) + 1)]
    for start, end in pieces:
        (there,) = con.execute(
            "select substring($1, $2 + 1, $3)", [text, start, end - start]
        ).fetchone()
        assert there == text[start:end]
    assert con.execute("select length($1)", [text]).fetchone() == (len(text),)


def test_the_sample_is_bounded_and_the_count_is_not(con, sound, fill):
    rows = [
        row | {"claim_id": f"{n:016x}", "low": 9, "high": 8, "category": "bogus"}
        for n in range(500)
        for row in sound["raw.claim"][:1]
    ]
    fill("raw.claim", rows)
    results = by_name(con, "raw.claim")
    for check in ("low_at_most_high", "vocabularies_are_closed"):
        assert (results[check].unexpected_count, len(results[check].sample)) == (500, 20)


def test_long_text_is_cut_in_the_sample(con, sound, fill):
    fill("raw.article_version", [sound["raw.article_version"][0] | {"text": "long " * 9999}])
    (shown,) = by_name(con, "raw.article_version")["text_is_what_was_stored"].sample
    assert len(shown["text"]) == 80


def test_a_check_that_cannot_run_is_an_error_and_no_pass(con):
    with pytest.raises(Exception, match="claim"):
        structure_results(con, "raw.claim")


def test_a_table_without_a_suite_is_refused(con):
    with pytest.raises(KeyError):
        structure_results(con, "raw.weather")


def test_the_checks_use_the_open_connection_and_write_nothing(tmp_path, sound, con, monkeypatch):
    path = tmp_path / "live.duckdb"
    monkeypatch.chdir(tmp_path)
    with duckdb.connect(str(path), config={"threads": 1}) as writer:
        writer.execute("create schema raw")
        for table in ("raw.article_version", "raw.claim", "raw.extraction"):
            writer.register("rows", con.sql(f"select * from {table}").to_arrow_table())
            writer.execute(f"create table {table} as select * from rows")
        before = sorted(tmp_path.iterdir())
        writer.execute("begin")
        writer.execute("delete from raw.extraction")
        assert all(result.success for result in structure_results(writer, "raw.claim"))
        assert writer.execute("select count(*) from raw.extraction").fetchone() == (0,)
        writer.execute("rollback")
        assert writer.execute("select count(*) from raw.extraction").fetchone() == (1,)
        assert sorted(tmp_path.iterdir()) == before
