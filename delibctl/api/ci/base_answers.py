"""The answers that the base keeps in git: people reviewed them, unlike those of a branch."""

from delibctl.api.ci.branch import Branch
from delibctl.edge.answers.lines import add_answers, from_lines

ANSWERS = "answers.jsonl"


def take_base_answers(branch: Branch) -> int:
    """Add the answers of the base to the cache, and return how many were new.

    Raises DelibctlError if a line is not an answer; then none is added.
    """
    files, path = branch.base, branch.workspace.settings.root / ANSWERS
    if files.kind(path) != "file":
        return 0
    name = files.name(path)
    answers = list(from_lines(files.read(name), files.from_here(name)))
    return add_answers(branch.workspace.state.answers, answers).added
