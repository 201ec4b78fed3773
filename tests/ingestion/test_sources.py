"""sources.yml: what it may say, and one clear line for each thing that is wrong with it."""

from pathlib import Path

import pytest

from pipelines.sources import SourceError, chosen_source, load_sources

GOOD = """
sources:
  wire_archive:
    kind: folder
    path: wire
    publisher: Sample Wire
    columns: {text: body, published_at: date_line}
  sample_news:
    kind: feed
    url: https://news.example/rss
    full_pages: true
    every: daily
    pause_seconds: 2
  map:
    kind: sitemap
    url: http://news.example/sitemap.xml
    every: "15 6 * * 1"
"""

FAULTS = {
    "no_kind": ("a: {path: x}", "kind is missing: say one of folder, file, feed, sitemap, series"),
    "a_kind_nobody_knows": ("a: {kind: ftp}", "source a: kind 'ftp' is unknown: say one of folder"),
    "a_folder_without_path": ("a: {kind: folder}", "source a: path is missing"),
    "a_feed_without_url": ("a: {kind: feed}", "source a: url is missing"),
    "a_url_that_is_none": (
        "a: {kind: feed, url: news.example/rss}",
        "source a: url 'news.example/rss' is no web address: it starts with http:// or https://",
    ),
    "another_scheme": ("a: {kind: feed, url: 'file:///etc/passwd'}", "is no web address"),
    "a_misspelt_setting": (
        "a: {kind: folder, path: x, colums: {}}",
        "source a: unknown setting 'colums'; did you mean columns?",
    ),
    "a_setting_of_another_kind": (
        "a: {kind: folder, path: x, url: 'https://news.example'}",
        "source a: unknown setting 'url' for this kind of source",
    ),
    "a_column_that_is_no_field": (
        "a: {kind: folder, path: x, columns: {body: text}}",
        "source a: columns: 'body' is no field of an article; the fields are byline, doc_id",
    ),
    "a_pause_below_zero": (
        "a: {kind: feed, url: 'https://news.example', pause_seconds: -1}",
        "source a: pause_seconds: Input should be greater than or equal to 0 (found -1)",
    ),
    "a_schedule_that_is_none": (
        "a: {kind: feed, url: 'https://news.example', every: sometimes}",
        "source a: every: say hourly, daily, or a cron line of five fields (found 'sometimes')",
    ),
    "a_name_with_a_blank": ("'a b': {kind: folder, path: x}", "a name has small letters"),
    "a_name_that_is_taken": ("inbox: {kind: folder, path: x}", "this name is taken by Tallywire"),
    "settings_that_are_none": ("a: folder", "source a: needs settings below it"),
    "undated_neither_way": ("a: {kind: folder, path: x, undated: maybe}", "source a: undated: "),
}  # fmt: skip


def write(folder: Path, text: str) -> Path:
    path = folder / "sources.yml"
    path.write_text(text)
    return path


def test_what_is_configured_is_read_in_its_order(tmp_path):
    sources = load_sources(write(tmp_path, GOOD))
    assert [(s.name, s.kind) for s in sources.values()] == [
        ("wire_archive", "folder"), ("sample_news", "feed"), ("map", "sitemap"),
    ]  # fmt: skip
    assert sources["wire_archive"].path == tmp_path / "wire"
    options = sources["wire_archive"].read_options("reject")
    assert (options.source, options.undated) == ("wire_archive", "reject")
    assert options.columns == {"text": "body", "published_at": "date_line"}
    assert options.about.publisher == "Sample Wire"
    assert [sources[name].cron for name in ("sample_news", "map")] == ["0 5 * * *", "15 6 * * 1"]
    assert not sources["sample_news"].allow_private


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_one_line_that_names_file_and_source(tmp_path, name):
    entry, told = FAULTS[name]
    path = write(tmp_path, f"sources:\n  {entry}\n")
    with pytest.raises(SourceError) as caught:
        load_sources(path)
    (line,) = str(caught.value).splitlines()
    assert line.startswith(f"{path}: source ")
    assert told in line


def test_every_fault_is_told_at_once(tmp_path):
    entries = "\n".join(f"  {entry}" for entry in ("a: {kind: ftp}", "b: {kind: feed}", "c: x"))
    with pytest.raises(SourceError) as caught:
        load_sources(write(tmp_path, f"sources:\n{entries}\n"))
    assert len(str(caught.value).splitlines()) == 3


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("sources:\n  a: {kind: folder\n", "line 3: no YAML:"),
        ("sources:\n  a: {kind: file, path: x}\n  a: {kind: file, path: y}\n", "'a' stands twice"),
        ("feeds: {}\n", "expected one key at the top, `sources:`"),
        ("sources: [a, b]\n", "under `sources:` belongs a name"),
        ("- a\n", "expected one key at the top"),
        ("sources: !!python/object/apply:os.getcwd []\n", "no YAML"),
    ],
)
def test_a_file_of_another_shape_is_one_line(tmp_path, text, told):
    with pytest.raises(SourceError) as caught:
        load_sources(write(tmp_path, text))
    assert told in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "sources:\n", "sources: {}\n"])
def test_a_file_may_configure_nothing(tmp_path, text):
    assert load_sources(write(tmp_path, text)) == {}


def test_an_absent_file_configures_nothing_and_a_name_tells_what_there_is(tmp_path):
    assert load_sources(tmp_path / "none.yml") == {}
    path = write(tmp_path, GOOD)
    assert chosen_source(path, "map").url == "http://news.example/sitemap.xml"
    with pytest.raises(SourceError, match="no source 'maps'; there are wire_archive, sample_news"):
        chosen_source(path, "maps")


def test_the_file_that_ships_is_sound_and_its_example_too(tmp_path):
    from pipelines.settings import SOURCES

    assert load_sources(SOURCES) == {}
    lines = SOURCES.read_text().splitlines()
    example = [line[2:] for line in lines[lines.index("# sources:") :] if line.startswith("#")]
    found = load_sources(write(tmp_path, "\n".join(example)))
    assert list(found) == ["wire_archive", "sample_news", "daily_losses"]
