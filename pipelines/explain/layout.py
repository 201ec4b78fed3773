"""An explanation laid out: sentences with their figures marked, claims slot by slot; or JSON."""

import dataclasses
import json
import textwrap
from collections.abc import Callable, Iterator, Sequence

from pipelines.explain.trace import (
    ExplainedClaim,
    ExplainedSentence,
    Explanation,
    Slot,
    Tag,
)

WIDTH = 100
_CELL = 24

Style = Callable[[str, str], str]
"""Takes words and what they are (title, figure, faint), and returns them for the terminal."""


_COLOURS = {"title": "1", "figure": "1;33", "faint": "2"}
"""Codes of the terminal: bold, bold and yellow, faint."""


def plain(words: str, _: str) -> str:
    """Return words as they are, for a file or a pipe."""
    return words


def coloured(words: str, what: str) -> str:
    """Return words in the colour of what they are."""
    return f"\x1b[{_COLOURS[what]}m{words}\x1b[0m"


def as_text(explanation: Explanation, style: Style = plain) -> Iterator[str]:
    """Yield an explanation as lines of at most 100 columns."""
    published = explanation.published_at
    day = f"published {published:%Y-%m-%d}" if published else "no date"
    claims = sum(len(sentence.claims) for sentence in explanation.sentences)
    yield style(f"{explanation.doc_id}, {day}: {_count(claims, 'claim')}", "title")
    if explanation.refused:
        yield f"Passed over: {explanation.refused}."
    for sentence in explanation.sentences:
        yield ""
        yield from _sentence(sentence, style)


def as_json(explanation: Explanation) -> str:
    """Return an explanation as one JSON object on one line."""
    return json.dumps(dataclasses.asdict(explanation), ensure_ascii=True, default=str)


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def _sentence(sentence: ExplainedSentence, style: Style) -> Iterator[str]:
    marked = _marked(sentence)
    for line in _wrapped(f"[{sentence.number}] {marked}", 4):
        yield _with_figures(line, style)
    tagged = " ".join(" ".join(_tagged(tag).split()) for tag in sentence.tags)
    for line in _wrapped(f"    read as: {tagged}", 6):
        yield style(line, "faint")
    for claim in sentence.claims:
        yield from _claim(claim, style)
    for number in sentence.unclaimed:
        yield from _wrapped(f"    no claim: «{' '.join(number.text.split())}»: {number.reason}", 6)


def _marked(sentence: ExplainedSentence) -> str:
    """Return the words of a sentence with every figure in ⟦ ⟧ and every other number in ‹ ›."""
    spots: list[tuple[int, int, str, str]] = [
        (c.claim.start, c.claim.end, "⟦", "⟧") for c in sentence.claims
    ]
    spots += [(u.start, u.end, "‹", "›") for u in sentence.unclaimed]
    parts, position = [], sentence.start
    for start, end, opening, closing in sorted(spots):
        if start < position:
            continue
        before = sentence.text[position - sentence.start : start - sentence.start]
        words = sentence.text[start - sentence.start : end - sentence.start]
        parts += [before, opening, words, closing]
        position = end
    parts.append(sentence.text[position - sentence.start :])
    return " ".join("".join(parts).split())


def _tagged(tag: Tag) -> str:
    return f"[{tag.name}: {tag.text}]" if tag.name else tag.text


def _with_figures(line: str, style: Style) -> str:
    before, mark, rest = line.partition("⟦")
    if not mark:
        return line
    inner, closing, after = rest.partition("⟧")
    return before + style(f"⟦{inner}{closing}", "figure") + _with_figures(after, style)


def _claim(item: ExplainedClaim, style: Style) -> Iterator[str]:
    claim = item.claim
    value = "some" if claim.value is None else str(claim.value)
    value += f" to {claim.value_to}" if claim.value_to is not None else ""
    implied = ", implied" if claim.implicit else ""
    head = f"claim {item.number}: {value} {claim.category}{implied}"
    yield "    " + style(f"{head} (confidence {claim.confidence:.2f})", "title")
    for link, other in (("part of", item.part_of), ("tells again", item.restates)):
        if other is not None:
            yield f"      {link} claim {other}"
    widths = _widths(item.slots)
    for slot in item.slots:
        if slot.value is not None:
            yield _row(slot, widths)
    untold = [slot.slot for slot in item.slots if slot.value is None]
    if untold:
        yield style(f"      not told: {', '.join(untold)}", "faint")


def _widths(slots: Sequence[Slot]) -> tuple[int, int, int, int]:
    told = [slot for slot in slots if slot.value is not None]

    def widest(field: str) -> int:
        return max((min(len(getattr(slot, field)), _CELL) for slot in told), default=0)

    return widest("slot"), widest("value"), widest("how"), widest("rule")


def _row(slot: Slot, widths: tuple[int, int, int, int]) -> str:
    cells = (slot.slot, slot.value or "", slot.how, slot.rule)
    parts = [_cut(cell, _CELL).ljust(w) for cell, w in zip(cells, widths, strict=True)]
    line = "      " + "  ".join(parts)
    words = f"«{slot.words}»" if slot.words else ""
    where = f" in sentence {slot.sentence}" if slot.sentence is not None else ""
    room = WIDTH - len(line) - 2 - len(where)
    return f"{line}  {_cut(words, room)}{where}".rstrip()


def _cut(words: str, room: int) -> str:
    return words if len(words) <= room else words[: max(0, room - 1)] + "…"


def _wrapped(words: str, indent: int) -> list[str]:
    """Return words in lines; the first keeps its own indent, the others get `indent`."""
    return textwrap.wrap(
        words,
        WIDTH,
        subsequent_indent=" " * indent,
        break_on_hyphens=False,
        drop_whitespace=True,
    )
