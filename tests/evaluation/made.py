"""One document with one claim, made for the tests of the evaluation."""

from typing import Any

TEXT = "Russia said on Monday that at least 12 Ukrainian soldiers were killed near Kupyansk."

GOLD: dict[str, Any] = {
    "start": 27,
    "end": 38,
    "figure": "at least 12",
    "implicit": False,
    "category": "killed",
    "equipment": None,
    "value": 12,
    "value_to": None,
    "qualifier": "at_least",
    "victim_side": "ukraine",
    "victim_class": "military",
    "claimant": "Russia",
    "relay": None,
    "period_start": None,
    "period_end": None,
    "cumulative": False,
    "place": "Kupyansk",
    "verification": "not_stated",
}
