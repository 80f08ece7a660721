"""The options for judges."""

from typing import Annotated, Any

import typer

from delibctl.api.judging.options import JudgeOptions
from delibctl.cli.options.groups import TyperOptions


def _judges(default: str | bool) -> Any:
    """Return the option `--judge` with this default in its help."""
    return typer.Option(
        "--judge",
        metavar="JUDGE",
        help="What classifies the answers: `patterns` or a model; may be repeated.",
        show_default=default,
    )


JUDGING: TyperOptions = {
    "judges": _judges("patterns"),
    "judge_runs": typer.Option(
        min=1,
        max=20,
        metavar="K",
        help="How often the judge scores each answer; the lowest score counts.",
    ),
    "judge_sees": typer.Option(
        metavar="FORM",
        help="`reward`: the judge sees only the answer; `filter`: also the reasoning.",
    ),
    "blind": typer.Option("--blind", help="Do not show judges the expected outcome."),
}

OPINION: TyperOptions = {
    "judges": typer.Option(
        "--judge",
        metavar="MODEL",
        help="For two policies: ask this model which way each change of words moves the policy.",
    ),
    "judge_runs": typer.Option(
        min=1,
        max=20,
        metavar="K",
        help="How often the model votes on each change; the loosest vote counts.",
    ),
}

JudgingOptions = Annotated[JudgeOptions, JUDGING]
#: `delibctl judge` has no default.
RequiredJudges = Annotated[JudgeOptions, {**JUDGING, "judges": _judges(False)}]
#: The votes of a model on changes of a policy.
OpinionJudge = Annotated[JudgeOptions, OPINION]
