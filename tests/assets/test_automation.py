"""The inbox sensor: which files it takes, and when."""

import json

import dagster as dg
import pytest

from pipelines.automation import file_states, inbox_sensor, take_stable
from pipelines.resources import Home

# (cursor, states, paths taken now)
TICKS = {
    "a_new_file_waits_for_a_second_look": ({}, {"a": "1:1"}, []),
    "a_file_at_rest_is_taken": ({"a": ["1:1", "seen"]}, {"a": "1:1"}, ["a"]),
    "a_growing_file_waits": ({"a": ["1:1", "seen"]}, {"a": "2:2"}, []),
    "a_taken_file_is_left": ({"a": ["1:1", "taken"]}, {"a": "1:1"}, []),
    "a_changed_file_waits_again": ({"a": ["1:1", "taken"]}, {"a": "1:2"}, []),
    "a_file_that_went_is_forgotten": ({"a": ["1:1", "taken"]}, {}, []),
    "only_files_at_rest_are_taken": (
        {"a": ["1:1", "seen"], "b": ["1:1", "seen"]},
        {"a": "1:1", "b": "1:9"},
        ["a"],
    ),
}


@pytest.mark.parametrize("name", TICKS)
def test_what_a_tick_takes(name):
    cursor, states, taken = TICKS[name]
    ready, moved = take_stable(states, cursor)
    assert ready == taken
    assert set(moved) == set(states)
    assert take_stable(states, moved)[0] == [path for path in states if moved[path][1] == "seen"]


def tick(home, cursor):
    context = dg.build_sensor_context(cursor=cursor, resources={"home": home})
    return inbox_sensor(context)


def test_a_file_dropped_into_the_inbox_starts_one_run_for_it(tmp_path):
    home = Home(home=str(tmp_path))
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "new.txt").write_text("text")
    first = tick(home, None)
    assert first.run_requests == []
    second = tick(home, first.cursor)
    (request,) = second.run_requests
    config = request.run_config["ops"]["articles"]["config"]
    assert config == {"paths": [str(inbox / "new.txt")]}
    assert tick(home, second.cursor).run_requests == []


def test_the_same_file_in_another_state_has_another_run_key(tmp_path):
    home = Home(home=str(tmp_path))
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    keys = set()
    for content in ("one", "two, longer"):
        (inbox / "a.txt").write_text(content)
        state = file_states(inbox)["a.txt"]
        cursor = json.dumps({"a.txt": [state, "seen"]})
        keys.add(tick(home, cursor).run_requests[0].run_key)
    assert len(keys) == 2


def test_an_absent_inbox_is_told_and_is_no_error(tmp_path):
    skipped = tick(Home(home=str(tmp_path)), None)
    assert str(tmp_path / "inbox") in skipped.skip_message


def test_hidden_files_and_dead_links_are_no_input(tmp_path):
    (tmp_path / ".part").write_text("x")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text("x")
    assert list(file_states(tmp_path)) == ["sub/a.txt"]
