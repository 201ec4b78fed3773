"""Facts about the bundled corpus that hold without any other module."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from html.parser import HTMLParser
from itertools import combinations, pairwise
from pathlib import Path

import pytest

import pipelines

SAMPLES = Path(pipelines.__file__).parent / "samples" / "articles"
FILES = sorted(path for path in SAMPLES.iterdir() if path.suffix in {".txt", ".html", ".jsonl"})
JSON_FIELDS = {"doc_id", "publisher", "published_at", "language", "title", "url", "text"}
HEADER_KEYS = ["title", "publisher", "published", "url"]


class _Paragraphs(HTMLParser):
    """Collects headings, paragraphs and list items inside an article or a content block."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"p", "li"}:
            self._open = True
            self.parts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"p", "li"}:
            self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self.parts[-1] += data


def json_lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def plain(path: Path) -> tuple[dict[str, str], str]:
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return dict(line.split(": ", 1) for line in head.splitlines()), body.strip()


def article_texts() -> dict[str, str]:
    """Return the story of every article, keyed by file name or document id."""
    texts: dict[str, str] = {}
    for path in FILES:
        if path.suffix == ".jsonl":
            texts |= {row["doc_id"]: row["text"] for row in json_lines(path)}
        elif path.suffix == ".txt":
            texts[path.name] = plain(path)[1]
        else:
            parser = _Paragraphs()
            parser.feed(path.read_text(encoding="utf-8"))
            texts[path.name] = "\n\n".join(parser.parts)
    return texts


TEXTS = article_texts()


def shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + 4]) for i in range(len(words) - 3)}


def shared(first: str, second: str) -> float:
    """Return the share of the shorter text's word 4-shingles that the other one holds too."""
    one, other = shingles(first), shingles(second)
    return len(one & other) / min(len(one), len(other))


def days(path: Path) -> list[dt.date]:
    if path.suffix == ".jsonl":
        stamps = [row["published_at"] for row in json_lines(path)]
    elif path.suffix == ".txt":
        stamps = [plain(path)[0]["published"]]
    else:
        pattern = r'(?:"datePublished": |published_time" content=|name="date" content=)"([^"]+)"'
        stamps = re.findall(pattern, path.read_text(encoding="utf-8"))
    return [dt.date.fromisoformat(stamp[:10]) for stamp in stamps]


def test_there_are_three_formats_and_at_least_thirty_articles() -> None:
    articles = Counter(
        {
            ".txt": sum(path.suffix == ".txt" for path in FILES),
            ".html": sum(path.suffix == ".html" for path in FILES),
            ".jsonl": sum(len(json_lines(path)) for path in FILES if path.suffix == ".jsonl"),
        }
    )
    assert articles == {".txt": 15, ".html": 11, ".jsonl": 11}


def test_the_corpus_spans_at_least_seventy_five_days() -> None:
    every = [day for path in FILES for day in days(path)]
    assert len(every) == len(TEXTS)
    assert (max(every) - min(every)).days >= 75


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_name_starts_with_the_day_of_its_first_article(path: Path) -> None:
    assert path.name.startswith(days(path)[0].isoformat())


@pytest.mark.parametrize(("name", "text"), TEXTS.items(), ids=TEXTS.keys())
def test_an_article_is_as_long_as_a_short_report(name: str, text: str) -> None:
    assert 80 <= len(text.split()) <= 350, name


def test_texts_and_addresses_are_not_repeated() -> None:
    assert len(set(TEXTS.values())) == len(TEXTS) == 37
    addresses = re.findall(
        r'(?:^url: |rel="canonical" href="|og:url" content="|"url": ")(https://[^"\s]+\.example/[^"\s]+)',
        "\n".join(path.read_text(encoding="utf-8") for path in FILES),
        flags=re.MULTILINE,
    )
    assert len(addresses) == len(set(addresses)) == 37


@pytest.mark.parametrize("path", [p for p in FILES if p.suffix == ".jsonl"], ids=lambda p: p.name)
def test_every_json_line_has_the_fields_of_an_article(path: Path) -> None:
    for row in json_lines(path):
        assert set(row) == JSON_FIELDS
        assert all(isinstance(value, str) and value for value in row.values())


@pytest.mark.parametrize("path", [p for p in FILES if p.suffix == ".txt"], ids=lambda p: p.name)
def test_every_plain_text_opens_with_its_front_matter(path: Path) -> None:
    assert list(plain(path)[0]) == HEADER_KEYS


def test_every_publisher_is_named_as_a_sample() -> None:
    named = [row["publisher"] for p in FILES if p.suffix == ".jsonl" for row in json_lines(p)]
    named += [plain(path)[0]["publisher"] for path in FILES if path.suffix == ".txt"]
    assert all("sample" in name.lower() for name in named)


def test_the_syndicated_copies_share_most_of_their_words() -> None:
    original = TEXTS["2025-10-17-syndicated-release-1-original.txt"]
    trimmed = TEXTS["2025-10-17-syndicated-release-2-trimmed.html"]
    mutated = TEXTS["sample-2025-10-17-kupyansk-courier"]
    assert shared(original, mutated) >= 0.9
    assert shared(original, trimmed) >= 0.6
    assert shared(trimmed, mutated) >= 0.6
    assert "up to 190 servicemen" in original
    assert "over 190 servicemen" in mutated


def test_no_other_two_articles_could_be_taken_for_copies() -> None:
    release = [name for name, text in TEXTS.items() if "around Kupyansk over the past week" in text]
    others = sorted(set(TEXTS) - set(release))
    assert len(release) == 3
    most = max(shared(TEXTS[one], TEXTS[two]) for one, two in combinations(others, 2))
    assert most < 0.4


FIGURES_OF_THE_SPECIAL_CASES = [
    ("2025-09-26-nigeria-weekly-parts-exceed-total.txt", ["62 insurgents", "31 in", "24 in"]),
    ("2025-09-30-strike-first-toll-later-corrected.html", ["killing 26 people"]),
    ("2025-10-01-correction-of-strike-toll.html", ["killed 16 people", "withdrew that figure"]),
    ("2025-10-24-kherson-contradicts-itself.html", ["killed nine people", "killed seven people"]),
    ("2025-11-03-sudan-doctors-running-total.txt", ["1,204 civilians had been killed"]),
    ("2025-11-12-sudan-doctors-total-falls.html", ["1,187 civilians had been killed"]),
    ("2025-11-10-general-staff-day-8-table-page.html", ["tanks – 11,352 (+12)"]),
    ("2025-11-11-general-staff-day-9-total-falls.txt", ["tanks – 11,316 (+9)"]),
]


@pytest.mark.parametrize(("name", "words"), FIGURES_OF_THE_SPECIAL_CASES)
def test_a_special_case_holds_its_figures(name: str, words: list[str]) -> None:
    assert all(word in TEXTS[name] for word in words)


def test_the_daily_series_adds_up() -> None:
    readme = (SAMPLES.parent / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| ([\d,]+) \| ([\d,]+) \|", readme, flags=re.MULTILINE)
    series = [(int(d), int(n.replace(",", "")), int(t.replace(",", ""))) for d, n, t in rows]
    assert [day for day, _, _ in series] == list(range(3, 12))
    for (_, _, before), (_, lost, after) in pairwise(series):
        assert before + lost == after
    stories = " ".join(text for text in TEXTS.values() if "General Staff" in text)
    assert all(lost in stories and total in stories for _, lost, total in rows)


def test_the_readme_lists_every_file() -> None:
    readme = (SAMPLES.parent / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `([^`]+)`", readme, flags=re.MULTILINE) == [p.name for p in FILES]
