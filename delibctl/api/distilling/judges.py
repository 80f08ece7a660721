"""The judges of a run that decide what is trained on."""

from collections.abc import Sequence

from delibctl.errors import DelibctlError
from delibctl.judge.names import PATTERNS
from delibctl.model import Judge, Run


def check_models(run: Run) -> None:
    """Raise DelibctlError if the run has no answers of a language model."""
    if all(model.is_baseline for model in run.plan.models):
        raise DelibctlError(
            "the baseline answered this run, which is not a language model",
            next="probe and judge a model, and distill that run",
        )


def deciding_judges(run: Run, names: Sequence[str]) -> tuple[Judge, ...]:
    """Return the judges of that name; without names, every judge of the run.

    Raises DelibctlError if the run has no such judge, or no judge but `patterns` and nobody said
    that it is enough.
    """
    if not names:
        if not any(judge.model is not None for judge in run.judges):
            raise DelibctlError(
                "no model has judged this run, so nobody knows which answers are good",
                next="judge the run with a model, or name the judge `patterns`, which only "
                "classifies answers",
                usage="delibctl judge RUN --judge MODEL --judge-sees filter; or --judge patterns, "
                "which only classifies answers",
            )
        return run.judges
    by_name = {judge.name: judge for judge in run.judges}
    by_name.setdefault(PATTERNS, Judge(name=PATTERNS))
    for name in names:
        if name not in by_name:
            raise DelibctlError(
                f"the run has no judge {name!r}", next=f"choose one of {', '.join(by_name)}"
            )
    return tuple(by_name[name] for name in dict.fromkeys(names))
