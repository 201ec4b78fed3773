"""Armed groups and their enemies are known from the vocabularies: one war a row."""

import datetime as dt

import pytest

from pipelines.claims import extract_claims
from pipelines.lexicon import Lexicon
from pipelines.records import Article

WARS = [
    ("Ugandan troops said they killed eight LRA rebels near Dungu.", ["lra"]),
    ("A mine laid by the Kosovo Liberation Army killed three Yugoslav soldiers.", ["yugoslavia"]),
    ("Bosnian Serb forces lost 31 soldiers near Bihac.", ["bosnian_serbs"]),
    (
        "Chechen rebels ambushed a column in Grozny. The army said 50 rebels died.",
        ["chechen_rebels"],
    ),
    ("Angolan troops killed 21 Unita rebels in Moxico.", ["unita"]),
    ("Twelve gunmen of the Jalisco cartel and three marines died in Mexico.", ["cjng", "mexico"]),
    ("TPNPB fighters attacked a post in Papua, killing two Indonesian soldiers.", ["indonesia"]),
    ("The PNLA killed 27 junta soldiers at Hsihseng in Myanmar.", ["myanmar"]),
    ("Terrorists of The Resistance Front killed five jawans of the CRPF in Kashmir.", ["india"]),
]


@pytest.mark.parametrize(("text", "sides"), WARS)
def test_the_side_of_fighters_in_many_wars(text: str, sides: list[str], lexicon: Lexicon) -> None:
    published_at = dt.datetime(2024, 5, 20, tzinfo=dt.UTC)
    article = Article("armed-groups", text, published_at=published_at)
    claims = extract_claims(article, lexicon)
    assert [(claim.victim_side, claim.victim_class) for claim in claims] == [
        (side, "military") for side in sides
    ]


PLACES = [
    ("An Israeli strike in Beirut killed five civilians.", "lebanon", "civilian"),
    (
        "A rebel shell killed two Indians in Nairobi, Kenya, and a Pakistani.",
        "india",
        "unspecified",
    ),
]


@pytest.mark.parametrize(("text", "side", "kind"), PLACES)
def test_the_side_of_bystanders(text: str, side: str, kind: str, lexicon: Lexicon) -> None:
    published_at = dt.datetime(2024, 5, 20, tzinfo=dt.UTC)
    article = Article("bystanders", text, published_at=published_at)
    claims = extract_claims(article, lexicon)
    assert [(claim.victim_side, claim.victim_class) for claim in claims] == [(side, kind)]


def test_the_enemy_is_that_of_the_publishing_force(lexicon: Lexicon) -> None:
    text = "The enemy lost up to 170 troops near Avdiivka."
    published_at = dt.datetime(2024, 5, 20, tzinfo=dt.UTC)
    article = Article("release", text, publisher="Ukraine General Staff", published_at=published_at)
    assert [claim.victim_side for claim in extract_claims(article, lexicon)] == ["russia"]
