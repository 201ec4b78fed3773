"""Which place lies in which: known cases, and rows that the loader refuses by line."""

import shutil
from pathlib import Path

import pytest

from pipelines.lexicon import LexiconError, load_lexicon, opponent_frame, place_frame
from pipelines.lexicon.place_tree import place_positions
from pipelines.lexicon.reading import DATA

# place · what holds it, the smallest first
HELD = [
    ("klishchiivka", ["donetsk-region", "donbas"]),
    ("robotyne", ["zaporizhzhia-region"]),
    ("hostomel", ["kyiv-region"]),
    ("kramatorsk-station", ["donetsk-region", "donbas"]),
    ("nasser-hospital", ["gaza"]),
    ("afrin", ["aleppo-province"]),
    ("north-darfur", ["darfur"]),
    ("sangin", ["helmand"]),
    ("north-waziristan", ["waziristan", "khyber"]),
    ("dnipro-river", []),
    ("black-sea", []),
]

BROKEN = [
    ("atlantis,,,,own list", "id 'atlantis' is no place of places.csv"),
    ("snake-island,,atlantis,,own list", "parent 'atlantis' is no place of places.csv"),
    ("snake-island,,kursk-region,,own list", "lies in another country"),
    ("snake-island,hamlet,odesa-region,,own list", "kind 'hamlet' is none of"),
    ("snake-island,,odesa-region,,a friend", "source 'a friend' is none of"),
    ("donbas,,donetsk-region,,own list", "'donetsk-region' is held by itself"),
    ("robotyne,,crimea,,own list", "'robotyne' stands already in line"),
]


@pytest.mark.parametrize(("place_id", "holders"), HELD)
def test_a_place_is_held_by_what_the_map_says(place_id, holders):
    positions = place_positions(load_lexicon().places)
    found, here = [], place_id
    while here in positions and positions[here].parent_id:
        here = positions[here].parent_id
        found.append(here)
    assert found == holders


def test_a_region_that_is_no_listed_place_is_a_name():
    places = place_frame()
    told = places.filter(places["region"].is_not_null())
    assert ("sderot", "Southern District") in told.select("place_id", "region").rows()
    listed = places.filter(kind="region").select("country", "name").rows()
    assert set(told.select("country", "region").rows()).isdisjoint(listed)


def test_most_settlements_have_a_region():
    places = place_frame().filter(kind="settlement")
    known = places.filter(places["parent_id"].is_not_null() | places["region"].is_not_null())
    assert known.height / places.height > 0.85


@pytest.mark.parametrize(("line", "problem"), BROKEN)
def test_a_broken_row_is_refused_with_file_and_line(line, problem, tmp_path: Path):
    path = Path(shutil.copy(DATA / "place_parents.csv", tmp_path))
    with path.open("a", encoding="utf-8") as handle:
        handle.write(line + "\n")
    with pytest.raises(LexiconError, match=problem) as error:
        place_positions(load_lexicon().places, tmp_path)
    assert str(error.value).startswith("place_parents.csv:")


def test_where_places_lie_is_no_reason_to_read_articles_again(tmp_path: Path):
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    with (folder / "place_parents.csv").open("a", encoding="utf-8") as handle:
        handle.write("snake-island,,odesa-region,,own list\n")
    assert load_lexicon(folder).digest == load_lexicon(DATA).digest


def test_opponents_fight_each_other_both_ways():
    pairs = set(opponent_frame().rows())
    assert {("russia", "ukraine"), ("ukraine", "russia"), ("hamas", "israel")} <= pairs
    assert not {("russia", "north_korea"), ("uk", "russia"), ("russia", "russia")} & pairs
