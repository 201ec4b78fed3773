"""Models that follow what changed, against models that are built from nothing.

Articles, later texts, readings, reprints, findings and comparisons arrive at random in several
steps; after each, every table of core and marts must be what a build from nothing makes of it.
"""

import datetime as dt
import random
from pathlib import Path
from types import SimpleNamespace

import polars as pl
import pytest

from pipelines.records import FINDING_SCHEMA
from warehouse.article_load import load_articles
from warehouse.checksum import table_checksums
from warehouse.connect import Connection, WarehouseError, open_live
from warehouse.findings_load import load_findings
from warehouse.load import load_claims, load_reference
from warehouse.models import build_models

DAY = dt.date(2025, 11, 14)
STEPS = 3
SEED = 20251114
CLAIMANTS = ("the Ministry", "Sample MoD", "a commander", None)
PUBLISHERS = ("Sample Wire", "Sample Herald", "wire.example", None)


class Feed:
    """What arrives, step by step: the same seed brings the same rows."""

    def __init__(self, make: SimpleNamespace, seed: int) -> None:
        self.make = make
        self.chance = random.Random(seed)
        self.versions: dict[str, int] = {}
        self.claims: list[str] = []

    def arrive(self, con: Connection) -> None:
        """Load what one step brings, by the ways in which it comes in."""
        new = [f"a{len(self.versions) + n}" for n in range(6)]
        changed = self.chance.sample(sorted(self.versions), min(3, len(self.versions)))
        for article_id in (*new, *changed):
            self._load(con, article_id, self.versions.get(article_id, 0) + 1, "e1")
        for article_id in self.chance.sample(sorted(self.versions), 2):
            self._read(con, article_id, self.versions[article_id], f"e{len(self.claims)}")
        self._copy(con)
        self._find(con)

    def _load(self, con: Connection, article_id: str, version: int, extractor: str) -> None:
        self.versions[article_id] = version
        text = f"{self.chance.randint(10, 99)} fell, {self.chance.randint(10, 99)} were hurt."
        publisher = self.chance.choice(PUBLISHERS)
        day = self.make.noon + dt.timedelta(days=self.chance.randint(0, 3))
        held = self.make.articles(
            self.make.article(
                article_id,
                text,
                version,
                publisher=publisher,
                published_at=day,
                url=f"https://news.herald.example/{article_id}",
            )
        )
        load_articles(con, held, self.make.rejected())
        self._read(con, article_id, version, extractor)

    def _read(self, con: Connection, article_id: str, version: int, extractor: str) -> None:
        """Load zero to three claims of a text, some of them parts or repetitions of another."""
        rows = [
            self._claim(article_id, version, extractor, start)
            for start in range(self.chance.randint(0, 3))
        ]
        for row in rows[1:]:
            slot = self.chance.choice(("part_of", "restates", "evidence"))
            row[slot] = rows[0]["claim_id"] if slot != "evidence" else "[]"
        found = self.make.claims(*rows)
        self.claims += found["claim_id"].to_list()
        held = self.make.articles(self.make.article(article_id, version=version))
        load_claims(con, found, self.make.readings(held, found, extractor))

    def _claim(self, article_id: str, version: int, extractor: str, start: int) -> dict:
        low = self.chance.randint(1, 90)
        kind = self.chance.choice(("day", "span", "since"))
        back = {"day": 0, "span": 6, "since": 900}[kind]
        end = DAY + dt.timedelta(days=self.chance.randint(0, 2))
        return self.make.claim(
            article_id,
            "fell"[: start + 1],
            low,
            self.chance.choice((low, None)),
            version=version,
            extractor_version=extractor,
            start=start,
            end=start + 1,
            claimant=self.chance.choice(CLAIMANTS),
            place=self.chance.choice(("Avlen", None)),
            period_kind=kind,
            cumulative=kind == "since",
            period_end=end,
            period_start=(DAY if kind == "since" else end) - dt.timedelta(days=back),
        )

    def _copy(self, con: Connection) -> None:
        """Give a few articles another origin, and compare copies with their origins anew."""
        for article_id in self.chance.sample(sorted(self.versions), 3):
            origin = self.chance.choice(sorted(self.versions))
            for version in range(1, self.versions[article_id] + 1):
                con.execute(
                    "insert or replace into raw.article_origin values (?, ?, ?, ?)",
                    [article_id, version, origin, origin],
                )
            con.execute("delete from raw.article_copy where article_id = ?", [article_id])
            if origin != article_id and self.chance.random() < 0.7:
                con.execute(
                    "insert into raw.article_copy values (?, ?, ?, 1, 1, null, ?, [])",
                    [article_id, self.versions[article_id], origin, self.chance.random()],
                )

    def _find(self, con: Connection) -> None:
        named = [
            {
                "finding_id": f"f-{claim_id}",
                "rule": "C4",
                "rule_version": 1,
                "verdict": "suspicious",
                "severity": "medium",
                "claim_ids": [claim_id],
                "computation": "as told",
                "digest": "as told",
                "first_seen": self.make.noon,
                "last_seen": self.make.noon,
            }
            for claim_id in self.chance.sample(self.claims, min(4, len(self.claims)))
        ]
        load_findings(con, pl.DataFrame(named, schema=FINDING_SCHEMA))


