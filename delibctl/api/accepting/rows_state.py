"""What accepted rows there are, and which of them no longer fit the policy's cases."""

from collections.abc import Iterator

from delibctl.api.accepting.accepted_run import accepted_rows
from delibctl.api.policies.load import open_one
from delibctl.api.runs.comparable import note_on_stale
from delibctl.api.workspace import Workspace
from delibctl.compare.accepted.row import stale_cases
from delibctl.text.count import counted, listed

#: Cases that a sentence names.
_NAMED = 5


def rows_state(workspace: Workspace) -> Iterator[str]:
    """Yield sentences on the accepted rows of the configured policy; none if there are none.

    Raises DelibctlError if the policy or the rows cannot be read.
    """
    path, files = workspace.policy_and_cases(None, None)
    policy, cases = open_one(workspace, path, files)
    present = {case.id: case for case in cases}
    rows = accepted_rows(workspace, policy.id, cases)
    for mode, of_mode in rows.items():
        for alias in sorted({row.model.alias for row in of_mode}):
            number = sum(row.model.alias == alias for row in of_mode)
            yield f"{counted(number, 'accepted row')} of {alias}, mode {mode}"
    all_rows = [row for of_mode in rows.values() for row in of_mode]
    if stale := stale_cases(all_rows, present):
        yield note_on_stale(stale)
    if gone := sorted({row.case for row in all_rows} - present.keys()):
        are = "is" if len(gone) == 1 else "are"
        yield f"{counted(len(gone), 'case')} {are} gone from the policy: {listed(gone, _NAMED)}"
