"""The models on a small set of claims: what is given, and the rows expected of each mart.

One warehouse is built for all tables of this module; each case has a claimant of its own.
"""

import datetime as dt
import re
import subprocess
import sys
from itertools import chain
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest
import yaml

from pipelines.records import FINDING_SCHEMA
from warehouse.article_load import load_articles
from warehouse.checksum import table_checksums
from warehouse.connect import WarehouseError, open_live, open_snapshot
from warehouse.dictionary import main, uncommented, write_dictionary
from warehouse.findings_load import load_findings
from warehouse.load import (
    load_claims,
    load_reference,
)
from warehouse.model_state import PROJECT_DIR
from warehouse.models import build_models
from warehouse.publish import publish

DAY = dt.date(2025, 11, 14)
WEEK = dt.date(2025, 11, 8)
INVASION = dt.date(2022, 2, 24)
DATELESS = {"period_start": None, "period_end": None, "period_kind": "untold"}
TOTAL = {"cumulative": True, "period_start": INVASION, "period_kind": "since"}

Case = tuple[str, list[tuple[str, int, int | None, dict[str, Any]]], list[tuple[Any, ...]]]

# claimant · claims: article, low, high, other fields · rows of the mart: class, low, high,
# claims, origins, publishers
DAILY: list[Case] = [
    (
        "one open end",
        [("a", 366, None, {})],
        [("military", 366, None, 1, 1, 1)],
    ),
    (
        "open ends in two places stay open",
        [("a", 366, None, {"place": "Avlen"}), ("a", 40, None, {"place": "Borun"})],
        [("military", 406, None, 2, 1, 1)],
    ),
    (
        "one open end opens the sum",
        [("a", 10, 10, {"place": "Avlen"}), ("a", 40, None, {"place": "Borun"})],
        [("military", 50, None, 2, 1, 1)],
    ),
    (
        "ranges in two places add up end by end",
        [("a", 10, 10, {"place": "Avlen"}), ("a", 5, 7, {"place": "Borun"})],
        [("military", 15, 17, 2, 1, 1)],
    ),
    (
        "reprints are one figure",
        [("r1", 12, 12, {}), ("r2", 12, 12, {}), ("r3", 12, 12, {})],
        [("military", 12, 12, 3, 1, 3)],
    ),
    (
        "a mutated reprint widens the figure",
        [("r1", 12, 12, {}), ("r2", 12, 12, {}), ("r3", 21, 21, {})],
        [("military", 12, 21, 3, 1, 3)],
    ),
    (
        "two origins of one figure are not added up",
        [("a", 10, 10, {"place": "Avlen"}), ("b", 12, None, {"place": "Avlen"})],
        [("military", 10, None, 2, 2, 2)],
    ),
    (
        "a figure for everywhere is not added to its places",
        [("a", 30, 30, {}), ("a", 10, 10, {"place": "Avlen"}), ("a", 15, 15, {"place": "Borun"})],
        [("military", 30, 30, 3, 1, 1)],
    ),
    (
        "places can say more than the figure for everywhere",
        [("a", 3, 3, {}), ("a", 10, 10, {"place": "Avlen"}), ("a", 15, 15, {"place": "Borun"})],
        [("military", 25, 25, 3, 1, 1)],
    ),
    (
        "a part is in its total",
        [
            ("a", 12, 12, {"victim_class": "unspecified"}),
            ("a", 3, 3, {"victim_class": "civilian", "part_of": 0}),
        ],
        [("unspecified", 12, 12, 1, 1, 1)],
    ),
    (
        "a part of another category counts there",
        [
            ("a", 12, 12, {"category": "casualties"}),
            ("a", 3, 3, {"category": "killed", "part_of": 0}),
        ],
        [("military", 3, 3, 1, 1, 1), ("military", 12, 12, 1, 1, 1)],
    ),
    (
        "a figure told again counts once",
        [("a", 7, 7, {"place": "Avlen"}), ("a", 7, 7, {"restates": 0})],
        [("military", 7, 7, 1, 1, 1)],
    ),
    (
        "an older text is not current",
        [("v1", 10, 10, {"version": 1}), ("v1", 20, 20, {"version": 2})],
        [("military", 20, 20, 1, 1, 1)],
    ),
    (
        "an older extractor is not current",
        [("a", 99, 99, {"extractor_version": "e0"}), ("a", 9, 9, {})],
        [("military", 9, 9, 1, 1, 1)],
    ),
    (
        "tanks and drones stand apart",
        [
            ("a", 10, 10, {"category": "equipment", "equipment": "tank", "victim_class": None}),
            ("a", 30, 30, {"category": "equipment", "equipment": "drone", "victim_class": None}),
        ],
        [(None, 10, 10, 1, 1, 1), (None, 30, 30, 1, 1, 1)],
    ),
    ("a week is not spread over days", [("a", 70, 70, {"period_start": WEEK})], []),
    ("a running total is not of a day", [("a", 70, 70, TOTAL | {"period_start": DAY})], []),
    ("a figure without a date is on no day", [("a", 70, 70, DATELESS)], []),
    ("a rate is on no day", [("a", 70, 70, {"period_kind": "rate"})], []),
]

