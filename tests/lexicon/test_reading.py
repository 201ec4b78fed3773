"""The loader refuses what a reviewer would: duplicates, dangling ids, wrong cells, by line."""

import shutil
from pathlib import Path

import pytest

from pipelines.lexicon import LexiconError, load_lexicon
from pipelines.lexicon.frames import actor_frame, alias_frame, place_frame
from pipelines.lexicon.reading import DATA


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy)
    return copy


BROKEN = [
    ("people", "soldier,,military", "'soldier' stands already in line"),
    ("people", "gnome,,magical", "class 'magical' is none of"),
    ("people", "gnome,military", "2 cells, expected 3"),
    ("sides", "Ruritania,ruritania,planet", "kind 'planet' is none of"),
    ("actors", "x_mod,X Ministry,ministry,atlantis,,,,own", "side 'atlantis' stands in no row"),
    ("actors", "x_mod,X Ministry,ministry,,,yesterday,,own", "'yesterday' is no date"),
    ("conflicts", "x,X war,2020-01-01,atlantis,,", "side 'atlantis' stands in no row"),
    ("conflicts", "x,X war,soon,russia|ukraine,,", "start 'soon' is no date"),
    ("campaigns", "x,X battle,2020-05-01,2020-04-01,hilltop", "ends 2020-04-01 before it begins"),
    ("periods", "the past eon,aeon,9,0", "kind 'aeon' is none of"),
    ("places", "x,X,settlement,ukraine,95,20,,own", "latitude 95.0 is beyond"),
    ("harm", "zapped,participle,vanished,,", "people 'vanished' is none of"),
    ("removals", "x,[,broken,example", "pattern is no regular expression"),
    ("removals", "x,cats,number,dogs", "pattern does not match its example"),
    ("confidence", "place,sometimes,0.1,5", "seen 'sometimes' is neither one of"),
    ("confidence", "place,place.new,heavy,5", "weight 'heavy' is no number"),
    ("confidence", "place,place.new,nan,5", "weight nan is beyond"),
    ("confidence", "place,place.new,11,5", "weight 11 is beyond"),
    ("confidence", "place,place.new,1,few", "support 'few' is no whole number"),
    ("confidence", "claim,always,1,5", "'claim always' stands already in line 2"),
    ("qualifiers", "barely,hardly,before", "qualifier 'hardly' is none of"),
]


@pytest.mark.parametrize(("table", "line", "problem"), BROKEN)
def test_a_broken_row_is_refused_with_file_and_line(table, line, problem, folder) -> None:
    path = folder / f"{table}.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, line]) + "\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=problem.replace("[", r"\[")) as error:
        load_lexicon(folder)
    assert str(error.value).startswith(f"{table}.csv:{len(lines) + 1}:")


def test_confidence_needs_the_weight_that_every_claim_has(folder: Path) -> None:
    (folder / "confidence.csv").write_text("slot,seen,weight,support\n", encoding="utf-8")
    with pytest.raises(
        LexiconError, match=r"confidence\.csv:1: no row has the weight claim,always"
    ):
        load_lexicon(folder)


def test_a_wrong_header_is_refused(folder: Path) -> None:
    (folder / "units.csv").write_text("word,reason\nkm,distance\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"units\.csv:1: columns are"):
        load_lexicon(folder)


def test_a_name_of_two_actors_is_refused(folder: Path) -> None:
    with (folder / "actors.csv").open("a", encoding="utf-8") as handle:
        handle.write("other_mod,Other Ministry,ministry,,Pentagon,,,own\n")
    with pytest.raises(LexiconError, match=r"'Pentagon' names both us_dod and other_mod"):
        load_lexicon(folder)


def test_a_new_word_gives_a_new_digest(folder: Path) -> None:
    before = load_lexicon(DATA).digest
    with (folder / "people.csv").open("a", encoding="utf-8") as handle:
        handle.write("beekeeper,,civilian\n")
    assert load_lexicon(folder).digest != before


def test_one_line_makes_an_actor_known(folder: Path) -> None:
    with (folder / "actors.csv").open("a", encoding="utf-8") as handle:
        handle.write("x_guard,Ruritanian Guard,military,,RG|Royal Guard,,,own\n")
    actor = load_lexicon(folder).actors["x_guard"]
    assert actor.aliases == ("RG", "Royal Guard")


def test_the_reference_frames_hold_every_actor_alias_and_place_once() -> None:
    lexicon = load_lexicon()
    assert actor_frame()["actor_id"].to_list() == list(lexicon.actors)
    assert alias_frame().is_duplicated().sum() == 0
    assert place_frame()["place_id"].n_unique() == len(lexicon.places)
