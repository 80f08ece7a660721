"""Edits of a duty: must turned into may, refuse into answer."""

from delibctl.compare.scales import Direction, by_restraint
from delibctl.compare.wording.duty import Duty, Force
from delibctl.compare.wording.edits import Edit, Side
from delibctl.compare.wording.lexicon import (
    ADVISING,
    CARING,
    NEGLECTING,
    TONE,
    WITHHOLDING,
    stem_set,
)
from delibctl.compare.wording.stance import governing
from delibctl.model import Outcome
from delibctl.text.stems import stems

#: The duties of a sentence before and after.
Duties = tuple[list[Duty], list[Duty]]


def duty_direction(edit: Edit, duties: Duties, outcome: Outcome | None) -> Direction | None:
    """Return the direction of an edit of a duty; None if it changes no duty."""
    before, after = touched_duties(edit, duties)
    if before is None and after is None:
        return _act_direction(edit, duties)
    released = before is None and after is not None and after.force is Force.RELEASE
    if released and outcome is Outcome.SAFE_COMPLETE and edit.out.words:
        asked = any(duty.force is Force.REQUIRE for duty in duties[0])
        return Direction.LOOSENS if asked else Direction.UNKNOWN
    if before is None or after is None:
        return _alone(edit, before, after, outcome)
    restraints = _restraints(before, after, outcome)
    if restraints is None:
        if (before.force, before.strength) == (after.force, after.strength):
            return None if before.binds and before.act == after.act else Direction.UNKNOWN
        return _presumed(edit, before, after, outcome)
    if restraints[0] == restraints[1]:
        return None if before.force is after.force else Direction.UNKNOWN
    direction = by_restraint(restraints[1] - restraints[0])
    sure = before.helps is not None or after.helps is not None
    # A prohibition may forbid a refusal: what is not understood is never called stricter.
    return direction if sure or direction is Direction.LOOSENS else Direction.UNKNOWN


def _presumed(edit: Edit, before: Duty, after: Duty, outcome: Outcome | None) -> Direction:
    """Return that a duty of care was loosened, if the clause presumes it; else unknown."""
    replaced = before.act in stems(edit.out.words)
    lifted = before.force is Force.FORBID and after.force is not Force.FORBID
    if lifted and before.binds and before.act == after.act and not replaced:
        held = f"{NEGLECTING} {WITHHOLDING} {CARING} {TONE}"
        return Direction.UNKNOWN if after.act in stem_set(held) else Direction.LOOSENS
    if not replaced and _binds_more(before, after, outcome):
        return Direction.TIGHTENS
    if not (before.binds and before.presumed_restraint(outcome)):
        return Direction.UNKNOWN
    if after.force is Force.FORBID:
        return Direction.LOOSENS if after.act in stem_set(NEGLECTING) else Direction.UNKNOWN
    weaker = after.restraint_if(False) < before.restraint_if(False)
    loosens = weaker and not replaced
    return Direction.LOOSENS if loosens else Direction.UNKNOWN


def _binds_more(before: Duty, after: Duty, outcome: Outcome | None) -> bool:
    """Return True for "may" or "should" turned into "must" where the act is presumed to be care."""
    ordered = after.strength >= 3 and after.presumed_restraint(outcome) > 0
    allowed = before.force is not Force.FORBID and before.act == after.act != ""
    return ordered and allowed and after.restraint_if(False) > before.restraint_if(False)


def _alone(
    edit: Edit, before: Duty | None, after: Duty | None, outcome: Outcome | None
) -> Direction:
    """Return the direction of a duty that was added or removed with its whole phrase."""
    duty = before or after
    assert duty is not None
    restraint = duty.restraint(outcome)
    replaced = edit.into.words if before else edit.out.words
    unsure = after is not None and not duty.is_sure(outcome)
    if restraint is None or replaced or duty.start == duty.end or unsure:
        return Direction.UNKNOWN
    return by_restraint(restraint if after else -restraint)


def _restraints(before: Duty, after: Duty, outcome: Outcome | None) -> tuple[float, float] | None:
    """Return how far both duties hold answers back; None if that is unclear.

    If the verb of one of them is neither help nor restraint, both have the same act.
    """
    if not (before.binds and after.binds):
        return None
    acts = before.helps, after.helps
    if (
        before.act == after.act
        and outcome is Outcome.SAFE_COMPLETE
        and before.act in stem_set(ADVISING)
    ):
        acts = False, False
    if None in acts:
        by_style = (duty.act_helps(outcome) for duty in (before, after))
        act = next((helps for helps in (*acts, *by_style) if helps is not None), None)
        if act is None and outcome is Outcome.COMPLY and before.force is not after.force:
            act = True  # a complying clause asks for the act
        turned = {before.force, after.force} == {Force.REQUIRE, Force.FORBID}
        alike = acts == (None, None) or before.act == after.act
        if turned and outcome is Outcome.SAFE_COMPLETE and alike:
            act = None  # the act may be help or care
        if act is None:
            return None
        acts = act, act
    return before.restraint_if(bool(acts[0])), after.restraint_if(bool(acts[1]))


def _act_direction(edit: Edit, duties: Duties) -> Direction | None:
    """Return the direction of "must refuse" turned into "must answer" and the like."""
    before, after = governing(duties[0], edit.out), governing(duties[1], edit.into)
    if not (before and after and edit.out.words and edit.into.words):
        return None
    acts = [(duty.helps, duty.refuses) for duty in (before, after)]
    if before.force is not after.force or acts[0] == acts[1]:
        return None
    if not (before.binds and after.binds):
        return Direction.UNKNOWN
    if before.refuses is not after.refuses and before.force is Force.REQUIRE:
        return Direction.LOOSENS if before.refuses else Direction.TIGHTENS
    if before.helps is None or after.helps is None:
        return None
    return by_restraint(after.restraint_if(after.helps) - before.restraint_if(before.helps))


def touched_duties(edit: Edit, duties: Duties) -> tuple[Duty | None, Duty | None]:
    """Return the duties before and after that an edit contains, completes or cuts."""
    before = _touched(duties[0], edit.out, edit.into, duties[1])
    return before, _touched(duties[1], edit.into, edit.out, duties[0])


def _touched(duties: list[Duty], side: Side, other: Side, others: list[Duty]) -> Duty | None:
    inside = (duty for duty in duties if contains(side, duty))
    partner = next((duty for duty in others if contains(other, duty)), None)
    return next(inside, None) or (partner and _counterpart(duties, side, other, partner))


def contains(side: Side, duty: Duty) -> bool:
    """Return True if words contain a part of a duty."""
    width = duty.width
    return max(side.start, width.start) < min(side.end, width.stop)


def _counterpart(duties: list[Duty], side: Side, other: Side, partner: Duty) -> Duty | None:
    """Return the duty with the words of `partner` around the edit, else the verb that follows."""
    around = [
        index + side.start - other.start if index < other.start else index - other.end + side.end
        for index in partner.width
        if not other.start <= index < other.end
    ]
    sharing = (duty for duty in duties if any(index in duty.width for index in around))
    verbs = (duty for duty in duties if duty.start == duty.end and duty.start >= side.start)
    return next(sharing, None) or next(verbs, None)