PERIOD: list[Case] = [
    (
        "week by week",
        [
            ("a", 366, None, {"period_start": WEEK}),
            ("b", 400, None, {"period_start": WEEK}),
            ("a", 50, 50, {"period_start": DAY - dt.timedelta(days=1)}),
        ],
        [("military", 50, 50, 1, 1, 1), ("military", 366, None, 2, 2, 2)],
    ),
]

# claimant · claims · rows of the mart: as_of, low, high, change_low, change_high, findings
CUMULATIVE: list[Case] = [
    (
        "a total that rises and falls",
        [
            ("a", 1000, 1000, TOTAL | {"period_end": WEEK}),
            ("a", 1100, None, TOTAL),
            ("a", 900, 900, TOTAL | {"period_end": DAY + dt.timedelta(days=1)}),
        ],
        [
            (WEEK, 1000, 1000, None, None, 0),
            (DAY, 1100, None, 100, None, 1),
            (DAY + dt.timedelta(days=1), 900, 900, None, -200, 1),
        ],
    ),
    (
        "a total for a place is a series of its own",
        [("a", 1000, 1000, TOTAL), ("a", 10, 10, TOTAL | {"place": "Avlen"})],
        [(DAY, 10, 10, None, None, 0), (DAY, 1000, 1000, None, None, 0)],
    ),
]

CASES = [*DAILY, *PERIOD, *CUMULATIVE]

# text with the figure marked by [ ] · the sentence
SENTENCES = [
    ("It rained. The ministry said [12] fell. Nobody replied.", "The ministry said 12 fell."),
    (
        "[Three] soldiers died in the U.S. raid. More later.",
        "Three soldiers died in the U.S. raid.",
    ),
    ("One.\nTwo said “[5] fell.” Three.", "Two said “5 fell.”"),
    ("Prices rose by 1.5 points and [7] fell at 5.30 a.m. near here", None),
    ("🙂🙂 Ends. É́lan: [at least\n40] fell! Then.", "É́lan: at least\n40 fell!"),
    ("x" * 300 + " [9] " + "y" * 300, "…" + "x" * 199 + " 9 " + "y" * 199 + "…"),
]

# url · publisher as told · publisher, country and kind in core.article
PUBLISHED = [
    ("https://wire.example/a/1", None, ("The Wire", None, "agency")),
    ("https://news.WIRE.example:8443/a", "Some Desk", ("The Wire", None, "agency")),
    ("https://desk.wire.example/a", None, ("Wire Desk", "CH", "igo")),
    ("https://a.desk.wire.example/a", "The Wire", ("Wire Desk", "CH", "igo")),
    ("http://www.gov.uk/news", None, ("Government", "GB", "government")),
    ("https://council.gov.uk/news", None, ("council.gov.uk", None, None)),
    ("https://notwire.example/a", None, ("notwire.example", None, None)),
    ("https://paper.example/a", "the  WIRE", ("The Wire", None, "agency")),
    ("https://paper.example/a", "Small Paper", ("Small Paper", None, None)),
    (None, "wire", ("The Wire", None, "agency")),
    (None, "The Herald", ("The Herald", None, None)),
    (None, "www.herald.ua", ("The Herald", "UA", "outlet")),
    (None, None, (None, None, None)),
]


