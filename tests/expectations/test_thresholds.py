"""The reviewed file of severities and thresholds."""

import pytest
import yaml

from expectations.suites import SUITES
from expectations.thresholds import (
    PATH,
    ThresholdError,
    read_thresholds,
    refuse_mismatch,
    thresholds,
)


def test_the_file_decides_what_blocks():
    told = thresholds().severity
    for table, suite in SUITES.items():
        for check in suite.checks:
            assert check.blocking == (told[table][check.name] == "blocks")
    assert told["core.claim"]["sentence_holds_figure"] == "warns"


NAMES = {"raw.claim": ["key_is_unique", "article_exists"]}
MISMATCHES = [
    ({"raw.claim": {"key_is_unique": "blocks"}}, "raw.claim: article_exists has no severity"),
    ({"raw.weather": {}}, "raw.weather: no such table has checks"),
    (
        {"raw.claim": {**dict.fromkeys(NAMES["raw.claim"], "warns"), "is_nice": "warns"}},
        "raw.claim: there is no check is_nice",
    ),
]


@pytest.mark.parametrize(("severity", "words"), MISMATCHES)
def test_a_check_without_severity_or_a_severity_without_check_is_refused(severity, words):
    with pytest.raises(ThresholdError, match=words):
        refuse_mismatch(severity, NAMES)


FAULTS = [
    (
        ("severity", "raw.claim", "key_is_unique"),
        "matters",
        "severity.raw.claim.key_is_unique: .*'matters'",
    ),
    (("volume", "silence_below"), 2, "volume.silence_below: .*2"),
    (("volume", "flood_above"), 0.5, "volume.flood_above"),
    (("overdue", "factor"), "twice", "overdue.factor"),
    (("overdue", "grace"), 3, "overdue.grace: .*not permitted"),
]


@pytest.mark.parametrize(("path", "value", "words"), FAULTS)
def test_a_fault_is_told_with_its_place(tmp_path, path, value, words):
    content = yaml.safe_load(PATH.read_text())
    place = content
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    (tmp_path / "thresholds.yml").write_text(yaml.safe_dump(content))
    with pytest.raises(ThresholdError, match=rf"thresholds\.yml: {words}"):
        read_thresholds(tmp_path / "thresholds.yml")


@pytest.mark.parametrize("text", ["", "severity: [", "volume: 3"])
def test_what_is_no_such_file_is_refused(tmp_path, text):
    (tmp_path / "thresholds.yml").write_text(text)
    with pytest.raises(ThresholdError, match=r"thresholds\.yml"):
        read_thresholds(tmp_path / "thresholds.yml")
