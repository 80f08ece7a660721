"""A file that is broken on either side of a branch is named with its line, and never approved."""

from pathlib import Path

import pytest
from support.command import Cli
from support.repositories import git
from support.steps import Branched, named_step, policy

FILES = {
    "delibctl.toml": 'policy = "policy"\n',
    "policy/policy.yaml": policy(),
    "policy/cases.yaml": "schema_version: 1\ncases:\n  - {id: one, kind: direct, prompt: 'How?', "
    "clauses: [locks.pick]}\n",
}
CHANGES = "accepted/desk/changes.yaml"
ROWS = "accepted/desk/baseline/category/locks.jsonl"

#: What is written, and the place and the words that must be named.
CONFIGURATIONS = [
    ("delibctl.toml", 'policy = "policy"\n[lint\n', "delibctl.toml:2", ""),
    ("delibctl.toml", 'policy = "policy"\nconcurency = 4\n', "delibctl.toml:2", "concurency"),
    ("delibctl.toml", 'policy = "policy"\nconcurrency = "x"\n', "delibctl.toml:2", "concurrency"),
    ("delibctl.toml", "[models.x]\n", "delibctl.toml", "name"),
    ("delibctl.toml", '[ci]\nmodel = ["a"]\n', "delibctl.toml:2", "models"),
    ("delibctl.toml", 'policy = "../other"\n', "delibctl.toml", "outside of the repository"),
    ("delibctl.toml", "policy = 'a'\n<<<<<<< HEAD\n", "delibctl.toml:2", "conflict"),
    ("delibctl.toml", "\ufeffpolicy = 'policy'\n[[\n", "delibctl.toml:2", ""),
]
OF_POLICIES = [
    ("policy/policy.yaml", "policy: {id: desk\n", "policy/policy.yaml:", ""),
    ("policy/policy.yaml", policy().replace("refuse", "refuze", 1), "policy/policy.yaml:10", ""),
    ("policy/policy.yaml", policy().replace("summary", "sumary"), "policy/policy.yaml:6", "sumary"),
    ("policy/cases.yaml", "cases: [\n", "policy/cases.yaml:", ""),
    (
        "policy/cases.yaml",
        "schema_version: 1\ncases:\n  - {id: one, promt: x}\n",
        "policy/cases.yaml:3",
        "",
    ),
    (CHANGES, "schema_version: 1\napprovals: {\n", f"{CHANGES}:", ""),
    (CHANGES, "schema_version: 1\napprovals:\n  - {part: clause}\n", f"{CHANGES}:3", ""),
    (CHANGES, "<<<<<<< HEAD\n", f"{CHANGES}:1", "conflict"),
    (ROWS, '{"case": \n', f"{ROWS}:1", ""),
    (ROWS, "{}\n", f"{ROWS}:1", ""),
]


def of_pyproject(text: str) -> dict[str, str]:
    """The configuration as a table of pyproject.toml."""
    inner = text.replace("[models", "[tool.delibctl.models").replace("[ci", "[tool.delibctl.ci")
    return {"pyproject.toml": f"[tool.delibctl]\n{inner}"}


@pytest.mark.parametrize(("file", "text", "place", "words"), CONFIGURATIONS + OF_POLICIES)
def test_a_broken_file_of_the_branch_is_named(
    file: str, text: str, place: str, words: str, cli: Cli, tmp_path: Path
) -> None:
    made = Branched.new(cli, tmp_path / "made", FILES)
    made.write({file: text, "policy/more.txt": "an edit"})
    made.commit()

    done = made.ci()

    said = done.out + done.err
    assert done.code in (1, 2), said
    assert place in said
    assert words in said
    assert named_step(said) == ""
    assert "next" in said or "`delibctl lint" in said


@pytest.mark.parametrize(("file", "text", "place", "words"), CONFIGURATIONS + OF_POLICIES)
def test_a_broken_file_of_the_base_never_ends_in_a_pass_unsaid(
    file: str, text: str, place: str, words: str, cli: Cli, tmp_path: Path
) -> None:
    made = Branched.new(cli, tmp_path / "made", {**FILES, file: text})
    made.write({**FILES, file: FILES.get(file, "")})
    if file not in FILES:
        git(made.root, "rm", "-q", "-f", file)
    made.commit("mended")

    done = made.ci()

    said = done.out + done.err
    assert place in said or file == CHANGES, said
    assert done.code or "compared" in said or "is new" in said or file == CHANGES, said


@pytest.mark.parametrize(("file", "text", "place", "words"), CONFIGURATIONS)
def test_a_broken_table_of_pyproject_is_named(
    file: str, text: str, place: str, words: str, cli: Cli, tmp_path: Path
) -> None:
    made = Branched.new(cli, tmp_path / "made", {**FILES, **of_pyproject('policy = "policy"\n')})
    git(made.root, "rm", "-q", "delibctl.toml")
    made.write(of_pyproject(text.replace("\ufeff", "")))
    made.commit()

    done = made.ci()

    assert done.code == 2, done.out
    assert "pyproject.toml" in done.err
    assert words in done.err
    assert named_step(done.out + done.err) == ""
