"""Finding a run by its name or its file."""

from contextlib import closing
from pathlib import Path
from shlex import quote

from delibctl.api.policies.load import kind_of
from delibctl.api.workspace import Workspace
from delibctl.edge.files.local import exists
from delibctl.edge.run_file.run_file import RunFile
from delibctl.edge.run_file.schema import is_run_file
from delibctl.errors import DelibctlError

ACCEPTED = "@accepted"


def run_name(workspace: Workspace, path: Path) -> str:
    """Return the name of a run as a person gives it; nobody knows the file of the accepted run."""
    return ACCEPTED if path.parent == workspace.state.accepted else path.name


def run_path(workspace: Workspace, path: Path) -> str:
    """Return the path of a run, as short as the folder allows; `@accepted` for that run."""
    return ACCEPTED if path.parent == workspace.state.accepted else str(workspace.short(path))


def find_run(workspace: Workspace, name: str | None = None) -> Path:
    """Return the run of a path, a name, @last, @-2 or @accepted; the newest run without one.

    A file is recognised by its content, not its name. Raises DelibctlError if the run does not
    exist, or if a policy is given instead; the error then names the right command.
    """
    if name == ACCEPTED and not exists(workspace.path(name)):
        # What makes it scores rows; most commands that find a run need none of that.
        from delibctl.api.accepting.accepted_run import accepted_run

        return accepted_run(workspace)
    if name is not None and exists(workspace.path(name)):
        path = workspace.path(name)
    else:
        path = workspace.state.find(name)
    if is_run_file(path):
        return path
    if path.is_dir():
        policy = workspace.files.match(workspace.files.name(path), "policy.y*ml", any_case=True)
        raise DelibctlError(
            f"{path} is a folder, not a run",
            next=f"delibctl probe {quote(str(path))}, then delibctl diff"
            if policy
            else "name a run file, or leave the name out for the newest run",
        )
    if kind_of(workspace, path) == "policy":
        raise DelibctlError(
            f"{path} is a policy, not a run",
            next=f"delibctl probe {quote(str(path))}, then delibctl diff",
        )
    raise DelibctlError(
        f"{path} is not a run file or a policy, or it is incomplete",
        next="name a run file, or leave the name out for the newest run",
    )


def find_run_with_answers(workspace: Workspace, name: str | None, user: str) -> Path:
    """Return the run of a name, as `find_run` does, for a `user` that reads prompts or answers.

    Raises DelibctlError if it has none, because it is made of accepted rows.
    """
    path = find_run(workspace, name)
    with closing(RunFile.open(path)) as file:
        if file.info().accepted:
            raise DelibctlError(
                f"the accepted run has no prompts and no answers, which {user} needs",
                next="name a run that was probed; delibctl runs shows them",
            )
    return path
