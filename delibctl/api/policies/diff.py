"""`delibctl diff OLD NEW`: what changed in a policy, and where it leads."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from delibctl.api.policies.arguments import PolicyAt
from delibctl.api.policies.load import open_policies
from delibctl.api.policies.waivers import load_waivers
from delibctl.cases import build as build_cases
from delibctl.cli.github_job import annotate
from delibctl.cli.output import Targets, choice, page, talk
from delibctl.compare.policies import Gate, Profile, Tested, compare_policies
from delibctl.errors import ExitCode
from delibctl.policy import build
from delibctl.report import POLICY_FORMATS, policy_report
from delibctl.text.count import counted


@dataclass(frozen=True, kw_only=True)
class Strictness:
    """What is breaking, and what was accepted."""

    profile: Annotated[
        Profile,
        typer.Option(
            metavar="PROFILE",
            help="What is breaking, strict to lax: text, behavior, labels or format.",
        ),
    ] = Profile.BEHAVIOR
    waivers: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Changes that were accepted, each with its reason."),
    ] = None


def diff_of_policies(
    old: PolicyAt,
    new: PolicyAt,
    outlets: tuple[str | None, list[str] | None],
    fail_on: list[str],
    strictness: Strictness,
) -> ExitCode:
    """Show what changed; the gates decide the exit code."""
    targets = Targets.of(*outlets, POLICY_FORMATS)
    gates = tuple(Gate(choice("--fail-on", wanted, list(Gate))) for wanted in fail_on)
    talk(f"policies: {old.label} against {new.label}")
    before, after = _read(old), _read(new)
    waivers = load_waivers(strictness.waivers) if strictness.waivers else ()
    comparison = compare_policies(before, after, strictness.profile, gates, waivers)

    def rendered(name: str) -> str:
        return policy_report(name, comparison, page(name))

    targets.write(rendered)
    if outlets[0] is None:
        annotate(rendered)
    for waiver in comparison.unused:
        talk(f"waiver of {waiver.code} {waiver.id} fits no change: remove it")
    for gate, failing in comparison.failing:
        verdict = f"FAILED: {counted(len(failing), 'change')}" if failing else "passed"
        talk(f"gate fail-on {gate}: {verdict}")
    return ExitCode.FINDINGS if comparison.failed else ExitCode.CLEAN


def _read(at: PolicyAt) -> tuple[Tested, ...]:
    """Every policy at a place, with its cases."""
    today = datetime.now(UTC).date().isoformat()
    found: list[Tested] = []
    for bundle in open_policies(at.path, at.files):
        policy = build(bundle)
        cases = build_cases(bundle.cases, policy, today)
        found.append(Tested(file=bundle.policy.name, policy=policy, cases=cases))
    return tuple(found)
