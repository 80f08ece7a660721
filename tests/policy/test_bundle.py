"""Which files belong to a policy."""

import pytest
from support.memory_files import MemoryFiles, bundle

from delibctl.policy import Bundle, gather
from delibctl.policy.bundle import Unmatched
from delibctl.source import read

SHARED = {
    "a/shared/one.yaml": "styles: {}\n",
    "a/shared/two.yaml": "definitions: {}\n",
    "b/other.yaml": "styles: {}\n",
}
HEAD = "policy: {id: p}\n"


def _names(found: Bundle) -> tuple[list[str], list[str]]:
    return [d.name for d in found.fragments], [d.name for d in found.cases]


@pytest.mark.parametrize(
    ("include", "fragments"),
    [
        pytest.param("[shared/two.yaml]", ["a/shared/two.yaml"], id="a path"),
        pytest.param(
            "[shared/*.yaml]", ["a/shared/one.yaml", "a/shared/two.yaml"], id="a glob, sorted"
        ),
        pytest.param("[../b/other.yaml]", ["b/other.yaml"], id="another folder"),
        pytest.param(
            "[shared/two.yaml, shared/*.yaml]",
            ["a/shared/two.yaml", "a/shared/one.yaml"],
            id="a file named twice, once, where it was first",
        ),
        pytest.param("['*.yaml', shared/one.yaml]", ["a/shared/one.yaml"], id="never itself"),
        pytest.param("shared/one.yaml", [], id="no list"),
        pytest.param("[1, {x: y}, shared/one.yaml]", ["a/shared/one.yaml"], id="only texts"),
    ],
)
def test_fragments_are_found_relative_to_the_policy(include: str, fragments: list[str]) -> None:
    found = bundle(SHARED | {"a/policy.yaml": f"{HEAD}include: {include}\n"}, "a/policy.yaml")

    assert _names(found) == (fragments, [])


@pytest.mark.parametrize(
    ("named", "there", "cases"),
    [
        pytest.param("", ["cases.yaml"], ["cases.yaml"], id="one file"),
        pytest.param("", ["cases.yml"], ["cases.yml"], id="with the other suffix"),
        pytest.param(
            "", ["cases/b.yaml", "cases/a.yaml"], ["cases/a.yaml", "cases/b.yaml"], id="a folder"
        ),
        pytest.param(
            "",
            ["cases/c.jsonl", "cases/b.yml", "cases/a.yaml", "cases.jsonl", "cases.yaml"],
            ["cases.yaml", "cases.jsonl", "cases/a.yaml", "cases/b.yml", "cases/c.jsonl"],
            id="all of them",
        ),
        pytest.param("", ["cases/deep/a.yaml", "other.yaml"], [], id="nothing else"),
        pytest.param(
            "[mine/*.yaml]", ["cases.yaml", "mine/a.yaml"], ["mine/a.yaml"], id="as named"
        ),
        pytest.param("[]", ["cases.yaml"], ["cases.yaml"], id="an empty list names nothing"),
    ],
)
def test_cases_are_those_that_are_named_else_those_beside_the_policy(
    named: str, there: list[str], cases: list[str]
) -> None:
    files = dict.fromkeys(there, "cases: []\n")
    head = HEAD + (f"cases: {named}\n" if named else "")

    assert _names(bundle(files | {"policy.yaml": head})) == ([], cases)


def test_cases_that_are_given_replace_those_that_are_named() -> None:
    files = MemoryFiles({"mine.yaml": "cases: []\n", "given.yaml": "cases: []\n"})
    policy = read(f"{HEAD}cases: [mine.yaml, gone.yaml]\n".encode(), "policy.yaml")

    found = gather(policy, files, ["given.yaml"])

    assert (_names(found), found.unmatched) == (([], ["given.yaml"]), ())


def test_an_entry_that_names_no_file_is_kept_with_its_path() -> None:
    found = bundle(
        SHARED
        | {"a/policy.yaml": f"{HEAD}include: [shared/one.yaml, gone.yaml]\ncases: [none/*.yaml]\n"},
        "a/policy.yaml",
    )

    assert found.unmatched == (
        Unmatched(path=("include", 1), pattern="a/gone.yaml"),
        Unmatched(path=("cases", 0), pattern="a/none/*.yaml"),
    )


def test_a_policy_that_cannot_be_read_still_has_the_cases_beside_it() -> None:
    found = bundle({"policy.yaml": "policy: {", "cases.yaml": "cases: []\n"})

    assert [d.name for d in found.documents] == ["policy.yaml", "cases.yaml"]
    assert [d.name for d in found.parts] == ["policy.yaml"]
    assert found.unmatched == ()
