"""The result of `delibctl ci`, as data for the screen, the comment and the other formats."""

from collections.abc import Mapping
from dataclasses import dataclass

from delibctl.compare.accepted.row_changes import RowChange
from delibctl.compare.policies import Approval, Change, Compared, Direction, PolicyGate
from delibctl.compare.runs.comparison import RunComparison
from delibctl.errors import ExitCode, worst
from delibctl.gates.comparison import ComparisonGate
from delibctl.gates.verdict import Verdict
from delibctl.lint import Level, Report
from delibctl.model import Estimate
from delibctl.text.escape import one_line


@dataclass(frozen=True, kw_only=True)
class Revisions:
    """The revisions as they were named, and their commits.

    `merge_base`: the commit at which the branch left its base. What the branch changed is held
    against it; the configuration is that of `base_commit`. `folder`: where the check ran, from the
    root of the repository; "" there.
    """

    base: str
    head: str
    base_commit: str
    head_commit: str
    merge_base: str
    folder: str = ""

    @property
    def why_not_compared(self) -> str:
        """Why nothing could be compared; "" if the branch has a commit that its base lacks."""
        if self.merge_base != self.head_commit:
            return ""
        base, head = one_line(self.base, 60), one_line(self.head, 60)
        is_same = self.base_commit == self.head_commit
        how = "is the same commit as" if is_same else "has no commit that is not in"
        return f"{head} {how} {base}, so nothing was compared"


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What the branch changed in what judges it: it applies after the merge.

    `what` is a sentence, and `next` what to do, with commands in backticks; `change` has both
    values and the place of a setting, None for what is no setting.
    """

    what: str
    next: str = ""
    change: Change | None = None


@dataclass(frozen=True, kw_only=True)
class AddedApproval:
    """An approval that the branch adds. `counts`: the gates of this run took it."""

    policy: str
    approval: Approval
    counts: bool


@dataclass(frozen=True, kw_only=True)
class AddedRows:
    """The accepted rows of one policy that the branch adds, changes or removes.

    `counts`: the runs were held against them. `why_not` says why, if they do not.
    """

    policy: str
    changes: tuple[RowChange, ...]
    counts: bool
    why_not: str = ""

    @property
    def fallen(self) -> tuple[RowChange, ...]:
        """The cases that are right half as often as the row of the base says, or less."""
        return tuple(change for change in self.changes if change.fell)


@dataclass(frozen=True, kw_only=True)
class Questions:
    """Where the answers of the affected cases came from, in trials.

    `asked` were sent, `cached` came from the cache or from the answers of the base, and
    `unmeasured` are the ids of cases that nobody answered. `confirming`: fresh repeats of
    suspicious cases, on both sides. `controls`: unaffected cases that were asked again. `accepted`:
    unaffected cases that the accepted rows answer. `cost` is in US dollars, None if a price is
    not known; `estimate` is what asking would cost, where nothing was asked.
    """

    asked: int = 0
    cached: int = 0
    confirming: int = 0
    controls: int = 0
    accepted: int = 0
    unmeasured: tuple[str, ...] = ()
    cost: float | None = 0.0
    estimate: tuple[Estimate, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Answered:
    """How the affected cases are answered, whatever the answers were before.

    `cases` count, and `missed` of them are not answered as expected, by each model and repeat.
    `models_after`: the models that a probe has to name after the merge; () for the usual ones.
    """

    cases: int
    missed: tuple[str, ...]
    models_after: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Drift:
    """The control for a model that changed: unaffected cases that were asked again.

    `flipped` of the `asked` cases are right now and were wrong when their row was accepted, or the
    other way round. `changed`: these are more than noise explains, so no gate of the run counts.
    `questions`: what was sent for it, with the fresh repeats of cases that flipped.
    """

    asked: tuple[str, ...]
    flipped: tuple[str, ...]
    p_value: float
    changed: bool
    questions: int = 0


@dataclass(frozen=True, kw_only=True)
class Measured:
    """The affected cases, asked under the policy of the branch and held against what was.

    `before` says what they were held against, such as "@accepted". `gates` are those of each model
    by its name. `why_undecided` and `next` are empty if every gate is decided.
    """

    comparison: RunComparison
    before: str
    gates: Mapping[str, tuple[ComparisonGate, ...]]
    why_undecided: str = ""
    next: str = ""


@dataclass(frozen=True, kw_only=True)
class PolicyVerdict:
    """What a branch does to one policy, and the verdict on it.

    `path` is from the root of the repository, `former_path` too if the policy moved. `compared` has
    the policy before and after with its changes, their directions and the approvals that count; it
    is None if the policy could not be read. `approval` is the gate on changes that nobody approved,
    and `waiting` are those of them that the branch itself approves without that it counts.
    `made_again`: a sentence for each approval of the base that does not count for making its change
    again. `approvals_file`: where its approvals are on the branch; `approval_is_uncommitted`: the
    file on disk approves all of them.
    `affected` and `unaffected` are ids of cases. `measured` is None if no run was compared, and
    `why_not_measured` says why; `answered` is None if no case is affected.
    """

    id: str
    path: str
    verdict: Verdict
    former_path: str = ""
    lint: Report | None = None
    failing_level: Level = Level.ERROR
    compared: Compared | None = None
    approval: PolicyGate | None = None
    waiting: tuple[Change, ...] = ()
    made_again: tuple[str, ...] = ()
    approvals_file: str = ""
    approval_is_uncommitted: bool = False
    affected: tuple[str, ...] = ()
    unaffected: tuple[str, ...] = ()
    questions: Questions = Questions()
    measured: Measured | None = None
    why_not_measured: str = ""
    answered: Answered | None = None
    drift: Drift | None = None
    notes: tuple[str, ...] = ()

    @property
    def is_new(self) -> bool:
        """True if the base does not have the policy."""
        return self.compared is not None and self.compared.old is None

    @property
    def is_clean(self) -> bool:
        """True if nothing is wrong, no case is affected, and every change is neutral."""
        changes = self.compared.diff.changes if self.compared else ()
        moved = any(change.direction is not Direction.NEUTRAL for change in changes)
        return self.verdict.code is ExitCode.CLEAN and not (moved or self.affected)


@dataclass(frozen=True, kw_only=True)
class CiResult:
    """The verdict on a branch: one for each policy, the worst exit code counts.

    `untrusted`: the branch is of a fork, so only what the base approved and accepted counts;
    `approvals` says whose do: "head" or "base". `notices`, `approvals_added` and `rows_added` are
    what a person must have seen before the merge, and come first; so are `approvals_used`, which
    the base held already and which cover changes of the branch. `notes` have code in backticks.
    """

    revisions: Revisions
    policies: tuple[PolicyVerdict, ...]
    notices: tuple[Notice, ...] = ()
    approvals_used: tuple[AddedApproval, ...] = ()
    approvals_added: tuple[AddedApproval, ...] = ()
    rows_added: tuple[AddedRows, ...] = ()
    approvals: str = "head"
    untrusted: bool = False
    notes: tuple[str, ...] = ()

    @property
    def code(self) -> ExitCode:
        """The exit code: the worst of the policies."""
        return worst([policy.verdict.code for policy in self.policies])

    @property
    def is_silent(self) -> bool:
        """True if the branch touches nothing that a person must see, and all is well."""
        added = self.approvals_added or self.rows_added
        shown = self.revisions.why_not_compared or self.notices or self.approvals_used or added
        return not shown and all(policy.is_clean for policy in self.policies)
