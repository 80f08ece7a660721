"""A revision has one meaning: a name that could be another commit is an error."""

from pathlib import Path

import pytest
from support.repositories import git

from delibctl.edge.git.repository import Repository
from delibctl.edge.git.revisions import commit_of
from delibctl.errors import DelibctlError


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository of two commits: `one` is where the remote is, `two` is checked out."""
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "config", "remote.origin.url", "nowhere")
    for message in ("one", "two"):
        git(tmp_path, "commit", "-q", "--allow-empty", "-m", message)
    return Repository.of(tmp_path)


def put_refs(repository: Repository, *refs: str) -> tuple[str, str]:
    """Put each ref, as `ref=HEAD~1`; return both commits."""
    one, two = (git(repository.root, "rev-parse", name).strip() for name in ("HEAD~1", "HEAD"))
    for ref in refs:
        name, _, commit = ref.partition("=")
        git(repository.root, "update-ref", name.format(one=one, short=one[:7]), commit)
    return one, two


@pytest.mark.parametrize(("refs", "revision", "message", "advice"), [
    (("refs/remotes/origin/main=HEAD~1", "refs/tags/origin/main=HEAD"), "origin/main",
     "git: refname 'origin/main' is ambiguous: refs/tags/origin/main, refs/remotes/origin/main",
     "name one of them in full, such as refs/remotes/origin/main"),
    (("refs/remotes/origin/main=HEAD~1", "refs/heads/origin/main=HEAD"), "origin/main",
     "git: refname 'origin/main' is ambiguous: refs/heads/origin/main, refs/remotes/origin/main",
     "name one of them in full, such as refs/remotes/origin/main"),
    (("refs/remotes/origin/main=HEAD~1", "refs/tags/origin/main=HEAD"), "origin/main^{{commit}}",
     "git: refname 'origin/main' is ambiguous: refs/tags/origin/main, refs/remotes/origin/main",
     "name one of them in full, such as refs/remotes/origin/main"),
    (("refs/remotes/origin/main=HEAD~1", "refs/tags/origin/main=HEAD"), "origin/main...HEAD",
     "git: refname 'origin/main' is ambiguous: refs/tags/origin/main, refs/remotes/origin/main",
     "name one of them in full, such as refs/remotes/origin/main"),
    (("refs/tags/main=HEAD~1",), "main",
     "git: refname 'main' is ambiguous: refs/tags/main, refs/heads/main",
     "name one of them in full, such as refs/heads/main"),
    (("refs/tags/main=HEAD~1",), "main@{{0}}",
     "git: refname 'main' is ambiguous: refs/tags/main, refs/heads/main",
     "name one of them in full, such as refs/heads/main"),
    (("refs/remotes/origin/HEAD=HEAD~1", "refs/heads/origin=HEAD"), "origin",
     "git: refname 'origin' is ambiguous: refs/heads/origin, refs/remotes/origin/HEAD",
     "name one of them in full, such as refs/remotes/origin/HEAD"),
    (("refs/tags/heads/main=HEAD~1",), "heads/main",
     "git: refname 'heads/main' is ambiguous: refs/heads/main, refs/tags/heads/main",
     "name one of them in full, such as refs/tags/heads/main"),
    (("refs/tags/origin/main=HEAD",), "origin/main",
     "origin/main is a tag, and the branch main of the remote origin is not fetched",
     "git fetch origin main:refs/remotes/origin/main, or name refs/tags/origin/main"),
    (("refs/heads/origin/a/b=HEAD",), "origin/a/b~1",
     "origin/a/b is a branch of this clone, and the branch a/b of the remote origin is not fetched",
     "git fetch origin a/b:refs/remotes/origin/a/b, or name refs/heads/origin/a/b"),
    (("refs/tags/{short}=HEAD",), "{short}",
     "git: '{short}' is ambiguous: refs/tags/{short}, and the commit {one}",
     "write all digits of the commit, or name refs/tags/{short}"),
    (("refs/tags/v1-0-g{short}=HEAD",), "v1-0-g{short}",
     "git: 'v1-0-g{short}' is ambiguous: refs/tags/v1-0-g{short}, and the commit {one}",
     "write all digits of the commit, or name refs/tags/v1-0-g{short}"),
    (("refs/tags/refs/remotes/origin/main=HEAD",), "refs/remotes/origin/main",
     "git revision 'refs/remotes/origin/main' not found", "check its name"),
])  # fmt: skip
def test_a_name_of_several_commits_is_an_error(
    repository: Repository, refs: tuple[str, ...], revision: str, message: str, advice: str
) -> None:
    one, _ = put_refs(repository, *refs)
    git(repository.root, "config", "core.warnAmbiguousRefs", "false")

    with pytest.raises(DelibctlError) as caught:
        commit_of(repository, revision.format(one=one, short=one[:7]))

    expected = tuple(text.format(one=one, short=one[:7]) for text in (message, advice))
    assert (caught.value.what, caught.value.next) == expected


@pytest.mark.parametrize(("refs", "revision", "is_one"), [
    (("refs/remotes/o/main=HEAD~1", "refs/tags/o/main=HEAD"), "refs/remotes/o/main", True),
    (("refs/remotes/origin/main=HEAD~1",), "origin/main", True),
    (("refs/remotes/origin/main=HEAD~1", "refs/tags/origin/main=HEAD~1"), "origin/main", True),
    (("refs/heads/fix/origin=HEAD~1",), "fix/origin", True),
    (("refs/heads/origin/main=HEAD~1",), "refs/heads/origin/main", True),
    (("refs/tags/main=HEAD~1",), "refs/tags/main", True),
    (("refs/tags/main=HEAD~1",), "heads/main", False),
    (("refs/tags/refs/heads/main=HEAD~1",), "refs/heads/main", False),
    (("refs/heads/HEAD=HEAD~1", "refs/tags/HEAD=HEAD~1", "refs/tags/@=HEAD~1"), "HEAD", False),
    (("refs/heads/HEAD=HEAD~1",), "@", False),
    (("refs/heads/{one}=HEAD",), "{one}", True),
    (("refs/tags/HEAD=HEAD~1",), "HEAD~1", True),
])  # fmt: skip
def test_a_name_in_full_a_hash_and_head_are_what_they_say(
    repository: Repository, refs: tuple[str, ...], revision: str, is_one: bool
) -> None:
    one, two = put_refs(repository, *refs)

    assert commit_of(repository, revision.format(one=one)) == (one if is_one else two)
