"""The options of `diff`, in groups."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from delibctl.api.judging.label_file import LabelFile
from delibctl.api.policies.diff import Strictness
from delibctl.api.workspace import Workspace
from delibctl.cli.options import shared
from delibctl.cli.options.given import given_options
from delibctl.cli.options.groups import TyperOptions
from delibctl.cli.options.key_values import pairs
from delibctl.cli.options.labels import COLUMN, LABEL
from delibctl.cli.options.probe import CONCURRENCY, REFRESH
from delibctl.cli.output import choice
from delibctl.compare.policies import Gate as PolicyGate
from delibctl.errors import DelibctlError
from delibctl.gates import Gate

STRICTNESS: TyperOptions = {
    "profile": typer.Option(
        metavar="PROFILE",
        help="Which changes are breaking, from strict to lax: text, behavior, labels or format.",
    ),
    "waivers": typer.Option(
        metavar="FILE", help="File of accepted changes, the older form of approvals."
    ),
}
StrictnessOptions = Annotated[Strictness, STRICTNESS]


@dataclass(frozen=True, kw_only=True)
class Asking:
    """The options for asking a model about the changes of a policy."""

    concurrency: Annotated[int | None, CONCURRENCY] = None
    refresh: Annotated[bool, REFRESH] = False
    estimate: Annotated[
        bool,
        typer.Option(
            "--estimate",
            help="Dry run: show the questions for --judge, the tokens and the price, and exit.",
        ),
    ] = False


def complete_group_by(incomplete: str) -> list[str]:
    """Return the values of `--group-by` that begin so."""
    from delibctl.score.groups.grouping import GroupBy

    return [by for by in GroupBy if by.startswith(incomplete)]


@dataclass(frozen=True, kw_only=True)
class View:
    """The options for showing a run."""

    only: Annotated[str, typer.Option(metavar="WHICH", help="Cases to show: `wrong` or `all`.")] = (
        "wrong"
    )
    limit: Annotated[
        int | None,
        typer.Option(
            min=0,
            metavar="N",
            help="Show at most N misses and judged clauses of each model; 0 shows all.",
            show_default="20",
        ),
    ] = None
    group_by: Annotated[
        str | None,
        typer.Option(
            metavar="WHAT",
            autocompletion=complete_group_by,
            help="Show the groups of a run side by side: model, lang, kind, mode, category, "
            "outcome, severity or split; for models also the clauses on which they disagree.",
        ),
    ] = None
    model: Annotated[
        list[str] | None,
        typer.Option("--model", "-m", metavar="MODEL", help="Only this model; may be repeated."),
    ] = None
    timing: Annotated[
        bool,
        typer.Option("--timing", help="Add start time, commit and latency to the JSON report."),
    ] = False
    show_sensitive: shared.ShowSensitive = False


@dataclass(frozen=True, kw_only=True)
class Labels:
    """The options for the labels that correct the figures of a run."""

    labels: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Labelled answers, as CSV or JSON lines, by which figures are corrected.",
            show_default="the configured file",
        ),
    ] = None
    column: Annotated[list[str] | None, COLUMN] = None
    label: Annotated[list[str] | None, LABEL] = None

    def file(self, workspace: Workspace) -> LabelFile | None:
        """Return the file of labels; None if none is named. Raises DelibctlError."""
        if self.labels is None:
            if self.column or self.label:
                raise DelibctlError("--column and --label need --labels", next="add --labels FILE")
            return None
        return LabelFile(
            path=workspace.path(self.labels),
            columns=pairs("column", self.column),
            words=pairs("label", self.label),
        )


def check_groups(view: View, labels: Labels) -> None:
    """Raise DelibctlError if `--group-by` is given with an option that it does not follow."""
    shown_elsewhere = (*given_options(labels), *given_options(View(timing=view.timing)))
    for name in shown_elsewhere if view.group_by is not None else ():
        raise DelibctlError(
            f"{name} does not apply to the groups of a run",
            next=f"leave out {name}, or leave out --group-by",
        )


def check_ungrouped(view: View, what: str) -> None:
    """Raise DelibctlError if `--group-by` is given and two runs or policies are compared."""
    if view.group_by is not None:
        raise DelibctlError(
            f"--group-by shows the groups of one run, and two {what} are compared",
            next=f"name one run, as in delibctl diff @last --group-by {view.group_by}; "
            "or leave out --group-by",
        )


def complete_gate(incomplete: str) -> list[str]:
    """Return the values of `--fail-on` that begin so, for runs and for policies."""
    return [str(gate) for gate in (*Gate, *PolicyGate) if gate.startswith(incomplete)]


#: The gates of a comparison, with the words for it.
_Gates = tuple[str, type[StrEnum]]
_RUN: _Gates = ("a run", Gate)
_POLICIES: _Gates = ("two policies", PolicyGate)


def run_gates(fail_on: Iterable[str]) -> list[Gate]:
    """Return the gates on a run. Raises DelibctlError if `--fail-on` names another."""
    return [Gate(_gate(name, _RUN, _POLICIES)) for name in fail_on]


def policy_gates(fail_on: Iterable[str]) -> tuple[PolicyGate, ...]:
    """Return the gates on two policies. Raises DelibctlError if `--fail-on` names another."""
    return tuple(PolicyGate(_gate(name, _POLICIES, _RUN)) for name in fail_on)


def _gate(name: str, of: _Gates, other: _Gates) -> str:
    if name in list(other[1]):
        raise DelibctlError(
            f"--fail-on {name} is for {other[0]}",
            next=f"for {of[0]} choose one of {', '.join(of[1])}",
        )
    return choice("--fail-on", name, list(of[1]))
