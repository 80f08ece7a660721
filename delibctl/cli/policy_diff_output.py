"""`delibctl diff OLD NEW`: the changes of a policy, and their directions."""

from delibctl.api.policies.approvals import lapsed_now
from delibctl.api.policies.arguments import PolicyAt
from delibctl.api.policies.diff import Strictness, diff_policies
from delibctl.api.workspace import Workspace
from delibctl.cli.github_job import annotate
from delibctl.cli.output import Targets, choice, print_message, render_options
from delibctl.compare.policies import Gate
from delibctl.errors import ExitCode
from delibctl.report import POLICY_FORMATS, policy_report
from delibctl.report.policies.words import gate_line


def diff_of_policies(
    workspace: Workspace,
    policies: tuple[PolicyAt, PolicyAt],
    outlets: tuple[str | None, list[str] | None],
    fail_on: list[str],
    strictness: Strictness,
) -> ExitCode:
    """Show what changed between two policies; the gates decide the exit code."""
    targets = Targets.of(*outlets, POLICY_FORMATS)
    gates = tuple(Gate(choice("--fail-on", name, list(Gate))) for name in fail_on)
    before, after = policies
    print_message(f"policies: {before.label} against {after.label}")
    comparison = diff_policies(workspace, before, after, strictness, gates)

    def rendered(format: str) -> str:
        return policy_report(format, comparison, render_options(format))

    targets.write(rendered)
    if outlets[0] is None:
        annotate(rendered)
    for waiver in comparison.unused:
        print_message(f"the waiver of {waiver.code} {waiver.id} matches no change; remove it")
    for sentence in lapsed_now(comparison):
        print_message(sentence)
    for result in comparison.gate_results:
        print_message(f"gate fail-on {result.gate}: {gate_line(result, comparison)}")
    return ExitCode.FINDINGS if comparison.failed else ExitCode.CLEAN
