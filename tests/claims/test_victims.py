"""Whose loss a figure is, and what kind of people suffered: one row a way of telling."""

import datetime as dt

import pytest

from pipelines.claims import extract_claims
from pipelines.records import Article

PUBLISHED = dt.datetime(2024, 5, 20, tzinfo=dt.UTC)

INTERSTATE = [
    (
        "a noun shared with the next figure",
        "Nine South African and two Malawian peacekeepers died in fighting against the M23.",
        "Nine",
        "south_africa",
        "military",
    ),
    (
        "the loss that a party reports is its own",
        "Armenia shelled the border, and Azerbaijan reported the loss of 71 troops in the war.",
        "71",
        "azerbaijan",
        "military",
    ),
    (
        "a pronoun resumes the first subject",
        "The Arakan Army seized the base in Myanmar, killing 60 soldiers; it lost 14 of its men.",
        "14",
        "arakan_army",
        "military",
    ),
    (
        "whoever harms does not harm his own land",
        "In the war in Gaza, Palestinian militants kidnapped about 250 people that day.",
        "about 250",
        "israel",
        "unspecified",
    ),
    (
        "a whole people is no army",
        "Hamas gunmen came from Gaza. Since then more than 22,000 Palestinians have been killed.",
        "more than 22,000",
        "palestine",
        "unspecified",
    ),
    (
        "a count names whom it counts",
        "Fighting goes on in Gaza. The number of Israeli soldiers killed there rose to 144, the "
        "army said.",
        "144",
        "israel",
        "military",
    ),
    (
        "a bracket counts the noun before it",
        "The monitor in Syria counted 120 deaths in Idlib: Turkish soldiers (15), civilians (60).",
        "15",
        "turkey",
        "military",
    ),
    (
        "some of those attacked",
        "Nigerian soldiers ambushed some fleeing Boko Haram insurgents and killed five of them.",
        "five",
        "boko_haram",
        "military",
    ),
    (
        "a first verb before the harm",
        "On 7 October Hamas attacked Israel and killed 1,200 people in the south of the country.",
        "1,200",
        "israel",
        "unspecified",
    ),
    (
        "who lost them stands before the verb",
        "Russian forces lost 1,200 troops over the past day, Ukraine's General Staff said.",
        "1,200",
        "russia",
        "military",
    ),
    (
        "the enemy is the adversary of the speaker",
        "Russia's Defence Ministry said the enemy had lost over 230 servicemen near Kupyansk, "
        "Ukraine.",
        "over 230",
        "ukraine",
        "military",
    ),
    (
        "what a party destroys is its adversary's",
        "Azerbaijan's defence ministry said it had destroyed two tanks in the war with Armenia.",
        "two",
        "armenia",
        None,
    ),
    (
        "a capital speaks for its country, of its own losses",
        "Thai shells fell near the border. Phnom Penh reported five troops dead in Cambodia.",
        "five",
        "cambodia",
        "military",
    ),
    (
        "civilians take the country of the place",
        "Ukrainian drones killed two civilians in Belgorod, Russia, the governor said.",
        "two",
        "russia",
        "civilian",
    ),
    (
        "who armed a thing does not own it",
        "The army of Ukraine lost two US-made howitzers, Russia said.",
        "two",
        "ukraine",
        None,
    ),
]

CIVIL_WAR = [
    (
        "rebels are those whom the state of the article fights",
        "The Nigerian army fought ISWAP in Borno. Troops killed 22 terrorists, the army said.",
        "22",
        "iswap",
        "military",
    ),
    (
        "soldiers are the state's",
        "M23 rebels advanced in DR Congo. Seven soldiers were killed in an ambush, the M23 said.",
        "Seven",
        "dr_congo",
        "military",
    ),
    (
        "a target behind «against» suffers",
        "ISIL launched an offensive against the SDF in Syria, killing 23 fighters.",
        "23",
        "sdf",
        "military",
    ),
    (
        "a neighbour named for the sentence has soldiers of its own",
        "Jihadists of JNIM attacked in Mali. In neighbouring Niger, the army said nine soldiers "
        "were killed.",
        "nine",
        "niger",
        "military",
    ),
    (
        "its own losses are the speaker's",
        "The Arakan Army said it had killed 60 soldiers of Myanmar and put its own losses at nine "
        "killed.",
        "nine",
        "arakan_army",
        "military",
    ),
    (
        "gang members in Haiti are the gangs'",
        "Police in Haiti killed 28 suspected gang members overnight.",
        "28",
        "haiti_gangs",
        "military",
    ),
]

