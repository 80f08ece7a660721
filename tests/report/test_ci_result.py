"""The result of a branch: the worst policy decides, and only a branch without news is silent."""

from dataclasses import replace

import pytest

from delibctl.errors import ExitCode
from delibctl.gates import Reason, ReasonKind, Verdict
from delibctl.report.ci.outcomes import outcome_of
from delibctl.report.ci.result import AddedRows, CiResult, Notice, PolicyVerdict, Revisions

REVISIONS = Revisions(
    base="main", head="HEAD", base_commit="b" * 40, head_commit="a" * 40, merge_base="b" * 40
)


def policy(id: str, *kinds: ReasonKind) -> PolicyVerdict:
    verdict = Verdict.fold(Reason.of(kind, str(kind)) for kind in kinds)
    return PolicyVerdict(id=id, path=f"{id}.yaml", verdict=verdict)


CLEAN, OPEN = policy("clean"), policy("open", ReasonKind.GATE_UNDECIDED)
FAILED, DOUBTFUL = policy("failed", ReasonKind.GATE_FAILED), policy("x", ReasonKind.UNTRUSTED)


@pytest.mark.parametrize(
    ("policies", "code", "sentence"),
    [
        ((), ExitCode.CLEAN, "Passed, you can merge: the branch touches no policy"),
        (
            (CLEAN, CLEAN),
            ExitCode.CLEAN,
            "Passed (clean), you can merge: nothing in this branch can change an answer",
        ),
        (
            (CLEAN, OPEN),
            ExitCode.NO_VERDICT,
            "No verdict (open), do not merge yet: gate undecided",
        ),
        ((OPEN, FAILED, CLEAN), ExitCode.FINDINGS, "Failed (failed), do not merge: gate failed"),
        (
            (FAILED, DOUBTFUL),
            ExitCode.UNTRUSTWORTHY,
            "Not to be trusted (x), do not merge yet: untrusted",
        ),
    ],
)
def test_the_worst_policy_gives_the_exit_code_and_the_sentence_on_top(
    policies: tuple[PolicyVerdict, ...], code: ExitCode, sentence: str
) -> None:
    result = CiResult(revisions=REVISIONS, policies=policies)

    assert (result.code, outcome_of(result).headline) == (code, sentence)


def test_only_a_branch_without_news_is_silent() -> None:
    silent = CiResult(revisions=REVISIONS, policies=(CLEAN,))

    assert silent.is_silent
    assert not replace(silent, policies=(CLEAN, OPEN)).is_silent
    affecting = replace(CLEAN, affected=("a case",))
    assert not replace(silent, policies=(affecting,)).is_silent
    assert not replace(silent, notices=(Notice(what="model changed"),)).is_silent
    rows = AddedRows(policy="clean", changes=(), counts=True)
    assert not replace(silent, rows_added=(rows,)).is_silent
