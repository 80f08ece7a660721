"""Compare several policies with their earlier versions, and apply the gates."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from delibctl.compare.policies.approvals import Approval, Approvals, Status, approved
from delibctl.compare.policies.change import Change, nowhere
from delibctl.compare.policies.contents import KnownContents, PartName
from delibctl.compare.policies.diff import PolicyDiff, policy_diff
from delibctl.compare.policies.gates import Gate, PolicyGate, check_changes
from delibctl.compare.policies.opinions import Opinions
from delibctl.compare.policies.setting_changes import setting_changes
from delibctl.compare.policies.suppressed import (
    suppression_changes,
)
from delibctl.compare.policies.tested import Tested
from delibctl.compare.policies.waivers import Waiver, waive
from delibctl.compare.scales import Profile
from delibctl.model import Policy


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A policy before and after; `old` is None if it is new, `new` is None if it was removed.

    `waived` and `approved`: the accepted changes, which `diff` contains too. `approvals`: all that
    were read, with their status. `opinions`: those of a model on changes of words. `file`: that of
    the new policy, or of the old one if it was removed; "" if it is unknown. `tested`: both
    policies with what tests them.
    """

    old: Policy | None
    new: Policy | None
    diff: PolicyDiff
    tested: tuple[Tested | None, Tested | None] = (None, None)
    waived: tuple[tuple[Change, Waiver], ...] = ()
    approved: tuple[tuple[Change, Approval], ...] = ()
    approvals: tuple[tuple[Approval, Status], ...] = ()
    opinions: Opinions = ()
    file: str = ""

    @property
    def policy(self) -> Policy:
        """The new policy, or the old one if it was removed."""
        policy = self.new or self.old
        assert policy is not None
        return policy

    @property
    def contents(self) -> tuple[dict[PartName, str], dict[PartName, str]]:
        """The hashes of all parts before and after."""
        before, after = (side.contents if side else {} for side in self.tested)
        return before, after

    @property
    def standing(self) -> tuple[Change, ...]:
        """The changes that nobody accepted. A policy that is new has nothing to accept."""
        if self.old is None:
            return ()
        accepted = {id(change) for change, _ in (*self.waived, *self.approved)}
        return tuple(change for change in self.diff.changes if id(change) not in accepted)


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The compared policies, the profile, the gates, and the waivers that match no change.

    `notices`: sentences about files that could not be compared, or only as they were earlier.
    """

    policies: tuple[Compared, ...]
    profile: Profile = Profile.BEHAVIOR
    gates: tuple[Gate, ...] = ()
    unused: tuple[Waiver, ...] = field(default=())
    notices: tuple[str, ...] = ()

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes of all policies."""
        return tuple(change for policy in self.policies for change in policy.diff.changes)

    @property
    def namesakes(self) -> dict[str, tuple[str, ...]]:
        """The files of the new policies of each id that several have: no approval is of one."""
        files: dict[str, list[str]] = {}
        for compared in self.policies:
            if compared.new:
                files.setdefault(compared.new.id, []).append(compared.file)
        return {id: tuple(names) for id, names in files.items() if len(names) > 1}

    @property
    def gate_results(self) -> tuple[PolicyGate, ...]:
        """The result of each gate."""
        standing = [change for policy in self.policies for change in policy.standing]
        opinions = {id(change): o for policy in self.policies for change, o in policy.opinions}
        return tuple(check_changes(gate, standing, self.profile, opinions) for gate in self.gates)

    @property
    def failed(self) -> bool:
        """True if any gate fails."""
        return any(result.failing for result in self.gate_results)


