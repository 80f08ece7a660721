"""What of a policy counts for a case in mode `category`, as a hash.

An edit elsewhere in the policy leaves it as it is, so rows of one category stay as they are where
another category is edited, and two branches that edit different ones do not touch the same rows.
"""

from collections.abc import Iterable, Sequence

from delibctl.compare.accepted.row import AcceptedExpectation, AcceptedRow, policy_hash
from delibctl.compare.policies.change import content_hash
from delibctl.compare.policies.contents import clause_hashes
from delibctl.model import Policy
from delibctl.policy.spec import spec


class ShownPolicy:
    """The hashes of one policy; the text for each choice of categories is made once."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._clauses = clause_hashes(policy)
        self._texts: dict[tuple[str, ...], str] = {}

    def hash(self, categories: Sequence[str], expected: AcceptedExpectation) -> str:
        """Return the hash of what a model is shown, and of what the case expects of it."""
        key = tuple(categories)
        if key not in self._texts:
            self._texts[key] = content_hash(spec(self._policy, key))
        ids = sorted({*expected.clauses, *expected.either, *expected.also})
        clauses = [(id, self._clauses.get(id, "")) for id in ids]
        return content_hash([self._texts[key], clauses, self._policy.outcome(expected.style)])


def shown_alike(rows: Iterable[AcceptedRow], policy: Policy) -> bool:
    """Return True if what counts for each row is the same in a policy as when it was accepted."""
    whole, shown = policy_hash(policy), ShownPolicy(policy)
    there = {category.id for category in policy.categories}
    return all(
        row.policy == whole
        or (
            row.shown != ""
            and there.issuperset(row.categories)
            and row.shown == shown.hash(row.categories, row.expected)
        )
        for row in rows
    )
