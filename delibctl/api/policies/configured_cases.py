"""The case files that a configuration names in place of those of its policy, on one side."""

import json
from collections.abc import Sequence
from dataclasses import replace
from posixpath import normpath

from delibctl.api.policies.arguments import PolicyAt
from delibctl.api.workspace import Workspace
from delibctl.cases import build as build_cases
from delibctl.compare.policies import Tested
from delibctl.compare.policies.setting_changes import Settings
from delibctl.edge.git.revision_files import RevisionFiles
from delibctl.errors import DelibctlError
from delibctl.source import Document, read, violations


def with_configuration(
    workspace: Workspace, at: PolicyAt, policies: Sequence[Tested], settings: Settings
) -> list[Tested]:
    """Return the policies of one side with the settings, and with the cases that these name.

    In a revision, cases that have errors are unknown. Raises DelibctlError if others have some.
    """
    return [
        replace(_with_cases(workspace, at, policy, settings), settings=settings)
        for policy in policies
    ]


def _with_cases(workspace: Workspace, at: PolicyAt, policy: Tested, settings: Settings) -> Tested:
    if "cases" not in settings or not _is_configured(policy.file, settings):
        return policy
    value = json.loads(settings["cases"].text)
    patterns = [value] if isinstance(value, str) else value
    names = dict.fromkeys(name for each in patterns for name in at.files.match("", each))
    try:
        documents = [_sound(read(at.files.read(name), name)) for name in names]
    except DelibctlError:
        if isinstance(at.files, RevisionFiles):
            return replace(policy, cases=(), has_cases=False)
        raise
    return replace(
        policy, cases=build_cases(documents, policy.policy, workspace.today().isoformat())
    )


def _is_configured(file: str, settings: Settings) -> bool:
    """Return True if the configuration is of a policy file: it names that one, or none."""
    if "policy" not in settings:
        return True
    named = normpath(json.loads(settings["policy"].text))
    return named == "." or f"{file}/".startswith(f"{named}/")


def _sound(document: Document) -> Document:
    """Return a case file. Raises DelibctlError at its first error."""
    for problem in document.problems:
        raise DelibctlError(problem.message, where=str(problem.place), next=problem.next)
    for violation in violations(document.data, "cases"):
        place = document.place(violation.path)
        raise DelibctlError(violation.message, where=str(place), next=violation.next)
    return document
