"""Reprints of one text, and texts that only look like reprints."""

import datetime as dt

import polars as pl
import pytest

from pipelines.articles.syndication import copies, sketch
from tests.bench.phrases import BACKGROUND
from tests.syndication.texts import RELEASE, article, frame

SENTENCES = RELEASE.split(". ")
LONG = RELEASE + (
    " The governor of the neighbouring region flew over the valley with two engineers. They "
    "counted nine bridges that can carry no lorry any longer. A train with flour from the "
    "coast waits at the last station that has power. The railway promised another by the end "
    "of the month, if the embankment holds. In the villages along the river people have begun"
    " to repair their roofs with what the flood left behind. Teachers hold lessons in the "
    "mill. Nobody there had heard of a truce, and few believed that one would last through "
    "the winter."
)
REPRINTS = [
    ("word for word", RELEASE),
    ("other case, quotes and line ends", RELEASE.replace(". ", ".\n\n").upper()),
    (
        "another headline and lead",
        "Hundreds claimed dead\n\nBy our staff in the capital.\n\n" + RELEASE,
    ),
    ("a changed figure", RELEASE.replace("365", "356")),
    ("a changed figure and wording", RELEASE.replace("more than 365", "up to 356 of its")),
    ("a trimmed tail", ". ".join(SENTENCES[:4])),
    ("headline, figure and tail", "Toll rises\n\n" + ". ".join(SENTENCES[:5]).replace("19", "9")),
    ("sentences in another order", ". ".join(SENTENCES[3:] + SENTENCES[:3])),
    (
        "the two longest sentences under a lead of its own",
        "Aid is stuck\n\nOur correspondent reports from the ferry that nothing moves.\n\n"
        + SENTENCES[1] + ". " + SENTENCES[4] + ".",
    ),
]  # fmt: skip
OTHERS = [
    ("the next day's filling of the template",
     RELEASE.replace("365", "410").replace("19", "23").replace("12", "7").replace("Fri", "Mon")),
    ("the next day's filling under a lead of its own",
     "Calm. " + RELEASE.replace("365", "410").replace("19", "23").replace("4 h", "9 h")),
    ("one quoted sentence in another story",
     SENTENCES[0] + ". Farmers elsewhere brought in the harvest, which was the best of the decade, "
     "and the price of bread fell in all of the provinces that the ministry of trade observes. It "
     "expects exports to rise in the winter and has ordered more wagons from two factories."),
    ("a short line", "The ministry said on Friday that the enemy had lost soldiers."),
    ("nothing in common", "Rovers won in the ninetieth minute " * 10),
    ("nothing at all", ""),
]  # fmt: skip
STORIES = (
    "The port city counted its dead after a night in which sirens never stopped. Cranes lay "
    "across the quay like felled trees, a harbour pilot said. Two ships under foreign flags "
    "were towed out with water in their holds. The mayor asked for blood donors and closed "
    "the schools until Thursday. Fishermen who had slept on their boats spoke of a light as "
    "bright as noon.",
    "A court in the capital heard the first witness against three officers. She described how"
    " the convoy had been turned back twice before the shelling began. Her voice failed when "
    "the map was shown, and the session was broken off. Lawyers for the accused called the "
    "order a forgery of a rival service. The judges adjourned until May, when pilots of the "
    "squadron are to speak.",
    "Beekeepers in the south have lost half of their hives to the smoke of burning depots. "
    "The ministry of agriculture promised sugar and new queens. Honey is sold at the roadside"
    " for less than the jar costs, one of them complained. Orchards that nobody dares to "
    "enter bloom between the trenches. A cooperative wants to move its colonies north before "
    "the lime trees flower.",
)


def one_text(left, right):
    """Whether two articles are copies, told whichever comes first."""
    sketches = sketch(frame(left, right)).with_row_index("key")
    pair, turned = (pl.DataFrame({"left": [a], "right": [b]}) for a, b in ((0, 1), (1, 0)))
    verdict = copies(pair, sketches).height
    assert copies(turned, sketches).height == verdict
    return verdict == 1


