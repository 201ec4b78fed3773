"""Series in sources.yml: one clear line for each thing that is wrong with a mapping."""

from pathlib import Path

import pytest

from pipelines.series import shape_names
from pipelines.sources import SourceError, WebSeries, chosen_series, load_sources

WIDE = "date: date, columns: {killed: {category: killed}}"
LONG = "date: date, figure: n"

FAULTS = {
    "neither_shape_nor_mapping": ("path: x", "needs a shape: that ships, or a mapping: of your"),
    "a_shape_that_does_not_ship": (
        "path: x, shape: losses",
        f"no shape 'losses'; there are {', '.join(shape_names())}",
    ),
    "neither_path_nor_url": (f"mapping: {{{WIDE}}}", "path is missing"),
    "path_and_url": (
        f"path: x, url: 'https://a.example/x', mapping: {{{WIDE}}}",
        "unknown setting 'url' for this kind of source",
    ),
    "a_misspelt_setting": (
        f"path: x, mapping: {{{WIDE}, claiment: X}}",
        "unknown setting 'mapping.claiment'; did you mean mapping.claimant?",
    ),
    "no_figures": ("path: x, mapping: {date: date}", "mapping: say columns: (a wide table) or"),
    "wide_and_long": (
        f"path: x, mapping: {{{WIDE}, figure: n, counted: {{category: killed}}}}",
        "mapping: say columns: (a wide table) or figure: (a long one), and not both",
    ),
    "no_day": (
        "path: x, mapping: {columns: {killed: {category: killed}}}",
        "mapping: say date: or day_number:, the column that tells the day, and not both",
    ),
    "numbered_days_without_the_first": (
        "path: x, mapping: {day_number: days, columns: {killed: {category: killed}}}",
        "mapping: day_number needs day_one:",
    ),
    "a_long_table_that_counts_nothing": (
        f"path: x, mapping: {{{LONG}}}",
        "mapping: figure needs counted: what the figures count",
    ),
    "bounds_of_a_wide_table": (
        f"path: x, mapping: {{{WIDE}, low: minimum}}",
        "mapping: low, high and counted are for a long table, with figure:",
    ),
    "totals_without_a_start": (
        f"path: x, mapping: {{{WIDE}, cumulative: true}}",
        "mapping: running totals need since: the day that they count from, or place:",
    ),
    "totals_of_one_column_without_a_start": (
        "path: x, mapping: {date: d, columns: {k: {category: killed, cumulative: true}}}",
        "mapping: running totals need since:",
    ),
    "a_category_that_is_none": (
        "path: x, mapping: {date: date, columns: {killed: {category: dead}}}",
        "mapping.columns.killed.category: Input should be 'killed'",
    ),
    "equipment_without_a_name": (
        "path: x, mapping: {date: date, columns: {tank: {category: equipment}}}",
        "mapping.columns.tank: category equipment needs equipment: tank",
    ),
    "a_side_that_is_no_slug": (
        f"path: x, mapping: {{{WIDE}, victim_side: The Russians}}",
        "mapping.victim_side: String should match pattern",
    ),
    "a_qualifier_that_is_none": (
        f"path: x, mapping: {{{WIDE}, qualifier: maybe}}",
        "mapping.qualifier: Input should be 'exact'",
    ),
    "a_start_that_is_no_date": (
        f"path: x, mapping: {{{WIDE}, since: lately}}",
        "mapping.since: Input should be a valid date",
    ),
    "words_without_a_column": (
        f"path: x, mapping: {{{LONG}, counted: {{words: {{killed: {{category: killed}}}}}}}}",
        "mapping.counted.category is missing",
    ),
    "a_mapping_that_is_none": ("path: x, mapping: wide", "mapping: "),
    "a_schedule_that_is_none": (
        f"url: 'https://a.example/x', every: sometimes, mapping: {{{WIDE}}}",
        "every: say hourly, daily, or a cron line of five fields (found 'sometimes')",
    ),
}  # fmt: skip


def write(folder: Path, entry: str) -> Path:
    path = folder / "sources.yml"
    path.write_text(f"sources:\n  losses: {{kind: series, {entry}}}\n")
    return path


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_in_lines_that_name_file_and_source(tmp_path, name):
    entry, told = FAULTS[name]
    path = write(tmp_path, entry)
    with pytest.raises(SourceError) as caught:
        load_sources(path)
    lines = str(caught.value).splitlines()
    assert all(line.startswith(f"{path}: source losses: ") for line in lines)
    assert told in str(caught.value)


def test_an_own_mapping_is_laid_over_a_shape(tmp_path):
    own = "mapping: {claimant: Sample Staff, since: 2022-02-24, date: day}"
    path = write(tmp_path, f"path: losses.csv, shape: losses_wide_csv, {own}")
    source = load_sources(path)["losses"]
    assert source.path == tmp_path / "losses.csv"
    assert (source.mapping.claimant, source.mapping.date) == ("Sample Staff", "day")
    assert source.mapping.columns["tank"].equipment == "tank"


def test_an_address_is_a_series_of_the_web_once_a_day(tmp_path):
    path = write(tmp_path, f"url: 'https://a.example/x.csv', mapping: {{{WIDE}}}")
    source = load_sources(path)["losses"]
    assert isinstance(source, WebSeries)
    assert source.cron == "0 5 * * *"


def test_a_changed_mapping_has_another_id(read):
    one = read.mapping("casualties_cumulative", since="2023-10-07")
    same = read.mapping("casualties_cumulative", since="2023-10-07")
    other = read.mapping("casualties_cumulative", since="2023-10-08")
    assert one.mapping_id() == same.mapping_id() != other.mapping_id()


def test_a_feed_that_is_no_series_is_told_with_those_there_are(tmp_path):
    path = write(tmp_path, f"path: x, mapping: {{{WIDE}}}")
    path.write_text(path.read_text() + "  wire: {kind: folder, path: y}\n")
    with pytest.raises(SourceError, match="no series 'loss'; there are losses"):
        chosen_series(path, "loss")
    with pytest.raises(SourceError, match="wire is of kind folder, no series: read it with --so"):
        chosen_series(path, "wire")
