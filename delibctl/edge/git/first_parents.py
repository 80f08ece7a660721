"""The history of a branch as its merges made it: each commit with its first parent."""

from delibctl.edge.git.revision_files import RevisionFiles

#: Files in which a policy, its cases, its approvals or its configuration may be.
_PATTERNS = ("*.yaml", "*.yml", "*.toml")


def first_parents(files: RevisionFiles, most: int) -> list[str]:
    """Return the newest commits of a revision that changed YAML or TOML, newest first.

    Between two of them these files stay as they are. Raises GitError if git cannot list them.
    """
    output = files.repository.git.run(
        *("--icase-pathspecs", "rev-list", "--first-parent", f"--max-count={most}"),
        *(files.commit, "--", *_PATTERNS),
    )
    return output.decode("ascii").split()