def compare_policies(
    old: Iterable[Tested],
    new: Iterable[Tested],
    profile: Profile = Profile.BEHAVIOR,
    gates: tuple[Gate, ...] = (),
    waivers: tuple[Waiver, ...] = (),
    approvals: Approvals | None = None,
    former: Iterable[Tested] = (),
) -> Comparison:
    """Compare policies paired by id and file, then id, then file; two single ones always pair.

    `former`: new policies that are compared with the old ones as well, as they took their place.
    Approvals do not count for an id that several of the new policies have.
    """
    before, after, kept = list(old), list(new), list(former)
    of_id = Counter(tested.policy.id for tested in (*after, *kept))
    again = [pair for pair in _pairs(before, kept) if all(pair)]
    compared: list[Compared] = []
    unused = set(waivers)
    for earlier, later in (*_pairs(before, after), *again):
        present = later or earlier
        assert present is not None
        places = (
            earlier.place_of if earlier else nowhere,
            later.place_of if later else nowhere,
        )
        sides = _or_empty(earlier, later, present.policy)
        known = earlier and later and earlier.has_cases and later.has_cases
        former_cases = earlier.cases if earlier and known else None
        diff = policy_diff(*sides, present.cases, places, former_cases)
        if earlier and later:
            others = (*_suppressions(earlier, later), *_settings(earlier, later, compared))
            diff = replace(diff, changes=(*diff.changes, *others))
        result = waive(diff.changes, waivers)
        unused -= {waiver for _, waiver in result.waived}
        is_ambiguous = of_id[present.policy.id] > 1
        read = None if is_ambiguous else approvals
        statuses = _statuses(read, present.policy.id, earlier, later, diff)
        valid = [approval for approval, status in statuses if status is Status.VALID]
        compared.append(
            Compared(
                old=earlier.policy if earlier else None,
                new=later.policy if later else None,
                diff=diff,
                tested=(earlier, later),
                waived=result.waived,
                approved=approved(result.unwaived, valid),
                approvals=statuses,
                file=present.file,
            )
        )
    return Comparison(
        policies=tuple(compared),
        profile=profile,
        gates=gates,
        unused=tuple(waiver for waiver in waivers if waiver in unused),
    )


def _suppressions(earlier: Tested, later: Tested) -> Iterator[Change]:
    return suppression_changes(earlier.suppressed, later.suppressed, later.policy.id)


def _settings(earlier: Tested, later: Tested, compared: Sequence[Compared]) -> Iterator[Change]:
    """Yield the changes of the configuration, unless they were yielded for another policy."""
    known = earlier.settings is not None and later.settings is not None
    if known and not any(other.old and other.new for other in compared):
        yield from setting_changes(earlier.settings or {}, later.settings or {})


def _statuses(
    approvals: Approvals | None,
    policy: str,
    earlier: Tested | None,
    later: Tested | None,
    diff: PolicyDiff,
) -> tuple[tuple[Approval, Status], ...]:
    """Return the approvals of a policy with their status; hashes no content if there are none."""
    if approvals is None or not approvals.of_policy.get(policy):
        return ()
    contents = KnownContents(
        new=later.contents if later else {},
        old=earlier.contents if earlier else {},
        merged=frozenset(change.part_before for change in diff.changes),
    )
    return approvals.statuses(policy, contents)


def _pairs(old: list[Tested], new: list[Tested]) -> list[tuple[Tested | None, Tested | None]]:
    """Return each policy once, in the order of the new ones, removed ones last."""
    if len(old) == len(new) == 1:
        return [(old[0], new[0])]
    unpaired = list(old)
    partner: dict[int, Tested] = {}
    for same in (
        lambda a, b: (a.policy.id, a.file) == (b.policy.id, b.file),
        lambda a, b: a.policy.id == b.policy.id,
        lambda a, b: a.file == b.file,
    ):
        for index, tested in enumerate(new):
            match = next((policy for policy in unpaired if same(policy, tested)), None)
            if index not in partner and match is not None:
                partner[index] = match
                unpaired.remove(match)
    pairs: list[tuple[Tested | None, Tested | None]] = [
        (partner.get(index), tested) for index, tested in enumerate(new)
    ]
    return [*pairs, *((tested, None) for tested in unpaired)]


def _or_empty(
    earlier: Tested | None, later: Tested | None, present: Policy
) -> tuple[Policy, Policy]:
    """Return two policies; an empty one of the same name replaces a missing one."""
    empty = Policy(
        id=present.id,
        version="",  # no version to raise
        title=present.title,
        description=present.description,
        principles=(),
        categories=(),
        definitions={},
        styles={},
    )
    return (earlier.policy if earlier else empty, later.policy if later else empty)