def unmarked(text: str) -> tuple[str, int, int]:
    """The text without its marks, and where the marked figure starts and ends."""
    start, end = text.index("["), text.index("]") - 1
    return text.replace("[", "").replace("]", ""), start, end


class Corpus:
    """The given claims as frames: every case has articles of its own, r1 to r3 share an origin."""

    def __init__(self, make: SimpleNamespace, run_id: str) -> None:
        self.make, self.run_id = make, run_id
        self.articles: dict[tuple[str, int], dict[str, Any]] = {}
        self.claims: list[dict[str, Any]] = []
        for number, (claimant, given, _) in enumerate(CASES):
            self._add_case(number, claimant, given)
        for number, (text, _) in enumerate(SENTENCES):
            body, start, end = unmarked(text)
            self._article(f"s-{number}", body)
            self._claim(f"s-{number}", body[start:end], 1, 1, start=start, **DATELESS)
        self._article("own-1", "4 fell.", publisher="Sample Herald")
        self._article("own-2", "4 fell.", publisher="Sample Post")
        for name in ("own-1", "own-2"):
            self._claim(name, "4", 4, 4, claimant=None, attribution="narrator")
        for name, words in (("mod-1", "the Sample MoD"), ("mod-2", "Ministry of Samples")):
            self._article(name, "8 fell.")
            self._claim(name, "8", 8, 8, claimant=words, relay="sample wire", place="the Avlen")
        self._article("quiet", publisher="Sample Quiet")
        for number, (url, publisher, _) in enumerate(PUBLISHED):
            self._article(f"published-{number}", url=url, publisher=publisher)

    def _article(
        self, article_id: str, text: str = "0" * 400, version: int = 1, **more: Any
    ) -> None:
        row = self.make.article(article_id, text, version, run_id=self.run_id, **more)
        self.articles.setdefault((article_id, version), row)

    def _claim(self, article_id: str, figure: str, low: int, high: int | None, **more: Any) -> str:
        fields = {"start": 0} | more
        fields["end"] = fields["start"] + len(figure)
        self.claims.append(self.make.claim(article_id, figure, low, high, **fields))
        return str(self.claims[-1]["claim_id"])

    def _add_case(self, number: int, claimant: str, given: list[Any]) -> None:
        ids: list[str] = []
        for order, (name, low, high, more) in enumerate(given):
            fields = {"claimant": claimant, "start": order * 10} | more
            for link in ("part_of", "restates"):
                if link in fields:
                    fields[link] = ids[fields[link]]
            article_id = f"{number}-{name}"
            self._article(article_id, version=fields.get("version", 1), publisher=f"P {name}")
            ids.append(self._claim(article_id, "0", low, high, **fields))

    def load(self, path: Path) -> None:
        """Load everything; readings by the old extractor come first."""
        make = self.make
        held = make.articles(*self.articles.values())
        with open_live(path) as con:
            load_articles(con, held, make.rejected())
            for extractor in ("e0", "e1"):
                found = make.claims(
                    *(row for row in self.claims if row["extractor_version"] == extractor)
                )
                read = held if extractor == "e1" else held.join(found, on="article_id", how="semi")
                load_claims(con, found, make.readings(read, found, extractor))
            shared = pl.col("article_id").str.extract(r"^(\d+-r)\d$")
            origins = held.select(
                "article_id", "version", shared.fill_null(pl.col("article_id")).alias("origin_id")
            )
            con.register("origins", origins.to_arrow())
            con.execute(
                "insert into raw.article_origin by name "
                "select *, origin_id as cluster_id from origins"
            )
            con.unregister("origins")
            load_reference(con, *REFERENCE)
            load_findings(con, make.frame(self._findings(), FINDING_SCHEMA))

    def _findings(self) -> list[dict[str, Any]]:
        fallen = [row for row in self.claims if row["claimant"] == "a total that rises and falls"]
        return [
            {
                "finding_id": "f-1",
                "rule": "c04",
                "rule_version": 1,
                "verdict": "contradictory",
                "severity": "warning",
                "claim_ids": [row["claim_id"] for row in fallen[1:]],
                "computation": "900 < 1100",
                "digest": "d-1",
                "first_seen": self.make.noon,
                "last_seen": self.make.noon,
            }
        ]


