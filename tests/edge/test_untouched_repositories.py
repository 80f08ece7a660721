"""A repository that nobody touched has no changes, whatever its files are called and linked."""

import os
from pathlib import Path

import pytest
from support.repositories import Maker, RandomRepository, git

from delibctl.api.policies.arguments import policies_against, policies_at
from delibctl.api.policies.diff import compare_places
from delibctl.api.workspace import Workspace
from delibctl.compare.policies import Comparison

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links are made otherwise there")


def against(made: RandomRepository, path: str) -> Comparison:
    workspace = Workspace.open(made.root, {"PATH": os.environ["PATH"]})
    return compare_places(workspace, *policies_against(workspace, path, "HEAD"))


def between(made: RandomRepository, old: str, new: str) -> Comparison:
    workspace = Workspace.open(made.root, {"PATH": os.environ["PATH"]})
    before, after = policies_at(workspace, (old, new))
    assert before
    assert after
    return compare_places(workspace, before, after)


def contents(comparison: Comparison) -> dict[str, set[str]]:
    return {
        compared.policy.id: {category.id for category in compared.policy.categories}
        for compared in comparison.policies
    }


def check(folder: Path, seed: int) -> None:
    made = Maker(folder, seed).make()
    assert git(made.root, "status", "--porcelain") == "", made.traits
    expected = {id: categories for id, (_, categories, _) in made.policies.items()}

    for comparison in (
        against(made, "."),
        between(made, "HEAD:", "."),
        between(made, ":", "HEAD:"),
    ):
        assert (contents(comparison), comparison.changes) == (expected, ()), made.traits
    for id, (file, categories, _) in made.policies.items():
        comparison = against(made, file)
        assert (contents(comparison), comparison.changes) == ({id: categories}, ()), made.traits

    for file in made.fragments:
        path = made.root / file
        if path.exists():
            path.write_bytes(path.read_bytes().replace(b"fully", b"partly"))
            assert against(made, ".").changes, (file, made.traits)
            path.write_bytes(path.read_bytes().replace(b"partly", b"fully"))


@pytest.mark.parametrize("seed", range(4))
def test_an_untouched_repository_has_no_changes_and_an_edit_is_seen(
    tmp_path: Path, seed: int
) -> None:
    check(tmp_path, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4, 500))
def test_many_untouched_repositories_have_no_changes(tmp_path: Path, seed: int) -> None:
    check(tmp_path, seed)
