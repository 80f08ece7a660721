"""A policy with all that tests it."""

from dataclasses import dataclass

from delibctl.compare.policies.case_changes import case_hashes
from delibctl.compare.policies.change import FindPlace, nowhere
from delibctl.compare.policies.contents import PartName, part_hashes
from delibctl.compare.policies.setting_changes import Settings, setting_hashes
from delibctl.compare.policies.suppressed import Suppressed, suppression_hashes
from delibctl.model import Case, Policy


@dataclass(frozen=True, kw_only=True)
class Tested:
    """A policy with its cases, its file, and the places of parts that have none in the model.

    `has_cases`: False if the cases are unknown. `suppressed`: findings of lint that comments in its
    files suppress. `settings`: those of the configuration; None if they are not compared.
    """

    file: str
    policy: Policy
    cases: tuple[Case, ...] = ()
    has_cases: bool = True
    place_of: FindPlace = nowhere
    suppressed: tuple[Suppressed, ...] = ()
    settings: Settings | None = None

    @property
    def contents(self) -> dict[PartName, str]:
        """The hash of each part of the policy, and of what tests it."""
        id = self.policy.id
        tests = case_hashes(self.cases, id) | suppression_hashes(self.suppressed, id)
        return part_hashes(self.policy) | tests | setting_hashes(self.settings or {})
