"""Which act of speech of a sentence governs a figure, and which other acts pass it on.

An act reaches what follows its verb («the army said that …»), what stands before it («…, the army
said»), or both where it is put in between; a semicolon or «, while» shuts one clause from another.
"""

import re
from collections.abc import Sequence

from pipelines.claims.sources.utterances import Speech
from pipelines.records import Span

_WEAK = frozenset({"give", "count", "put", "account"})
_NEAREST = 6
_NEW_CLAUSE = re.compile(r"[,–—]\s(?:while|but|whereas|although|though|and|as)\s|:\s")
_NESTED = re.compile(r"\W*(?:that\s|on\s\w+\s|also\s|what\s)?\W*(?:the\s|an?\s)?", re.IGNORECASE)


def governing(figure: Span, speeches: Sequence[Speech], text: str) -> Speech | None:
    """Return the act that asserts a figure, None where no act of the sentence reaches it."""
    acts = [s for s in speeches if s.speaker is not None or s.is_agentless]
    before = [s for s in acts if _reaches_right(s, figure)]
    after = [s for s in acts if _reaches_left(s, figure)]
    left = before[-1] if before else None
    right = after[0] if after else None
    cited = next((s for s in (*before, *after) if s.cue.kind == "cite"), None)
    if right is not None and ";" in text[figure.end : right.cue.start]:
        right = None
    nearest = (*before[-2:], *(after[:2] if right else ()))
    if cited is not None and cited in nearest:
        return cited
    if left is None or right is None:
        return left or right
    between = text[left.cue.end : figure.start]
    is_weak = left.cue.kind in _WEAK and right.cue.kind not in _WEAK
    if is_weak and not right.is_agentless and ";" not in between:
        return right
    shut = ";" in between or left.reach == "both" or _NEW_CLAUSE.search(between)
    return right if shut and not right.is_agentless else left


def _reaches_right(speech: Speech, figure: Span) -> bool:
    return (
        _speaks(speech)
        and speech.cue.end <= figure.start
        and speech.reach != "before"
        and figure.start < speech.limit
    )


def _reaches_left(speech: Speech, figure: Span) -> bool:
    return _speaks(speech) and speech.cue.start >= figure.end and speech.reach != "after"


def _speaks(speech: Speech) -> bool:
    names_somebody = speech.speaker is not None or speech.through is not None
    return speech.cue.kind != "deny" and (names_somebody or speech.is_agentless)


def others_reaching(
    figure: Span, chosen: Speech, speeches: Sequence[Speech], text: str
) -> list[Speech]:
    """Return the other acts that reach a figure, the nearest to the chosen one first."""
    found = [
        s
        for s in speeches
        if s is not chosen
        and (s.speaker is not None or s.through is not None)
        and s.cue.kind != "deny"
        and (_reaches_right(s, figure) or _reaches_left(s, figure))
    ]
    nearest = sorted(found, key=lambda s: abs(s.cue.start - chosen.cue.start))[:_NEAREST]
    return [s for s in nearest if not _is_parted(s, figure, text)]


def _is_parted(speech: Speech, figure: Span, text: str) -> bool:
    """Tell whether a semicolon stands between an act and a figure."""
    first, last = min(speech.cue.end, figure.end), max(speech.cue.start, figure.start)
    return text.find(";", first, last) >= 0


def is_nested(outer: Speech, inner: Speech, text: str) -> bool:
    """Tell whether an act is told within another: «X said that the ministry had counted …»."""
    if inner.speaker is None or outer.speaker is None or outer.reach != "after":
        return False
    if inner.speaker.start < outer.cue.end or inner.speaker == outer.speaker:
        return False
    return _NESTED.fullmatch(text, outer.cue.end, inner.speaker.start) is not None
