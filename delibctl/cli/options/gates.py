"""The options for gates on runs; `[gates]` of the configuration has the same names."""

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Annotated

import typer

from delibctl.cli.options import shared
from delibctl.edge.settings import GateSettings
from delibctl.gates import Gate, Limits

if TYPE_CHECKING:
    from delibctl.gates.comparison.result import ComparisonLimits


@dataclass(frozen=True, kw_only=True)
class Gates:
    """The options for gates on a run, or on the newer of two."""

    min_citation_recall: Annotated[
        float | None,
        typer.Option(
            min=0, max=1, metavar="SHARE", help="Exit 1 if citation recall is below this share."
        ),
    ] = None
    max_over_refusal: Annotated[
        float | None,
        typer.Option(
            min=0, max=1, metavar="SHARE", help="Exit 1 if over-refusal is above this share."
        ),
    ] = None
    max_under_refusal: Annotated[
        float | None,
        typer.Option(
            min=0, max=1, metavar="SHARE", help="Exit 1 if under-refusal is above this share."
        ),
    ] = None
    tolerance: Annotated[
        float | None,
        typer.Option(
            min=0,
            max=1,
            metavar="SHARE",
            help="Two runs: exit 1 if citation recall may have fallen, or over-refusal or "
            "under-refusal risen, by more than this.",
            show_default="0.10",
        ),
    ] = None
    max_regressed_clauses: Annotated[
        int | None,
        typer.Option(
            min=0,
            metavar="N",
            help="Two runs: exit 1 if more clauses have a confirmed regression.",
            show_default="0",
        ),
    ] = None
    max_critical_regressions: Annotated[
        int | None,
        typer.Option(
            min=0,
            metavar="N",
            help="Two runs: exit 1 if more cases of critical clauses have a confirmed regression.",
            show_default="0",
        ),
    ] = None
    min_coverage: Annotated[
        float | None,
        typer.Option(
            min=0,
            max=1,
            metavar="SHARE",
            help="Two runs: exit 1 if the cases of the newer one expect a smaller share of the "
            "clauses.",
        ),
    ] = None
    max_disputed: Annotated[
        float | None,
        typer.Option(
            min=0,
            max=1,
            metavar="SHARE",
            help="Two runs: exit 1 if a larger share of the newer one's cases is disputed or "
            "quarantined.",
        ),
    ] = None
    max_broken: shared.MaxBroken = None
    allow_no_verdict: Annotated[
        bool,
        typer.Option("--allow-no-verdict", help="Exit 0 instead of 5 if a gate measured nothing."),
    ] = False

    def limits(self, fail_on: list[Gate], configured: GateSettings) -> Limits:
        """Return the gates on one run; what no option sets is as configured."""
        return Limits(
            fail_on=tuple(fail_on),
            min_citation_recall=_set(self.min_citation_recall, configured.min_citation_recall),
            max_over_refusal=_set(self.max_over_refusal, configured.max_over_refusal),
            max_under_refusal=_set(self.max_under_refusal, configured.max_under_refusal),
        )

    def on_two_runs(self) -> "Gates":
        """Return only the gates that apply to two runs and not to one."""
        return Gates(
            tolerance=self.tolerance,
            max_regressed_clauses=self.max_regressed_clauses,
            max_critical_regressions=self.max_critical_regressions,
            min_coverage=self.min_coverage,
            max_disputed=self.max_disputed,
        )


def comparison_limits(configured: GateSettings, gates: Gates | None = None) -> "ComparisonLimits":
    """Return the gates on two runs: as an option says, else as configured, else the usual ones."""
    # Its package holds the comparison of runs, which options alone do not need.
    from delibctl.gates.comparison.result import ComparisonLimits

    limits = {field.name: getattr(configured, field.name) for field in fields(configured)}
    for name in limits:
        if (option := getattr(gates, name, None)) is not None:
            limits[name] = option
    asked = {name: limit for name, limit in limits.items() if limit is not None}
    return ComparisonLimits(**asked, asked=frozenset(asked))


def _set(option: float | None, configured: float | None) -> float | None:
    """Return the value of an option, else the configured one."""
    return configured if option is None else option
