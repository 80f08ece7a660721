"""What was asked for a branch, where the other answers came from, and what it cost."""

from collections.abc import Iterator

from delibctl.report.before_asking.estimates import dollars as dollars_of_range
from delibctl.report.ci.result import PolicyVerdict, Questions
from delibctl.text.count import counted, listed
from delibctl.text.escape import one_line
from delibctl.text.money import dollars


def asked(policy: PolicyVerdict) -> Iterator[str]:
    """Yield sentences on the questions of one policy."""
    yield f"{_counts(policy)}."
    questions = policy.questions
    if missing := questions.unmeasured:
        why = f": {one_line(policy.why_not_measured, 300)}" if policy.why_not_measured else ""
        yield f"Not measured: {one_line(listed(missing, 6))}{why}."
    for estimate in questions.estimate:
        price = dollars_of_range(estimate.price) if estimate.price else "an unknown price"
        name = one_line(estimate.model.alias, 60)
        yield f"Asking {name} would be {counted(round(estimate.calls.high), 'question')}, {price}."


def _counts(policy: PolicyVerdict) -> str:
    questions = policy.questions
    reached = counted(len(policy.affected), "case")
    told = [
        f"{number} {words}"
        for number, words in (
            (questions.asked, "asked"),
            (questions.confirming, "asked again to confirm"),
            (questions.controls, _of_controls(policy)),
            (questions.cached, "cached"),
        )
        if number
    ]
    answers = ", ".join(told) or "nothing was asked"
    return f"{reached} affected: {answers}. {_others(policy)}Cost: {_cost(questions)}"


def _of_controls(policy: PolicyVerdict) -> str:
    """Return what was asked of other cases, with the repeats of those that were answered anew."""
    sent = policy.drift.questions if policy.drift else 0
    repeats = f" ({sent} questions)" if sent > policy.questions.controls else ""
    return f"of the other cases asked again{repeats}, to see whether the model changed"


def _others(policy: PolicyVerdict) -> str:
    """Return which cases the branch does not reach, and why their answers are known."""
    number, accepted = len(policy.unaffected), policy.questions.accepted
    if not number:
        return ""
    if accepted == number:
        count = "its accepted answer counts" if number == 1 else "their accepted answers count"
        return f"{counted(number, 'other case')} {_is(number)} not affected: {count}. "
    known = f"; accepted answers of {accepted} count" if accepted else ""
    return f"{counted(number, 'other case')} {_is(number)} not affected{known}. "


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _cost(questions: Questions) -> str:
    if questions.cost is None:
        return "unknown, since a price is not known"
    return "nothing" if questions.cost == 0 else dollars(questions.cost)
