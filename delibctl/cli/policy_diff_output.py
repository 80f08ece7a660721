"""`delibctl diff OLD NEW`: what changed in a policy, and in which direction."""

from delibctl.api.policies.arguments import PolicyAt
from delibctl.api.policies.diff import Strictness, diff_policies
from delibctl.api.workspace import Workspace
from delibctl.cli.github_job import annotate
from delibctl.cli.output import Targets, choice, page, talk
from delibctl.compare.policies import Gate
from delibctl.errors import ExitCode
from delibctl.report import POLICY_FORMATS, policy_report
from delibctl.text.count import counted


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
    old, new = policies
    talk(f"policies: {old.label} against {new.label}")
    comparison = diff_policies(workspace, old, new, strictness, gates)

    def rendered(format: str) -> str:
        return policy_report(format, comparison, page(format))

    targets.write(rendered)
    if outlets[0] is None:
        annotate(rendered)
    for waiver in comparison.unused:
        talk(f"the waiver of {waiver.code} {waiver.id} matches no change; remove it")
    for gate, failing in comparison.failing:
        verdict = f"FAILED: {counted(len(failing), 'change')}" if failing else "passed"
        talk(f"gate fail-on {gate}: {verdict}")
    return ExitCode.FINDINGS if comparison.failed else ExitCode.CLEAN
