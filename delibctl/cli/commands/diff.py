"""`delibctl diff`."""

from dataclasses import replace
from typing import Annotated

import typer

from delibctl.api.asking.options import Reuse, Throughput
from delibctl.api.cases.filters import Filters
from delibctl.api.policies.arguments import PolicyAt, RunAt, diff_arguments
from delibctl.api.policies.diff import Strictness
from delibctl.api.policies.opinion_options import OpinionOptions
from delibctl.api.runs.find import run_name
from delibctl.cli.gate_advice import accept_arguments
from delibctl.cli.options import shared
from delibctl.cli.options.diff import (
    Asking,
    Labels,
    StrictnessOptions,
    View,
    check_groups,
    check_ungrouped,
    complete_gate,
)
from delibctl.cli.options.filters import FilterOptions
from delibctl.cli.options.gates import Gates
from delibctl.cli.options.given import given_options
from delibctl.cli.options.judge import OpinionJudge
from delibctl.cli.options.probe import SpendingOptions
from delibctl.cli.options.revisions import complete_revision
from delibctl.cli.policy_diff_output import PolicyDiffOptions, diff_of_policies
from delibctl.cli.process_workspace import here
from delibctl.errors import DelibctlError, ExitCode
from delibctl.report import DIFF_FORMATS

EXAMPLE = "Example: delibctl diff policies --against main --fail-on unapproved"


def command(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WHAT",
            help="A run (file, name, @last, @-2), two runs, or two policies: files, folders or "
            "REV:path.",
            show_default="@last",
        ),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(
            metavar="REV",
            autocompletion=complete_revision,
            help="Compare the policy in this git revision with the current one; main...HEAD is the "
            "commit at which the branch left main.",
        ),
    ] = None,
    format: Annotated[str | None, shared.format_option(DIFF_FORMATS)] = None,
    output: shared.Output = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WHAT",
            autocompletion=complete_gate,
            help="Exit 1 for this kind of miss: miss, citation, outcome or critical; or for "
            "this kind of policy change: loosens, unapproved, tightens, unknown, breaking or "
            "version.",
        ),
    ] = None,
    *,
    strictness: StrictnessOptions,
    judging: OpinionJudge,
    asking: Asking,
    spending: SpendingOptions,
    view: View,
    gates: Gates,
    labels: Labels,
    filters: FilterOptions,
    state: shared.StateOption = None,
) -> ExitCode:
    """Show what a run missed, or what changed between two runs or two policies.

    For a run: each miss with the cited and the expected clause, the outcome, the figures and the
    gates; with --group-by its models, languages or other groups side by side. For two runs, as in
    `delibctl diff @-2 @last`: what got worse or better, clause by clause, and gates that say how
    sure they are. For two policies: each change clause by clause, whether it loosens or tightens,
    and the affected cases. With --judge, a model also gives its opinion on each change of words; it
    can add a likely loosening to a gate, and never removes one.
    """
    workspace, outlets = here(state), (format, output)
    opinions = OpinionOptions(
        judging=judging,
        spending=spending,
        throughput=Throughput(concurrency=asking.concurrency),
        reuse=Reuse(refresh=asking.refresh),
    )
    match diff_arguments(workspace, what or [], against):
        case RunAt(path=path):
            named = run_name(workspace, path)
            if opinions != OpinionOptions() or asking.estimate:
                raise DelibctlError(
                    "--judge and the options for asking apply only to two policies",
                    next=f"to have the answers of a run judged: delibctl judge {named} --judge "
                    "MODEL",
                )
            for name in given_options(gates.on_two_runs()):
                raise DelibctlError(
                    f"{name} is a gate on two runs, and one is named",
                    next=f"name the run before it too: delibctl diff @-2 {named}",
                )
            # Scores, judges and importers of labels take a while to load; policies need none.
            from delibctl.cli.run_diff_output import diff_of_run

            check_groups(view, labels)
            file = labels.file(workspace)
            return diff_of_run(workspace, path, outlets, fail_on or [], view, gates, filters, file)
        case (RunAt(path=before), RunAt(path=after)):
            check_ungrouped(view, "runs")
            _check_for_runs(fail_on or [], strictness, opinions, asking, labels, view)
            from delibctl.cli.run_comparison_output import diff_of_runs

            first, second = what or []
            return diff_of_runs(
                workspace, (before, after), outlets, view, gates, filters, (first, second)
            )
        case (PolicyAt() as old, PolicyAt() as new):
            check_ungrouped(view, "policies")
            _check_for_policies(gates, view, labels, filters)
            options = PolicyDiffOptions(
                strictness=strictness,
                opinions=opinions,
                estimate=asking.estimate,
                allow_no_verdict=gates.allow_no_verdict,
                accept=accept_arguments(what or [], against, old, new),
            )
            return diff_of_policies(workspace, (old, new), outlets, fail_on or [], options)


def _check_for_runs(
    fail_on: list[str],
    strictness: Strictness,
    opinions: OpinionOptions,
    asking: Asking,
    labels: Labels,
    view: View,
) -> None:
    """Raise DelibctlError if there are options that apply only to policies or to one run."""
    names = ["--fail-on"] if fail_on else []
    of_one_run = View(only=view.only, timing=view.timing)
    groups = (labels, of_one_run, strictness, opinions.judging, opinions.spending, asking)
    for name in (*names, *(name for group in groups for name in given_options(group))):
        raise DelibctlError(
            f"{name} does not apply to a comparison of two runs", next=f"leave out {name}"
        )


def _check_for_policies(gates: Gates, view: View, labels: Labels, filters: Filters) -> None:
    """Raise DelibctlError if there are options that apply only to a run."""
    groups = (replace(gates, allow_no_verdict=False), view, labels, filters)
    for name in (name for group in groups for name in given_options(group)):
        raise DelibctlError(
            f"{name} is for a run, and two policies are compared", next=f"leave out {name}"
        )
