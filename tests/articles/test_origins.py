"""Reprints of one text, and texts that only look like reprints."""

import datetime as dt
import random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.articles import origins

SCHEMA = {
    "article_id": pl.String,
    "version": pl.Int32,
    "published_at": pl.Datetime("us", "UTC"),
    "text": pl.String,
}
RELEASE = (
    "The ministry said on Friday that the enemy had lost more than 365 soldiers in a week of "
    "fighting around the town, and that 19 counterattacks were repelled on the eastern bank. Its "
    "spokesman spoke of 12 armoured vehicles and 4 howitzers, and said that the road to the south "
    "was under fire from drones all day. Nothing was said of losses of its own. The other side did "
    "not comment. Residents reached by telephone told of shelling in the night, of a hospital "
    "without power, and of a market where nobody had come to buy or to sell since the beginning of "
    "the month. Relief workers hope to bring in food on Sunday if the rain stops by then."
)
SENTENCES = RELEASE.split(". ")
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
]
OTHERS = [
    ("the next day's filling of the template",
     RELEASE.replace("365", "410").replace("19", "23").replace("12", "7").replace("Fri", "Mon")),
    ("one quoted sentence in another story",
     SENTENCES[0] + ". Farmers elsewhere brought in the harvest, which was the best of the decade, "
     "and the price of bread fell in all of the provinces that the ministry of trade observes. It "
     "expects exports to rise in the winter and has ordered more wagons from two factories."),
    ("a short line", "The ministry said on Friday that the enemy had lost soldiers."),
    ("nothing in common", "Rovers won in the ninetieth minute " * 10),
]  # fmt: skip


def frame(*texts, start=dt.datetime(2025, 11, 15, tzinfo=dt.UTC)):
    rows = [(f"a{n}", 1, start + dt.timedelta(hours=n), text) for n, text in enumerate(texts)]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def origin_ids(articles):
    return origins(articles)["origin_id"].to_list()


@pytest.mark.parametrize("text", [row[1] for row in REPRINTS], ids=[row[0] for row in REPRINTS])
def test_a_reprint_shares_the_origin(text):
    assert origin_ids(frame(RELEASE, text)) == ["a0", "a0"]


@pytest.mark.parametrize("text", [row[1] for row in OTHERS], ids=[row[0] for row in OTHERS])
def test_another_text_is_its_own_origin(text):
    assert origin_ids(frame(RELEASE, text)) == ["a0", "a1"]


def test_all_reprints_of_a_release_are_one_origin():
    assert set(origin_ids(frame(*[row[1] for row in REPRINTS]))) == {"a0"}


def test_the_origin_is_the_earliest_and_undated_copies_come_last():
    day = dt.datetime(2025, 11, 15, tzinfo=dt.UTC)
    rows = [
        ("late", 1, day + dt.timedelta(hours=5), RELEASE),
        ("undated", 1, None, RELEASE),
        ("early-b", 1, day, RELEASE),
        ("early-a", 1, day, RELEASE),
    ]
    articles = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    assert set(origin_ids(articles)) == {"early-a"}
    assert origins(articles).columns == ["article_id", "version", "origin_id"]
    assert origins(articles)["article_id"].to_list() == ["late", "undated", "early-b", "early-a"]


def test_versions_of_one_article_share_its_origin():
    rows = [
        ("a", 1, None, RELEASE),
        (
            "a",
            2,
            None,
            "Correction: everything above was wrong, and this text is quite another one.",
        ),
    ]
    articles = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    assert origin_ids(articles) == ["a", "a"]


def test_no_articles_have_no_origins():
    empty = origins(frame())
    assert empty.is_empty()
    assert empty.schema == {"article_id": pl.String, "version": pl.Int32, "origin_id": pl.String}


def test_short_texts_are_one_only_word_for_word():
    assert origin_ids(frame("12 killed.", "12 killed", "13 killed", "!!", "??")) == [
        "a0", "a0", "a2", "a3", "a4",
    ]  # fmt: skip


@given(st.permutations(range(12)))
def test_the_order_of_the_rows_changes_nothing(order):
    texts = [row[1] for row in REPRINTS] + [row[1] for row in OTHERS]
    articles = frame(*texts)
    shuffled = articles[list(order)]
    assert origins(shuffled).sort("article_id").equals(origins(articles).sort("article_id"))


@pytest.mark.timeout(60)
def test_ten_thousand_articles_with_one_paragraph_in_common_take_linear_time():
    rng = random.Random(7)
    words = [f"w{n}" for n in range(3_000)]
    common = " ".join(words[:40])
    texts = [common + " " + " ".join(rng.choices(words, k=80)) for _ in range(5_000)]
    truth = [f"a{n}" for n in range(5_000)] * 2
    assert origin_ids(frame(*texts, *(f"Extra! {text} More." for text in texts))) == truth