REFERENCE = (
    pl.DataFrame(
        {
            "actor_id": ["mod", "wire", "x", "y"],
            "name": ["Ministry of Samples", "Sample Wire", "General X", "General Y"],
            "kind": ["ministry", "media", "person", "person"],
            "side": ["samples", None, None, None],
        }
    ),
    pl.DataFrame(
        {
            "actor_id": ["mod", "x", "y"],
            "alias": ["Sample MoD", "one open end", "one open end"],
        }
    ),
    pl.DataFrame(
        {
            "place_id": ["avlen", "upper-dale", "dale", "borun"],
            "name": ["Avlen", "Upper Dale", "Dale", "Old Borun"],
            "kind": ["settlement", "district", "region", "settlement"],
            "country": ["samples", "samples", "samples", None],
            "parent_id": ["upper-dale", "dale", None, None],
            "region": [None, None, None, "Borunia"],
            "latitude": [48.0, None, None, 49.0],
            "longitude": [37.0, None, None, 38.0],
        }
    ),
    pl.DataFrame(
        {
            "host": ["wire.example", "desk.wire.example", "herald.ua", "herald.fr", "www.gov.uk"],
            "publisher": ["The Wire", "Wire Desk", "The Herald", "The Herald", "Government"],
            "country": [None, "CH", "UA", "FR", "GB"],
            "kind": ["agency", "igo", "outlet", "outlet", "government"],
        }
    ),
)


