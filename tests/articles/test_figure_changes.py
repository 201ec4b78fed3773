"""Which figures changed from one text to the next, and which sentences came and went."""

import time

import pytest

from pipelines.articles.figure_changes import text_changes
from pipelines.articles.figures import stated_numbers

CHANGED = [
    ("a digit", "The strike killed 12 people.", "The strike killed 21 people.", [("12", "21")]),
    ("a grouped number", "Losses reached 1,365 men.", "Losses reached 1,635 men.",
     [("1,365", "1,635")]),
    ("a number word", "Three soldiers were wounded near the mill.",
     "Five soldiers were wounded near the mill.", [("Three", "Five")]),
    ("digits become another word", "The shell killed 3 men in the yard.",
     "The shell killed four men in the yard.", [("3", "four")]),
    ("only the qualifier", "It lost more than 365 soldiers.", "It lost up to 365 soldiers.",
     [("more than 365", "up to 365")]),
    ("the qualifier is dropped", "At least 40 people died in the raid.",
     "40 people died in the raid.", [("At least 40", "40")]),
    ("a qualifier behind", "Some say 40 or more died there.", "Some say 40 died there.",
     [("40 or more", "40")]),
    ("number and qualifier", "It lost more than 365 soldiers.", "It lost about 356 soldiers.",
     [("more than 365", "about 356")]),
    ("two of three", "12 tanks, 4 howitzers and 7 drones were hit.",
     "14 tanks, 4 howitzers and 9 drones were hit.", [("12", "14"), ("7", "9")]),
    ("a scale", "Damage came to 1.2 million dollars.", "Damage came to 1.4 million dollars.",
     [("1.2 million", "1.4 million")]),
    ("vague words", "Dozens of fighters surrendered.", "Hundreds of fighters surrendered.",
     [("Dozens", "Hundreds")]),
    ("singular becomes plural", "One person was killed by shelling in the village on Friday night.",
     "Two people were killed by shelling in the village on Friday night.", [("One", "Two")]),
    ("the sentence was reworded around it",
     "The ministry said on Friday that the enemy had lost 365 soldiers in a week of fighting.",
     "The ministry said late on Friday that the enemy lost 356 soldiers in a week of fighting.",
     [("365", "356")]),
    ("a line of a bulletin", "Tanks: 11,204 (+4)", "Tanks: 11,208 (+4)",
     [("11,204", "11,208")]),
    ("other sentences moved around", "Rain fell. 12 men died at dawn. Nobody spoke.",
     "Nobody spoke. 13 men died at dawn. Rain fell.", [("12", "13")]),
    ("Cyrillic", "Погибли 12 военных, сообщил губернатор.",
     "Погибли 17 военных, сообщил губернатор.", [("12", "17")]),
]  # fmt: skip
SAME = [
    ("word for word", "The strike killed 12 people.", "The strike killed 12 people."),
    ("digits and words", "The strike killed 12 people.", "The strike killed twelve people."),
    ("grouping", "Losses reached 1200 men.", "Losses reached 1,200 men."),
    ("two words for one meaning", "Over 40 people died.", "More than 40 people died."),
    ("a name with digits", "A T-72 burned.", "A T-80 burned."),
    ("a brigade", "The 93rd brigade held the town.", "The 92nd brigade held the town."),
    ("nothing in common", "12 men died near the mill.", "Rovers scored 13 goals this season."),
    ("numbers alone", "12", "13"),
    ("empty", "", ""),
]


@pytest.mark.parametrize(
    ("before", "after", "changes"), [row[1:] for row in CHANGED], ids=[row[0] for row in CHANGED]
)
def test_a_changed_figure_is_told_with_both_sentences(before, after, changes):
    found = text_changes(before, after)
    assert [(change.before, change.after) for change in found.figures] == changes
    for change in found.figures:
        assert change.before in change.sentence_before
        assert change.after in change.sentence_after
        assert change.sentence_before in before
        assert change.sentence_after in after
    assert (found.added, found.removed) == ([], [])


@pytest.mark.parametrize(
    ("before", "after"), [row[1:] for row in SAME], ids=[row[0] for row in SAME]
)
def test_no_figure_changed(before, after):
    assert text_changes(before, after).figures == []


def test_sentences_that_came_and_went_are_told_in_their_order():
    before = "Lt. Gen. Orlov spoke at noon. Three tanks burned. It rained. He left."
    after = "A new lead opens the text.\nThree tanks burned. He left!\n\nMore follows."
    found = text_changes(before, after)
    assert found.added == ["A new lead opens the text.", "More follows."]
    assert found.removed == ["Lt. Gen. Orlov spoke at noon.", "It rained."]


def test_a_sentence_told_twice_and_then_once_is_told_as_removed():
    found = text_changes("No one spoke. No one spoke. He left.", "No one spoke. He left.")
    assert (found.added, found.removed) == ([], ["No one spoke."])


def test_a_reworded_sentence_without_a_changed_figure_came_and_went():
    found = text_changes(
        "The governor said that 12 people died in the fire.",
        "The governor said late that 12 people died in the fire.",
    )
    assert len(found.added) == len(found.removed) == 1
    assert found.figures == []


def test_reversed_texts_give_reversed_changes():
    for _, before, after, changes in CHANGED:
        found = text_changes(after, before)
        assert [(change.after, change.before) for change in found.figures] == changes


NUMBERS = [
    ("well over 1,200 men", [("well over 1,200", "1200", "more_than")]),
    ("twenty-two guns", [("twenty-two", "22", "")]),
    ("a hundred and five guns", [("a hundred and five", "105", "")]),
    ("half a dozen shells", [("half a dozen", "6", "")]),
    ("12 300 men", [("12 300", "12300", "")]),
    ("two thousand five hundred men", [("two thousand five hundred", "2500", "")]),
    ("300-400 people", [("300", "300", ""), ("400", "400", "")]),
    ("at 10:30 on 3 May", [("10:30", "10:30", ""), ("3", "3", "")]),
    ("hundreds of thousands fled", [("hundreds of thousands", "hundreds of thousands", "")]),
    ("T-72, F16, Su-35 and the 93rd", []),
    ("İ lost 12", [("12", "12", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "stated"), NUMBERS, ids=[row[0] for row in NUMBERS])
def test_numbers_are_read_with_their_qualifiers(sentence, stated):
    found = list(stated_numbers(sentence))
    assert [(number.phrase, number.value, number.qualifier) for number in found] == stated
    assert all(sentence[number.start : number.end] == number.phrase for number in found)


HOSTILE = [
    "1,", "7", "12 men died near the town. ", "The army killed 4.\n", " ", "one and ", "half a ",
    ".\"", "w1 w2 w3. ", "more than ", "4 of the men. 5 of the men and women. ",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE, ids=repr)
def test_time_grows_with_the_length_of_hostile_texts(piece):
    def seconds(length):
        before = piece * (length // len(piece))
        after = "New. " + before.replace("4", "6").replace("12", "13")[: length // 2]
        started = time.process_time()
        text_changes(before, after)
        return time.process_time() - started

    # Eight times the length would take 64 times the time if pairs of sentences were compared.
    assert seconds(240_000) < 24 * max(seconds(30_000), 0.02)
