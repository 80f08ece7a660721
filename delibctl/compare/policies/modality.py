"""Where a stronger or weaker modal leads. Claimed only for sentences that are plain to read."""

import re
from dataclasses import dataclass

from delibctl.compare.policies.folding import flow, words
from delibctl.compare.policies.scales import Direction
from delibctl.compare.policies.vocabulary import spelled_out, weight, word_set
from delibctl.model import Outcome

#: How binding a modal is; those of one rank are not told apart, and "may not" means two things.
_ALLOWING = {"must": 3, "shall": 3, "should": 2, "may": 1, "can": 1}
_FORBIDDING = {"must": 3, "shall": 3, "should": 2}

_PLAIN = re.compile(
    r"(?P<subject>(?:The|This|Our) (?:assistant|model|chatbot|bot|AI)) (?P<modal>\w+) (?P<rest>.+)"
)
_REFUSING = frozenset({"refuse", "decline", "reject"})
_HELPING = word_set(
    "assist create describe draft explain generate give help produce provide share show supply "
    "translate write"
)

#: What may be helped with so that more of it is more care: warnings, referrals, reasons.
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
    """Unknown, unless one modal is all that changed and its sentence agrees with the outcome."""
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
    """A sentence whose modal is another, and nothing else."""

    before: str
    after: str
    negated: bool
    verb: str
    rest: list[str]

    @property
    def rise(self) -> int:
        """Above 0 where the new modal binds more, 0 where that cannot be said."""
        ranks = _FORBIDDING if self.negated else _ALLOWING
        before, after = ranks.get(self.before), ranks.get(self.after)
        return after - before if before and after else 0

    @property
    def forbids_help(self) -> bool | None:
        """True where the sentence is plainly against helping; None where that is not plain."""
        weighs = any(weight(word) and weight(word) not in _HARMLESS for word in self.rest)
        if weighs:
            return None
        # A duty to help may be one to warn or to ask first, so only what forbids is plain.
        if self.verb in _REFUSING and not self.negated:
            return True if self.rest[:1] == ["to"] or _REQUESTS & set(self.rest) else None
        plain = self.rest[:1] not in ([], ["that"], ["in"]) and not _DOUBTFUL & set(self.rest)
        return True if self.verb in _HELPING and self.negated and plain else None


def _only_modal(old: str, new: str) -> _Modal | None:
    before, after = (re.split(r"(?<=[.!?]) ", flow(text)) for text in (old, new))
    if '"' in old + new or len(before) != len(after):
        return None
    changed = [(left, right) for left, right in zip(before, after, strict=True) if left != right]
    if len(changed) != 1:
        return None
    left, right = (_PLAIN.fullmatch(sentence) for sentence in changed[0])
    if not left or not right:
        return None
    if (left["subject"], left["rest"]) != (right["subject"], right["rest"]):
        return None
    rest = [part for word in words(left["rest"]) for part in spelled_out(word)]
    negated = rest[:1] in (["not"], ["never"])
    verb, *others = rest[negated:] or [""]
    return _Modal(
        before=left["modal"], after=right["modal"], negated=negated, verb=verb, rest=others
    )
