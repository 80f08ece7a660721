"""What standard error says of a verdict: several undecided gates are one message."""

import pytest

from delibctl.cli.verdict_output import exit_with
from delibctl.gates import Reason, ReasonKind, Verdict

FAILED = Reason.of(ReasonKind.GATE_FAILED, "gate tolerance, citation recall failed: by chance")
OPEN = [
    Reason.of(
        ReasonKind.GATE_UNDECIDED,
        f"gate {name} is undecided: few cases",
        "9 more questions",
        about=name,
    )
    for name in ("tolerance, over refusal", "max_regressed_clauses", "min_coverage")
]
OF_POLICIES = Reason.of(ReasonKind.GATE_UNDECIDED, "gate fail-on loosens has no verdict")
NOT_FINISHED = Reason.of(ReasonKind.UNFINISHED, "a run is not finished", "finish it")


@pytest.mark.parametrize(
    ("reasons", "lines"),
    [
        (
            OPEN[:1],
            [
                "no verdict: gate tolerance, over refusal is undecided: few cases",
                "  next: 9 more questions",
            ],
        ),
        (
            [NOT_FINISHED, *OPEN, FAILED],
            [
                "gate tolerance, citation recall failed: by chance",
                "no verdict: a run is not finished",
                "  next: finish it",
                "no verdict: 3 gates are undecided: tolerance, over refusal; "
                "max_regressed_clauses; min_coverage",
            ],
        ),
        ([OF_POLICIES, OF_POLICIES], ["no verdict: gate fail-on loosens has no verdict"] * 2),
    ],
)
def test_several_undecided_gates_are_listed_in_one_message(
    reasons: list[Reason], lines: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    exit_with(Verdict.fold(reasons))

    assert capsys.readouterr().err.splitlines() == lines
