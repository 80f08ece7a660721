"""Labels of clauses against the policy that judges read."""

from collections.abc import Sequence

from delibctl.cases.labels import Label
from delibctl.errors import DelibctlError
from delibctl.model import Policy
from delibctl.text.suggest import nearest


def check_clauses(labels: Sequence[Label], policy: Policy) -> None:
    """Raise DelibctlError if a verdict on a clause names one that the policy does not have."""
    for label in labels:
        for clause, _ in label.clauses:
            if clause in policy.clause_by_id:
                continue
            current = policy.former_ids.get(clause)
            raise DelibctlError(
                f"unknown clause {clause!r}",
                where=f"line {label.line}",
                next=f"it was renamed; write {current}"
                if current
                else nearest(clause, policy.clause_by_id, "clause"),
            )
