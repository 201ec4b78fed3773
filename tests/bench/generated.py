"""Seeded articles for timing: the same seed gives the same texts on every machine.

Sentences are invented. In a relevant article one sentence in nine is a casualty claim, of several
shapes, as in a report from the front; in a dense one every fourth is, as in a bulletin. An
irrelevant one is quiet, with numbers, and one in ten of them holds words that look like casualties.
Real articles vary more, so rates on these texts compare versions of the program.
"""

import csv
import datetime as dt
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from pipelines.records import ARTICLE_SCHEMA, text_sha256

ARTICLE_CHARACTERS = 3_000
RELEVANT_SHARE = 0.1
TREACHEROUS_SHARE = 0.1
REPORT = 9
"""In a report one sentence of so many tells a figure of harm: two to six an article."""
BULLETIN = 4
FIRST_DAY = dt.datetime(2025, 9, 1, 6, tzinfo=dt.UTC)

SPEAKERS = (
    "The Ukrainian General Staff",
    "Russia's Defence Ministry",
    "The Israeli military",
    "The Gaza Health Ministry",
    "The Sudan Doctors Network",
    "A regional governor",
)
VICTIMS = ("Russian troops", "Ukrainian servicemen", "militants", "civilians", "rebel fighters")
TOWNS = ("Lucerne", "Bergen", "Porto", "Graz", "Tampere", "Ghent")
PLACES = ("Kupiansk", "Pokrovsk", "El Fasher", "Khan Younis", "Kherson", "Avdiivka")
CLAIMS = (
    "{speaker} said on {day} that more than {n} {victims} were killed near {place}.",
    "{speaker} reported that {n} {victims} had been killed and {m} wounded over the past day.",
    "At least {n} people died and {m} were injured in {place}, according to local officials.",
    "{speaker} claimed to have destroyed {m} tanks and {n} drones in the {place} direction.",
    "Up to {n} {victims} were captured near {place} last week, the ministry added.",
    "Total losses since the start of the offensive reached {big} {victims}, the statement said.",
    "“We eliminated about {n} {victims} in {place},” the commander told reporters.",
    "Between {n} and {more} {victims} were wounded, a figure that could not be verified.",
)
QUIET = (
    "Repair crews reopened the road to {town} on {day} after {n} hours of work.",
    "The council approved a budget of {big} million for schools, clinics and bus lines.",
    "Prices rose by {m} percent in {year}, the statistics office in the capital said.",
    "Talks resumed on {day} with delegations from {m} countries, without a joint statement.",
    "A {m}-year-old driver described the journey from {town} as slow but uneventful.",
    "Forecasters expect {m} degrees and strong winds around {town} by the end of the week.",
    "Some {big} tickets were sold for the match, which ended in a draw.",
    "Engineers inspected {n} bridges and {m} substations before the winter season.",
    "The museum, founded in {year}, lent {m} paintings to an exhibition abroad.",
)
TREACHEROUS = (
    "The committee killed the proposal by {n} votes to {m} after a long debate.",
    "Soldiers of the {m}th battalion handed out {n} blankets in {place} on {day}.",
    "The army said that {n} recruits had dyed their hair for charity in {year}.",
    "The visitors lost {m} to {n} and captured only {m} points this season.",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def articles(
    count: int, relevant_share: float, seed: int, *, telling: int = REPORT
) -> pl.DataFrame:
    """Return `count` articles of about 3,000 characters as ARTICLE_SCHEMA rows.

    In relevant ones every sentence of `telling` is a claim.
    """
    chance = random.Random(seed)
    rows = []
    for number in range(count):
        text = _text(chance, telling, relevant=chance.random() < relevant_share)
        published = FIRST_DAY + dt.timedelta(minutes=number)
        sha256 = text_sha256(text)
        rows.append(
            {
                "article_id": f"bench-{seed}-{number:06d}",
                "version": 1,
                "publisher": "Bench Wire",
                "title": f"Report {number}",
                "published_at": published,
                "retrieved_at": published,
                "language": "en",
                "text": text,
                "text_sha256": sha256,
                "raw_sha256": sha256,
                "media_type": "text/plain",
                "source_path": f"bench/{number:06d}.txt",
                "n_replaced": 0,
                "run_id": "bench",
            }
        )
    return pl.DataFrame(rows, schema=ARTICLE_SCHEMA)


def write_plain(texts: Sequence[str], folder: Path) -> None:
    """Write each text to a file of its own under a small header."""
    for number, text in enumerate(texts):
        head = f"title: Report {number}\npublisher: Bench Wire\ndate: 2025-10-01\n\n"
        (folder / f"{number:06d}.txt").write_text(head + text, encoding="utf-8")


def write_json_lines(texts: Sequence[str], folder: Path) -> None:
    """Write all texts to one JSON Lines file, an article a line."""
    lines = (json.dumps(row) for row in _rows(texts))
    (folder / "articles.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_json_list(texts: Sequence[str], folder: Path) -> None:
    """Write all texts to one JSON document, a list under a key as an interface returns it."""
    document = {"status": "ok", "articles": list(_rows(texts))}
    (folder / "articles.json").write_text(json.dumps(document), encoding="utf-8")


def write_table(texts: Sequence[str], folder: Path) -> None:
    """Write all texts to one CSV file, an article a row."""
    with (folder / "articles.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, ["doc_id", "publisher", "published_at", "language", "text"])
        writer.writeheader()
        writer.writerows(_rows(texts))


def write_parquet(texts: Sequence[str], folder: Path) -> None:
    """Write all texts to one Parquet file, an article a row."""
    pl.DataFrame(list(_rows(texts))).write_parquet(folder / "articles.parquet")


def write_pages(texts: Sequence[str], folder: Path) -> None:
    """Write each text as a web page with navigation, a sidebar and a footer around it."""
    for number, text in enumerate(texts):
        (folder / f"{number:06d}.html").write_text(_page(number, text), encoding="utf-8")


def _rows(texts: Sequence[str]) -> Iterator[dict[str, str]]:
    for number, text in enumerate(texts):
        yield {
            "doc_id": f"line-{number:06d}",
            "publisher": "Bench Wire",
            "published_at": "2025-10-01T00:00:00Z",
            "language": "en",
            "text": text,
        }


def _text(chance: random.Random, telling: int, *, relevant: bool) -> str:
    treacherous = chance.random() < TREACHEROUS_SHARE
    shapes = CLAIMS if relevant else TREACHEROUS if treacherous else QUIET
    paragraphs = []
    length = 0
    while length < ARTICLE_CHARACTERS:
        sentences = [_sentence(chance, of) for of in (shapes, *[QUIET] * (telling - 1))]
        paragraphs.append(" ".join(sentences))
        length += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)


def _sentence(chance: random.Random, shapes: Sequence[str]) -> str:
    low = chance.randint(2, 400)
    return chance.choice(shapes).format(
        speaker=chance.choice(SPEAKERS),
        victims=chance.choice(VICTIMS),
        place=chance.choice(PLACES),
        town=chance.choice(TOWNS),
        day=chance.choice(DAYS),
        n=low,
        m=chance.randint(2, 40),
        more=low + chance.randint(10, 200),
        big=f"{chance.randint(1_000, 900_000):,}",
        year=chance.randint(1950, 2025),
    )


def _page(number: int, text: str) -> str:
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n"))
    links = "".join(f'<li><a href="/topic/{topic}">Topic {topic}</a></li>' for topic in range(30))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>Report {number}</title>"
        '<meta property="article:published_time" content="2025-10-01T00:00:00Z">'
        f'<link rel="canonical" href="https://bench.example/{number}"></head><body>'
        f"<header><nav><ul>{links}</ul></nav></header>"
        f"<main><article><h1>Report {number}</h1>{body}</article></main>"
        f"<aside><ul>{links}</ul></aside><footer>Bench Wire</footer></body></html>"
    )
