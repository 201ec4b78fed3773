"""Which claims of an article a doubt, a denial or a verification reaches.

A doubt of «this» reaches the figures just told, one of «none of these accounts» all that anyone
claimed before it, one of «the army's figures» those of the army. A denial reaches the figures that
it answers. A body that verifies deaths verifies all that it counts. One side's count of its own
losses disputes what its enemy says of them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipelines.claims.certainty.certainty import Remark, find_remarks
from pipelines.claims.certainty.contradictions import find_contradictions
from pipelines.claims.reading.document import Document
from pipelines.records import Claim, Evidence, How, Verification

_BACK = 6
_REMARKS_MOST = 60
_COUNT = (
    r"(?:claims?|figures?|numbers?|lists?|counts?|tall(?:y|ies)|tolls?|accounts?|versions?|"
    r"statements?|totals?|reports?|losses)"
)
_ALL = re.compile(
    rf"\bnone of (?:\w+ ){{0,4}}(?:{_COUNT}|this|it)\b"
    rf"|\bneither (?:\w+ ){{0,2}}(?:side|army|party|balance sheet|{_COUNT})(?:'s)?\b"
    r"|\b(?:either|both|the two|the warring|all) (?:sides?|armies|parties|accounts|claims)\b"
    rf"|\b(?:battlefield|military|casualty|combat) {_COUNT}\b"
    rf"|\bthe (?:\w+ )?{_COUNT} (?:made|given|issued) by\b"
)
_OWNER = re.compile(
    rf"\b([a-z-]+)(?:'s|s') (?:\w+ ){{0,2}}{_COUNT}\b"
    rf"|\b(?:{_COUNT}|those) (?:(?:made|given|issued|released|put out) )?by (?:the )?([a-z-]+)"
)
_THE_COUNT = re.compile(rf"(?:(?:while|although|though) )?(?:the|such|their) (?:\w+ )?{_COUNT}\b")
_MILITARY = re.compile(
    r"\b(?:battlefield|military|combat) "
    r"(?:claims|tolls?|losses|casualt|figures|reports|numbers|counts|accounts)"
)
_TOLL = re.compile(r"\b(?:tolls?|casualt\w+|death\w*|dead|count|total|killed|fatalit\w+)\b")
_SEVERAL = re.compile(
    r"\b(?:both|these|those|the|all|such|as) "
    r"(?:statements|reports|claims|accounts|figures|numbers)\b|\bharm(?:ed|ing)\b"
)
_ANOTHER = re.compile(r";|,? (?:and|but) (?:said|says|claimed|claims|put|insisted|reported|gave)\b")
_BLAME = re.compile(r"\b(?:blam|accus|responsib|involve)")
_BY_SPEAKER = re.compile(r"[\"“‘]?(?:it|he|she|they)\b")
_PEOPLE = frozenset({"killed", "wounded", "casualties", "missing", "captured"})


def with_verification(
    claims: Sequence[Claim], sides: Sequence[str | None], document: Document
) -> list[Claim]:
    """Return the claims with what the article says of their truth.

    `sides[i]` is the side that the claimant of claim `i` speaks for. Where several remarks reach a
    claim, the one that is meant for it most surely stands.
    """
    verdicts = _Verdicts(claims, sides, document)
    return [verdicts.of(index) for index in range(len(claims))]


class _Verdicts:
    def __init__(
        self, claims: Sequence[Claim], sides: Sequence[str | None], document: Document
    ) -> None:
        self._claims = claims
        self._sides = sides
        self._document = document
        self._spans = document.sentences.spans
        starts = [span.start for span in self._spans]
        self._sentence = [bisect_right(starts, claim.start) - 1 for claim in claims]
        self._by_sentence: dict[int, list[int]] = {}
        for index, sentence in enumerate(self._sentence):
            self._by_sentence.setdefault(sentence, []).append(index)
        self._found: dict[int, tuple[Verification, Evidence]] = {}
        self._settle(find_remarks(document)[:_REMARKS_MOST] if claims else [])

    def of(self, index: int) -> Claim:
        """Return a claim with its verdict."""
        claim = self._claims[index]
        if index not in self._found:
            return claim
        status, evidence = self._found[index]
        return replace(claim, verification=status, evidence=(*claim.evidence, evidence))

    def _settle(self, remarks: Sequence[Remark]) -> None:
        """Note the verdicts, the surest last: it overwrites the others."""
        self._note_contradictions(any(remark.rule == "no_agreement" for remark in remarks))
        broad = [r for r in remarks if r.status == "unverified" and self._is_broad(r)]
        for remark in broad:
            self._note(remark, self._claimed_before(remark))
        for remark in remarks:
            if remark.status == "verified":
                self._note(remark, self._verified(remark))
        for remark in remarks:
            if remark.status == "disputed" and not self._shifts_blame(remark):
                self._note(remark, self._denied(remark))
        for remark in remarks:
            if remark.status == "unverified" and remark not in broad:
                self._note(remark, self._just_told(remark))
        self._share_with_repeats()

    def _shifts_blame(self, remark: Remark) -> bool:
        """Tell whether a denial is one of guilt, not of losses."""
        is_denial = remark.rule.startswith(("denied", "rejected", "dismissed"))
        return is_denial and _BLAME.search(self._words(remark)) is not None

    def _share_with_repeats(self) -> None:
        """Give a figure that is told twice the verdict of the other time: headline and text."""
        by_id = {claim.claim_id: index for index, claim in enumerate(self._claims)}
        for index, claim in enumerate(self._claims):
            first = by_id.get(claim.restates or "")
            if first is None:
                continue
            for one, other in ((first, index), (index, first)):
                if one in self._found and other not in self._found:
                    self._found[other] = self._found[one]

    def _note(self, remark: Remark, reached: Iterable[int]) -> None:
        for index in reached:
            how: How = "explicit" if self._sentence[index] == remark.index else "inherited"
            rule = f"certainty.{remark.rule}"
            evidence = Evidence("verification", remark.start, remark.end, how, rule)
            self._found[index] = (remark.status, evidence)

    def _words(self, remark: Remark) -> str:
        span = self._spans[remark.index]
        return self._document.folded[span.start : span.end]

    def _is_broad(self, remark: Remark) -> bool:
        words = self._words(remark)
        return _ALL.search(words) is not None or _OWNER.search(words) is not None

    def _claimed_before(self, remark: Remark) -> list[int]:
        """Return what anyone claimed before a doubt of all claims, or of those of its owner."""
        words = self._words(remark)
        is_military = _MILITARY.search(words) is not None
        is_toll = _TOLL.search(words) is not None and is_military
        reached = [
            index
            for index, claim in enumerate(self._claims)
            if claim.start < remark.start
            and claim.claimant is not None
            and not (is_military and claim.victim_class not in ("military", None))
            and not (is_toll and claim.category not in _PEOPLE)
        ]
        return self._of_owner(words, reached) or reached

    def _of_owner(self, words: str, indexes: Sequence[int]) -> list[int]:
        """Return those claims that the one named in a remark makes: «the army's figures»."""
        owners = {word for match in _OWNER.finditer(words) for word in match.groups() if word}
        sides = {self._side_named(owner) for owner in owners} - {None}
        return [
            index
            for index in indexes
            if self._sides[index] in sides
            or any(owner in (self._claims[index].claimant or "").lower() for owner in owners)
        ]

    def _side_named(self, word: str) -> str | None:
        lexicon = self._document.lexicon
        index = lexicon.index.get(word)
        return None if index is None else lexicon.terms[index][0].side

    def _just_told(self, remark: Remark) -> list[int]:
        """Return the figures of a remark's own sentence, else of the nearest one before it."""
        for sentence in range(remark.index, self._farthest(remark), -1):
            told = self._by_sentence.get(sentence, [])
            if sentence == remark.index and self._points_back(remark, told):
                continue
            if told:
                return told
        return []

    def _farthest(self, remark: Remark) -> int:
        """Return the number before the first sentence that a remark can reach back to.

        Within a paragraph it is the paragraph that a remark speaks of.
        """
        first, paragraph = remark.index, self._spans[remark.index].paragraph
        while first > 0 and self._spans[first - 1].paragraph == paragraph:
            first -= 1
            if first < remark.index - _BACK:
                break
        is_within = any(self._by_sentence.get(at) for at in range(first, remark.index))
        return first - 1 if is_within else max(-1, remark.index - _BACK - 1)

    def _points_back(self, remark: Remark, told: Sequence[int]) -> bool:
        """Tell whether a remark opens its sentence with a word for what came before it."""
        words = self._words(remark)
        if re.match(r"(?:this|that|these|those) \w+", words):
            return True
        is_first = all(self._claims[index].start > remark.end for index in told)
        return is_first and _THE_COUNT.match(words) is not None

    def _verified(self, remark: Remark) -> list[int]:
        """Return the figures that a remark verifies, and all others of the same neutral body."""
        own = self._by_sentence.get(remark.index, [])
        bodies = {self._claims[i].claimant for i in own if self._is_neutral(i)}
        counts = {(self._claims[i].category, self._claims[i].value) for i in own}
        return own + [
            index
            for index, claim in enumerate(self._claims)
            if claim.claimant in bodies
            or (claim.claimant is None and (claim.category, claim.value) in counts)
        ]

    def _is_neutral(self, index: int) -> bool:
        """Tell whether a claimant speaks for no side, though it may work in a country."""
        claimant = self._claims[index].claimant
        return claimant is not None and (self._sides[index] is None or " in " in claimant)

    def _denied(self, remark: Remark) -> list[int]:
        """Return the figures that a denial answers, and the denier's own figure beside it."""
        words = self._words(remark)
        own = self._by_sentence.get(remark.index, [])
        after = [i for i in own if self._claims[i].start > remark.start]
        if remark.rule.startswith("other_"):
            return self._other_figure(remark, after)
        target = [i for i in own if self._claims[i].start < remark.start]
        target = target or self._owned(remark, words) or self._answered(remark, words)
        sides = {self._claims[i].victim_side for i in target}
        counter = [
            i
            for i in after
            if self._claims[i].victim_side in sides and self._claims[i].category in _PEOPLE
        ]
        return [*target, *counter[:1]]

    def _other_figure(self, remark: Remark, after: Sequence[int]) -> list[int]:
        """Return a figure that is called higher or lower, and the one that it is so beside."""
        if not after:
            return []
        category = self._claims[after[0]].category
        earlier = [
            i
            for sentence in range(remark.index, max(-1, remark.index - _BACK), -1)
            for i in self._by_sentence.get(sentence, [])
            if i < after[0] and self._claims[i].category == category
        ]
        largest = max(earlier, key=lambda i: self._claims[i].value or 0, default=None)
        return [after[0]] if largest is None else [largest, after[0]]

    def _owned(self, remark: Remark, words: str) -> list[int]:
        """Return the totals of the one that a denial names: «contests the ministry's total»."""
        earlier = [i for i, c in enumerate(self._claims) if c.start < remark.start and c.claimant]
        owned = self._of_owner(words, earlier)
        if not _TOLL.search(words):
            return owned
        totals = [i for i in owned if self._claims[i].category == "killed"]
        return [i for i in totals if self._claims[i].cumulative] or totals

    def _answered(self, remark: Remark, words: str) -> list[int]:
        """Return the figures of the sentence that a denial follows, or of several."""
        several = _SEVERAL.search(words) is not None
        of_people = _TOLL.search(_ANOTHER.split(words, maxsplit=1)[0]) is not None
        reached: list[int] = []
        paragraph = self._spans[remark.index].paragraph
        speaker: object = ()
        for sentence in range(remark.index - 1, self._farthest(remark), -1):
            told = self._by_sentence.get(sentence, [])
            if told and _BY_SPEAKER.match(words) and speaker == ():
                speaker = self._claims[told[-1]].claimant
            reached += [
                i
                for i in told
                if self._claims[i].claimant != speaker
                and not (several and self._claims[i].claimant is None)
                and not (of_people and self._claims[i].category not in _PEOPLE)
            ]
            if reached and (not several or paragraph - self._spans[sentence].paragraph > 2):
                break
        return reached

    def _note_contradictions(self, is_open: bool) -> None:
        pairs = find_contradictions(self._claims, self._sides, self._document.text, is_open)
        for one, other in pairs:
            for index, answer in ((one, other), (other, one)):
                claim = self._claims[answer]
                rule = "certainty.other_count"
                evidence = Evidence("verification", claim.start, claim.end, "inherited", rule)
                self._found[index] = ("disputed", evidence)
