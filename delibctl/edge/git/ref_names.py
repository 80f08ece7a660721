"""Names of branches and tags that could mean another commit than the user has in mind.

Git takes the first that it finds, a tag before a branch, and warns at most. So whoever may push a
tag `origin/main` could choose what a branch is compared with.
"""

import re

from delibctl.edge.git.repository import Repository
from delibctl.errors import DelibctlError

#: A name, and what git says of it: ~1, ^{commit}, @{1}, :path. Such as HEAD, it may be git's own.
_NAME = re.compile(r"(?!:)(.+?)(?=[~^:]|@\{|$)")
_OWN = re.compile(r"@|[A-Z_]*HEAD|[0-9a-f]{40}|[0-9a-f]{64}")
_NOT_IN_NAMES = re.compile(r"[*?\[\\ ]")
#: The end of a name that git could also take for the digits of a commit.
_DIGITS = re.compile(r"(?:^|-g)([0-9a-f]{4,})$")
#: Where git looks for a name, in its order.
_PLACES = (
    "{}",
    "refs/{}",
    "refs/tags/{}",
    "refs/heads/{}",
    "refs/remotes/{}",
    "refs/remotes/{}/HEAD",
)


def check_one_meaning(repository: Repository, revision: str) -> None:
    """Raise DelibctlError if the name in a revision is that of several commits.

    `origin/main` is a branch of the remote `origin`, and neither a tag nor a branch of ours.
    """
    match = _NAME.match(revision)
    if match is None or _OWN.fullmatch(name := match[1]) or _NOT_IN_NAMES.search(name):
        return
    refs = _refs(repository, name)
    if name.startswith("refs/"):
        if name not in refs:
            raise DelibctlError(f"git revision {name!r} not found", next="check its name")
        return
    commits = {ref: repository.git.text("rev-parse", "--verify", f"{ref}^{{}}") for ref in refs}
    if len(set(commits.values())) > 1:
        raise DelibctlError(
            f"git: refname {name!r} is ambiguous: {', '.join(refs)}",
            next=f"name one of them in full, such as {refs[-1]}",
        )
    if refs:
        _check_hash(repository, name, refs[0], commits[refs[0]])
        _check_remote(repository, name, refs[-1])


def _refs(repository: Repository, name: str) -> list[str]:
    """Return the branches and tags of a name, in the order in which git takes them."""
    places = [place.format(name) for place in _PLACES]
    found = repository.git.text("for-each-ref", "--format=%(refname)", *places).splitlines()
    return [place for place in places if place in found]


def _check_hash(repository: Repository, name: str, ref: str, commit: str) -> None:
    """Raise DelibctlError if a name is also the first digits of another commit."""
    digits = _DIGITS.search(name)
    if digits is None:
        return
    found = repository.git.text("rev-parse", f"--disambiguate={digits[1]}").splitlines()
    others = [other for other in found if other != commit and _is_commit(repository, other)]
    if others:
        raise DelibctlError(
            f"git: {name!r} is ambiguous: {ref}, and the commit {others[0]}",
            next=f"write all digits of the commit, or name {ref}",
        )


def _is_commit(repository: Repository, object: str) -> bool:
    return repository.git.text("cat-file", "-t", object) == "commit"


def _check_remote(repository: Repository, name: str, ref: str) -> None:
    """Raise DelibctlError if a tag or branch of ours has the name of a remote's branch."""
    if "/" not in name or not ref.startswith(("refs/tags/", "refs/heads/")):
        return
    settings = repository.git.text("config", "-z", "--name-only", "--get-regexp", r"^remote\.")
    names = (setting.rpartition(".")[0] for setting in settings.split("\0"))
    remotes = {setting.removeprefix("remote.") for setting in names if "." in setting}
    remote = next((each for each in remotes if name.startswith(f"{each}/")), None)
    if remote is not None:
        kind = "tag" if ref.startswith("refs/tags/") else "branch of this clone"
        branch = name.removeprefix(f"{remote}/")
        raise DelibctlError(
            f"{name} is a {kind}, and the branch {branch} of the remote {remote} is not fetched",
            next=f"git fetch {remote} {branch}:refs/remotes/{name}, or name {ref}",
        )
