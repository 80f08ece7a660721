"""The commands that a report on a branch names, as a person calls them where the check ran."""

import shlex
from posixpath import relpath

from delibctl.report.ci.outcome import Step
from delibctl.report.ci.result import PolicyVerdict, Revisions
from delibctl.text.escape import one_line
from delibctl.text.sentence import Command


def shown_path(name: str, revisions: Revisions) -> str:
    """Return a file of the repository as an argument, from the folder in which the check ran."""
    path = relpath(name, revisions.folder or ".")
    return quoted(f"./{path}" if path.startswith("-") else path)


def accept_command(file: str, named: str, revisions: Revisions) -> str:
    """Return the command that approves the changes of a policy; `named`: of this part alone."""
    part = f" --clause={quoted(named)}" if named.startswith("-") else f" --clause {quoted(named)}"
    path, base = shown_path(file, revisions), quoted(revisions.base)
    return f"delibctl accept {path} --against {base}{part if named else ''} --reason TEXT"


def accepting(
    begin: str, policy: PolicyVerdict, revisions: Revisions, *, critical: bool = False
) -> Step:
    """Return the step that asks the cases as the check did, looks at the answers, and takes them.

    `critical`: a critical clause got worse, which accepting has to say.
    """
    taken = f"delibctl accept @last{' --critical' if critical else ''} --reason TEXT"
    return Step.of(
        f"{begin}{where(revisions)}",
        Command(_probe(policy, revisions)),
        "and read what",
        Command("delibctl diff @accepted @last"),
        "shows; if these answers are right, run",
        Command(taken),
        ", commit what it writes and push",
    )


def _probe(policy: PolicyVerdict, revisions: Revisions) -> str:
    """Return the command that asks the cases with the models of the check."""
    models = policy.measured.comparison.models if policy.measured else ()
    aliases = dict.fromkeys(model.alias for model in models)
    options = "".join(f" --model {quoted(alias)}" for alias in aliases)
    return f"delibctl probe {shown_path(policy.path, revisions)}{options}"


def where(revisions: Revisions) -> str:
    """Return where to call a command: " in team", or "" for the root of the repository."""
    return f" in {one_line(revisions.folder, 60)}" if revisions.folder else ""


def quoted(text: str) -> str:
    """Return a text as one word of a command."""
    return shlex.quote(one_line(text))
