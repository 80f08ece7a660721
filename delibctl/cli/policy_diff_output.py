"""`delibctl diff OLD NEW`: the changes of a policy, and their directions."""

from dataclasses import dataclass

from delibctl.api.policies.approval_notes import approval_notes
from delibctl.api.policies.arguments import PolicyAt
from delibctl.api.policies.diff import Strictness, diff_policies
from delibctl.api.policies.opinion_options import OpinionModel, OpinionOptions
from delibctl.api.workspace import Workspace
from delibctl.cli.gate_advice import gate_advice
from delibctl.cli.github_job import annotate
from delibctl.cli.options.diff import policy_gates
from delibctl.cli.options.given import given_options
from delibctl.cli.output import Targets, print_message, render_options, write_report
from delibctl.cli.screens.terminal_listener import TerminalListener
from delibctl.cli.verdict_output import exit_with
from delibctl.compare.policies import Comparison
from delibctl.errors import DelibctlError, ExitCode
from delibctl.gates import ReasonKind, policy_verdict
from delibctl.report import POLICY_FORMATS, policy_report
from delibctl.report.policies.words import gate_line


@dataclass(frozen=True, kw_only=True)
class PolicyDiffOptions:
    """The options of `delibctl diff OLD NEW` beside the gates.

    `accept`: the arguments with which `delibctl accept` compares the same policies, if it can.
    """

    strictness: Strictness
    opinions: OpinionOptions
    estimate: bool = False
    allow_no_verdict: bool = False
    accept: tuple[str, ...] | None = None


def diff_of_policies(
    workspace: Workspace,
    policies: tuple[PolicyAt, PolicyAt],
    outlets: tuple[str | None, list[str] | None],
    fail_on: list[str],
    options: PolicyDiffOptions,
) -> ExitCode:
    """Show what changed between two policies; the gates decide the exit code."""
    targets = Targets.of(*outlets, POLICY_FORMATS)
    gates = policy_gates(fail_on)
    _check_judge(options)
    judge = options.opinions.chosen(workspace.settings)
    before, after = policies
    print_message(f"policies: {before.label} against {after.label}")
    comparison = diff_policies(workspace, before, after, options.strictness, gates)
    limit_reached = ""
    if judge is not None:
        if options.estimate:
            return _show_estimate(workspace, comparison, judge, options.opinions)
        comparison, limit_reached = _with_opinions(workspace, comparison, judge, options.opinions)

    def rendered(format: str) -> str:
        return policy_report(format, comparison, render_options(format))

    targets.write(rendered)
    if outlets[0] is None:
        annotate(rendered)
    for notice in comparison.notices:
        print_message(f"note: {notice}")
    for waiver in comparison.unused:
        print_message(f"the waiver of {waiver.code} {waiver.id} matches no change; remove it")
    for sentence in approval_notes(comparison, before, after, workspace.today()):
        print_message(sentence)
    for result in comparison.gate_results:
        print_message(f"gate fail-on {result.gate}: {gate_line(result, comparison)}")
    if advice := gate_advice(comparison, options.accept):
        print_message(f"next: {advice}")
    verdict = policy_verdict(
        comparison, limit_reached=limit_reached, allow_no_verdict=options.allow_no_verdict
    )
    return exit_with(verdict, printed=(ReasonKind.GATE_FAILED, ReasonKind.GATE_UNDECIDED))


def _check_judge(options: PolicyDiffOptions) -> None:
    """Raise DelibctlError if there are options for asking a model, but no model."""
    opinions = options.opinions
    if opinions.judging.judges:
        return
    groups = (opinions.judging, opinions.spending, opinions.throughput, opinions.reuse)
    asking = [name for group in groups for name in given_options(group)]
    asking += ["--estimate"] if options.estimate else []
    if asking:
        raise DelibctlError(
            f"{asking[0]} needs --judge MODEL", next=f"add --judge MODEL, or leave out {asking[0]}"
        )


def _with_opinions(
    workspace: Workspace, comparison: Comparison, judge: OpinionModel, options: OpinionOptions
) -> tuple[Comparison, str]:
    """Return the comparison with the model's opinions, and the limit that was reached, if any."""
    # Few comparisons ask a model, and it takes a while to import.
    from delibctl.api.policies.opinions import ask_opinions

    asking = options.asking(workspace)
    comparison, limit = ask_opinions(workspace, TerminalListener(), comparison, judge, asking)
    return comparison, str(limit or "")


def _show_estimate(
    workspace: Workspace, comparison: Comparison, judge: OpinionModel, options: OpinionOptions
) -> ExitCode:
    from delibctl.api.policies.opinions import estimate_opinions
    from delibctl.edge.providers.access.destinations import destinations
    from delibctl.report.before_asking.estimates import estimates
    from delibctl.run.estimate import total_price

    of_model = estimate_opinions(workspace, comparison, judge, options.asking(workspace))
    asked = [estimate.model for estimate in of_model if estimate.calls.high]
    places = destinations(asked, workspace.environment)
    write_report(estimates(of_model, total_price(of_model), render_options("text"), places))
    return ExitCode.CLEAN
