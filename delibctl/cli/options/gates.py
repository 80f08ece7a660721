"""The options for gates on runs; `[gates]` of the configuration has the same names."""

from dataclasses import dataclass
from typing import Annotated

import typer

from delibctl.cli.options import shared
from delibctl.edge.settings import GateSettings
from delibctl.gates import Gate, Limits


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


def _set(option: float | None, configured: float | None) -> float | None:
    """Return the value of an option, else the configured one."""
    return configured if option is None else option
