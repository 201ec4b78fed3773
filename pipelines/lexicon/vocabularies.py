"""One function a vocabulary: reviewed rows in, typed terms and records out, references checked."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

from pipelines.lexicon import symbols
from pipelines.lexicon.model import (
    Actor,
    Harm,
    NumberWord,
    Removal,
    Term,
)
from pipelines.lexicon.reading import Row, read_table
from pipelines.records import (
    CATEGORIES,
    QUALIFIERS,
    VICTIM_CLASSES,
    Category,
    Qualifier,
)
from pipelines.records import VictimClass as VictimClassName


def one_of(row: Row, column: str, allowed: Iterable[str]) -> str:
    """Return a cell that must be one of the allowed values; any other is refused."""
    value = row[column]
    if value not in allowed:
        raise row.error(f"{column} {value!r} is none of {', '.join(sorted(allowed))}")
    return value


def plural_of(noun: str) -> str:
    """Return the regular English plural of a noun or noun phrase.

    >>> plural_of("tank"), plural_of("body"), plural_of("launch"), plural_of("gunman")
    ('tanks', 'bodies', 'launches', 'gunmen')
    """
    if noun.endswith("man"):
        return noun[:-2] + "en"
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    if re.search(r"(s|x|z|ch|sh)$", noun):
        return noun + "es"
    return noun + "s"


def harm_terms(folder: Path) -> Iterator[Term]:
    """Yield the words of harm: killed, losses, repelled …"""
    allowed = ("", *CATEGORIES)
    for row in read_table(
        "harm", ["term", "form", "people", "things", "attacks"], key=["term"], folder=folder
    ):
        form = one_of(row, "form", symbols.HARM_FORMS)
        people, things, attacks = (
            cast(Category | None, one_of(row, column, allowed) or None)
            for column in ("people", "things", "attacks")
        )
        harm = Harm(form, people, things, attacks)
        yield Term(row["term"], symbols.HARM_FORMS[form], row["term"], form, harm=harm)


def word_terms(folder: Path) -> Iterator[Term]:
    """Yield the function words that rules look at; any other word is just a word."""
    for row in read_table("words", ["term", "word"], key=["term"], folder=folder):
        word = one_of(row, "word", symbols.WORD_CLASSES)
        yield Term(row["term"], symbols.WORD_CLASSES[word], row["term"], word)


def people_terms(folder: Path) -> Iterator[Term]:
    """Yield nouns for people, singular and plural, with the victim class that they tell."""
    for row in read_table("people", ["term", "plural", "class"], key=["term"], folder=folder):
        victim_class = cast(VictimClassName, one_of(row, "class", VICTIM_CLASSES))
        plural = row["plural"] or plural_of(row["term"])
        for text in dict.fromkeys((plural, row["term"])):
            yield Term(
                text,
                symbols.PEOPLE,
                row["term"],
                victim_class=victim_class,
                plural=text == plural,
            )


def thing_terms(folder: Path, table: str, symbol: str) -> Iterator[Term]:
    """Yield the nouns of a table with a singular and an optional plural."""
    for row in read_table(table, ["term", "plural"], key=["term"], folder=folder):
        plural = row["plural"] or plural_of(row["term"])
        for text in dict.fromkeys((plural, row["term"])):
            yield Term(text, symbol, row["term"], plural=text == plural)


def side_terms(folder: Path) -> Iterator[Term]:
    """Yield the words that name a side: countries, demonyms, groups and forces."""
    kinds = ("country", "territory", "demonym", "people", "group", "force", "local")
    for row in read_table("sides", ["term", "side", "kind"], key=["term"], folder=folder):
        kind = one_of(row, "kind", kinds)
        symbol = symbols.PEOPLE if kind == "people" else symbols.SIDE
        yield Term(row["term"], symbol, row["term"], kind, side=row["side"], plural=True)


def context_terms(folder: Path) -> Iterator[Term]:
    """Yield the words that tell an armed conflict from other causes of harm (calamities)."""
    for row in read_table("context", ["term", "plural", "kind"], key=["term"], folder=folder):
        kind = one_of(row, "kind", ("war", "conflict", "troops", "law", "calamity", "peace"))
        plural = row["plural"] or plural_of(row["term"])
        for text in dict.fromkeys((plural, row["term"])):
            yield Term(text, symbols.CONTEXT, row["term"], kind, plural=text == plural)


def actors(folder: Path, sides: frozenset[str]) -> list[Actor]:
    """Return the claimants known by name; a side that `sides` does not hold is refused."""
    columns = ["id", "name", "kind", "side", "aliases", "valid_from", "valid_to", "source"]
    result = []
    for row in read_table("actors", columns, key=["id"], folder=folder):
        if row["side"] and row["side"] not in sides:
            raise row.error(f"side {row['side']!r} stands in no row of sides.csv")
        for column in ("valid_from", "valid_to"):
            _date(row, column)
        result.append(
            Actor(row["id"], row["name"], row["kind"], row["side"] or None, row.many("aliases"))
        )
    return result


def _date(row: Row, column: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(row[column]) if row[column] else None
    except ValueError as error:
        raise row.error(f"{column} {row[column]!r} is no date (YYYY-MM-DD)") from error


def removals(folder: Path) -> tuple[Removal, ...]:
    """Return the patterns of numbers that count no harm; each must match its own example."""
    columns = ["id", "pattern", "reason", "example"]
    result = []
    for row in read_table("removals", columns, key=["id"], folder=folder):
        try:
            matches = re.search(row["pattern"], row["example"])
        except re.error as error:
            raise row.error(f"pattern is no regular expression: {error}") from error
        if not matches:
            raise row.error(f"pattern does not match its example {row['example']!r}")
        result.append(Removal(row["id"], row["pattern"], row["reason"], row["example"]))
    return tuple(result)


def numbers(folder: Path) -> dict[str, NumberWord]:
    """Return the number words by word."""
    kinds = ("unit", "tens", "scale", "score", "couple", "both", "vague")
    return {
        row["word"]: NumberWord(row["word"], int(row["value"]), one_of(row, "kind", kinds))
        for row in read_table("numbers", ["word", "value", "kind"], key=["word"], folder=folder)
    }


def qualifiers(folder: Path, position: str) -> dict[str, Qualifier]:
    """Return the qualifier phrases that stand `before` or `after` a number."""
    columns = ["phrase", "qualifier", "position"]
    rows = read_table("qualifiers", columns, key=["phrase", "position"], folder=folder)
    return {
        row["phrase"]: cast(Qualifier, one_of(row, "qualifier", QUALIFIERS))
        for row in rows
        if one_of(row, "position", ("before", "after")) == position
    }


def units(folder: Path) -> frozenset[str]:
    """Return the nouns that make the number before them a measure and no count of harm."""
    return frozenset(
        row["term"] for row in read_table("units", ["term", "reason"], key=["term"], folder=folder)
    )
