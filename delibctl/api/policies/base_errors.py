"""Policies of a revision that have errors: as they are, or as they last were without."""

from collections.abc import Iterable, Iterator
from functools import partial

from delibctl.api.policies.load import ESSENTIAL_RULES
from delibctl.compare.policies import Tested
from delibctl.edge.files.entry import BROKEN_LINK, LEADS_OUT, SUBMODULE
from delibctl.edge.git.revision_files import RevisionFiles
from delibctl.errors import DelibctlError
from delibctl.lint import Finding, Level, lint
from delibctl.policy import Bundle, build, gather, place_of
from delibctl.source import Document, read

#: Errors of references: what they name is missing, but the policy can be built and compared.
_HARMLESS = ("REF202", "REF206", "REF207", "CAS")
#: The most commits of a file that are searched for a version without errors.
_MOST_COMMITS = 50


def policy_with_errors(bundle: Bundle, files: RevisionFiles) -> tuple[Tested | None, str]:
    """Return a policy as far as it can be compared, and a sentence about how.

    None if no version of it can be built. Raises DelibctlError if it names a file that the
    repository does not hold.
    """
    policy = bundle.policy
    _stop_at_outside(bundle, files)
    first = (errors_of(bundle) if policy.kind == "policy" else _errors_of_file(policy))[0]
    where = f"{files.from_here(first.place.file)}:{first.place.line}:{first.place.column}"
    problem = f"{where}: {first.message} ({first.code})"
    if not _files_with_errors(bundle):
        intro = f"the policy in {files.revision} has an error"
        return _without_cases(bundle), f"{intro}: {problem}; it is compared as it is"
    versions = _repair(bundle, files)
    repaired = _gathered(bundle, files)
    intro = f"the policy in {files.revision} does not parse: {problem}"
    if not _files_with_errors(repaired):
        last = ", ".join(versions)
        return (
            _without_cases(repaired),
            f"{intro}; compared with the last version that does: {last}",
        )
    if policy.kind in ("policy", None):
        return None, f"{intro}; no earlier version does, so everything in it is new"
    return None, ""


def replace_broken_links(names: Iterable[str], files: RevisionFiles) -> Iterator[str]:
    """Replace files that are broken links by what they last were; yield a sentence for each."""
    for name in names:
        entry = files.entry(name)
        if entry is None or not entry.problem.startswith(BROKEN_LINK):
            continue
        for commit, former in files.versions_of(name, _MOST_COMMITS):
            content = files.earlier(commit, former)
            if read(content, name).kind:
                files.replaced[name] = content
                yield (
                    f"{files.from_here(name)} {entry.problem}; compared with the last version "
                    f"that is a file: {former} of {commit[:9]}"
                )
                break


def errors_of(bundle: Bundle) -> tuple[Finding, ...]:
    """Return the errors with which a policy cannot be built."""
    return lint([bundle], (), ESSENTIAL_RULES).at_least(Level.ERROR)


def _errors_of_file(document: Document) -> tuple[Finding, ...]:
    return lint((), [document], ESSENTIAL_RULES).at_least(Level.ERROR)


def _stop_at_outside(bundle: Bundle, files: RevisionFiles) -> None:
    """Raise DelibctlError if a policy names a file that the repository does not hold."""
    for missing in bundle.unmatched:
        if missing.problem == LEADS_OUT or missing.problem.startswith(SUBMODULE):
            problem, _, command = missing.problem.partition(": ")
            raise DelibctlError(
                f"{missing.pattern!r} {problem}, so {files.revision} has no version of it",
                where=f"{bundle.policy.name}:{bundle.policy.place(missing.path).line}",
                next=command or "copy the file into the repository, and name it there",
            )


def _without_cases(bundle: Bundle) -> Tested:
    """Return a policy whose cases may have errors; those of the new side are compared."""
    return Tested(
        file=bundle.policy.name,
        policy=build(bundle),
        has_cases=False,
        place_of=partial(place_of, bundle),
    )


def _repair(bundle: Bundle, files: RevisionFiles) -> list[str]:
    """Replace files with errors by their last versions without; return each with its commit."""
    versions: list[str] = []
    for name in _files_with_errors(_gathered(bundle, files)):
        for commit, former in files.versions_of(name, _MOST_COMMITS):
            files.replaced[name] = files.earlier(commit, former)
            if name not in _files_with_errors(_gathered(bundle, files)):
                versions.append(f"{former} of {commit[:9]}")
                break
        else:
            files.replaced.pop(name, None)
    return versions


def _gathered(bundle: Bundle, files: RevisionFiles) -> Bundle:
    """Return a policy again, with the files that were replaced since."""
    name = bundle.policy.name
    return gather(read(files.read(name), name), files, None, bundle.folders)


def _files_with_errors(bundle: Bundle) -> list[str]:
    """Return the files of the parts of a policy with which it cannot be built."""
    if bundle.policy.kind != "policy":
        return [bundle.policy.name]
    parts = {document.name for document in bundle.parts}
    errors = (error for error in errors_of(bundle) if not error.code.startswith(_HARMLESS))
    return list(dict.fromkeys(e.place.file for e in errors if e.place.file in parts))
