"""Which cases a model was trained on, by the manifest of its training files."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from delibctl.distill.near_prompts import near_pairs
from delibctl.model import Case, Message


@dataclass(frozen=True, kw_only=True)
class TrainingSet:
    """The records of a manifest: the policy that they teach, and their prompts by case id."""

    policy: str
    sha256: str
    prompts: Mapping[str, tuple[Message, ...]]

    @classmethod
    def of(cls, manifest: Mapping[str, Any]) -> "TrainingSet":
        """Read a manifest, which must be valid."""
        prompts = {
            record["case"]: tuple(
                Message(role=m["role"], content=m["content"]) for m in record["messages"]
            )
            for record in manifest["records"]
        }
        policy = manifest["policy"]
        return cls(policy=policy["id"], sha256=policy["sha256"], prompts=prompts)

    def trained(self, cases: Sequence[Case], policy: str) -> frozenset[str]:
        """Return the ids of the cases that the model was trained on.

        That is a case whose prompt is nearly that of a record, whatever its id and its policy, and
        one of the same policy and id that was reworded since.
        """
        same = {case.id for case in cases if policy == self.policy and case.id in self.prompts}
        return frozenset(same | set(self._near(cases)))

    def _near(self, cases: Sequence[Case]) -> Iterator[str]:
        """Return the ids of cases with nearly the prompt of a record."""
        known = list(self.prompts.values())
        first, near = len(known), set(range(len(known)))
        conversations = [*known, *(case.messages for case in cases)]
        of_records = near_pairs(conversations, accepts=lambda index, at: index >= first > at)
        # A case may also be near one that is near a record; a pair names the earlier one.
        for index, earlier in sorted([*of_records, *near_pairs(conversations)]):
            if earlier in near:
                near.add(index)
        return (cases[index - first].id for index in near if index >= first)
