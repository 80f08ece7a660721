"""The options for judges."""

from typing import Annotated, Any

import typer

from delibctl.api.judging.options import JudgeOptions
from delibctl.cli.options.groups import TyperOptions
from delibctl.judge.names import FITTED, PATTERNS


def complete_judge(incomplete: str) -> list[str]:
    """Return the judges that need no model whose names begin so."""
    return [name for name in (PATTERNS, FITTED) if name.startswith(incomplete)]


def _judges(default: str | bool) -> Any:
    """Return the option `--judge` with this default in its help."""
    return typer.Option(
        "--judge",
        metavar="JUDGE",
        autocompletion=complete_judge,
        help="What classifies the answers: `patterns`, `fitted` (see calibrate --fit) or a model; "
        "may be repeated.",
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