@pytest.mark.parametrize("text", [row[1] for row in REPRINTS], ids=[row[0] for row in REPRINTS])
def test_a_reprint_is_a_copy(text):
    assert one_text(article("a", RELEASE), article("b", text, hours=1))


@pytest.mark.parametrize("text", [row[1] for row in OTHERS], ids=[row[0] for row in OTHERS])
def test_another_text_is_no_copy(text):
    assert not one_text(article("a", RELEASE), article("b", text, hours=1))


@pytest.mark.parametrize("paragraph", BACKGROUND, ids=[text[:24] for text in BACKGROUND])
def test_a_paragraph_of_background_makes_no_copies(paragraph):
    texts = [f"{story}\n\n{paragraph}" for story in STORIES]
    for left, right in ((0, 1), (1, 2), (0, 2)):
        assert not one_text(article("a", texts[left]), article("b", texts[right], hours=1))


def test_a_publisher_that_repeats_half_of_its_own_story_writes_another():
    half = LONG.split(". ")
    later = f"{STORIES[0]}\n\n" + ". ".join(half[len(half) // 2 :])
    by_another = one_text(article("a", LONG), article("b", later, hours=2))
    by_itself = one_text(
        article("a", LONG, publisher="Harbour Post"),
        article("b", later, hours=2, publisher="harbour post "),
    )
    assert (by_another, by_itself) == (True, False)


def test_a_later_digest_of_three_stories_is_no_copy_of_one():
    digest = "\n\n".join(STORIES)
    assert not one_text(article("a", STORIES[1]), article("b", digest, hours=10))
    assert one_text(article("a", STORIES[1], hours=10), article("b", digest))


def test_a_cut_copy_that_is_dated_before_its_source_and_credits_it_is_a_copy():
    cut = "KYIV (Reuters) – " + ". ".join(LONG.split(". ")[:4])
    source = article("a", LONG, publisher="Reuters", hours=5)
    assert one_text(source, article("b", cut))
    assert not one_text(source, article("b", cut.replace("Reuters", "our man there")))


def test_bulletins_in_lines_are_told_apart_by_their_numbers():
    things = ("tanks", "armoured vehicles", "artillery systems", "air defence systems", "drones",
              "cruise missiles", "trucks and tankers", "boats", "special equipment")  # fmt: skip
    days = [
        "\n".join(f"{thing} – {1_000 * n + day} (+{day})" for n, thing in enumerate(things, 3))
        for day in (4, 7)
    ]
    head = "The combat losses of the enemy since the beginning, as the General Staff puts them:\n"
    assert not one_text(article("a", head + days[0]), article("b", head + days[1], hours=24))
    assert one_text(article("a", head + days[0]), article("b", "Losses\n" + days[0], hours=1))


def test_the_day_of_a_sketch_is_that_of_publication_else_of_retrieval():
    rows = frame(
        article("a", RELEASE, hours=13),
        article("b", RELEASE, hours=None),
        article("c", RELEASE, hours=None, retrieved_at=None),
    )
    assert sketch(rows)["day"].to_list() == [
        dt.date(2025, 11, 16), dt.date(2025, 11, 15), dt.date(1970, 1, 1),
    ]  # fmt: skip


def test_a_sketch_depends_on_its_text_alone():
    """The index is stored: a text has the same sketch in every batch and every process."""
    alone = sketch(frame(article("a", RELEASE)))
    among = sketch(frame(article("x", LONG), article("a", RELEASE), article("y", "")))
    assert among.filter(pl.col("article_id") == "a").equals(alone)
    assert alone["words_digest"][0].hex() == "a2fcb38a1ac9e6f86beb8fc6922103d5"
    assert alone["bands"][0].to_list()[:2] == [3251914019, 653408131]
    assert alone["numbers"][0].to_list()[:2] == [8471016354064080767, 10641955092627331896]


def test_texts_without_words_and_short_ones_have_no_bands():
    sketches = sketch(frame(article("a", ""), article("b", "!!"), article("c", "12 killed.")))
    assert sketches["bands"].to_list() == [[], [], []]
    assert sketches["n_shingles"].to_list() == [0, 0, 1]
    assert sketches["words_digest"].n_unique() == 3


def test_no_articles_have_no_sketches():
    assert sketch(frame()).is_empty()
