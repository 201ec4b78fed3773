"""The documents name what exists: targets, commands, files."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "DECISIONS.md")


def words(pattern: str) -> set[str]:
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in DOCUMENTS]
    return {found for text in texts for found in re.findall(pattern, text)}


def test_every_make_target_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z0-9-]+):", makefile, re.MULTILINE))
    named = words(r"`make ([a-z0-9-]+)") | words(r"(?m)^make ([a-z0-9-]+)")
    assert named
    assert named <= targets


def test_every_picture_that_is_shown_exists() -> None:
    shown = words(r"!\[[^\]]*\]\(([^)]+)\)")
    assert shown
    assert [path for path in shown if not (ROOT / path).is_file()] == []


def test_every_module_that_a_rule_is_looked_up_in_exists() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = re.findall(r"(?m)^\| (?:`[a-z]+\.…`(?:, )?)+ \| (.*) \|$", text)
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert named
    assert named <= {path.stem for path in (ROOT / "pipelines" / "claims").rglob("*.py")}


def test_every_package_of_the_extraction_is_described() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.split("## How a claim is found")[1].split("## ")[0]
    named = set(re.findall(r"(?m)^\| `([a-z]+)` \|", section))
    folders = (ROOT / "pipelines" / "claims").iterdir()
    assert named == {path.name for path in folders if (path / "__init__.py").is_file()}
