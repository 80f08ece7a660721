"""Rows that contradict the policy that they were accepted with, or their own answers."""

from collections import defaultdict
from collections.abc import Iterator

from delibctl.compare.accepted.restored import Rows
from delibctl.compare.accepted.row import AcceptedRow
from delibctl.compare.accepted.row_problems import RowProblem, problems_with_policy
from delibctl.compare.policies.contents import clause_hashes
from delibctl.model import Mode, Policy, Run, Trial
from delibctl.score.trial_scoring import score_trial


def unlike_policy(rows: Rows, policy: Policy) -> Iterator[tuple[Mode, AcceptedRow, RowProblem]]:
    """Yield the rows that the policy of all of them contradicts."""
    hashes = clause_hashes(policy)
    for mode, of_mode in rows.items():
        for row in of_mode:
            for problem in problems_with_policy(row, policy, hashes):
                yield mode, row, problem


def miscounted(
    rows: Rows, run: Run, delibctl: str
) -> Iterator[tuple[Mode, AcceptedRow, RowProblem]]:
    """Yield the rows of which `right` or `critical` is another in the run made of them.

    Only rows that this version of delibctl judged: another one may count otherwise.
    """
    trials: dict[tuple[str, str, Mode], list[Trial]] = defaultdict(list)
    for trial in run.trials:
        trials[trial.key.case, trial.key.model, trial.key.mode].append(trial)
    cases = run.cases_by_id
    for mode, of_mode in rows.items():
        for row in of_mode:
            if row.delibctl != delibctl:
                continue
            scored = [
                score_trial(cases[row.case], trial, run.policy, run.judges)
                for trial in trials[row.case, row.model.alias, mode]
            ]
            if any(trial.critical is not row.critical for trial in scored):
                reason = f"the policy of the row says {str(not row.critical).lower()}"
                yield mode, row, RowProblem(field="critical", reason=reason)
            hits = sum(trial.scored and not trial.missed for trial in scored)
            if row.right.split("/")[0] != str(hits):
                reason = f"it says {row.right}, and by its answers {hits} are right"
                yield mode, row, RowProblem(field="right", reason=reason)
