"""Weights are fitted, tabled, loaded and used; the reliability table tells what they are worth."""

import random
import shutil
from pathlib import Path

import pytest

from pipelines.claims.confidence import SLOTS, confidence, traits
from pipelines.evaluation.fitting import (
    LEAST_SUPPORT,
    PENALTIES,
    Example,
    as_table,
    best_penalty,
    cross_validated,
    fit,
    fold_of,
    log_loss,
)
from pipelines.evaluation.reliability import Judged, bins, calibration_error
from pipelines.lexicon import load_lexicon
from pipelines.lexicon.reading import DATA
from pipelines.lexicon.weights import confidence_weights
from pipelines.records import Evidence

SURE = (Evidence("victim_side", 0, 1, "explicit", "side.modifier"),)
UNSURE = (Evidence("victim_side", 0, 1, "inherited", "side.previous"),)


def made(seed: int = 1, n: int = 400) -> list[Example]:
    """Return claims of which the sure ones are right nine times in ten, the unsure ones three."""
    chance = random.Random(seed)
    result = []
    for number in range(n):
        sure = chance.random() < 0.5
        right = chance.random() < (0.9 if sure else 0.3)
        result.append(Example(f"doc-{number // 2}", SURE if sure else UNSURE, right))
    return result


def test_the_fit_gives_back_the_shares_that_it_was_shown() -> None:
    weights = fit(made(), 2.0)
    assert confidence(SURE, weights) == pytest.approx(0.9, abs=0.05)
    assert confidence(UNSURE, weights) == pytest.approx(0.3, abs=0.06)


def test_the_same_claims_give_the_same_weights() -> None:
    assert as_table(fit(made(), 2.0), made()) == as_table(fit(made(), 2.0), made())


def test_confidence_across_folds_is_calibrated_and_better_than_a_coin() -> None:
    judged = cross_validated(made(), 2.0)
    assert len(judged) == 400
    assert calibration_error(bins(judged)) < 0.06
    assert log_loss(judged) < 0.55


def test_the_penalty_is_the_one_that_foresees_best() -> None:
    losses = {p: log_loss(cross_validated(made(), p)) for p in PENALTIES}
    assert losses[best_penalty(made())] == min(losses.values())


def test_a_trait_of_few_documents_has_no_weight_of_its_own() -> None:
    rare = (Evidence("victim_side", 0, 1, "explicit", "side.rare"),)
    few = [Example(f"few-{i % (LEAST_SUPPORT - 1)}", rare, True) for i in range(50)]
    weights = fit([*made(), *few], 2.0)
    assert ("victim_side", "side.rare") not in weights
    assert ("victim_side", "explicit") in weights


def test_a_document_of_many_claims_counts_once() -> None:
    bulletin = [Example("bulletin", UNSURE, True) for _ in range(500)]
    assert confidence(UNSURE, fit([*made(), *bulletin], 2.0)) < 0.4


@pytest.mark.parametrize("right", [True, False])
def test_claims_that_are_all_alike_are_fitted_too(right: bool) -> None:
    weights = fit([Example(f"d{i}", SURE, right) for i in range(20)], 2.0)
    assert confidence(SURE, weights) == pytest.approx(float(right), abs=0.01)


def test_nothing_to_fit_gives_no_weight() -> None:
    assert fit([], 2.0) == {}
    assert cross_validated([], 2.0) == []


def test_fitted_weights_can_be_loaded_and_change_the_version(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    weights = fit(made(), 2.0)
    (folder / "confidence.csv").write_text(as_table(weights, made()), encoding="utf-8")
    loaded = confidence_weights(folder)
    assert loaded == {trait: pytest.approx(weight, abs=0.001) for trait, weight in weights.items()}
    assert load_lexicon(folder).digest != load_lexicon().digest


def test_a_trait_of_every_slot_is_told_and_a_missing_one_too() -> None:
    seen = traits(SURE)
    assert {slot for slot, _ in seen} == {"claim", *SLOTS}
    assert ("victim_side", "side.modifier") in seen
    assert ("place", "missing") in seen


def test_the_stored_weights_know_every_way_and_stay_between_the_ends() -> None:
    weights = load_lexicon().confidence
    assert ("claim", "always") in weights
    assert {slot for slot, _ in weights} <= {"claim", *SLOTS}
    assert 0.0 < confidence((), weights) < 1.0
    assert 0.0 < confidence(SURE, weights) < 1.0


def test_an_unknown_rule_counts_by_its_way() -> None:
    weights = load_lexicon().confidence
    young = (Evidence("victim_side", 0, 1, "explicit", "side.of_tomorrow"),)
    odds = {("claim", "always"): 0.0, ("victim_side", "explicit"): 1.0}
    assert confidence(young, odds) == pytest.approx(0.731, abs=0.001)
    assert confidence(young, weights) != confidence((), weights)


def test_bins_hold_every_claim_and_the_error_is_their_mean_distance() -> None:
    judged = [Judged(1.0, True), Judged(0.95, False), Judged(0.0, False), Judged(0.31, True)]
    table = bins(judged)
    assert [(round(b.low, 1), b.n) for b in table] == [(0.0, 1), (0.3, 1), (0.9, 2)]
    assert table[-1].mean_confidence == pytest.approx(0.975)
    assert table[-1].share_right == 0.5
    assert calibration_error(table) == pytest.approx((0.69 + 2 * 0.475) / 4)
    assert calibration_error([]) == 0.0


def test_the_fold_of_a_document_never_changes() -> None:
    assert [fold_of(f"wire-{n}", 4) for n in range(6)] == [1, 1, 2, 3, 1, 2]
