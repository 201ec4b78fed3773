"""New texts of an article: what changed, in the warehouse and, for figures, in the mart."""

import pytest

from pipelines.articles.versions import version_changes
from warehouse.article_changes import load_changes, uncompared
from warehouse.connect import open_live

FIRST = (
    "A missile strike on Kharkiv killed 12 people on Friday, the regional governor said.\n"
    "Rescuers worked through the night. The mayor spoke of heavy damage to two schools."
)
SECOND = FIRST.replace("killed 12 people", "killed 14 people")
THIRD = SECOND.replace("killed 14", "killed 13") + "\nThe death toll was corrected on Sunday."
FOURTH = THIRD.replace(" Rescuers worked through the night.", "").replace(
    "Rescuers worked through the night. ", ""
)


def write(home, text):
    front = "---\ndate: 2025-11-14\nurl: https://w.example/kharkiv\npublisher: Sample Wire\n---\n"
    (home.inbox / "a.txt").write_text(front + text)
    home.read()


def compare(home):
    with open_live(home.live) as con:
        return sum(load_changes(con, version_changes(pairs)).new for pairs in uncompared(con))


@pytest.fixture
def four(home):
    """An article read four times, each time with another text."""
    for text in (FIRST, SECOND, THIRD, FOURTH):
        write(home, text)
    return home


def test_each_new_text_is_compared_with_the_one_before_once(four):
    assert compare(four) == 3
    assert compare(four) == 0
    assert four.ask("select since_version, version from raw.article_change order by 2") == [
        (1, 2), (2, 3), (3, 4),
    ]  # fmt: skip


def test_a_changed_figure_is_told_with_both_sentences(four):
    compare(four)
    (row,) = four.ask("select added, removed, figures from raw.article_change where version = 2")
    added, removed, (figure,) = row
    assert (added, removed) == ([], [])
    assert (figure["before"], figure["after"]) == ("12", "14")
    assert figure["sentence_before"].startswith("A missile strike on Kharkiv killed 12")
    assert figure["sentence_after"] in SECOND


def test_sentences_that_came_and_went_are_told(four):
    compare(four)
    rows = four.ask(
        "select added, removed from raw.article_change where version > 2 order by version"
    )
    assert rows == [
        (["The death toll was corrected on Sunday."], []),
        ([], ["Rescuers worked through the night."]),
    ]


def test_the_mart_tells_a_silent_edit_from_a_correction(four):
    """Through dbt itself, with the claims that the extractor reads in each text."""
    from pipelines.assets.claims import _ledger
    from pipelines.claims import READ_LANGUAGES, extract_frame, extractor_version
    from pipelines.lexicon import actor_frame, alias_frame, place_frame, publisher_frame
    from warehouse.load import load_claims, load_reference, unextracted
    from warehouse.models import build_models

    compare(four)
    with open_live(four.live) as con:
        for batch in unextracted(con, extractor_version(), READ_LANGUAGES):
            found = extract_frame(batch)
            load_claims(con, found, _ledger(batch, found, "r"))
        load_reference(con, actor_frame(), alias_frame(), place_frame(), publisher_frame())
    build_models(four.live, four.live.parent / "dbt")
    rows = four.ask(
        "select kind, figure_from, figure_to, category, claim_id_from is not null, "
        "claim_id_to is not null, seen_from is not null "
        "from marts.claim_revision order by version_to"
    )
    assert rows == [
        ("silent_edit", "12", "14", "killed", True, True, True),
        ("correction", "14", "13", "killed", True, True, True),
    ]
