"""The queries in the README of the warehouse, asked of a run over the samples, give its answers."""

import re

import pytest

from warehouse.connect import WarehouseError, open_snapshot
from warehouse.questions import README, answered, main, questions

PAGE = README.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def con(undisturbed):
    with open_snapshot(undisturbed / "snapshots") as reader:
        yield reader


def section(heading: str) -> str:
    return PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]


def test_twelve_questions_are_asked_and_every_query_is_answered() -> None:
    asked = section("Twelve questions")
    assert asked.count("\n### ") == len(questions(asked)) == 12
    assert PAGE.count("```sql") == len(questions(PAGE))


def test_the_answers_are_those_of_the_samples(con) -> None:
    assert answered(PAGE, con) == PAGE


@pytest.mark.parametrize("sql", questions(PAGE), ids=lambda sql: sql.splitlines()[0][:40])
def test_no_question_goes_without_rows(con, sql: str) -> None:
    assert con.sql(sql).fetchall()


def test_an_answer_that_is_wrong_is_written_anew(con) -> None:
    wrong = re.sub(r"\| 7,130 \|", "| 7,131 |", PAGE)
    assert wrong != PAGE
    assert answered(wrong, con) == PAGE


def test_a_question_that_cannot_be_asked_is_told(con) -> None:
    page = "```sql\nselect nothing from claims\n```\n\n| nothing |\n"
    with pytest.raises(WarehouseError, match="cannot answer 'select nothing from claims': Binder"):
        answered(page, con)


def test_answers_of_other_articles_are_refused(tmp_path, tallywire, monkeypatch, capsys) -> None:
    article = tmp_path / "one.txt"
    article.write_text(
        "---\ntitle: A\npublished: 2025-11-04\n---\nThe ministry said 12 soldiers fell."
    )
    assert tallywire(tmp_path / "home", "ingest", article).returncode == 0
    monkeypatch.setenv("TALLYWIRE_HOME", str(tmp_path / "home"))
    assert main() == 1
    assert "the answers of the README are those of the bundled samples" in capsys.readouterr().err
    assert README.read_text(encoding="utf-8") == PAGE


def test_every_name_in_the_page_exists(con) -> None:
    """The tables, views and macros that the page names in code are in the file."""
    held = con.sql(
        "select table_name from duckdb_tables() union all select view_name from duckdb_views() "
        "union all select function_name from duckdb_functions() where not internal"
    ).fetchall()
    named = set(re.findall(r"`(\w+)(?:\(|`)", section("Schemas") + section("Macros")))
    told_otherwise = {"main", "marts", "core", "flags", "raw", "staging", "meta", "low", "high"}
    assert named - {name for (name,) in held} - told_otherwise == set()
