"""Sentences of their own that permit an answer, or release it from a duty."""

from delibctl.compare.wording.duties import duties
from delibctl.compare.wording.duty import Duty, Force
from delibctl.compare.wording.duty_acts import stems_of
from delibctl.compare.wording.lexicon import CARING, WITHHOLDING
from delibctl.compare.wording.sentences import Sentence
from delibctl.compare.wording.subjects import HAPPENING, OTHERS, subject_of
from delibctl.model import Outcome
from delibctl.text.stems import stems


def permits(sentence: Sentence, outcome: Outcome | None) -> bool:
    """Return True if a sentence only permits: "It may quote them", "Sources need not be shown"."""
    stated = duties(sentence)
    freeing = {Force.PERMIT, Force.RELEASE}
    if not stated or stated[0].force not in freeing:
        return False
    only = all(duty.force in freeing for duty in stated if duty.binds)
    return only and _is_permission(stated[0], sentence, outcome)


def _is_permission(duty: Duty, sentence: Sentence, outcome: Outcome | None) -> bool:
    """Return True if a duty frees the assistant, and does not let it hold back."""
    subject = subject_of(sentence, duty.start)
    unlike = f"{HAPPENING} {CARING} {WITHHOLDING} be have need want contain include"
    others = not OTHERS.isdisjoint(subject) and "it" not in subject
    if not subject or others or duty.act in stems_of(unlike) or not duty.act:
        return False
    if duty.force is Force.RELEASE and outcome is Outcome.COMPLY:
        return not duty.binds
    return not any(stem in stems_of(WITHHOLDING) for stem in stems(sentence.texts[duty.end :][:2]))
