"""The mappings that ship, each on a small table of its shape; all figures are invented."""

import json

import pytest

from pipelines.series import SeriesMapping, load_shape, shape_names

SIDE = {"claimant": "General Staff of Ukraine", "victim_side": "russia"}
HEALTH = {"claimant": "Sample Health Ministry", "victim_side": "palestine", "since": "2023-10-07"}

LOSSES_JSON = json.dumps([
    {"date": "2025-11-03", "day": 1349, "personnel": 41210, "personnel*": "about", "tank": 512,
     "field artillery": 803, "vehicles and fuel tanks": None, "greatest losses direction": "Avlen"},
    {"date": "2025-11-04", "day": 1350, "personnel": 41390, "tank": 515, "MRL": 71},
])  # fmt: skip
LOSSES_CSV = """date;personnel;tank;air_defence;cruise_missile
2025-11-03;41,210;512;64;
2025-11-04;41,390;515;64;9
"""
DAILY = """report_date,killed,killed_cum,injured,injured_cum
2025-11-03,12,6120,30,15210
2025-11-04,,,,
2025-11-05,0,6121,7,15260
"""
CUMULATIVE = """date,killed,injured
2025-11-03,6120,15210
2025-11-10,6190,15300
"""
STUDY = """days,loss_count,loss_type,claim_source,time_frame,loss_country,minimum,maximum,category
1349,450,Killed,Ukraine,daily,Russia,,,people
1349,1200,killed,Ukraine,weekly,Russia,1100,1300,people
1349,,killed,Russia,total,Ukraine,70000,,people
1350,15,tanks,Russia,3,Ukraine,,20,equipment
1350,7,tanks,Ukraine,daily,Russia,7,7,equipment
"""


def test_losses_by_category_as_json_are_totals_since_the_first_day(read):
    found = read.table(LOSSES_JSON, "losses_wide_json", **SIDE)
    told = read.picked(found, "as_of", "category", "equipment", "value", "qualifier", "approximate")
    assert told == [
        ("2025-11-03", "casualties", None, 41210, "about", True),
        ("2025-11-03", "equipment", "tank", 512, "exact", False),
        ("2025-11-03", "equipment", "artillery system", 803, "exact", False),
        ("2025-11-04", "casualties", None, 41390, "exact", False),
        ("2025-11-04", "equipment", "tank", 515, "exact", False),
        ("2025-11-04", "equipment", "multiple rocket launcher", 71, "exact", False),
    ]
    periods = read.picked(found, "period_start", "period_end", "period_kind", "cumulative")
    assert periods[0] == ("2022-02-24", "2025-11-03", "since", True)
    assert len({start for start, *_ in periods}) == 1
    assert set(read.picked(found, "claimant", "victim_side")) == {tuple(SIDE.values())}
    assert read.picked(found, "victim_class")[:2] == [("military",), (None,)]
    assert found.unused == ["greatest losses direction"]
    assert (found.seen, found.rejected.height) == (6, 0)


def test_the_words_of_a_row_are_its_figure_and_what_is_no_other_figure(read):
    found = read.table(LOSSES_JSON, "losses_wide_json", **SIDE)
    assert read.picked(found, "row_text")[:2] == [
        ("personnel: 41210; date: 2025-11-03; day: 1349; personnel*: about; "
         "greatest losses direction: Avlen",),
        ("tank: 512; date: 2025-11-03; day: 1349; greatest losses direction: Avlen",),
    ]  # fmt: skip


def test_losses_by_category_as_csv_are_totals_since_the_day_that_is_said(read):
    found = read.table(LOSSES_CSV, "losses_wide_csv", **SIDE, since="2022-02-24")
    assert read.picked(found, "as_of", "period_start", "equipment", "figure", "low", "high") == [
        ("2025-11-03", "2022-02-24", None, "41,210", 41210, 41210),
        ("2025-11-03", "2022-02-24", "tank", "512", 512, 512),
        ("2025-11-03", "2022-02-24", "anti-aircraft warfare system", "64", 64, 64),
        ("2025-11-04", "2022-02-24", None, "41,390", 41390, 41390),
        ("2025-11-04", "2022-02-24", "tank", "515", 515, 515),
        ("2025-11-04", "2022-02-24", "anti-aircraft warfare system", "64", 64, 64),
        ("2025-11-04", "2022-02-24", "cruise missile", "9", 9, 9),
    ]


def test_a_daily_report_has_the_day_beside_the_totals_and_a_zero_is_a_figure(read):
    found = read.table(DAILY, "casualties_daily", **HEALTH)
    assert read.picked(found, "category", "value", "period_start", "period_end", "cumulative") == [
        ("killed", 12, "2025-11-03", "2025-11-03", False),
        ("wounded", 30, "2025-11-03", "2025-11-03", False),
        ("killed", 6120, "2023-10-07", "2025-11-03", True),
        ("wounded", 15210, "2023-10-07", "2025-11-03", True),
        ("killed", 0, "2025-11-05", "2025-11-05", False),
        ("wounded", 7, "2025-11-05", "2025-11-05", False),
        ("killed", 6121, "2023-10-07", "2025-11-05", True),
        ("wounded", 15260, "2023-10-07", "2025-11-05", True),
    ]
    assert set(read.picked(found, "victim_class")) == {("unspecified",)}
    assert read.rejected(found) == []


def test_totals_of_a_ministry_keep_the_day_of_the_report(read):
    found = read.table(CUMULATIVE, "casualties_cumulative", **HEALTH)
    assert read.picked(found, "category", "value", "as_of", "published_on", "period_kind") == [
        ("killed", 6120, "2025-11-03", "2025-11-03", "since"),
        ("wounded", 15210, "2025-11-03", "2025-11-03", "since"),
        ("killed", 6190, "2025-11-10", "2025-11-10", "since"),
        ("wounded", 15300, "2025-11-10", "2025-11-10", "since"),
    ]


def test_a_study_numbers_its_days_and_bounds_its_figures(read):
    found = read.table(STUDY, "claims_long", day_one="2022-02-24")
    assert read.rejected(found) == []
    told = ("claimant", "victim_side", "value", "value_to", "qualifier", "low", "high")
    assert read.picked(found, *told) == [
        ("Ukraine", "russia", 450, None, "exact", 450, 450),
        ("Ukraine", "russia", 1200, 1300, "range", 1100, 1300),
        ("Russia", "ukraine", 70000, None, "at_least", 70000, None),
        ("Russia", "ukraine", 15, None, "up_to", 0, 20),
        ("Ukraine", "russia", 7, None, "exact", 7, 7),
    ]
    assert read.picked(found, "period_start", "period_end", "cumulative", "published_on") == [
        ("2025-11-03", "2025-11-03", False, None),
        ("2025-10-28", "2025-11-03", False, None),
        ("2022-02-24", "2025-11-03", True, None),
        ("2025-11-02", "2025-11-04", False, None),
        ("2025-11-04", "2025-11-04", False, None),
    ]
    assert all(f in text for f, text in read.picked(found, "figure", "row_text"))


@pytest.mark.parametrize("name", shape_names())
def test_a_shape_that_ships_is_whole_with_what_it_asks_for(name):
    own = {"since": "2022-02-24", "day_one": "2022-02-24"}
    found = SeriesMapping.model_validate({**own, **load_shape(name)})
    assert str(found.since) == own["since"], "a shape knows no war"