KINDS = [
    (
        "soldiers and civilians are mixed",
        "The battle in Syria killed 300 soldiers and civilians.",
        "300",
        "syria",
        "mixed",
    ),
    (
        "the predicate tells the class",
        "Gunmen murdered 26 people, nearly all of them tourists, in Kashmir, India.",
        "26",
        "india",
        "civilian",
    ),
    (
        "people killed by shells need not be civilians",
        "An airstrike killed 18 people in El Fasher, Sudan, a medical source said.",
        "18",
        "sudan",
        "unspecified",
    ),
    (
        "what is only counted further keeps the class",
        "In Kherson, Ukraine, two Russian soldiers were killed and 28 others were wounded.",
        "28",
        "russia",
        "military",
    ),
]

BYSTANDERS = [
    (
        "a nation's side of a border",
        "Boko Haram attacked at dawn. On the Chadian side of the border, three gendarmes were "
        "wounded.",
        "three",
        "chad",
        "military",
    ),
    (
        "an armed group tells the land of its only war",
        "The Arakan Army overran the garrison, and 170 soldiers surrendered.",
        "170",
        "myanmar",
        "military",
    ),
    (
        "its soldiers are those of who was named in the sentence before",
        "Thai jets bombed the ridge in the war with Cambodia. Phnom Penh said little; Cambodia "
        "broke its silence on Friday. Five of its soldiers have been killed.",
        "Five",
        "cambodia",
        "military",
    ),
    (
        "what the enemy leaves behind is the enemy's, whoever owns it",
        "Russian officers claimed that the enemy had left behind 30 of its vehicles near "
        "Orikhiv, Ukraine.",
        "30",
        "ukraine",
        None,
    ),
    (
        "a contingent has the side of its nation",
        "At least nine peacekeepers from South Africa have been killed in the fighting around "
        "Goma.",
        "At least nine",
        "south_africa",
        "military",
    ),
    (
        "militants without a name are of no known side",
        "The defence ministry of Niger said that more than 100 assailants had been killed in the "
        "ambush.",
        "more than 100",
        None,
        "military",
    ),
    (
        "who sails in a merchant ship is a civilian of no side in the war",
        "A Houthi missile hit the bulk carrier in the Gulf of Aden, killing two sailors.",
        "two",
        None,
        "civilian",
    ),
    (
        "who speaks of «we» has the loss",
        '"We lost eight men at Pokrovsk," said a sergeant of the Ukrainian army.',
        "eight",
        "ukraine",
        "military",
    ),
    (
        "the next sentence tells what they were",
        "Two sappers were killed by a missile near Chernihiv in Ukraine. Both were civilians.",
        "Two",
        "ukraine",
        "civilian",
    ),
    (
        "kin are civilians",
        "A shell killed nine people of one family in Khartoum, Sudan.",
        "nine",
        "sudan",
        "civilian",
    ),
    (
        "those clashed with have the dead",
        "Philippine troops clashed with Abu Sayyaf bandits on Jolo, killing 18.",
        "18",
        "abu_sayyaf",
        "military",
    ),
]


@pytest.mark.parametrize(
    ("shows", "text", "figure", "side", "victim_class"),
    [*INTERSTATE, *CIVIL_WAR, *KINDS, *BYSTANDERS],
    ids=[row[0] for row in (*INTERSTATE, *CIVIL_WAR, *KINDS, *BYSTANDERS)],
)
def test_the_victims_of_a_figure(
    shows: str, text: str, figure: str, side: str | None, victim_class: str | None, lexicon
) -> None:
    claims = extract_claims(Article("a", text, published_at=PUBLISHED), lexicon)
    claim = next(claim for claim in claims if claim.figure == figure)
    assert (claim.victim_side, claim.victim_class) == (side, victim_class), shows
