"""Whether a CI job checks the branch of a fork, as its variables tell."""

import json
from collections.abc import Mapping
from pathlib import Path

from delibctl.edge.files.reading import read_regular

#: How the events of GitHub begin that check a branch which anybody may have written.
_PULL_REQUEST = "pull_request"
_GITLAB_SOURCE, _GITLAB_TARGET = "CI_MERGE_REQUEST_SOURCE_PROJECT_ID", "CI_MERGE_REQUEST_PROJECT_ID"


def is_of_fork(environment: Mapping[str, str]) -> bool:
    """Return True if the branch is of a fork, or if a pull request does not say whose it is."""
    if environment.get("GITHUB_EVENT_NAME", "").startswith(_PULL_REQUEST):
        head, base = _repositories(environment.get("GITHUB_EVENT_PATH", ""))
        return not head or head != base
    source = environment.get(_GITLAB_SOURCE)
    return source is not None and (not source or source != environment.get(_GITLAB_TARGET))


def _repositories(event: str) -> tuple[str, str]:
    """Return the repositories of head and base in the file of an event; empty where unknown."""
    try:
        found = json.loads(read_regular(Path(event), event))["pull_request"]
        head, base = found["head"]["repo"], found["base"]["repo"]
        return str(head["full_name"]) if head else "", str(base["full_name"])
    except (OSError, ValueError, KeyError, TypeError):
        return "", ""
