"""The direction of a stronger or weaker modal, claimed only for plain sentences."""

import re
from dataclasses import dataclass

from delibctl.compare.scales import Direction
from delibctl.compare.wording.folding import flow, words
from delibctl.compare.wording.vocabulary import spelled_out, weight, word_set
from delibctl.model import Outcome

#: Ranks of modals, 3 the most binding. "May not" is missing, since it means two things.
_ALLOWING = {"must": 3, "shall": 3, "should": 2, "may": 1, "can": 1}
_FORBIDDING = {"must": 3, "shall": 3, "should": 2}

_PLAIN = re.compile(
    r"(?P<subject>(?:The|This|Our) (?:assistant|model|chatbot|bot|AI)) (?P<modal>\w+)"
    r" (?P<predicate>.+)"
)
_REFUSING = frozenset({"refuse", "decline", "reject"})
_HELPING = word_set(
    "assist create describe draft explain generate give help produce provide share show supply "
    "translate write"
)

#: Objects of help where more help means more care: warnings, referrals, reasons.
_DOUBTFUL = word_set(
    "warning warnings warn disclaimer disclaimers caution cautions careful risk risks danger "
    "dangers dangerous consequences illegal law laws safety safe safely helpline helplines "
    "crisis support professional professionals doctor lawyer refer referral why reason reasons "
    "lecture lectures judgement alternative alternatives incomplete partial limit limits "
    "limited away priority preference back instead rather alone protect protection"
)
_REQUESTS = frozenset({"request", "requests", "question", "questions"})
_HARMLESS = frozenset({"all", "any", "some", "either", "both"})


def leads(old: str, new: str, outcome: Outcome | None) -> Direction:
    """Return the direction; unknown unless only a modal changed in a sentence against helping."""
    change = _only_modal(old, new)
    if change is None:
        return Direction.UNKNOWN
    forbids = change.forbids_help
    rise = change.rise
    if not forbids or outcome is not Outcome.REFUSE or rise == 0:
        return Direction.UNKNOWN
    return Direction.TIGHTENS if rise > 0 else Direction.LOOSENS


@dataclass(frozen=True, kw_only=True)
class _Modal:
    """A sentence in which only the modal changed."""

    before: str
    after: str
    negated: bool
    verb: str
    complement: list[str]

    @property
    def rise(self) -> int:
        """Above 0 if the new modal is more binding, below 0 if less, 0 if that is unclear."""
        ranks = _FORBIDDING if self.negated else _ALLOWING
        before, after = ranks.get(self.before), ranks.get(self.after)
        return after - before if before and after else 0

    @property
    def forbids_help(self) -> bool | None:
        """True if the sentence is plainly against helping; None if that is unclear."""
        weighs = any(weight(word) and weight(word) not in _HARMLESS for word in self.complement)
        if weighs:
            return None
        # A duty to help may be one to warn or to ask first, so only what forbids is plain.
        if self.verb in _REFUSING and not self.negated:
            return (
                True if self.complement[:1] == ["to"] or _REQUESTS & set(self.complement) else None
            )
        start = self.complement[:1]
        plain = start not in ([], ["that"], ["in"]) and not _DOUBTFUL & set(self.complement)
        return True if self.verb in _HELPING and self.negated and plain else None


def _only_modal(old: str, new: str) -> _Modal | None:
    before, after = (re.split(r"(?<=[.!?]) ", flow(text)) for text in (old, new))
    if '"' in old + new or len(before) != len(after):
        return None
    changed = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    if len(changed) != 1:
        return None
    earlier, later = (_PLAIN.fullmatch(sentence) for sentence in changed[0])
    if not earlier or not later:
        return None
    if earlier.group("subject", "predicate") != later.group("subject", "predicate"):
        return None
    predicate = [w for word in words(earlier["predicate"]) for w in spelled_out(word)]
    negated = predicate[:1] in (["not"], ["never"])
    verb, *complement = predicate[negated:] or [""]
    return _Modal(
        before=earlier["modal"],
        after=later["modal"],
        negated=negated,
        verb=verb,
        complement=complement,
    )
