"""Which figures of a sentence count harm, of which category: one row for each way to tell."""

import datetime as dt

import pytest

from pipelines.claims import extract_claims
from pipelines.lexicon import Lexicon
from pipelines.records import Article

_WAR = (
    "\n\nShelling, airstrikes and gun battles between insurgents and troops of the armed forces "
    "went on along the front line of the war."
)
TOLD = {
    "a list before its verb": (
        "An officer, 12 soldiers and three drivers of the army were killed near Gao.",
        [(12, "killed"), (3, "killed")],
    ),
    "a list over what is no victim": (
        "The strike destroyed three bridges, 14 tanks and two howitzers.",
        [(14, "equipment"), (2, "equipment")],
    ),
    "a clause between": (
        "Some 30 rebels who had refused to leave the town surrendered to the army.",
        [(30, "captured")],
    ),
    "an aside with a part": (
        "At least 20 villagers, four of them children, were shot dead by gunmen.",
        [(20, "killed"), (4, "killed")],
    ),
    "a part in brackets before the verb": (
        "About 40 policemen (including three officers) were wounded in the clash.",
        [(40, "wounded"), (3, "wounded")],
    ),
    "a nested figure": (
        "Nine residents of two villages died under the shelling.",
        [(9, "killed")],
    ),
    "harm of its own within a wider loss": (
        "The brigade lost 61 soldiers killed, 209 wounded and 12 tanks, the army said.",
        [(61, "killed"), (209, "wounded"), (12, "equipment")],
    ),
    "inverted": (
        "Killed alongside him were two bodyguards, the army said.",
        [(2, "killed")],
    ),
    "a toll and what it was": (
        "The death toll of the air raid climbed to 31 from 24 a day earlier.",
        [(31, "killed"), (24, "killed")],
    ),
    "given against": (
        "The rebels speak of 80 soldiers dead; the ministry would admit to only eleven.",
        [(80, "killed"), (11, "killed")],
    ),
    "a breakdown with semicolons": (
        "The raid killed 90 people. The breakdown: 60 civilians; 18 soldiers; 12 gunmen.",
        [(90, "killed"), (60, "killed"), (18, "killed"), (12, "killed")],
    ),
    "counted on in the next sentence": (
        "Gunmen killed 14 villagers near Mopti. Five were children.",
        [(14, "killed"), (5, "killed")],
    ),
    "several fates": (
        "Dozens of soldiers, 200 of them recruits, were killed, captured or went missing.",
        [(None, "casualties"), (200, "casualties")],
    ),
    "none": ("The mayor reported no casualties after the shelling.", [(0, "casualties")]),
    "attacks with an agent": (
        "Seven assaults by the rebels on the airfield were repelled, the army said.",
        [(7, "repelled")],
    ),
}
NOT_TOLD = {
    "who did it": "Two strikes destroyed a bridge and a repeater station.",
    "what did not happen": "They could have lost fifty men at the bridge, the captain said.",
    "freed": "Some 60 prisoners were exchanged at the border of the rebel area.",
    "a compound": "The shell struck a 12-storey block of flats.",
    "an aside of another subject": "The rebel, who led 200 men, was killed.",
    "planned": "The mission is to kill or capture 30 rebels.",
    "launched": "The army fired 30 drones, killing nobody.",
}


def found(text: str, lexicon: Lexicon) -> list[tuple[int | None, str]]:
    article = Article("x", text + _WAR, published_at=dt.datetime(2024, 5, 20, tzinfo=dt.UTC))
    return [(c.value, c.category) for c in extract_claims(article, lexicon) if not c.implicit]


@pytest.mark.parametrize("way", TOLD)
def test_a_figure_of_harm_is_found_with_its_category(way: str, lexicon: Lexicon) -> None:
    text, expected = TOLD[way]
    assert found(text, lexicon) == expected


@pytest.mark.parametrize("way", NOT_TOLD)
def test_a_figure_that_counts_no_harm_is_left_alone(way: str, lexicon: Lexicon) -> None:
    assert found(NOT_TOLD[way], lexicon) == []
