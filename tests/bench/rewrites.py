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
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from pipelines.records import ARTICLE_SCHEMA, text_sha256

FIRST_DAY = dt.datetime(2025, 9, 1, 5, tzinfo=dt.UTC)
AGENCIES = ("Reuters", "AFP", "TASS", "Interfax-Ukraine", "Ukrinform", "Anadolu", "Xinhua", "dpa")
OUTLETS = tuple(
    f"{place} {kind}"
    for place in (
        "Harbour",
        "Northern",
        "Valley",
        "Capital",
        "Evening",
        "River",
        "Lakeside",
        "Old Town",
    )
    for kind in ("Courier", "Post", "Herald", "Gazette", "Dispatch", "Tribune", "Mirror")
)
PLACES = (
    "Kupiansk", "Pokrovsk", "El Fasher", "Khan Younis", "Kherson", "Avdiivka", "Goma", "Sumy",
    "Deir al-Balah", "Lyman", "Bukavu", "Omdurman", "Toretsk", "Belgorod", "Aleppo", "Marib",
    "Kramatorsk", "Nikopol", "Rafah", "Zaporizhzhia", "Kursk", "Nyala", "Sake", "Idlib",
)  # fmt: skip
ACTORS = (
    "the regional governor", "a spokesman for the army", "the health ministry", "the mayor",
    "a senior commander", "the interior minister", "rescue services", "the defence ministry",
    "a relief worker", "the prosecutor's office", "a doctor at the central hospital",
    "the head of the district", "an officer of the border guard", "the monitoring mission",
    "a resident who gave only her first name", "the railway company", "the emergency service",
    "the opposition leader", "the joint command", "a diplomat close to the talks",
)  # fmt: skip
SPEECH = (
    "said", "told reporters", "wrote in a statement", "said in a televised address", "confirmed",
    "added", "insisted", "said at a briefing", "acknowledged", "announced", "repeated",
)  # fmt: skip
EVENTS = (
    "{n} {people} had been killed {when} when {weapon} hit {thing} in {place}",
    "at least {n} {people} were missing {when} after the retreat from {place}",
    "{weapon} had set fire to {thing} on the outskirts of {place} {when}",
    "air defence units shot down {n} drones over {place} {when} and {m} over {other}",
    "more than {n} {people} had left {place} {when} for {other}",
    "rescuers had pulled {m} {people} from the rubble of {thing} {when}",
    "{thing} in {place} would stay closed until {weapon} can no longer reach it",
    "the attackers lost {n} men and {m} vehicles {when} near {thing} in {place}",
    "power had been restored {when} to {n} households in {place} and to {thing}",
    "no convoy with {people} had reached {place} for {m} days",
    "{m} {people} were exchanged for {n} others {when} at a crossing near {place}",
    "the bridge between {place} and {other} could carry no lorries {when}",
    "{weapon} had destroyed {thing} {when} and damaged {m} houses in {place}",
    "engineers were clearing {weapon} from {n} hectares of fields near {place}",
    "negotiators had agreed {when} on a corridor from {place} to {other}",
    "the wounded {people}, {n} in all, were taken to {other} {when}",
    "looters had emptied {thing} {when} before {people} arrived from {other}",
    "the front had moved {m} kilometres {when} from {place} towards {other}",
    "schools in {place} had counted only {n} pupils {when}",
    "{n} tonnes of flour for {people} were waiting {when} on the road to {place}",
    "{people} from {place} were sleeping in {thing} {when}",
    "a column of {m} vehicles had been seen {when} between {place} and {other}",
    "{weapon} fell on {thing} {when}, {m} minutes after {people} had gone",
    "{n} {people} had signed the appeal from {place} {when}",
)
PEOPLE = (
    "civilians", "soldiers", "conscripts", "fighters", "patients", "children", "railway workers",
    "miners", "pensioners", "volunteers", "paramedics", "farmers", "guards", "students", "refugees",
    "prisoners of war", "policemen", "engineers", "sailors", "teachers",
)  # fmt: skip
WEAPONS = (
    "rockets", "mortar bombs", "glide bombs", "a swarm of drones", "cluster shells", "two missiles",
    "heavy artillery", "mines", "tank rounds", "incendiary shells", "a car bomb", "naval guns",
)  # fmt: skip
TIMES = (
    "overnight", "at noon", "since {day}", "early on {day}", "in the past week", "during the truce",
    "after the rain", "in two waves", "for the first time since spring", "within an hour",
    "shortly after {day}'s prayers", "before the buses came", "on the way to {city}", "twice",
    "despite the agreement of {city}", "as on {day}", "in thick fog", "without any warning",
)  # fmt: skip
FIRST = (
    "Olena", "Viktor", "Amal", "Yusuf", "Marta", "Ivan", "Leyla", "Joseph", "Nadia", "Pavlo", "Rania",
    "Samir", "Grace", "Taras", "Huda", "Emmanuel", "Iryna", "Khalid", "Oksana", "Bilal", "Denys",
)  # fmt: skip
LAST = (
    "Hrytsenko", "Barakat", "Osman", "Koval", "Mbeki", "Sorokin", "Haddad", "Lysenko", "Tutu",
    "Abdallah", "Marchuk", "Kabila", "Fedorov", "Nasser", "Yilmaz", "Bondar", "Idris", "Petrov",
    "Saleh", "Moroz", "Ngoma", "Rahman", "Tkachuk", "Aziz", "Kuzmin", "Hamdan", "Bilyk", "Deng",
)  # fmt: skip
THINGS = (
    "a grain store", "the railway station", "a block of flats", "an oil depot", "the market hall",
    "a school used as a shelter", "the water pumping station", "a bus carrying workers",
    "the old customs house", "a clinic", "the power plant", "a dairy farm", "the port's third quay",
    "a warehouse of the relief agency", "the telephone exchange", "two petrol stations",
)  # fmt: skip
TAILS = (
    "an account that could not be checked", "without giving a source for the figure",
    "while sirens sounded across the {region}", "after a night without {lack}",
    "although neighbours remembered it otherwise", "and asked for patience",
    "the third such attack since {day}", "as snow fell on the {region}",
    "contradicting what the other side had claimed", "and thanked the crews who had worked all night",
    "shortly before the curfew began", "as the talks in {city} entered their second week",
    "while ambulances queued at the {spot}", "hours after a truce had been announced",
    "blaming saboteurs for the {lack} cuts", "pointing to pictures taken from above",
    "and refused to answer questions about the {spot}", "which both armies have fought over for months",
)  # fmt: skip
LEADS = (
    "", "", "On {day}, ", "Speaking in {city}, ", "Late in the evening, ", "Asked about the {spot}, ",
    "By contrast, ", "In a separate message, ", "Before dawn, ", "From the {region}, ",
)  # fmt: skip
SPOTS = ("checkpoint", "bridge", "crossing", "hospital gate", "quarry", "airfield", "reservoir")
REGIONS = ("eastern districts", "river bank", "coast", "hills", "border villages", "old quarter")
LACKS = ("water", "power", "heating", "telephone", "fuel", "bread")
CITIES = ("Geneva", "Doha", "Ankara", "Cairo", "Vienna", "Nairobi", "Oslo", "Jeddah")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
BACKGROUND = (
    "Russia launched its full-scale invasion of Ukraine in February 2022, and has since taken about "
    "a fifth of the country. Millions of people have been driven from their homes in the largest "
    "displacement on the continent since the Second World War. Both sides deny aiming at civilians.",
    "The war in Sudan began in April 2023, when a struggle for power between the army and the "
    "paramilitary Rapid Support Forces broke into open fighting in Khartoum. It has killed tens of "
    "thousands of people, driven 14 million from their homes and brought famine to several regions.",
    "The war in Gaza began with the attack of 7 October 2023, in which about 1,200 people were "
    "killed in southern Israel and 251 were taken hostage. Most of the enclave's people have been "
    "displaced several times, and much of its housing lies in ruins.",
    "The rebels took the two largest cities of the region in an offensive early this year. The "
    "government and experts of the United Nations say that a neighbouring state arms and commands "
    "them, which its government denies. A ceasefire signed in the summer has not held.",
)
TEMPLATES = (
    "Over the past day, {n} combat engagements took place along the front. The enemy carried out {n} "
    "air strikes, dropped {n} guided bombs and launched {n} kamikaze drones. In the Kharkiv "
    "direction, {m} attacks were repelled near the border villages. In the Kupiansk direction, the "
    "number of attacks reached {m} over the day. In the Lyman direction, the invaders attacked {m} "
    "times, trying to break into the defences near the forest. In the Pokrovsk direction, the "
    "defenders stopped {n} assaults. Aviation and missile forces hit {m} areas where personnel were "
    "concentrated, {m} artillery systems and {m} command posts. Total losses of the enemy over the "
    "past day came to {n} persons. The defenders also destroyed {m} tanks, {m} armoured vehicles, "
    "{n} artillery systems and {n} vehicles. There were no changes in the other directions.",
    "The hospitals of the territory received {n} dead and {n} injured over the past 24 hours. {m} of "
    "the dead were recovered from under the rubble. A number of victims are still under the rubble "
    "and on the roads, as ambulance and civil defence crews cannot reach them. The toll since the "
    "beginning has risen to {big} dead and {big} injured. Since the truce ended, {n} people have "
    "been killed and {n} injured. We call on the families of the dead and missing to complete their "
    "data by registering through the ministry's page, so that all records are complete.",
    "The units of the group of forces improved their positions along the forward edge. The enemy "
    "lost up to {n} servicemen, {m} tanks, {m} armoured combat vehicles, {m} cars and {m} field "
    "artillery guns. {m} electronic warfare stations and {m} ammunition depots were destroyed. Air "
    "defence systems shot down {m} guided bombs, {m} rockets and {n} drones of aircraft type. In "
    "all, since the beginning, {n} aircraft, {n} helicopters, {big} drones, {n} anti-aircraft "
    "systems, {big} tanks and other armoured vehicles have been destroyed.",
)  # fmt: skip
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
        story = Story(name, sentences, self.chance.choice(AGENCIES + OUTLETS[:6]), moment)
        lead = f"{self.chance.choice(PLACES).upper()}, {moment:%b %d} ({story.publisher}) – "
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
            lead = f"{self.chance.choice(PLACES).upper()} ({original.publisher}) — {lead}"
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
        paragraph = self.chance.choice(BACKGROUND)
        for story in range(4):
            own = [self.sentence() for _ in range(self.chance.randint(6, 14))]
            self.another(f"background {number}-{story}", [*own, paragraph], day)

    def follow_up(self, number: int) -> None:
        """A publisher's story of the next day, two fifths of it from its story of the day before."""
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
        template = TEMPLATES[number % len(TEMPLATES)]
        publisher = f"Press Service {number}"
        # Each institution words its bulletin in its own way.
        words = {name: f"{name} {self.chance.choice(REGIONS)}" for name in ("direction", "enemy")}
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
        return self.filled(self.chance.choice(EVENTS)).capitalize()

    def sentence(self) -> str:
        lead, tail = self.chance.choice(LEADS), self.chance.choice(TAILS)
        actor, speech = self.chance.choice(ACTORS), self.chance.choice(SPEECH)
        if self.chance.random() < 0.6:
            actor = f"{self.chance.choice(FIRST)} {self.chance.choice(LAST)}, {actor},"
        told = f"{lead}{actor} {speech} that {self.chance.choice(EVENTS)}, {tail}."
        filled = self.filled(told)
        return filled[0].upper() + filled[1:]

    def filled(self, pattern: str) -> str:
        return re.sub(r"\{(\w+)\}", lambda match: self.slot(match[1]), pattern)

    def slot(self, name: str) -> str:
        words = {
            "place": PLACES, "other": PLACES, "thing": THINGS, "day": DAYS, "spot": SPOTS,
            "region": REGIONS, "lack": LACKS, "city": CITIES, "people": PEOPLE, "weapon": WEAPONS,
            "when": TIMES,
        }  # fmt: skip
        if name in words:
            return self.filled(self.chance.choice(words[name]))
        greatest = {"n": 400, "m": 40, "big": 200_000}[name]
        return str(self.chance.randint(2, greatest))

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
    both: dict[tuple[str, str], int] = {}
    for article_id, name in story.items():
        key = (name, cluster[article_id])
        both[key] = both.get(key, 0) + 1
    hit = _pairs(both.values())
    found = _pairs(_sizes(cluster[article_id] for article_id in story))
    return hit / found if found else 1.0, hit / _pairs(_sizes(story.values()))


def _sizes(names: object) -> list[int]:
    counts: dict[str, int] = {}
    for name in names:  # type: ignore[attr-defined]
        counts[name] = counts.get(name, 0) + 1
    return list(counts.values())


def _pairs(sizes: object) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)  # type: ignore[attr-defined]