def reference(con: Connection, kind: str = "ministry") -> None:
    load_reference(
        con,
        pl.DataFrame(
            {"actor_id": ["mod"], "name": ["Ministry"], "kind": [kind], "side": ["samples"]}
        ),
        pl.DataFrame({"actor_id": ["mod", "mod"], "alias": ["Sample MoD", "Ministry"]}),
        pl.DataFrame(
            {
                "place_id": ["avlen"],
                "name": ["Avlen"],
                "kind": ["settlement"],
                "country": ["samples"],
                "parent_id": pl.Series([None], dtype=pl.String),
                "region": pl.Series([None], dtype=pl.String),
                "latitude": [48.0],
                "longitude": [37.0],
            }
        ),
        pl.DataFrame(
            {
                "host": ["wire.example", "herald.example"],
                "publisher": ["The Wire", "The Herald"],
                "country": ["CH", None],
                "kind": ["agency", "outlet"],
            }
        ),
    )


def forget_builds(path: Path) -> None:
    with open_live(path) as con:
        con.execute("delete from meta.model_build")


def models_of(path: Path) -> list[tuple[object, ...]]:
    with open_live(path) as con:
        known = con.execute("from core.claim_known order by all").fetchall()
        return [*table_checksums(con, ("core", "marts")).rows(), *known]


def test_following_changes_makes_what_a_build_from_nothing_makes(make, tmp_path):
    path, dbt_dir = tmp_path / "tallywire.duckdb", tmp_path / "dbt"
    feed = Feed(make, SEED)
    with open_live(path) as con:
        reference(con)
    for step in range(STEPS):
        with open_live(path) as con:
            feed.arrive(con)
        build_models(path, dbt_dir)
        if not step:
            continue
        followed = models_of(path)
        forget_builds(path)
        build_models(path, dbt_dir)
        assert followed == models_of(path), f"step {step}"


def load_one(make: SimpleNamespace, path: Path, article_id: str, low: int, high: int) -> None:
    with open_live(path) as con:
        held = make.articles(make.article(article_id, "12 fell."))
        found = make.claims(make.claim(article_id, "12", low, high, claimant="Sample MoD"))
        load_articles(con, held, make.rejected())
        load_claims(con, found, make.readings(held, found))


def test_new_reference_data_reaches_every_row_though_a_build_stopped_halfway(make, tmp_path):
    path, dbt_dir = tmp_path / "tallywire.duckdb", tmp_path / "dbt"
    load_one(make, path, "a-1", 12, 12)
    kinds = []
    for kind, selections in {
        "ministry": ("*",),
        "military": ("core.actor core.article core.article_claim", "*"),
    }.items():
        with open_live(path) as con:
            reference(con, kind)
        for selection in selections:
            build_models(path, dbt_dir, selection)
        with open_live(path) as con:
            kinds += con.sql(
                "select claim_audit.claimant_kind, toll.claimant_kind "
                "from marts.claim_audit, core.toll"
            ).fetchall()
    assert kinds == [("ministry", "ministry"), ("military", "military")]


def test_rows_that_failed_a_test_are_tested_until_they_pass(make, tmp_path):
    path, dbt_dir = tmp_path / "tallywire.duckdb", tmp_path / "dbt"
    load_one(make, path, "a-1", 12, 12)
    build_models(path, dbt_dir, "staging core")
    load_one(make, path, "a-2", 12, 3)
    for _ in range(2):
        with pytest.raises(WarehouseError, match="claim_is_in_order failed"):
            build_models(path, dbt_dir, "staging core")
