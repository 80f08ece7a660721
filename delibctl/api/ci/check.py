"""`ci`: lint, policy diff, the affected cases, and one verdict for each policy of a branch."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from delibctl.api.asking.template import pinned_template
from delibctl.api.ci import reasons
from delibctl.api.ci.accepted import accepted_of
from delibctl.api.ci.affected import Affected, affected_cases
from delibctl.api.ci.applied_limits import limits_of, modes_for
from delibctl.api.ci.asking import Asker
from delibctl.api.ci.branch import Branch
from delibctl.api.ci.elsewhere import Elsewhere
from delibctl.api.ci.linted import Linted, linted
from delibctl.api.ci.measuring import Asked, Measuring
from delibctl.api.ci.news import approvals_added, approvals_used, notices
from delibctl.api.ci.places import places_of
from delibctl.api.ci.told import answered_of, notes_on, questions_of, why_not_measured
from delibctl.api.ci.uncommitted import Uncommitted, approvals_file, uncommitted
from delibctl.api.listener import Listener
from delibctl.api.policies.approval_notes import made_again
from delibctl.api.policies.arguments import PolicyAt
from delibctl.api.policies.diff import compare_places
from delibctl.api.policies.opening import PolicyNotFound
from delibctl.cases.renamed import under_present_ids
from delibctl.compare.policies import Change, Compared, Comparison, Gate, Tested
from delibctl.compare.policies.gates import check_changes
from delibctl.errors import DelibctlError, NoVerdict
from delibctl.gates import Verdict
from delibctl.model import Case
from delibctl.report.ci.result import AddedRows, CiResult, PolicyVerdict

_GATES = (Gate.UNAPPROVED,)


def check_branch(branch: Branch, listener: Listener) -> CiResult:
    """Hold each policy of a branch against its base. Nothing of the branch is run or checked out.

    Raises DelibctlError if what judges the branch cannot be read, and NoVerdict if neither side
    has a policy.
    """
    old, new = places_of(branch)
    lint, elsewhere = linted(branch, new.path), Elsewhere.of(branch)
    if branch.revisions.why_not_compared:
        listener.note(branch.revisions.why_not_compared)
    left_out = uncommitted(branch, new.path, lint.files)
    if left_out.sentence:
        listener.note(left_out.sentence)
    result = CiResult(
        revisions=branch.revisions,
        policies=(),
        notices=(*notices(branch), *elsewhere.notices()),
        approvals="head" if branch.approves_itself else "base",
        untrusted=branch.untrusted,
    )
    if not lint.is_sound:
        return replace(result, policies=tuple(_unsound(lint)))
    try:
        comparison = elsewhere.own(compare_places(branch.workspace, old, new, gates=_GATES))
    except PolicyNotFound as error:
        raise NoVerdict(error.what, next="name the policy in the configuration") from error
    _refuse_shared_ids(comparison)
    check = _Check(
        branch=branch, lint=lint, comparison=comparison, places=(old, new), left_out=left_out
    )
    asker = Asker.of(branch, listener)
    verdicts, rows = [], []
    for compared in comparison.policies:
        verdict, added = check.verdict(compared, asker)
        verdicts.append(verdict)
        rows += [added] if added else []
    used = tuple(approvals_used(branch, comparison))
    return replace(
        result,
        policies=(*verdicts, *elsewhere.verdicts(comparison)),
        approvals_used=used,
        approvals_added=tuple(approvals_added(branch, comparison, used)),
        rows_added=tuple(rows),
        notes=(*comparison.notices, *elsewhere.notes(comparison)),
    )


def _refuse_shared_ids(comparison: Comparison) -> None:
    """Raise DelibctlError if two policies of the branch have one id.

    The second would be new, so its answers would be held against nothing.
    """
    files: dict[str, str] = {}
    for compared in comparison.policies:
        if compared.new is None:
            continue
        if compared.new.id in files:
            first = files[compared.new.id]
            raise DelibctlError(
                f"two policies of the branch have the id {compared.new.id}: {first} and "
                f"{compared.file}, so nothing was checked",
                next="give one of them an id of its own",
            )
        files[compared.new.id] = compared.file


def _unsound(lint: Linted) -> Iterator[PolicyVerdict]:
    """Yield a verdict on each policy where one of them has errors, so that none is compared."""
    why = "a policy has errors, so nothing was compared or asked"
    for path, report in lint.reports.items():
        verdict = Verdict.fold(reasons.of_lint(report, lint.level, path))
        yield PolicyVerdict(
            id=path,
            path=path,
            verdict=verdict,
            lint=report,
            failing_level=lint.level,
            why_not_measured=why,
        )


@dataclass(frozen=True, kw_only=True)
class _Check:
    """The compared policies of a branch, and where they are."""

    branch: Branch
    lint: Linted
    comparison: Comparison
    places: tuple[PolicyAt, PolicyAt]
    left_out: Uncommitted

    def verdict(self, compared: Compared, asker: Asker) -> tuple[PolicyVerdict, AddedRows | None]:
        """Measure one policy; return its verdict, and what the branch changes in its rows."""
        old, new = compared.tested
        accepted = accepted_of(self.branch, compared.policy.id, new.cases if new else ())
        settings = self.branch.workspace.settings
        cases, asked = Affected(affected=(), unaffected=()), Asked()
        spent = asker.spent
        if new is not None:
            old = None if old is None else _comparable(old, new)
            modes = modes_for(settings.ci.modes, accepted, old or new)
            cases = affected_cases(old, new, modes, pinned_template(settings))
            asked = Measuring(
                asker=asker,
                old=old,
                new=new,
                cases=cases,
                modes=modes,
                accepted=accepted,
                limits=limits_of(settings),
            ).measure()
        cost = None if spent is None or asker.spent is None else asker.spent - spent
        if asked.probe is None or asked.obstacle[0]:
            cost = cost or 0.0
        return self._folded(compared, cases, asked, cost), accepted.added

    def _folded(
        self,
        compared: Compared,
        cases: Affected,
        asked: Asked,
        cost: float | None,
    ) -> PolicyVerdict:
        old, new = compared.tested
        settings, path = self.branch.workspace.settings, compared.file
        report = self.lint.reports.get(path)
        gate = check_changes(Gate.UNAPPROVED, compared.standing, self.comparison.profile)
        waiting = self._waiting(compared) if gate.failing else ()
        open_ = {(change.part, change.subject) for change in gate.failing if change not in waiting}
        written = self.left_out.approves(compared.policy.id, gate.failing)
        verdict = Verdict.fold(
            (
                *reasons.of_lint(report, self.lint.level, path),
                *reasons.of_approvals(gate, waiting, path, self.branch.revisions),
                *reasons.of_answers(asked, max_broken=settings.max_broken),
            )
        )
        moved = old.file if old and new and old.file != new.file else ""
        return PolicyVerdict(
            id=compared.policy.id,
            path=path,
            verdict=verdict,
            former_path=moved,
            lint=report,
            failing_level=self.lint.level,
            compared=compared,
            approval=gate,
            waiting=waiting,
            made_again=tuple(made_again(compared, open_)),
            approvals_file=approvals_file(self.branch, compared.policy.id),
            approval_is_uncommitted=written,
            affected=_ids(cases.affected),
            unaffected=_ids(cases.unaffected),
            questions=questions_of(asked, cost),
            measured=asked.measured,
            why_not_measured=why_not_measured(asked),
            answered=answered_of(asked, self.branch),
            drift=asked.drift,
            notes=(*asked.notes, *notes_on(asked, self.branch)),
        )

    def _waiting(self, compared: Compared) -> tuple[Change, ...]:
        """Return the open changes that approvals of the branch would cover, if they counted."""
        old, new = self.places
        if new.approvals is None:
            return ()
        own = compare_places(self.branch.workspace, old, replace(new, approvals=None, history=None))
        same = next(p for p in own.policies if p.file == compared.file)
        covered = {(c.part, c.subject, c.part_before, c.part_after) for c, _ in same.approved}
        return tuple(
            change
            for change in compared.standing
            if (change.part, change.subject, change.part_before, change.part_after) in covered
        )


def _comparable(old: Tested, new: Tested) -> Tested:
    """Return the former policy as it can be asked: with cases, and under the present ids."""
    # Of a base that does not parse, the policy alone was found in its history.
    cases = under_present_ids(old.cases, new.cases) if old.has_cases else new.cases
    return replace(old, cases=cases, policy=replace(old.policy, id=new.policy.id))


def _ids(cases: tuple[Case, ...]) -> tuple[str, ...]:
    return tuple(case.id for case in cases)
