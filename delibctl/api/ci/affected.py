"""The cases that a change of the policy or of themselves affects: what a model would be asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from delibctl.compare.policies import Tested
from delibctl.deliberate import Prompter
from delibctl.model import Case, Mode, Policy, ReplyForm, Status


@dataclass(frozen=True, kw_only=True)
class Affected:
    """The askable cases of the newer policy: those whose question or expectation changed."""

    affected: tuple[Case, ...]
    unaffected: tuple[Case, ...]


def affected_cases(
    old: Tested | None, new: Tested, modes: Sequence[Mode], template: int
) -> Affected:
    """Return the cases that are asked otherwise than before, expect something else, or count now.

    One that did not count before, as a draft, may have no answer that anybody looked at.
    """
    cases = [case for case in new.cases if case.status is not Status.RETIRED]
    if old is None:
        return Affected(affected=tuple(cases), unaffected=())
    former = {case.id: case for case in old.cases}
    before, after = Prompter(old.policy, template), Prompter(new.policy, template)
    renamed = new.policy.former_ids

    def is_touched(case: Case) -> bool:
        known = former.get(case.id)
        if known is None or _tested(known, renamed) != _tested(case, {}):
            return True
        if case.gates and not known.gates:
            return True
        if _outcome(known, old.policy) != _outcome(case, new.policy):
            return True
        return any(_shown(before, known, m) != _shown(after, case, m) for m in modes)

    touched = {case.id for case in cases if is_touched(case)}
    return Affected(
        affected=tuple(case for case in cases if case.id in touched),
        unaffected=tuple(case for case in cases if case.id not in touched),
    )


def _tested(case: Case, renamed: dict[str, str]) -> object:
    """Return what a case asks and expects, under the present ids."""
    expected = case.expected
    ids = [
        tuple(renamed.get(id, id) for id in names)
        for names in (expected.clauses, expected.either, expected.also)
    ]
    return (case.messages, case.categories, expected.style, expected.outcomes, *ids)


def _outcome(case: Case, policy: Policy) -> object:
    style = policy.style(case.expected.style)
    return style.outcome if style else None


def _shown(prompter: Prompter, case: Case, mode: Mode) -> object:
    """Return what a model is shown; in mode `recall` also every clause, as it may ask for any."""
    shown = [prompter.opening(case.shown, mode, ReplyForm.AUTO).messages]
    if mode is Mode.RECALL:
        shown.append(prompter.opening(case.shown, Mode.FULL, ReplyForm.AUTO).messages)
    return shown
