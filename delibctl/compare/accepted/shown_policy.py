"""What of a policy counts for a case in one mode, as a hash.

An edit elsewhere in the policy leaves it as it is. So rows stay as they are where something that
their cases are not shown is edited, and two branches need not touch the same rows.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from delibctl.compare.accepted.row import (
    AcceptedAnswer,
    AcceptedExpectation,
    AcceptedRow,
    policy_hash,
)
from delibctl.compare.policies.change import content_hash
from delibctl.compare.policies.contents import clause_hashes
from delibctl.model import Mode, Policy
from delibctl.policy.spec import excerpt, index, spec


class ShownPolicy:
    """The hashes of one policy; the text for each choice of categories is made once."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._clauses = clause_hashes(policy)
        self._texts: dict[tuple[Mode, tuple[str, ...]], str] = {}

    def hash(
        self,
        mode: Mode,
        categories: Sequence[str],
        expected: AcceptedExpectation,
        answers: Iterable[AcceptedAnswer],
    ) -> str:
        """Return the hash of what a model was shown, and of what the case expects of it.

        In mode `recall` that is the index and the clauses that any repeat was given; in mode
        `none` nothing is shown.
        """
        parts = {
            Mode.CATEGORY: categories,
            Mode.RECALL: sorted({id for answer in answers for id in answer.given}),
        }
        key = (mode, tuple(parts.get(mode, ())))
        if key not in self._texts:
            self._texts[key] = content_hash(self._text(*key))
        ids = sorted({*expected.clauses, *expected.either, *expected.also})
        clauses = [(id, self._clauses.get(id, "")) for id in ids]
        return content_hash([self._texts[key], clauses, self._policy.outcome(expected.style)])

    def _text(self, mode: Mode, parts: Collection[str]) -> str:
        match mode:
            case Mode.CATEGORY:
                return spec(self._policy, parts)
            case Mode.FULL:
                return spec(self._policy, [category.id for category in self._policy.categories])
            case Mode.RECALL:
                return f"{index(self._policy)}\n\n{excerpt(self._policy, parts)}"
            case Mode.NONE:
                return ""


def shown_alike(rows: Mapping[Mode, Iterable[AcceptedRow]], policy: Policy) -> bool:
    """Return True if what counts for each row is the same in a policy as when it was accepted."""
    whole, shown = policy_hash(policy), ShownPolicy(policy)
    there = {category.id for category in policy.categories}
    return all(
        row.policy == whole
        or (
            row.shown != ""
            and there.issuperset(row.categories)
            and row.shown == shown.hash(mode, row.categories, row.expected, row.answers)
        )
        for mode, of_mode in rows.items()
        for row in of_mode
    )
