"""What is counted: figures found, false alarms, records, implied ones, totals."""

from collections import Counter
from dataclasses import replace

import pytest

from pipelines.evaluation.gold import AnnotatedDocument, CountedDocument, annotation_of
from pipelines.evaluation.scoring import by_kind, compare, confusions, tally
from pipelines.evaluation.totals import total_shares, totals_of
from pipelines.records import Article
from tests.evaluation.made import TEXT


def outcome(golds, claims, doc_id="wire-1"):
    return compare(AnnotatedDocument(Article(doc_id, TEXT), tuple(golds)), claims)


def test_found_record_and_full_are_counted_apart(claim) -> None:
    gold = annotation_of(claim())
    reads = {
        "full": claim(),
        "record": claim(place="Kharkiv"),
        "found": claim(victim_side="russia"),
        "nothing": claim(value=13),
    }
    sums = tally(outcome([gold], [read], name) for name, read in reads.items())
    assert (sums.documents, sums.gold, sums.predicted) == (4, 4, 4)
    assert (sums.found, sums.record, sums.full) == (3, 2, 1)
    shares = sums.shares(sums.found)
    assert (shares.precision, shares.recall, shares.f1) == (0.75, 0.75, 0.75)
    assert sums.accuracy("victim_side") == pytest.approx(2 / 3)


def test_misses_cost_recall_and_false_alarms_precision(claim) -> None:
    gold = annotation_of(claim())
    far = claim(start=50, end=58, value=7)
    sums = tally([outcome([gold], [claim(), far]), outcome([gold], [], "wire-2")])
    shares = sums.shares(sums.found)
    assert (shares.precision, shares.recall) == (0.5, 0.5)


def test_finding_an_implied_one_neither_helps_nor_hurts(claim) -> None:
    implied = annotation_of(claim(implicit=True, value=1))
    before = tally([outcome([annotation_of(claim())], [claim()])])
    found = tally([outcome([annotation_of(claim()), implied], [claim(), claim(value=1)])])
    assert (found.gold, found.predicted, found.found) == (before.gold, before.predicted, 1)
    assert (found.implicit_gold, found.implicit_found) == (1, 1)
    excess = tally([outcome([annotation_of(claim())], [claim(), claim(value=1, implicit=True)])])
    assert excess.predicted == before.predicted


def test_missing_an_implied_one_costs_its_own_recall_only(claim) -> None:
    implied = annotation_of(claim(implicit=True, value=1))
    sums = tally([outcome([annotation_of(claim()), implied], [claim()])])
    assert sums.shares(sums.found).recall == 1.0
    assert (sums.implicit_gold, sums.implicit_found) == (1, 0)


def test_a_category_counts_its_own(claim) -> None:
    outcomes = [outcome([annotation_of(claim())], [claim(category="wounded")])]
    killed, wounded = tally(outcomes, "killed"), tally(outcomes, "wounded")
    assert (killed.gold, killed.predicted, killed.found) == (1, 0, 0)
    assert (wounded.gold, wounded.predicted) == (0, 1)


def test_nothing_read_and_nothing_annotated_is_zero_not_an_error() -> None:
    shares = tally([]).shares(0)
    assert (shares.precision, shares.recall, shares.f1) == (0.0, 0.0, 0.0)


def test_the_kind_of_a_document_is_the_beginning_of_its_id(claim) -> None:
    gold = annotation_of(claim())
    outcomes = [outcome([gold], [], d) for d in ("wiki-a-1", "wire-1", "wire-2", "plain")]
    assert {kind: len(group) for kind, group in by_kind(outcomes).items()} == {
        "wire": 2,
        "other": 1,
        "wiki": 1,
    }


def test_confusions_tell_values_of_closed_slots_and_names_in_general(claim) -> None:
    gold = annotation_of(claim())
    reads = [
        claim(victim_side="russia"),
        claim(claimant=None),
        claim(claimant="Kyiv"),
        claim(relay="TASS"),
    ]
    mixed = confusions(outcome([gold], [read]) for read in reads)
    assert mixed["victim_side"] == Counter({("ukraine", "russia"): 1})
    assert mixed["claimant"] == Counter({("a name", "none"): 1, ("a name", "another name"): 1})
    assert mixed["relay"] == Counter({("none", "a name"): 1})
    assert not mixed["place"]


def test_a_total_adds_lower_ends_and_leaves_out_parts_and_restatements(claim) -> None:
    document = CountedDocument(Article("r-1", TEXT), {"killed": 20, "captured": 0})
    claims = [
        claim(low=13, part_of=None, restates=None),
        claim(low=7, part_of=None, restates=None),
        claim(low=5, part_of="x"),
        claim(low=13, restates="x"),
        claim(low=9, category="wounded"),
    ]
    totals = totals_of(document, claims)
    assert [(t.category, t.gold, t.read) for t in totals] == [
        ("killed", 20, 20),
        ("captured", 0, 0),
    ]
    more = totals_of(replace(document, totals={"killed": 19, "captured": 2}), claims)
    shares = total_shares([*totals, *more])
    assert (shares["killed"].exact, shares["killed"].exact_positive) == (0.5, 0.5)
    assert (shares["captured"].exact, shares["captured"].exact_positive) == (0.5, 0.0)
    assert (shares["captured"].n, shares["captured"].n_positive) == (2, 1)
