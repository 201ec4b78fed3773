"""Where a loss happened: by preposition, by form, by event; and what is no place of an event."""

import datetime as dt

import pytest

from pipelines.claims import extract_claims
from pipelines.records import Article, Claim

PUBLISHED = dt.datetime(2025, 4, 14, tzinfo=dt.UTC)

PLACES = [
    (
        "a name that no gazetteer lists stands behind a preposition",
        "Four soldiers were killed near Tell Ubrah on Sunday.",
        ["Tell Ubrah"],
    ),
    (
        "the village is more precise than its region",
        "Gunmen attacked the village of Dogomba, in the Segou region, and killed 12 farmers.",
        ["Dogomba"],
    ),
    (
        "a noun behind the name tells a site",
        "Rebels killed eight policemen at Varosh checkpoint.",
        ["Varosh checkpoint"],
    ),
    (
        "each part has its own place",
        "Air defences shot down 60 drones, 42 of them over Bryansk region.",
        [None, "Bryansk"],
    ),
    (
        "a dateline is where the reporter sits",
        "KYIV, 5 April – A drone hit a bus in Nikopol and killed three people.",
        ["Nikopol"],
    ),
    (
        "officials in a capital only speak there",
        "Officials in Khartoum said that 30 soldiers were killed in Babanusa.",
        ["Babanusa"],
    ),
    (
        "someone's origin is no place of an event",
        "A volunteer from Poltava and two soldiers were killed near Siversk.",
        ["Siversk"],
    ),
    (
        "the paragraph goes on with the event",
        "A shell hit a market in Lyman. Five people were killed and nine wounded.",
        ["Lyman", "Lyman"],
    ),
    (
        "the next paragraph goes on with the dead of the event",
        "A bomb hit the town of Lyman.\n\nAmong the dead were two children, police said.",
        ["Lyman"],
    ),
    (
        "a total of an offensive keeps its place",
        "Fighting went on in Lyman. Sixty soldiers died since the start of the offensive.",
        ["Lyman"],
    ),
    (
        "people are abducted from where they were",
        "Rebels abducted 33 villagers from Gamdum Mallam. Officials in Abuja told of 12 dead.",
        ["Gamdum Mallam", "Gamdum Mallam"],
    ),
    (
        "a total of the war has no single place",
        "Fighting went on in Lyman. Russia has lost 900,000 troops since the start of the war.",
        [None],
    ),
    (
        "a district is more precise than its city",
        "In the Sheikh Saeed district of Aleppo, shelling killed six people.",
        ["Sheikh Saeed"],
    ),
    (
        "a road is named by its towns",
        "A bus was hit on the Lysychansk–Bakhmut road. Eleven civilians died there.",
        ["Lysychansk–Bakhmut road"],
    ),
    (
        "a speaker's seat is no place of the event",
        "Speaking in Geneva, an official said 57 civilians had been killed in El Fasher.",
        ["El Fasher"],
    ),
    (
        "the place of a title holds for its text",
        "Siege of Kafr Halab\n\nThe rebels withdrew in June.\n\nThe army lost 19 soldiers.",
        ["Kafr Halab"],
    ),
    (
        "of listed villages the first counts",
        "Rebels killed six soldiers in Dogomba, Tarwa and Sinkole.",
        ["Dogomba"],
    ),
    (
        "a list of regions tells no place",
        "Drones killed nine people in Kharkiv, Sumy and Poltava regions.",
        [None],
    ),
    (
        "an address begins with what is most precise",
        "Four policemen were killed in Zharay district, Kandahar, on Monday.",
        ["Zharay"],
    ),
    (
        "the noun before a name shows it",
        "Somalia's capital Mogadishu was hit by a car bomb that killed nine people.",
        ["Mogadishu"],
    ),
    (
        "an adjective before a noun is no name",
        "Gunmen killed two guards near the Jewish settlement of Alei Tamar.",
        ["Alei Tamar"],
    ),
    (
        "the wounded are only brought to a hospital",
        "A mine killed two farmers in Tarwa. Five wounded men were flown to a hospital in Kabul.",
        ["Tarwa", "Tarwa"],
    ),
    (
        "a person named like a town is no place",
        "President Vladimir Krasov told parliament that 12 soldiers had been killed.",
        [None],
    ),
    (
        "an authority named after the figure may sit elsewhere",
        "A missile hit a market in Tarwa. Nine people died, the Kharkiv governor said.",
        ["Tarwa"],
    ),
    (
        "a road leads to where it happened",
        "A mine on the road to Tarwa killed two soldiers.",
        ["Tarwa"],
    ),
    (
        "a distance narrows the place down",
        "At Dogomba, 70 km from the capital Bamako, three soldiers were killed.",
        ["Dogomba"],
    ),
    (
        "a headline writes every word with a capital",
        "Junta Kills 12 Villagers Over Weekend\n\nThe raids lasted all weekend.",
        [None],
    ),
]


def claims_of(text: str, lexicon) -> list[Claim]:
    claims = extract_claims(Article("a", text, published_at=PUBLISHED), lexicon)
    return [claim for claim in claims if not claim.implicit]


@pytest.mark.parametrize(("reason", "text", "places"), PLACES, ids=[row[0] for row in PLACES])
def test_a_figure_takes_the_place_told_for_it(reason, text, places, lexicon) -> None:
    told = [claim.place for claim in claims_of(text, lexicon)]
    assert len(told) == len(places)
    for place, expected in zip(told, places, strict=True):
        assert (place is None) == (expected is None)
        assert expected is None or expected in place


def test_the_evidence_of_a_place_points_at_its_name(lexicon) -> None:
    text = "Three people died in Lyman. Nine were wounded."
    for claim in claims_of(text, lexicon):
        item = next(item for item in claim.evidence if item.slot == "place")
        assert text[item.start : item.end] == claim.place
