"""Which figures a doubt, a denial or a verification reaches."""

import datetime as dt

import pytest

from pipelines.claims import extract_claims
from pipelines.records import Article

PUBLISHED = dt.datetime(2025, 4, 14, tzinfo=dt.UTC)

VERDICTS = [
    (
        "a doubt of this reaches the figure just told",
        "Police counted two dead. The army said it had killed 40 rebels. "
        "This figure could not be independently verified.",
        {"two": "not_stated", "40": "unverified"},
    ),
    (
        "a doubt of all claims reaches what anyone claimed before it",
        "Ukraine said it had killed 40 Russian soldiers.\n\nRussia said it had shot down 12 drones."
        "\n\nNeither side's claims could be verified.",
        {"40": "unverified", "12": "unverified"},
    ),
    (
        "a denial disputes the figure before it",
        "The rebels said they had killed 70 soldiers. The army denied the claim.",
        {"70": "disputed"},
    ),
    (
        "a denial of guilt disputes no figure",
        "Seven people were killed in the blast. The army denied responsibility for the attack.",
        {"Seven": "not_stated"},
    ),
    (
        "a side's count of its own losses disputes its enemy's",
        "Russia said 300 Ukrainian soldiers were killed. Ukraine said 12 of its soldiers died.",
        {"300": "disputed", "12": "disputed"},
    ),
    (
        "a body that verifies deaths verifies all that it counts",
        "Airwatch has verified the deaths of 90 civilians. Airwatch said 40 people were wounded.",
        {"90": "verified", "40": "verified"},
    ),
    (
        "a doubt that opens a paragraph is of the one before it",
        "The rebels said they had killed 87 soldiers at Bara.\n\nNone of that could be checked.",
        {"87": "unverified"},
    ),
    (
        "a figure is contested by what stands behind it",
        "The rebels said they had killed 400 soldiers, a figure which officials dismissed.",
        {"400": "disputed"},
    ),
    (
        "a denial is of all that its own clause does not narrow",
        "Ukraine said nine Russian aircraft had been destroyed at Saky. Russia denied that any "
        "aircraft had been damaged and said one person was killed.",
        {"nine": "disputed"},
    ),
    (
        "an official who confirms is no verification",
        "The governor confirmed that five people were killed by Russian shelling.",
        {"five": "not_stated"},
    ),
]


@pytest.mark.parametrize(("reason", "text", "expected"), VERDICTS, ids=[r[0] for r in VERDICTS])
def test_a_remark_reaches_the_figures_that_it_is_meant_for(reason, text, expected, lexicon) -> None:
    claims = extract_claims(Article("a", text, published_at=PUBLISHED), lexicon)
    told = {claim.figure: claim.verification for claim in claims}
    assert {figure: told.get(figure) for figure in expected} == expected
