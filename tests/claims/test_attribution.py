"""Who claims a figure and who passes it on, in sentences of many shapes."""

import datetime as dt

import pytest

from pipelines.claims import extract_claims
from pipelines.records import Article

WIRE_COPY = [
    (
        "figures cited of a keeper",
        "At least 212 people have died in the fighting, the World Health Organization said on "
        "Tuesday, quoting figures of the Sudanese health ministry.",
        [("At least 212", "Sudanese health ministry", "World Health Organization")],
    ),
    (
        "told to a daily",
        "The battle cost the lives of 43 rebels, Ahmad Darwish told the Lebanese daily An-Nahar.",
        [("43", "Ahmad Darwish", "An-Nahar")],
    ),
    (
        "a title in short",
        "Russia lost 890 troops, the General Staff of the Armed Forces of Ukraine said on Monday."
        "\n\nThe General Staff said that 56 assaults had been repelled there on Sunday.",
        [("56", "General Staff of the Armed Forces of Ukraine", None)],
    ),
    (
        "a pronoun for whoever spoke, not for a place",
        "The Russian Defence Ministry said that Ukraine had lost 365 servicemen near Kupyansk."
        "\n\nUkrainian losses in the Kharkiv direction amounted to 190 servicemen, it added.",
        [("190", "Russian Defence Ministry", None)],
    ),
    (
        "confirmed to an agency",
        "Speaking to Al Jazeera, Dr Ahmed Sabri said that 12 people had been killed. The "
        "hospital's director confirmed to Reuters that 15 people had died in the bombing.",
        [("12", "Ahmed Sabri", "Al Jazeera"), ("15", "hospital's director", "Reuters")],
    ),
    (
        "a speech over several paragraphs",
        "The army revealed more on Monday.\n\n“Our men held the ridge and the road all night."
        "\n\n“Later they killed 14 terrorists who had tried to flee to the border.",
        [("14", "army", None)],
    ),
    (
        "the official resumes the last speaker",
        "A shell killed nine people, regional governor Vadym Halenko told Suspilne. Six more "
        "were wounded, the official added.",
        [("Six", "Vadym Halenko", None)],
    ),
    (
        "a body whose name ends with its short form",
        "More than 60 soldiers have been killed, according to Kyauk Taung PDF that led the "
        "attacks.\n\nThree fighters had been killed, the group claimed.",
        [("Three", "Kyauk Taung PDF", None)],
    ),
    (
        "a verb shared by two sides",
        "Kyiv says 40 people were killed, Moscow 12.",
        [("40", "Kyiv", None), ("12", "Moscow", None)],
    ),
    (
        "an owner that points ahead",
        "By its own count the brigade destroyed 17 tanks in May.",
        [("17", "brigade", None)],
    ),
    (
        "a plural resumes the fighters told of",
        "The rebels overran the post at dawn. They claimed to have killed 32 soldiers.",
        [("32", "rebels", None)],
    ),
    (
        "the group is the one named before",
        "On Monday JNIM attacked the camp at Djibo. The group said it had killed 200 soldiers.",
        [("200", "JNIM", None)],
    ),
    (
        "a record belongs to its compiler, a reader passes it on",
        "Figures compiled by ACLED show that 4,000 people were killed. Court records seen by "
        "Reuters show that 200 soldiers were killed.",
        [("4,000", "ACLED", None), ("200", "Court records", "Reuters")],
    ),
    (
        "an account ends with the sentence that its speaker closes",
        "The raid killed 20 soldiers, the governor said. The rebels lost 6 men.",
        [("20", "governor", None), ("6", None, None)],
    ),
    (
        "those who act do not speak",
        "Several insurgents presented an immediate threat and 4 insurgents were killed in combat.",
        [("4", None, None)],
    ),
    (
        "a turn in parliament",
        "Mr Okello (Gulu East): Rebel shelling killed 17 civilians.",
        [("17", "Okello", None)],
    ),
    (
        "a name before what it belongs to",
        "Dr Mustafa Salah of the Sudanese Doctors Network told Al Jazeera that 47 patients had "
        "been killed in the hospital by shelling.",
        [("47", "Mustafa Salah", "Al Jazeera")],
    ),
    (
        "anonymity is no medium",
        "An Israeli military official, speaking on condition of anonymity, said that 200 gunmen "
        "had been killed.",
        [("200", "Israeli military official", None)],
    ),
    (
        "a label of those who saw it",
        "Medics: 22 killed in army strike on school",
        [("22", "Medics", None)],
    ),
    (
        "subject in apposition",
        "The Houthis' military spokesman, Yahya Saree, said in a televised address that 14 "
        "soldiers had been wounded.",
        [("14", "Yahya Saree", None)],
    ),
    (
        "each clause has its speaker",
        "Haftar's forces acknowledged that 12 fighters had died, while the Tripoli government "
        "put the number of dead at 40.",
        [("12", "Haftar's forces", None), ("40", "Tripoli government", None)],
    ),
    (
        "told to an agency",
        "At least 30 people were killed in Kidal in an air strike, three residents told Reuters.",
        [("At least 30", "three residents", "Reuters")],
    ),
    (
        "quotation before its speaker",
        '"They shot 15 of my neighbours dead," a baker from Bunia told AFP by telephone.',
        [("15", "baker from Bunia", "AFP")],
    ),
    (
        "pronoun resumes the institution",
        "The army said it had killed 60 militants. It lost 4 soldiers, it added.",
        [("60", "army", None), ("4", "army", None)],
    ),
    (
        "medium citing a ministry",
        "The death toll from the shelling has risen to 34, state television reported, citing the "
        "health ministry.",
        [("34", "health ministry", "state television")],
    ),
    (
        "agency quoting a source",
        "Syrian state news agency SANA quoted a military source as saying that 9 soldiers had been "
        "killed.",
        [("9", "military source", "SANA")],
    ),
    (
        "denial joined to a statement",
        "A spokesman for the Tigray People's Liberation Front, Getachew Reda, denied the claim and "
        "said 200 soldiers had been captured.",
        [("200", "Getachew Reda", None)],
    ),
    (
        "carried to the next sentence",
        "Ukraine's air force said Russia launched 90 drones. Of these, 61 drones were shot down.",
        [("61", "Ukraine's air force", None)],
    ),
    (
        "two speakers parted by a semicolon",
        "Thirteen civilians were killed, the Syrian Observatory for Human Rights reported; the "
        "government news agency SANA spoke of 20 militants killed.",
        [("Thirteen", "Syrian Observatory for Human Rights", None), ("20", "SANA", None)],
    ),
    (
        "passive without a speaker",
        "Ten soldiers were reported killed in the ambush near Gao.",
        [("Ten", None, None)],
    ),
    (
        "a deed is no statement",
        "The Pakistani Taliban claimed responsibility for the attack, in which 16 soldiers were "
        "killed, according to intelligence officials.",
        [("16", "intelligence officials", None)],
    ),
    (
        "headline label",
        "Army: 35 terrorists killed in Khyber operation",
        [("35", "Army", None)],
    ),
    (
        "headline with the source last",
        "Troops kill 73 insurgents in Borno in a week – defence ministry",
        [("73", "defence ministry", None)],
    ),
    (
        "a count that somebody keeps",
        "By the regional administration's own tally, 203 residents have been killed by shelling.",
        [("203", "regional administration", None)],
    ),
    (
        "turns of a transcript",
        "Ann Lowe: How many soldiers died?\nTom Reed: We know that 12 soldiers were killed.\n"
        "Ann Lowe: And how many of the rebels?\nTom Reed: The army says that 40 rebels died.",
        [("12", "Tom Reed", None), ("40", "army", "Tom Reed")],
    ),
    (
        "a report that nobody is named for",
        "The report, released on 25 May, said that 1,420 civilians had been killed in Darfur.",
        [("1,420", "report", None)],
    ),
]


@pytest.mark.parametrize(
    ("text", "expected"), [row[1:] for row in WIRE_COPY], ids=[row[0] for row in WIRE_COPY]
)
def test_a_figure_has_the_claimant_and_relay_that_the_text_tells(
    text: str, expected: list[tuple[str, str | None, str | None]], lexicon
) -> None:
    published = dt.datetime(2025, 11, 15, tzinfo=dt.UTC)
    claims = extract_claims(Article("a-1", text, published_at=published), lexicon)
    told = {claim.figure: (claim.claimant, claim.relay) for claim in claims}
    assert {figure: told.get(figure) for figure, _, _ in expected} == {
        figure: (claimant, relay) for figure, claimant, relay in expected
    }


def test_the_words_of_the_claimant_stand_where_the_evidence_says(lexicon) -> None:
    text = "Ten soldiers were killed near Gao, the regional governor, Moussa Diallo, told Reuters."
    claim = extract_claims(Article("a-1", text), lexicon)[0]
    evidence = next(item for item in claim.evidence if item.slot == "claimant")
    assert text[evidence.start : evidence.end] == claim.claimant_text == "Moussa Diallo"
