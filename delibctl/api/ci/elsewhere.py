"""Policies of a repository that a check does not judge: of another configuration, or of none."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from posixpath import dirname, join
from shlex import quote

from delibctl.api.ci.branch import Branch
from delibctl.api.ci.jobs import brings_job
from delibctl.api.ci.other_configurations import (
    is_below,
    is_left_out,
    is_of_name,
    scope_of,
    used_configuration,
)
from delibctl.api.ci.touched import Touched
from delibctl.api.policies.configuration_files import Configurations
from delibctl.api.policies.opening import open_folder
from delibctl.compare.policies import Comparison
from delibctl.edge.git.git_files import GitFiles
from delibctl.errors import DelibctlError
from delibctl.gates import Reason, ReasonKind, Verdict
from delibctl.report.ci.result import Notice, PolicyVerdict
from delibctl.text.count import listed
from delibctl.text.escape import code_span

#: The folder of approvals and accepted rows, beside a configuration.
_ACCEPTED = "accepted"


@dataclass(frozen=True)
class Elsewhere:
    """The files of a repository, by the configuration of the base that they belong to.

    A branch that adds a configuration moves no policy to it: what counts is in the base.
    """

    branch: Branch
    owners: Configurations
    used: str
    scope: str
    changed: frozenset[str]

    @classmethod
    def of(cls, branch: Branch) -> "Elsewhere":
        """Find what belongs where."""
        before, after = branch.before, branch.after
        changed = before.repository.changed(before.commit, after.commit)
        return cls(
            branch,
            Configurations(branch.base),
            used_configuration(branch),
            scope_of(branch),
            frozenset(changed),
        )

    def is_of_another(self, name: str) -> bool:
        """Return True if a file of this check's folder has a nearer configuration."""
        return is_below(name, self.scope) and self.owners.of(name) != self.used

    def own(self, comparison: Comparison) -> Comparison:
        """Return a comparison without the policies that belong to a nearer configuration."""
        policies = tuple(p for p in comparison.policies if not self.is_of_another(p.file))
        return replace(comparison, policies=policies)

    def verdicts(self, judged: Comparison) -> Iterator[PolicyVerdict]:
        """Yield a verdict for each configuration with changed policies that nothing here judges."""
        try:
            changed = self._changed_policies(judged)
        except DelibctlError as error:
            what = f"the other policies of the repository could not be read: {error.what}"
            yield _undecided(error.where or "repository", what, error.next)
            return
        for owner in sorted({*changed.values()} - {""}):
            names = sorted(name for name in changed if changed[name] == owner)
            if is_below(names[0], self.scope):
                yield self._of_another(owner, names)
        nobody = [
            name
            for name in sorted(changed)
            if not changed[name] and not self._is_new_with_configuration(name)
        ]
        if nobody:
            yield self._of_nobody(nobody)

    def notes(self, judged: Comparison) -> Iterator[str]:
        """Yield a sentence on each configuration whose policies other checks judge."""
        try:
            changed = self._changed_policies(judged)
        except DelibctlError:
            return
        outside = {name: owner for name, owner in changed.items() if owner}
        for owner in sorted(set(outside.values())):
            names = sorted(name for name in outside if outside[name] == owner)
            if not is_below(names[0], self.scope):
                belong = self._belong(list(map(code_span, names)), code_span(owner))
                yield f"{belong}; {self._command(owner)} checks that"

    def notices(self) -> Iterator[Notice]:
        """Yield what the branch changed in other configurations, and what they accepted."""
        after = Configurations(self.branch.after)
        if self.branch.moved:
            yield self._of_move(*self.branch.moved)
        for name in sorted(self.changed - {*(self.branch.moved or ())}):
            if is_left_out(self.branch, name) or not is_below(name, self.scope):
                continue
            if is_of_name(name) and name != self.used:
                yield from self._of_configuration(name, after)
        for owner in sorted({*map(self._accepted_by, self.changed)} - {""}):
            what = f"the branch changes what is accepted beside {owner}"
            yield Notice(
                what=f"{what}, which this check does not use",
                next=f"{self._command(owner)} does",
            )

    def _of_move(self, former: str, present: str) -> Notice:
        what = f"the configuration moved from {former} to {present}"
        job = f"its job has to check the new folder after the merge: {self._init(dirname(present))}"
        return Notice(what=what, next="" if dirname(former) == dirname(present) else job)

    def _of_configuration(self, name: str, after: Configurations) -> Iterator[Notice]:
        was, is_now = self.owners.holds(name), after.holds(name)
        folder = dirname(name)
        if is_now and not was:
            yield Notice(
                what=f"the branch adds the configuration {name}, to which the policies of "
                f"{folder or 'the repository'} belong after the merge",
                next=""
                if self._brings_job(folder)
                else f"they need a job of their own then: {self._init(folder)}",
            )
        elif was and not is_now:
            yield Notice(what=f"the branch removes the configuration {name}")
        elif was:
            yield Notice(
                what=f"the branch changes the configuration {name}, which this check does not use",
                next=f"{self._command(name)} lists what",
            )

    def _accepted_by(self, name: str) -> str:
        """Return the other configuration that a file of accepted rows or approvals is of."""
        if not is_below(name, self.scope) or is_left_out(self.branch, name):
            return ""
        owner = self.owners.of(name)
        return owner if owner != self.used and _is_accepted(name, owner) else ""

    def _changed_policies(self, judged: Comparison) -> dict[str, str]:
        """Return the owner of each changed policy that this check neither judges nor leaves out."""
        own = {side.file for policy in judged.policies for side in policy.tested if side}
        names = (name for name in self._changed if name not in own)
        return {n: self.owners.of(n) for n in names if not is_left_out(self.branch, n)}

    @cached_property
    def _changed(self) -> set[str]:
        """The file of each policy of the repository of which the branch changed a part.

        Raises DelibctlError if one cannot be read.
        """
        if not self.changed:
            return set()
        sides = (self.branch.before, self.branch.after)
        touched = Touched(self.changed, any(files.has_links for files in sides))
        before, after = (dict(self._policies_in(files, touched)) for files in sides)
        return {
            name
            for name in before.keys() | after.keys()
            if before.get(name) != after.get(name)
            or any(map(touched.is_changed, before.get(name, frozenset())))
        }

    def _policies_in(
        self, files: GitFiles, touched: Touched
    ) -> Iterator[tuple[str, frozenset[str]]]:
        """Yield the file of each policy that may have changed, with the names of all its files.

        What is broken stands for itself, and so do cases that only another configuration names.
        """
        opened = open_folder(files.root, files, may_hold=touched.may_hold)
        for bundle in opened.bundles:
            yield bundle.policy.name, frozenset(document.name for document in bundle.documents)
        for document in opened.loose:
            named = document.kind == "cases" and self.owners.of(document.name) not in (
                "",
                self.used,
            )
            if document.data is None or named:
                yield document.name, frozenset((document.name,))

    def _is_new_with_configuration(self, name: str) -> bool:
        """Return True for a policy that is new, outside, and brings its own configuration."""
        known = self.branch.base.entry(name) or self.branch.before.entry(name)
        inside = is_below(name, self.scope)
        return not known and not inside and bool(Configurations(self.branch.after).of(name))

    def _of_another(self, owner: str, names: list[str]) -> PolicyVerdict:
        if owner == self.used:
            what = f"{listed(names)} changed, and {owner} does not name {_it(names)}"
            next = (
                f"name the folder in `policy` of {code_span(owner)}, or list it in "
                "`[ci] elsewhere`, in the base"
            )
            return _undecided(names[0], f"{what}, so nothing checked {_it(names)}", next)
        next = (
            f"run {self._command(owner)} in a job of its own, and list "
            f"{code_span(dirname(owner) or '.')} in `[ci] elsewhere` of the base"
        )
        what = f"{self._belong(names, owner)}, which this check does not use"
        return _undecided(names[0], what, next)

    def _of_nobody(self, names: list[str]) -> PolicyVerdict:
        what = f"{listed(names)} changed, and no configuration of the base is for {_it(names)}"
        folder = dirname(names[0])
        job = "" if self._brings_job(folder) else f" and its job: {self._init(folder)}"
        next = f"write one{job}; or list the folder in `[ci] elsewhere` of the base"
        return _undecided(names[0], f"{what}, so nothing checked {_it(names)}", next)

    def _belong(self, names: list[str], owner: str) -> str:
        verb = "changed and belongs" if len(names) == 1 else "changed and belong"
        return f"{listed(names)} {verb} to {owner}"

    def _brings_job(self, folder: str) -> bool:
        return brings_job(self.branch, self.changed, folder)

    def _init(self, folder: str) -> str:
        """Return the command that writes the job of a folder, for where the repository is kept."""
        gitlab = self.branch.after.entry(".gitlab-ci.yml") is not None
        cd = f"cd {quote(folder)} && " if folder else ""
        return code_span(f"{cd}delibctl init --ci {'gitlab' if gitlab else 'github'}")

    def _command(self, owner: str) -> str:
        revisions = self.branch.revisions
        folder = dirname(owner)
        cd = f"cd {quote(folder)} && " if folder else ""
        base, head = quote(revisions.base), quote(revisions.head)
        return code_span(f"{cd}delibctl ci --base {base} --head {head}")


def _is_accepted(name: str, owner: str) -> bool:
    return is_below(name, join(dirname(owner), _ACCEPTED))


def _undecided(path: str, what: str, next: str) -> PolicyVerdict:
    verdict = Verdict.fold((Reason.of(ReasonKind.UNMEASURED, what, next),))
    return PolicyVerdict(id=path, path=path, verdict=verdict, why_not_measured=what)


def _it(names: list[str]) -> str:
    return "it" if len(names) == 1 else "them"
