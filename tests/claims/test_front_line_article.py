"""One article of the kind the project began with: two claims, every field of both."""

import datetime as dt

ARTICLE = """\
Pressure on the garrison of Lyman is growing, and an analyst close to the ministry doubts that it \
can hold. “They are being squeezed from three directions,” Oleg Barsukov told TASS.
The Russian Ministry of Defense published a long account of the fighting in the Lyman district.
On November 14, the ministry claimed that Russian troops had repelled four separate Ukrainian \
counterattacks in the area over the previous 24 hours.
A defence official praised the crews, though the claim could not be independently verified.
The Russian MoD also reported heavy losses of its opponent, stating that over the past week the \
UAF had suffered more than 410 casualties in the Lyman area.
This figure, if accurate, would be the highest of the autumn.
"""


def test_a_ministry_report_yields_exactly_its_two_claims(extract) -> None:
    repelled, casualties = extract(ARTICLE)

    assert repelled.figure == "four"
    assert (repelled.category, repelled.value, repelled.qualifier) == ("repelled", 4, "exact")
    assert repelled.victim_class is None
    assert (repelled.period_start, repelled.period_end) == (
        dt.date(2025, 11, 13),
        dt.date(2025, 11, 14),
    )

    assert casualties.figure == "more than 410"
    assert (casualties.category, casualties.value) == ("casualties", 410)
    assert (casualties.qualifier, casualties.low, casualties.high) == ("more_than", 411, None)
    assert casualties.victim_class == "military"
    assert (casualties.period_start, casualties.period_end) == (
        dt.date(2025, 11, 8),
        dt.date(2025, 11, 14),
    )

    for claim in (repelled, casualties):
        assert claim.claimant == "Russian Ministry of Defense"
        assert claim.relay is None
        assert claim.victim_side == "ukraine"
        assert claim.place == "Lyman"
        assert claim.verification == "unverified"
        assert not claim.cumulative
        assert not claim.implicit


def test_every_slot_of_a_claim_names_the_words_and_the_rule_behind_it(extract) -> None:
    for claim in extract(ARTICLE):
        slots = {item.slot for item in claim.evidence}
        assert {"figure", "category", "victim_side", "claimant", "period", "place"} <= slots
        for item in claim.evidence:
            assert 0 <= item.start < item.end <= len(ARTICLE)
            assert item.rule
