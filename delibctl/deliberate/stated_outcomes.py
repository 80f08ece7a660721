"""The outcomes that a model says its answer should have: "I should refuse", "the outcome is"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from delibctl.deliberate.denials import NEAR, denied, hypothetical
from delibctl.model import Outcome
from delibctl.text.lazy import later

_OUTCOMES = {
    Outcome.REFUSE: r"refus(?:e|al|ing)|declin(?:e|ing)",
    Outcome.SAFE_COMPLETE: r"(?:do |give |offer )?(?:an? )?safe[- ]complet(?:e|ion|ing)",
    Outcome.COMPLY: r"comply(?:ing)?|compliance",
}
_WORDS = "|".join(f"(?P<{outcome.name}>{words})" for outcome, words in _OUTCOMES.items())
#: Words that may stand between what announces an outcome and the outcome.
_BETWEEN = (
    r"(?:\W+(?:therefore|politely|simply|just|briefly|firmly|probably|kindly|gently|only|still|also|"
    r"then|rather|clearly|fully|safely|best|to|be|is|a|an|brief|short|polite|plain|this|it))*\W+"
)
#: What announces an outcome: the model itself, its answer, or a conclusion.
_ANNOUNCED = (
    r"(?:\b(?:i|we)(?:'ll|\W+(?:should|must|will|shall|have to|need to|ought to|can|may|would|"
    r"am going to|choose to|decide to))|"
    r"\b(?:answer|reply|response)\W+(?:should|must|will|has to|needs to|is)|"
    r"\b(?:outcome|decision|action)\b(?:\W+(?:here|must|should))?(?:\W+(?:is|be))?|"
    r"\b(?:calls? for|needs?|requires?|warrants?|deserves?)|\b(?:so|therefore|thus|hence))"
)
_STATED = later(rf"{_ANNOUNCED}{_BETWEEN}(?:{_WORDS})\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class StatedOutcome:
    """An outcome that a sentence announces, the words that say so, and the sentence after them."""

    outcome: Outcome
    quote: str
    manner: str


def stated_in(sentence: str) -> Iterator[StatedOutcome]:
    """Yield the outcomes that a sentence announces and does not deny, in order."""
    if hypothetical(sentence):
        return
    for match in _STATED.finditer(sentence):
        name = match.lastgroup
        if name and not denied(
            sentence[max(match.start(name) - NEAR, 0) : match.start(name)],
            sentence[match.end() : match.end() + NEAR],
        ):
            yield StatedOutcome(
                outcome=Outcome[name],
                quote=match[0],
                manner=sentence[match.end() : match.end() + NEAR],
            )
