"""The README's questions, asked of a fresh run over the samples, give the answers that it shows."""

import csv
import io
import re
from pathlib import Path

import pytest

README = Path(__file__).parents[2] / "README.md"
QUESTION = re.compile(r"```sql\n(?P<sql>.*?)\n```\n\n```\n(?P<answer>.*?)\n```", re.DOTALL)
QUESTIONS = [(m["sql"], m["answer"]) for m in QUESTION.finditer(README.read_text("utf-8"))]


def rows(table: str) -> list[list[str]]:
    """Return the cells of a table drawn with lines."""
    lines = [line for line in table.splitlines() if line.startswith("│")]
    return [[cell.strip() for cell in line.strip("│").split("│")] for line in lines]


def test_the_readme_asks_three_questions() -> None:
    assert len(QUESTIONS) == 3


@pytest.mark.parametrize(("sql", "answer"), QUESTIONS)
def test_a_question_of_the_readme_gives_the_answer_shown(
    sql: str, answer: str, undisturbed: Path, tallywire
) -> None:
    done = tallywire(undisturbed, "sql", "--format", "csv", sql)
    assert done.returncode == 0, done.stderr
    _, *given = csv.reader(io.StringIO(done.stdout))
    assert given == rows(answer)
