"""Who publishes where: by the longest listed host, from a list that refuses what is wrong."""

import shutil
from pathlib import Path

import pytest

from pipelines.lexicon import LexiconError, load_lexicon, publisher_frame, publisher_of
from pipelines.lexicon.publishers import publishers
from pipelines.lexicon.reading import DATA, read_table

KNOWN = [
    ("tass.com", "TASS", "RU", "state_agency"),
    ("https://special.tass.com/world/1", "TASS", "RU", "state_agency"),
    ("HTTP://WWW.Reuters.COM:443/a?b=c#d", "Reuters", "GB", "agency"),
    ("https://user:pass@www.bbc.co.uk/news", "BBC", "GB", "outlet"),
    ("//mil.gov.ua", "Ministry of Defence of Ukraine", "UA", "government"),
    ("https://sprotyv.mod.gov.ua/a", "National Resistance Center of Ukraine", "UA", "government"),
    ("https://www.gov.uk/government/news", "UK Government", "GB", "government"),
    ("https://www.icrc.org/en", "International Committee of the Red Cross", None, "igo"),
    ("https://monusco.unmissions.org/en", "UN mission in DR Congo", None, "igo"),
    ("https://understandingwar.org./x", "Institute for the Study of War", "US", "ngo"),
    ("https://english.ahram.org.eg/News/1.aspx", "Ahram Online", "EG", "state_outlet"),
]
UNKNOWN = [
    "https://nottass.com/a",
    "https://tass.com.mirror.example/a",
    "https://council.gov.uk/a",
    "https://somebody.co.uk",
    "https://paper.example/?from=tass.com",
    "com",
    "TASS",
    "",
    "https://",
]


@pytest.mark.parametrize(("address", "name", "country", "kind"), KNOWN)
def test_a_host_and_what_lies_below_it_are_of_its_publisher(address, name, country, kind) -> None:
    found = publisher_of(address)
    assert found is not None
    assert (found.name, found.country, found.kind) == (name, country, kind)


@pytest.mark.parametrize("address", UNKNOWN)
def test_an_unlisted_host_has_no_publisher(address) -> None:
    assert publisher_of(address) is None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy)
    return copy


BROKEN = [
    ("tass.com,TASS,RU,state_agency,", "'tass.com' stands already in line"),
    ("x.example,X,RU,magazine,", "kind 'magazine' is none of"),
    ("x.example,X,Russia,outlet,", "country 'Russia' is no code"),
    ("x.example,X,RU,outlet,russian", "language 'russian' is no code"),
    ("https://x.example,X,RU,outlet,", "is no host name"),
    ("X.example,X,RU,outlet,", "is no host name"),
    ("com,X,RU,outlet,", "is no host name"),
    ("gov.uk,X,GB,government,", r"many publish under gov\.uk: name one host, such as www\.gov\.uk"),
    ("x.example,,RU,outlet,", "publisher is empty"),
    ("x.example,TASS,RU,outlet,", "TASS is 'state_agency' elsewhere, here 'outlet'"),
    ("x.example,X,RU,outlet", "4 cells, expected 5"),
]


@pytest.mark.parametrize(("line", "problem"), BROKEN)
def test_a_broken_row_is_refused_with_file_and_line(line, problem, folder) -> None:
    path = folder / "publishers.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, line]) + "\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=problem) as error:
        publishers(folder)
    assert str(error.value).startswith(f"publishers.csv:{len(lines) + 1}:")


def test_one_line_makes_a_publisher_known_and_reads_no_article_again(folder: Path) -> None:
    before = load_lexicon(DATA).digest
    with (folder / "publishers.csv").open("a", encoding="utf-8") as handle:
        handle.write("gazette.example,The Gazette,RS,outlet,sr\n")
    found = publisher_of("https://m.gazette.example/a", folder)
    assert found is not None
    assert (found.name, found.language) == ("The Gazette", "sr")
    assert load_lexicon(folder).digest == before


def test_every_host_is_in_the_frame_once() -> None:
    frame = publisher_frame()
    assert frame["host"].to_list() == list(publishers())
    assert frame["host"].n_unique() == frame.height


def test_no_row_says_what_the_row_above_its_host_says() -> None:
    known = publishers()
    above = {host: publisher_of(host.partition(".")[2]) for host in known}
    assert [host for host, found in above.items() if found == known[host]] == []


def test_a_publisher_that_actors_and_media_know_has_the_name_that_they_use() -> None:
    names: dict[str, str] = {}
    columns = ["id", "name", "kind", "side", "aliases", "valid_from", "valid_to", "source"]
    for table, header in (("actors", columns), ("media", ["id", "name", "aliases"])):
        for row in read_table(table, header, key=["id"]):
            for name in (row["name"], *row.many("aliases")):
                names.setdefault(name.casefold(), row["name"])
    used = {known.name for known in publishers().values()}
    assert {name: names[name.casefold()] for name in used if name.casefold() in names} == {
        name: name for name in used if name.casefold() in names
    }
