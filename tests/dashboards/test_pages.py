"""Excerpts of articles, the command line of the server, and pictures without a program to show."""

import pytest

from dashboards import pictures, serve
from dashboards.pages import claim_page
from dashboards.pages.claim_page import excerpt
from warehouse.connect import WarehouseError

CASES = [
    ("One. Two 3 four. Five.", "3", "Two 3 four.", ("One. ", "Two ", "3", " four.", " Five.")),
    ("One. Two 3 four.", "3", "…wo 3 four…", ("One. T", "wo ", "3", " four", ".")),
    ("A 3. Same 5. Same 5.", "5", "Same 5.", ("A 3. ", "Same ", "5", ".", " Same 5.")),
    ("a 😀́ 12 killed", "12", None, ("a 😀́ ", "", "12", "", " killed")),
    ("a 12 killed", "12", "not in the text", ("a ", "", "12", "", " killed")),
    ("12", "12", "12", ("", "", "12", "", "")),
]


@pytest.mark.parametrize(("text", "figure", "sentence", "parts"), CASES)
def test_an_excerpt_cuts_the_article_around_sentence_and_figure(text, figure, sentence, parts):
    start = text.index(figure)
    cut = excerpt(text, start, start + len(figure), sentence)
    assert (cut.before, cut.lead, cut.figure, cut.rest, cut.after) == parts
    assert not cut.is_cut


def test_a_repeated_sentence_is_marked_where_the_figure_stands():
    text = "Same 5. Other. Same 5."
    start = text.rindex("5")
    assert excerpt(text, start, start + 1, "Same 5.").before == "Same 5. Other. "


def test_a_very_long_article_is_shown_around_the_claim_only(monkeypatch):
    monkeypatch.setattr(claim_page, "CONTEXT", 5)
    text = "x" * 100 + " 12 " + "y" * 100
    cut = excerpt(text, 101, 103, "12")
    assert (cut.before, cut.after, cut.is_cut) == ("xxxx ", " yyyy", True)


def test_serving_without_a_snapshot_says_what_to_run(tmp_path):
    with pytest.raises(WarehouseError, match="run `tallywire run` first"):
        serve.serve(tmp_path, tmp_path, 8050)


def test_pictures_without_a_browser_are_one_line_and_exit_status_one(monkeypatch, capsys):
    monkeypatch.setenv("PATH", "")
    assert pictures.main() == 1
    said = capsys.readouterr().err
    assert "no Chromium on PATH" in said
    assert said.count("\n") == 1


def test_pictures_are_taken_of_this_machine_only():
    assert all(shot.url.startswith("http://127.0.0.1:") for shot in pictures.SHOTS)
    assert not pictures.is_served("http://news.example/")