@pytest.fixture(scope="module")
def built(make: SimpleNamespace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of the built warehouse."""
    home = tmp_path_factory.mktemp("home")
    Corpus(make, "run-1").load(home / "tallywire.duckdb")
    build_models(home / "tallywire.duckdb", home / "dbt")
    return home


@pytest.fixture(scope="module")
def con(built):
    with open_live(built / "tallywire.duckdb") as connection:
        yield connection


def named(cases):
    return [pytest.param(claimant, rows, id=claimant) for claimant, _, rows in cases]


@pytest.mark.parametrize(("claimant", "rows"), named(DAILY))
def test_daily_tolls_are_as_claimed(con, claimant, rows):
    found = con.execute(
        "select victim_class, low, high, n_claims, n_origins, n_publishers "
        "from marts.toll_by_source_daily where claimant_name = ? order by low",
        [claimant],
    ).fetchall()
    assert found == rows


@pytest.mark.parametrize(("claimant", "rows"), named(PERIOD))
def test_period_tolls_are_as_claimed(con, claimant, rows):
    found = con.execute(
        "select victim_class, low, high, n_claims, n_origins, n_publishers "
        "from marts.toll_by_source_period where claimant_name = ? order by low",
        [claimant],
    ).fetchall()
    assert found == rows


@pytest.mark.parametrize(("claimant", "rows"), named(CUMULATIVE))
def test_running_totals_are_steps(con, claimant, rows):
    found = con.execute(
        "select as_of, low, high, change_low, change_high, len(finding_ids) "
        "from marts.toll_cumulative where claimant_name = ? order by as_of, low",
        [claimant],
    ).fetchall()
    assert found == rows


def test_days_and_periods_are_kept_apart(con):
    days = con.sql("select distinct day, is_interpolated from marts.toll_by_source_daily")
    lengths = con.sql("select distinct period_days from marts.toll_by_source_period order by 1")
    assert days.fetchall() == [(DAY, False)]
    assert lengths.fetchall() == [(2,), (7,)]


@pytest.mark.parametrize(("number", "sentence"), enumerate(row[1] for row in SENTENCES))
def test_the_sentence_holds_the_figure_and_no_more(con, number, sentence):
    found = con.execute(
        "select sentence from marts.claim_audit where article_id = ?", [f"s-{number}"]
    ).fetchall()
    assert found == [(sentence or unmarked(SENTENCES[number][0])[0],)]


def test_figures_without_a_claimant_are_told_by_their_publishers(con):
    found = con.sql(
        "select own_voice_of, low, n_claims from marts.toll_by_source_daily "
        "where claimant_name is null order by 1"
    ).fetchall()
    assert found == [("Sample Herald", 4, 1), ("Sample Post", 4, 1)]


def test_two_names_of_one_actor_are_one_claimant(con):
    found = con.sql(
        "select claimant_id, claimant_name, claimant_kind, claimant_side, low, high, n_claims "
        "from marts.toll_by_source_daily where claimant_id is not null"
    ).fetchall()
    assert found == [("mod", "Ministry of Samples", "ministry", "samples", 8, 8, 2)]


def test_a_name_of_two_actors_names_neither(con):
    found = con.sql("select claimant_id from core.claim where claimant = 'one open end'").fetchall()
    assert found == [(None,)]


def test_relays_and_places_resolve_where_they_can(con):
    found = con.sql(
        "select distinct relay_id, place_id from core.claim where claimant_id = 'mod'"
    ).fetchall()
    assert found == [("wire", "avlen")]


def test_a_place_lies_in_its_district_region_and_country(con):
    found = con.sql(
        "select place_id, district, region, path from core.place order by place_id"
    ).fetchall()
    assert found == [
        ("avlen", "Upper Dale", "Dale", ["avlen", "upper-dale", "dale", "samples"]),
        ("borun", None, "Borunia", ["borun"]),
        ("dale", None, "Dale", ["dale", "samples"]),
        ("upper-dale", "Upper Dale", "Dale", ["upper-dale", "dale", "samples"]),
    ]


def test_everything_claimed_in_a_region_is_one_query(con):
    query = (
        "select distinct claim.place_id from core.claim inner join core.place using (place_id) "
        "where list_contains(place.path, ?)"
    )
    found = [con.execute(query, [where]).fetchall() for where in ("dale", "samples", "borun")]
    assert found == [[("avlen",)], [("avlen",)], []]


@pytest.mark.parametrize(("number", "expected"), enumerate(row[2] for row in PUBLISHED))
def test_a_publisher_is_known_by_the_longest_host_else_by_a_name_of_its_own(con, number, expected):
    found = con.execute(
        "select publisher_name, publisher_country, publisher_kind from core.article "
        "where article_id = ?",
        [f"published-{number}"],
    ).fetchall()
    assert found == [expected]


def test_the_audit_has_every_current_claim_and_its_findings(con):
    found = con.sql(
        "select count(*), count(distinct claim_id), sum(n_findings), "
        "(select count(*) from core.claim) from marts.claim_audit"
    ).fetchall()
    ((rows, keys, findings, claims),) = found
    assert (rows, keys, findings) == (claims, claims, 2)


def test_an_article_without_claims_is_covered(con):
    found = con.sql(
        "select day, n_articles, n_articles_with_claims, n_claims, share_with_claims "
        "from marts.coverage_daily where publisher = 'Sample Quiet'"
    ).fetchall()
    assert found == [(dt.date(2025, 11, 15), 1, 0, 0, 0.0)]


def test_reprints_are_one_origin_of_three_publishers(con):
    found = con.sql(
        "select n_articles, n_publishers from core.origin where n_articles > 1"
    ).fetchall()
    assert found == [(3, 3), (3, 3)]


def test_every_table_and_column_has_a_comment(con, tmp_path):
    assert uncommented(con) == []
    page = write_dictionary(con, tmp_path / "dictionary.md").read_text(encoding="utf-8")
    for words in ("### raw.claim", "### marts.claim_audit", "| `own_voice_of` | varchar | Publish"):
        assert words in page


def test_a_bare_column_is_named_and_nothing_is_written(live_path, tmp_path):
    with open_live(live_path) as other:
        other.execute("create table raw.bare (n integer)")
        other.execute("comment on column raw.claim.figure is null")
        with pytest.raises(WarehouseError, match=r"raw\.bare, raw\.bare\.n, raw\.claim\.figure"):
            write_dictionary(other, tmp_path / "dictionary.md")
    assert not (tmp_path / "dictionary.md").exists()


def test_the_dictionary_of_the_published_snapshot_is_written(con, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("TALLYWIRE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert main() == 1
    assert "nothing has been published" in capsys.readouterr().err
    publish(con, tmp_path / "snapshots")
    assert main() == 0
    page = (tmp_path / "build" / "dictionary.md").read_text(encoding="utf-8")
    assert "### marts.toll_by_source_daily" in page


def shown_as_they_are(view):
    """Columns of a table that a view over it shows unchanged: they are tested there."""
    below = {"claim": "article_claim"}.get(view)
    described = yaml.safe_load((PROJECT_DIR / "models/core/core.yml").read_text())["models"]
    shown = [model["columns"] for model in described if model["name"] == below]
    return {column["name"] for columns in shown for column in columns}


def test_every_column_of_core_and_marts_has_a_test():
    untested = []
    for schema in ("core", "marts"):
        files = sorted((PROJECT_DIR / "models" / schema).glob("*.yml"))
        for model in chain(*(yaml.safe_load(file.read_text()).get("models", []) for file in files)):
            arguments = [next(iter(t.values()))["arguments"] for t in model["data_tests"]]
            tested = set(re.findall(r"\w+", str(arguments)))
            names = {column["name"] for column in model["columns"]} - shown_as_they_are(
                model["name"]
            )
            untested += [f"{model['name']}.{name}" for name in sorted(names - tested)]
    assert untested == []


def test_views_work_in_a_published_copy(con, tmp_path):
    publish(con, tmp_path)
    with open_snapshot(tmp_path) as reader:
        for view in (
            *("stg_article", "stg_claim", "stg_actor_name", "stg_place_name"),
            "stg_publisher_name",
        ):
            query = f"select count(*) from staging.{view}"
            assert reader.sql(query).fetchall() == con.sql(query).fetchall()
        assert uncommented(reader) == []


def test_two_homes_with_the_same_input_have_equal_checksums(built, make, con, tmp_path):
    path = tmp_path / "other" / "tallywire.duckdb"
    corpus = Corpus(make, "run-2")
    corpus.articles = dict(reversed(corpus.articles.items()))
    corpus.load(path)
    build_models(path, tmp_path / "other" / "dbt")
    with open_live(path) as other:
        assert table_checksums(other).rows() == table_checksums(con).rows()
        runs = other.sql("select distinct run_id from raw.article_version").fetchall()
        other.execute("update marts.claim_audit set low = low + 1 where claimant = 'week by week'")
        changed = table_checksums(other).join(
            table_checksums(con), on=["table", "rows", "checksum"], how="anti"
        )
    assert runs == [("run-2",)]
    assert changed["table"].to_list() == ["marts.claim_audit"]


def test_a_broken_claim_stops_the_build_with_one_line(make, tmp_path):
    path = tmp_path / "tallywire.duckdb"
    with open_live(path) as other:
        broken = make.claims(make.claim("a-1", "12", 12, 3))
        held = make.articles(make.article("a-1", "12 fell."))
        load_articles(other, held, make.rejected())
        load_claims(other, broken, make.readings(held, broken))
    with pytest.raises(WarehouseError, match="dbt: claim_is_in_order failed") as caught:
        build_models(path, tmp_path / "dbt", "staging core")
    assert "\n" not in str(caught.value)


def test_a_build_lets_go_of_the_file(live_path, tmp_path):
    with open_live(live_path):
        pass
    built = build_models(live_path, tmp_path / "dbt", "stg_article")
    opening = (
        "import sys; from pathlib import Path; from warehouse.connect import open_live\n"
        "with open_live(Path(sys.argv[1]), wait_seconds=0): print('open')"
    )
    other = subprocess.run(
        [sys.executable, "-c", opening, str(live_path)], capture_output=True, text=True, check=False
    )
    assert (built.models, other.stdout) == (1, "open\n"), other.stderr
