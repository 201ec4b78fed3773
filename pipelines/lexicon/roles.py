"""Words that tell victims by their part in a war, read by kind: whose they are, who they are."""

from pathlib import Path

from pipelines.lexicon.reading import read_table


def relative_sides(folder: Path) -> dict[str, tuple[str, ...]]:
    """Return the words that name a side only by its part in the conflict, by that part.

    A `state` word stands for the government that the article is about, a `rebel` word for those
    who fight it, `enemy` for the speaker's adversary, `own` for the speaker's side; a speaker
    speaks of own losses after a `concede` word. Who stands before a `suffer` word has the loss.
    An `office` speaks for the state. Words of `origin` say who made a thing, words of `aim` stand
    before those whom an attack is meant for.
    """
    kinds = ("state", "rebel", "enemy", "own", "concede", "suffer", "office", "origin", "aim")
    return _words_by_kind("relative_sides", kinds, folder)


def class_words(folder: Path) -> dict[str, tuple[str, ...]]:
    """Return the words that tell fighters from civilians, by what they tell.

    `military` and `civilian` words name the victims, a `setting` says that civilians are spoken
    of, a `hostage` word tells captives who need not be fighters, `airborne` things come from an
    attacker. Where `vulnerable` people suffer, those around them are civilians too. A `vessel` is a
    ship of no side in a war, a `crew` those who sail in it; a `unit` has
    soldiers.
    """
    victims = ("military", "civilian", "hostage", "vulnerable", "crew", "unit")
    kinds = (*victims, "setting", "airborne", "vessel")
    return _words_by_kind("class_words", kinds, folder)


def deed_words(folder: Path) -> dict[str, tuple[str, ...]]:
    """Return the words by which a release tells the past of a fighter, by their part in that.

    A `fighter` is who a `hunt` is for; a `charge` ties him to harm («linked to …»), a `deed` says
    what he did for it.
    """
    return _words_by_kind("deed_words", ("fighter", "hunt", "charge", "deed"), folder)


def _words_by_kind(table: str, kinds: tuple[str, ...], folder: Path) -> dict[str, tuple[str, ...]]:
    words: dict[str, tuple[str, ...]] = dict.fromkeys(kinds, ())
    for row in read_table(table, ["term", "kind"], key=["term", "kind"], folder=folder):
        if row["kind"] not in kinds:
            raise row.error(f"kind {row['kind']!r} is none of {', '.join(sorted(kinds))}")
        words[row["kind"]] += (row["term"],)
    return words
