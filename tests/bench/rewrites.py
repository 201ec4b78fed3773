"""A seeded set of stories, their rewrites, and what only looks like rewrites, with the truth.

Belongs here: invented stories and what publishers do to them. A rewrite keeps three to seven tenths
of the sentences, some in another order, under another headline and lead, now and then with a credit
or a changed figure. The others are: bulletins that fill one template day by day, reports of two
publishers on one event, stories with the same paragraphs of background, follow-ups with paragraphs
of the publisher's own earlier story, and digests that print several stories.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import polars as pl

from pipelines.records import ARTICLE_SCHEMA, text_sha256
from tests.bench import phrases

FIRST_DAY = dt.datetime(2025, 9, 1, 5, tzinfo=dt.UTC)
OUTLETS = tuple(f"{place} {kind}" for place in phrases.NEWS_PLACES for kind in phrases.NEWS_KINDS)
NUMBER = re.compile(r"\b\d+\b")


@dataclass
class Set:
    """Articles (ARTICLE_SCHEMA) and, by article_id, the name of the story that each one prints."""

    articles: pl.DataFrame
    story: dict[str, str]
    n_rewrites: int


@dataclass(frozen=True)
class Story:
    """One text as published: its sentences without the headline, and when and by whom."""

    name: str
    sentences: tuple[str, ...]
    publisher: str
    published_at: dt.datetime


def rewrites(count: int, seed: int) -> Set:
    """Return originals with `count` rewrites of them, and about half as many others."""
    return _Making(random.Random(seed)).rewrites(count)


class _Making:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.rows: list[dict[str, object]] = []
        self.story: dict[str, str] = {}

    def rewrites(self, count: int) -> Set:
        made = 0
        while made < count:
            original = self.original(f"story {made}")
            for _ in range(min(count - made, self.chance.choice((1, 2, 3, 4, 6, 9)))):
                self.rewrite(original)
                made += 1
        for number in range(count // 40):
            self.event(number)
            self.background(number)
            self.follow_up(number)
            self.digest(number)
        for number in range(max(2, count // 300)):
            self.bulletins(number)
        articles = pl.DataFrame(self.rows, schema=ARTICLE_SCHEMA)
        return Set(articles, self.story, made)

    def original(self, name: str, low: int = 10, high: int = 28) -> Story:
        length = self.chance.randint(low, high)
        sentences = tuple(self.sentence() for _ in range(length))
        moment = FIRST_DAY + dt.timedelta(minutes=self.chance.randrange(60 * 24 * 60))
        story = Story(name, sentences, self.chance.choice(phrases.AGENCIES + OUTLETS[:6]), moment)
        lead = (
            f"{self.chance.choice(phrases.PLACES).upper()}, {moment:%b %d} ({story.publisher}) – "
        )
        self.publish(story, lead + self.flowing(sentences))
        return story

    def rewrite(self, original: Story) -> None:
        """Publish a rewrite: cut, perhaps reordered, with another headline and lead."""
        kept = round(len(original.sentences) * self.chance.uniform(0.3, 0.7))
        chosen = self.chance.sample(range(len(original.sentences)), max(3, kept))
        sentences = [original.sentences[index] for index in sorted(chosen)]
        if self.chance.random() < 0.4:
            self.chance.shuffle(sentences)
        if self.chance.random() < 0.3:
            sentences = self.with_another_figure(sentences)
        lead = " ".join(
            self.sentence() for _ in range(1 if kept < 6 else self.chance.choice((1, 2)))
        )
        credit = ""
        if self.chance.random() < 0.5:
            lead = f"{self.chance.choice(phrases.PLACES).upper()} ({original.publisher}) — {lead}"
        elif self.chance.random() < 0.3:
            credit = f"\n\nSource: {original.publisher}"
        delay = dt.timedelta(minutes=self.chance.choice((12, 45, 180, 900, 2_600, 7_000)))
        other = [name for name in OUTLETS if name != original.publisher]
        copy = Story(
            original.name,
            tuple(sentences),
            self.chance.choice(other),
            original.published_at + delay,
        )
        self.publish(copy, f"{lead}\n\n{self.flowing(sentences)}{credit}")

    def with_another_figure(self, sentences: list[str]) -> list[str]:
        holding = [index for index, sentence in enumerate(sentences) if NUMBER.search(sentence)]
        if holding:
            index = self.chance.choice(holding)
            changed = NUMBER.sub(lambda match: str(int(match[0]) + 3), sentences[index], count=1)
            sentences = [*sentences[:index], changed, *sentences[index + 1 :]]
        return sentences

    def event(self, number: int) -> None:
        """Two publishers on one event: the same facts and one quoted statement, other words."""
        quoted = [self.sentence(), self.sentence()]
        day = FIRST_DAY + dt.timedelta(days=self.chance.randrange(60))
        for side in range(2):
            own = [self.sentence() for _ in range(self.chance.randint(8, 16))]
            at = self.chance.randrange(len(own))
            self.another(f"event {number}-{side}", [*own[:at], *quoted, *own[at:]], day)

    def background(self, number: int) -> None:
        """Four stories that end with the same paragraph of background."""
        day = FIRST_DAY + dt.timedelta(days=self.chance.randrange(60))
        paragraph = self.chance.choice(phrases.BACKGROUND)
        for story in range(4):
            own = [self.sentence() for _ in range(self.chance.randint(6, 14))]
            self.another(f"background {number}-{story}", [*own, paragraph], day)

    def follow_up(self, number: int) -> None:
        """A publisher's story of the next day, two fifths of it from that of the day before."""
        publisher = self.chance.choice(OUTLETS)
        day = FIRST_DAY + dt.timedelta(days=self.chance.randrange(60))
        first = [self.sentence() for _ in range(self.chance.randint(10, 18))]
        self.another(f"first {number}", first, day, publisher)
        kept = first[-round(len(first) * 0.4) :]
        fresh = [self.sentence() for _ in range(round(len(kept) * 1.5))]
        self.another(f"follow-up {number}", [*fresh, *kept], day + dt.timedelta(days=1), publisher)

    def digest(self, number: int) -> None:
        """Three short stories, and in the evening a digest that prints them all."""
        day = FIRST_DAY + dt.timedelta(days=self.chance.randrange(60))
        printed: list[str] = []
        for story in range(3):
            own = [self.sentence() for _ in range(self.chance.randint(5, 7))]
            self.another(f"brief {number}-{story}", own, day)
            printed += own
        self.another(f"digest {number}", printed, day + dt.timedelta(hours=14))

    def bulletins(self, number: int) -> None:
        """A bulletin a day for a month, each printed word for word by one other publisher."""
        template = phrases.TEMPLATES[number % len(phrases.TEMPLATES)]
        publisher = f"Press Service {number}"
        # Each institution words its bulletin in its own way.
        words = {
            name: f"{name} {self.chance.choice(phrases.REGIONS)}" for name in ("direction", "enemy")
        }
        for name, worded in words.items():
            template = template.replace(name, worded)
        for day in range(30):
            text = self.filled(template)
            moment = FIRST_DAY + dt.timedelta(days=day, hours=1)
            story = f"bulletin {number}-{day}"
            self.publish(Story(story, (), publisher, moment), text)
            reprint = Story(story, (), self.chance.choice(OUTLETS), moment + dt.timedelta(hours=2))
            self.publish(reprint, f"{self.sentence()}\n\n{text}")

    def another(
        self, name: str, sentences: list[str], day: dt.datetime, publisher: str | None = None
    ) -> None:
        moment = day + dt.timedelta(minutes=self.chance.randrange(8 * 60))
        by = publisher or self.chance.choice(OUTLETS)
        self.publish(Story(name, tuple(sentences), by, moment), self.flowing(sentences))

    def publish(self, story: Story, body: str) -> None:
        article_id = f"a{self.chance.randrange(16**8):08x}-{len(self.rows)}"
        text = f"{self.headline()}\n\n{body}"
        self.story[article_id] = story.name
        self.rows.append(
            {
                "article_id": article_id,
                "version": 1,
                "publisher": story.publisher,
                "published_at": story.published_at,
                "retrieved_at": story.published_at,
                "language": "en",
                "text": text,
                "text_sha256": text_sha256(text),
                "n_replaced": 0,
                "run_id": "made",
            }
        )

    def headline(self) -> str:
        return self.filled(self.chance.choice(phrases.EVENTS)).capitalize()

    def sentence(self) -> str:
        lead, tail = self.chance.choice(phrases.LEADS), self.chance.choice(phrases.TAILS)
        actor, speech = self.chance.choice(phrases.ACTORS), self.chance.choice(phrases.SPEECH)
        if self.chance.random() < 0.6:
            actor = (
                f"{self.chance.choice(phrases.FIRST)} {self.chance.choice(phrases.LAST)}, {actor},"
            )
        told = f"{lead}{actor} {speech} that {self.chance.choice(phrases.EVENTS)}, {tail}."
        filled = self.filled(told)
        return filled[0].upper() + filled[1:]

    def filled(self, pattern: str) -> str:
        return re.sub(r"\{(\w+)\}", lambda match: self.slot(match[1]), pattern)

    def slot(self, name: str) -> str:
        if name in phrases.SLOTS:
            return self.filled(self.chance.choice(phrases.SLOTS[name]))
        return str(self.chance.randint(2, phrases.GREATEST[name]))

    def flowing(self, sentences: tuple[str, ...] | list[str]) -> str:
        """Return the sentences as paragraphs of two or three."""
        return "\n\n".join(" ".join(of) for of in self.paragraphs(list(sentences)))

    def paragraphs(self, sentences: list[str]) -> Iterator[list[str]]:
        while sentences:
            size = self.chance.choice((2, 3))
            yield sentences[:size]
            sentences = sentences[size:]


def precision_and_recall(story: dict[str, str], cluster: dict[str, str]) -> tuple[float, float]:
    """Return how many of the pairs found are true, and how many of the true ones were found."""
    hit = _pairs(_sizes(f"{name}/{cluster[article_id]}" for article_id, name in story.items()))
    found = _pairs(_sizes(cluster[article_id] for article_id in story))
    return hit / found if found else 1.0, hit / _pairs(_sizes(story.values()))


def _sizes(names: Iterable[str]) -> list[int]:
    return list(Counter(names).values())


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)
