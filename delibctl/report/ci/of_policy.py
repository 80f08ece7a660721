"""The blocks of a comment that are of one policy: findings, changes, gates, and changed cases."""

from collections.abc import Iterator, Sequence

from delibctl.compare.policies import Comparison, Direction
from delibctl.compare.runs.comparison import ModelComparison
from delibctl.errors import ExitCode
from delibctl.gates.comparison import ComparisonGate
from delibctl.report.ci.also import other_reasons
from delibctl.report.ci.lead import worth_telling
from delibctl.report.ci.legend import legend
from delibctl.report.ci.new_policy import contents, is_new_and_open_in_nothing
from delibctl.report.ci.outcome import Outcome
from delibctl.report.ci.outcomes import outcome
from delibctl.report.ci.result import Measured, PolicyVerdict, Revisions
from delibctl.report.comparison import words as run_words
from delibctl.report.comparison.markdown import gate_lines, group_lines
from delibctl.report.comparison.view import ORDER, WRONG, ComparisonView, clause_groups
from delibctl.report.policies import words
from delibctl.report.policies.markdown import change_lines
from delibctl.report.policies.shown_change import groups
from delibctl.report.render_options import RenderOptions
from delibctl.text.count import counted, listed
from delibctl.text.escape import code_span, markdown, one_line
from delibctl.text.sentence import Sentence

#: Lines that are left out together if there is no room.
Block = list[str]

#: Characters of a sentence on a finding.
_TEXT = 300
#: Characters of a command.
_CODE = 400
#: Cases that a line names.
_NAMED = 20
#: Cases of a model that are shown with what changed.
_CASES = 6


def blocks(
    policy: PolicyVerdict, revisions: Revisions, options: RenderOptions, *, alone: bool = False
) -> Iterator[Block]:
    """Yield the blocks of one policy, those to act on first.

    `alone`: the first line of the comment is on this policy.
    """
    yield list(_head(policy, revisions, alone=alone))
    yield from _findings(policy)
    yield from _changes(policy)
    if policy.measured:
        view = view_of(policy, policy.measured)
        for model in view.comparison.models:
            yield ["", f"#### {markdown(run_words.model_title(model))}"]
            yield list(_gates(policy, view.of(model), view))
            worst, left_out = clause_groups(model.changes, WRONG, _CASES)
            yield from (list(group_lines(group, view, options)) for group in worst)
            yield ["", f"and {counted(left_out, 'more case')}"] if left_out else []
            yield list(_others(model))
        yield list(_gates(policy, view.of_the_run, view))
        yield ["", markdown(legend(policy))] if legend(policy) else []


def _gates(
    policy: PolicyVerdict, gates: Sequence[ComparisonGate], view: ComparisonView
) -> Iterator[str]:
    """Yield the gates, unless the model changed: then none counts, whatever it would say."""
    if gates and policy.drift and policy.drift.changed:
        yield from ("", "No gate counts, as the model changed.")
    else:
        yield from gate_lines(gates, view)


def _others(model: ModelComparison) -> Iterator[str]:
    """Yield the names of the cases that did not get worse, by what became of them."""
    for kind in (kind for kind in ORDER if kind not in WRONG):
        cases = [change.case for change in model.changes if change.kind is kind]
        if cases:
            yield from ("", f"{len(cases)} {kind}: {markdown(one_line(listed(cases, _NAMED)))}")


def view_of(policy: PolicyVerdict, measured: Measured) -> ComparisonView:
    """Return the runs of a policy as the reports on two runs show them."""
    return ComparisonView(
        comparison=measured.comparison,
        gates=measured.gates,
        verdict=policy.verdict,
        before=measured.before,
        after="this branch",
    )


def comparison_of(policy: PolicyVerdict) -> Comparison | None:
    """Return the policy before and after as the reports on policies show it."""
    if policy.compared is None:
        return None
    gates = (policy.approval.gate,) if policy.approval else ()
    return Comparison(policies=(policy.compared,), gates=gates)


def is_quiet_policy(policy: PolicyVerdict) -> bool:
    """Return True if the branch leaves the policy in effect as it was, and all is well."""
    changed = policy.measured is not None and policy.measured.comparison.changed
    tells = changed or policy.is_new or next(worth_telling(policy), None) is not None
    return policy.verdict.code is ExitCode.CLEAN and not tells


def title_of(policy: PolicyVerdict) -> str:
    """Return the title of a policy with its id and version."""
    if policy.compared is None:
        return one_line(policy.id)
    blocks_nothing = " (this blocks nothing)" if policy.compared.diff.version_step else ""
    return f"{words.title(policy.compared)}{blocks_nothing}"


def first_line(told: Outcome) -> str:
    """Return an outcome with its steps; commands and files are code, so no text is markup."""
    return " ".join([f"**{markdown(told.headline)}.**", *map(in_markdown, told.steps)])


def in_markdown(sentence: Sentence) -> str:
    """Return a sentence whose code is code, and whose words are no markup."""
    return sentence.written(markdown, lambda code: code_span(one_line(code, _CODE)))


def _head(policy: PolicyVerdict, revisions: Revisions, *, alone: bool) -> Iterator[str]:
    moved = f", moved from {policy.former_path}" if policy.former_path else ""
    yield from ("", f"### {markdown(title_of(policy))}", "")
    yield f"{code_span(policy.path)}{markdown(moved)}"
    yield ""
    if not alone:
        yield from (first_line(outcome(policy, revisions)), "")
    yield from (f"- {in_markdown(reason)}" for reason in other_reasons(policy))


def _findings(policy: PolicyVerdict) -> Iterator[Block]:
    for finding in policy.lint.at_least(policy.failing_level) if policy.lint else ():
        yield [
            "",
            f"- {code_span(str(finding.place))} {finding.code}: "
            f"{markdown(one_line(finding.message, _TEXT))}; "
            f"{in_markdown(Sentence.marked(one_line(finding.next, _TEXT)))}",
        ]


def _changes(policy: PolicyVerdict) -> Iterator[Block]:
    if is_new_and_open_in_nothing(policy):
        yield [line for told in contents(policy) for line in (markdown(told), "")]
        return
    comparison = comparison_of(policy)
    if comparison is None or policy.compared is None:
        return
    neutral = 0
    for title, shown in groups(policy.compared, comparison):
        told = [each for each in shown if each.change.direction is not Direction.NEUTRAL]
        neutral += len(shown) - len(told)
        for number, each in enumerate(told):
            head = [] if number else ["", f"#### {markdown(title)}", ""]
            yield [*head, *change_lines(each, coded=False)]
    if neutral:
        yield [
            "",
            f"{counted(neutral, 'neutral change')} {'is' if neutral == 1 else 'are'} not listed.",
        ]
