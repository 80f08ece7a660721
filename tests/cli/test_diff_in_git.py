"""`delibctl diff` in repositories of every shape: which one is read, what broke, what moved."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from support.command import Cli, Done, assert_ends
from support.repositories import git

POLICY = """\
schema_version: 1
policy: {id: shop, version: "1.0.0", title: Shop}
categories:
  - id: refunds
    title: Refunds
    summary: Refunds are explained.
    clauses:
      - id: refunds.how
        title: How
        style: refuse
        text: The assistant must not explain how to ask for a refund.
"""
LAXER = POLICY.replace("style: refuse", "style: comply")
BROKEN = POLICY.replace("title: Shop", "title: Shop: new")
FRAGMENT = """\
styles:
  brief: {outcome: comply, guide: One sentence.}
"""


def put(folder: Path, **texts: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (texts or {"policy": POLICY}).items():
        (folder / f"{name}.yaml").write_text(text)
    return folder


def committed(folder: Path, **texts: str) -> Path:
    """Write files, and commit all that is there; without a repository, make one."""
    put(folder, **texts)
    if not (folder / ".git").exists():
        git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "--all")
    git(folder, "commit", "-qm", "more", "--allow-empty")
    return folder


def changed(done: Done) -> bool:
    """True if a comparison has changes. It must have been made."""
    assert done.code in (0, 1), done.err
    return done.out != "No changes.\n"


# Which repository


@pytest.mark.parametrize(
    "variables",
    [
        {"GIT_DIR": "{app}/.git"},
        {"GIT_DIR": "{app}/.git", "GIT_WORK_TREE": "{app}"},
        {"GIT_DIR": ".git", "GIT_PREFIX": "sub/"},
        {"GIT_COMMON_DIR": "{app}/.git"},
        {"GIT_INDEX_FILE": "{app}/.git/index"},
        {"GIT_OBJECT_DIRECTORY": "{app}/.git/objects"},
        {"GIT_ALTERNATE_OBJECT_DIRECTORIES": "{app}/.git/objects", "GIT_NAMESPACE": "x"},
        {"GIT_CONFIG_PARAMETERS": "'core.worktree'='{app}'"},
        {"GIT_CEILING_DIRECTORIES": "{here}"},
        {"GIT_LITERAL_PATHSPECS": "1", "GIT_EXTERNAL_DIFF": "false", "GIT_PAGER": "false"},
    ],
    ids=lambda variables: " ".join(variables),
)
def test_the_variables_of_a_hook_do_not_choose_the_repository(
    cli: Cli, tmp_path: Path, variables: dict[str, str]
) -> None:
    app = committed(tmp_path / "app", policy=LAXER)
    here = committed(tmp_path / "here")
    environment = {name: value.format(app=app, here=here) for name, value in variables.items()}

    assert not changed(cli("diff", ".", "--against", "HEAD", cwd=here, **environment))
    assert not changed(cli("diff", ":policy.yaml", "policy.yaml", cwd=here, **environment))


def test_the_revision_is_of_the_repository_of_the_path(cli: Cli, tmp_path: Path) -> None:
    here = committed(tmp_path / "here")
    there = committed(tmp_path / "there", policy=LAXER)
    committed(there, policy=POLICY)
    outside = tmp_path / "outside"
    outside.mkdir()

    for folder in (here, outside, there):
        path = os.path.relpath(there, folder)
        assert changed(cli("diff", path, "--against", "HEAD~1", cwd=folder))
        assert not changed(cli("diff", f"{path}/policy.yaml", "--against", "HEAD", cwd=folder))
        assert changed(cli("diff", f"HEAD~1:{path}/policy.yaml", path, cwd=folder))


def test_a_submodule_is_a_repository_of_its_own_and_a_part_of_the_outer_one(
    cli: Cli, tmp_path: Path
) -> None:
    inner = committed(tmp_path / "inner", policy=LAXER, frag=FRAGMENT)
    committed(inner, policy=POLICY)
    outer = put(tmp_path / "outer", top=POLICY.replace("shop", "top") + "include: [in/frag.yaml]\n")
    git(outer, "init", "-q", "-b", "main")
    git(outer, "submodule", "--quiet", "add", str(inner), "in")
    committed(outer, other=POLICY.replace("shop", "other"))

    assert not changed(cli("diff", ".", "--against", "HEAD", cwd=outer))
    assert not changed(cli("diff", "in", "--against", "HEAD", cwd=outer))
    assert changed(cli("diff", "in", "--against", "HEAD~1", cwd=outer))
    (outer / "in" / "frag.yaml").write_text(FRAGMENT.replace("One", "Two"))
    assert changed(cli("diff", "top.yaml", "--against", "HEAD", cwd=outer))


def test_a_submodule_that_is_not_checked_out_is_named(cli: Cli, tmp_path: Path) -> None:
    inner = committed(tmp_path / "inner")
    outer = committed(tmp_path / "outer")
    git(outer, "submodule", "--quiet", "add", str(inner), "in")
    committed(outer)
    git(tmp_path, "clone", "-q", str(outer), "copy")

    done = cli("diff", ".", "--against", "HEAD", cwd=tmp_path / "copy")

    assert not changed(done)
    assert "note: in was not read: it is a submodule that is not checked out: " in done.err


# What git says


def test_dubious_ownership_is_said_in_the_words_of_git(cli: Cli, tmp_path: Path) -> None:
    committed(tmp_path)
    strange = {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1", "HOME": str(tmp_path / "nobody")}
    words = "detected dubious ownership in repository at", "--global --add safe.directory"

    for arguments in (["diff", ".", "--against", "HEAD"], ["diff", ":", "."], ["doctor"]):
        done = cli(*arguments, **strange)
        text = " ".join((done.out + done.err).split())
        assert done.code == 2
        assert all(word in text for word in words), text


@pytest.mark.parametrize(
    ("revision", "message", "advice"),
    [
        ("nope", "git revision 'nope' not found", "check its name with git log"),
        ("HEAD~9", "git revision 'HEAD~9' not found", "check its name"),
        ("", "no git revision is named", "name one, such as main"),
        ("--output=x", "git revision '--output=x' not found", "check its name"),
        ("HEAD@{9}", "git: log for 'HEAD' only has", "check its name"),
        ("HEAD^{tree}", "is a folder in git, not a commit", "name a commit"),
        ("HEAD:policy.yaml", "is a file in git, not a commit", "name a commit"),
        ("main..HEAD", "is a range of git revisions", "main...HEAD"),
        ("main...nope", "git revision 'nope' not found", "check its name"),
        ("main...both...HEAD", "is a range of git revisions", "main...HEAD"),
        ("^main", "git revision '^main' not found", "check its name"),
        (":/nope", "git revision ':/nope' not found", "check its name"),
        (":", ": is the index, not a revision", "delibctl diff :PATH PATH"),
        ("both", "refname 'both' is ambiguous: refs/tags/both, refs/heads/both", "refs/heads/both"),
    ],
)
def test_a_revision_that_cannot_be_read_says_why(
    cli: Cli, tmp_path: Path, revision: str, message: str, advice: str
) -> None:
    committed(tmp_path)
    git(tmp_path, "tag", "both")
    committed(tmp_path, policy=LAXER)
    git(tmp_path, "branch", "both")

    assert_ends(cli("diff", ".", f"--against={revision}"), 2, message, advice)


@pytest.mark.parametrize(
    ("revision", "has_changes"),
    [
        (":/the first", True),
        (":/the last", False),
        ("HEAD^{/the first...}", True),
        ("HEAD@{0}...main", False),
        ("@", False),
    ],
)
def test_a_revision_is_written_as_git_accepts_it(
    cli: Cli, tmp_path: Path, revision: str, has_changes: bool
) -> None:
    committed(tmp_path)
    git(tmp_path, "commit", "-qm", "the first... of two", "--amend")
    committed(tmp_path, policy=LAXER)
    git(tmp_path, "commit", "-qm", "the last of two", "--amend")

    assert changed(cli("diff", ".", "--against", revision)) is has_changes


def test_a_path_that_a_revision_lacks_is_named_as_in_git(cli: Cli, tmp_path: Path) -> None:
    committed(tmp_path)

    done = cli("diff", "HEAD:rules/nope.yaml", "policy.yaml")

    assert "delibctl: rules/nope.yaml does not exist in HEAD" in done.err


def test_a_moved_working_tree_is_named_with_what_to_do(cli: Cli, tmp_path: Path) -> None:
    here = committed(tmp_path / "here")
    git(here, "worktree", "add", "-q", "../there")
    shutil.rmtree(here / ".git" / "worktrees")

    done = cli("diff", "there", "--against", "HEAD")

    assert_ends(done, 2, "git: not a git repository", "git worktree repair")


def test_a_branch_without_a_commit_is_named(cli: Cli, tmp_path: Path) -> None:
    git(put(tmp_path), "init", "-q", "-b", "trunk")

    done = cli("diff", ".", "--against", "HEAD")

    assert_ends(done, 2, "the branch trunk has no commit yet", "commit the files first")


def test_a_repository_without_git_is_named(cli: Cli, tmp_path: Path) -> None:
    committed(tmp_path)

    done = cli("diff", ".", "--against", "HEAD", PATH=str(tmp_path))

    assert_ends(done, 2, "cannot run git: it is not installed", "install git")


def test_a_damaged_object_is_named_with_what_to_do(cli: Cli, tmp_path: Path) -> None:
    committed(tmp_path)
    name = git(tmp_path, "rev-parse", "HEAD:policy.yaml").strip()
    path = tmp_path / ".git" / "objects" / name[:2] / name[2:]
    path.chmod(0o600)
    path.write_bytes(b"no object")

    assert_ends(cli("diff", ".", "--against", "HEAD"), 2, "git: ", "git fsck")


def test_a_folder_that_only_looks_like_a_repository_is_none_of_the_outer_one(
    cli: Cli, tmp_path: Path
) -> None:
    committed(tmp_path)
    (put(tmp_path / "in") / ".git").mkdir()

    assert_ends(cli("diff", "in", "--against", "HEAD"), 2, "git: not a git repository")


def test_bare_repositories_compare_two_revisions_only(cli: Cli, tmp_path: Path) -> None:
    committed(tmp_path / "here")
    committed(tmp_path / "here", policy=LAXER)
    git(tmp_path, "clone", "-q", "--bare", "here", "bare.git")
    bare = tmp_path / "bare.git"

    assert changed(cli("diff", "HEAD~1:policy.yaml", "HEAD:policy.yaml", cwd=bare))
    assert not changed(cli("diff", "HEAD:", "main:", cwd=bare))
    done = cli("diff", ".", "--against", "HEAD", cwd=bare)
    assert_ends(done, 2, "is a bare repository, so it has no working tree", "diff HEAD:. HEAD:.")


@pytest.mark.skipif(os.name == "nt", reason="the programs are shell scripts")
def test_no_program_that_a_repository_names_is_run(cli: Cli, tmp_path: Path) -> None:
    here = committed(tmp_path / "here")
    proof = tmp_path / "proof"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {proof}\ncat\n")
    program.chmod(0o755)
    (here / ".gitattributes").write_text("*.yaml filter=f diff=d\n")
    for name in ("post-index-change", "reference-transaction"):
        shutil.copy(program, here / ".git" / "hooks" / name)
    for setting in (
        *("core.fsmonitor", "core.pager", "core.sshCommand", "core.editor", "diff.external"),
        *("filter.f.clean", "filter.f.smudge", "filter.f.process", "diff.d.textconv"),
    ):
        git(here, "config", setting, str(program))
    (here / "policy.yaml").write_text(LAXER)
    proof.unlink(missing_ok=True)

    assert changed(cli("diff", ".", "--against", "HEAD", cwd=here))
    cli("doctor", cwd=here)
    cli("probe", "policy.yaml", "--changed", "HEAD", "--model", "baseline", cwd=here)

    assert not proof.exists()


# Where the comparison begins


def test_three_dots_are_the_point_where_the_branches_parted(cli: Cli, tmp_path: Path) -> None:
    committed(tmp_path)
    git(tmp_path, "branch", "feature")
    committed(tmp_path, policy=LAXER)
    git(tmp_path, "checkout", "-q", "feature")

    done = cli("diff", ".", "--against", "main")
    assert changed(done)
    assert "for those of the branch alone compare with main...HEAD" in done.err
    for revision in ("main...HEAD", "main...", "main...feature", "feature...main"):
        assert not changed(cli("diff", ".", "--against", revision))


def test_branches_without_a_common_commit_are_named(cli: Cli, tmp_path: Path) -> None:
    committed(tmp_path)
    git(tmp_path, "checkout", "-q", "--orphan", "other")
    committed(tmp_path, policy=LAXER)

    done = cli("diff", ".", "--against", "main...other")

    assert_ends(
        done, 2, "main and other have no common commit", "git merge --allow-unrelated-histories"
    )


@pytest.mark.parametrize(
    ("old", "new", "has_changes"),
    [
        ("HEAD:policy.yaml", ":policy.yaml", True),
        (":0:policy.yaml", "policy.yaml", True),
        (":", ".", True),
        (":policy.yaml", ":policy.yaml", False),
        ("HEAD^{/more}:policy.yaml", "HEAD:", False),
        ("HEAD@{2100-01-01 10:00:00}:policy.yaml", "HEAD:", False),
    ],
)
def test_the_index_is_compared_like_a_revision(
    cli: Cli, tmp_path: Path, old: str, new: str, has_changes: bool
) -> None:
    committed(tmp_path)
    put(tmp_path, policy=LAXER)
    git(tmp_path, "add", ".")
    put(tmp_path, policy=POLICY.replace("must not", "may"))

    assert changed(cli("diff", old, new)) is has_changes


def test_the_hook_of_a_commit_compares_what_will_be_committed(cli: Cli, tmp_path: Path) -> None:
    """`git commit -a` and `git commit FILE` stage into an index of their own."""
    here, app = committed(tmp_path / "here"), committed(tmp_path / "app", policy=LAXER)
    shutil.copy(here / ".git/index", here / ".git/next-index-1.lock")
    put(here, policy=LAXER)
    git(here, "add", ".")
    git(here, "worktree", "add", "-q", "../tree")
    in_tree = git(tmp_path / "tree", "rev-parse", "--absolute-git-dir").strip()
    shutil.copy(here / ".git/index", f"{in_tree}/index.lock")

    for folder, index, has_changes in (
        (here, ".git/index", True),
        (here, str(here / ".git/index"), True),
        (here, ".git/next-index-1.lock", False),
        (tmp_path / "tree", f"{in_tree}/index.lock", True),
        (tmp_path / "tree", f"{in_tree}/index", False),
        # Those of another repository do not count, nor those of none.
        (here, str(app / ".git/index"), True),
        (here, ".git/missing", True),
    ):
        done = cli("diff", "HEAD:policy.yaml", ":policy.yaml", cwd=folder, GIT_INDEX_FILE=index)
        assert changed(done) is has_changes, index


def test_a_conflict_in_the_index_is_named(cli: Cli, tmp_path: Path) -> None:
    committed(tmp_path)
    git(tmp_path, "checkout", "-qb", "other")
    committed(tmp_path, policy=LAXER)
    git(tmp_path, "checkout", "-q", "main")
    committed(tmp_path, policy=POLICY.replace("refuse", "brief"))
    with pytest.raises(subprocess.CalledProcessError):
        git(tmp_path, "merge", "-q", "other")

    done = cli("diff", "HEAD:policy.yaml", ":policy.yaml")

    assert_ends(done, 2, "policy.yaml: the conflict of two branches is not resolved")


# What was elsewhere, or nowhere


def test_a_pull_request_that_adds_the_policy_is_new_and_passes(cli: Cli, tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "commit", "-qm", "empty", "--allow-empty")
    put(tmp_path)

    for path in (".", "policy.yaml"):
        done = cli(
            "diff", path, "--against", "main", "--fail-on", "loosens", "--fail-on", "unapproved"
        )
        assert done.code == 0
        assert "Shop (shop): new\n" in done.out


@pytest.mark.parametrize("path", [".", "new", "new/policy.yaml"])
def test_a_policy_that_moved_is_compared_with_its_former_file(
    cli: Cli, tmp_path: Path, path: str
) -> None:
    put(tmp_path / "old")
    put(tmp_path / "new", stays=POLICY.replace("shop", "stays"))
    committed(tmp_path, other=POLICY.replace("shop", "other"))
    shutil.move(tmp_path / "old" / "policy.yaml", tmp_path / "new" / "policy.yaml")

    assert not changed(cli("diff", path, "--against", "HEAD"))
    put(tmp_path / "new", policy=LAXER)
    assert cli("diff", path, "--against", "HEAD", "--fail-on", "loosens").code == 1


def test_a_file_that_git_ignores_is_named(cli: Cli, tmp_path: Path) -> None:
    (put(tmp_path / "build").parent / ".gitignore").write_text("build/\n")
    committed(tmp_path, policy=POLICY)

    done = cli("diff", ".", "--against", "HEAD")

    assert not changed(done)
    assert "note: git ignores build/policy.yaml, so it was not compared\n" in done.err


@pytest.mark.parametrize("path", [".", "policy.yaml"])
def test_an_included_file_that_git_ignores_is_compared_and_named(
    cli: Cli, tmp_path: Path, path: str
) -> None:
    put(tmp_path, policy=POLICY.replace("categories:", "include: [made.yaml]\ncategories:"))
    put(tmp_path, made=FRAGMENT)
    (tmp_path / ".gitignore").write_text("made.yaml\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "-qm", "without the made file")

    done = cli("diff", path, "--against", "HEAD")

    assert "style added" in done.out
    assert "note: git ignores made.yaml, so it is in no revision\n" in done.err


# What does not parse


@pytest.mark.parametrize(
    "arguments",
    [
        [".", "--against", "HEAD"],
        ["policy.yaml", "--against", "HEAD"],
        ["--against", "HEAD"],
        ["HEAD:policy.yaml", "policy.yaml"],
        ["HEAD:", "."],
        ["HEAD:policy.yaml", ":policy.yaml"],
        ["old.yaml", "policy.yaml"],
    ],
    ids=" ".join,
)
def test_a_policy_that_does_not_parse_is_an_error_with_its_line(
    cli: Cli, tmp_path: Path, arguments: list[str]
) -> None:
    (tmp_path / "delibctl.toml").write_text('policy = "policy.yaml"\n')
    committed(tmp_path)
    put(tmp_path, policy=BROKEN, **({"old": POLICY} if "old.yaml" in arguments else {}))
    git(tmp_path, "add", ".")

    done = cli("diff", *arguments, "--fail-on", "loosens")

    assert_ends(done, 2, "policy.yaml:2:", "(YML002)")
    assert "is not a policy" not in done.err


@pytest.mark.parametrize("broken", [BROKEN, BROKEN.encode("utf-16"), b"\x00", b"policy: [\n"])
def test_one_broken_policy_of_two_stops_the_gate(
    cli: Cli, tmp_path: Path, broken: str | bytes
) -> None:
    put(tmp_path / "b", rules=POLICY.replace("shop", "second"))
    committed(tmp_path, policy=POLICY)
    content = broken.encode() if isinstance(broken, str) else broken
    (tmp_path / "b" / "rules.yaml").write_bytes(content)

    done = cli("diff", ".", "--against", "HEAD", "--fail-on", "loosens")

    assert_ends(done, 2, "b/rules.yaml:")


@pytest.mark.parametrize(
    "broken", [BROKEN, "policy: [\n", '{"policy": {"id": }}\n', " policy: {\n"]
)
def test_a_policy_that_is_broken_on_both_sides_stops_the_gate(
    cli: Cli, tmp_path: Path, broken: str
) -> None:
    put(tmp_path / "b", rules=broken)
    committed(tmp_path, policy=POLICY)
    put(tmp_path / "b", rules=f"{broken}# laxer\n")

    done = cli("diff", ".", "--against", "HEAD", "--fail-on", "loosens")

    assert_ends(done, 2, "b/rules.yaml:")


def test_a_fragment_that_does_not_parse_is_an_error(cli: Cli, tmp_path: Path) -> None:
    committed(tmp_path, policy=POLICY + "include: [frag.yaml]\n", frag=FRAGMENT)
    put(tmp_path, frag=FRAGMENT.replace("One sentence.", "One: sentence: x"))

    for path in (".", "policy.yaml", "frag.yaml"):
        done = cli("diff", path, "--against", "HEAD", "--fail-on", "loosens")
        assert_ends(done, 2, "frag.yaml:2:", "(YML002)")


@pytest.mark.parametrize("path", [".", "policy.yaml", "HEAD:policy.yaml policy.yaml"])
@pytest.mark.parametrize(
    ("fixed", "code"), [(POLICY, 0), (LAXER, 1)], ids=["fixed", "fixed and loosened"]
)
def test_a_broken_base_is_compared_as_it_was_before_it_broke(
    cli: Cli, tmp_path: Path, path: str, fixed: str, code: int
) -> None:
    committed(tmp_path)
    committed(tmp_path, policy=BROKEN)
    put(tmp_path, policy=fixed)
    names = path.split() if " " in path else [path, "--against", "HEAD"]

    done = cli("diff", *names, "--fail-on", "loosens")

    assert done.code == code
    assert "note: the policy in HEAD does not parse: HEAD:policy.yaml:2:" in done.err
    assert "; compared with the last version that does: policy.yaml of " in done.err


def test_a_base_that_was_always_broken_lets_everything_be_new(cli: Cli, tmp_path: Path) -> None:
    committed(tmp_path, policy=BROKEN)
    put(tmp_path, policy=POLICY)

    done = cli("diff", ".", "--against", "HEAD", "--fail-on", "loosens")

    assert done.code == 0
    assert "Shop (shop): new\n" in done.out
    assert "no earlier version does, so everything in it is new" in done.err


def test_a_shallow_clone_of_a_broken_base_gives_no_verdict(cli: Cli, tmp_path: Path) -> None:
    committed(tmp_path / "here")
    committed(tmp_path / "here", policy=BROKEN)
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{tmp_path / 'here'}", "copy")
    copy = put(tmp_path / "copy", policy=LAXER)

    done = cli("diff", ".", "--against", "HEAD", "--fail-on", "loosens", cwd=copy)

    assert_ends(done, 5, "this clone is too shallow", "fetch the whole history")


@pytest.mark.skipif(os.name == "nt", reason="links and pipes are made otherwise there")
@pytest.mark.parametrize("kind", ["broken link", "link out", "pipe", "pointer"])
def test_a_policy_that_became_unreadable_is_an_error(cli: Cli, tmp_path: Path, kind: str) -> None:
    here = put(tmp_path / "here", rules=POLICY.replace("shop", "second"))
    committed(here, policy=POLICY)
    path = here / "rules.yaml"
    path.unlink()
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "pointer":
        path.write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n")
    else:
        path.symlink_to("nowhere.yaml" if kind == "broken link" else tmp_path)

    done = cli("diff", ".", "--against", "HEAD", "--fail-on", "loosens", cwd=here)

    assert done.code == 2
    assert "rules.yaml" in done.err


def test_a_partial_clone_is_named_and_nothing_is_fetched(cli: Cli, tmp_path: Path) -> None:
    committed(tmp_path / "here")
    committed(tmp_path / "here", policy=LAXER)
    git(tmp_path / "here", "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--filter=blob:none", f"file://{tmp_path / 'here'}", "copy")

    done = cli("diff", ".", "--against", "HEAD~1", cwd=tmp_path / "copy")

    assert_ends(done, 2, "git: ", "the clone is partial: run git fetch --refetch --no-filter")


def test_a_base_with_an_unknown_reference_is_compared_as_it_is(cli: Cli, tmp_path: Path) -> None:
    excludes = "        excludes: [{text: lost bills, to: refunds.hwo}]\n"
    committed(tmp_path, policy=POLICY + excludes)
    put(tmp_path, policy=POLICY)

    done = cli("diff", ".", "--against", "HEAD")

    assert changed(done)
    assert "note: the policy in HEAD has an error: HEAD:policy.yaml:12:" in done.err
    assert "unknown clause 'refunds.hwo' (REF202); it is compared as it is" in done.err


# Links

LINKS = pytest.mark.skipif(os.name == "nt", reason="links are made otherwise there")


@LINKS
def test_an_edit_of_the_target_of_a_link_is_a_change(cli: Cli, tmp_path: Path) -> None:
    put(tmp_path / "shared", common=FRAGMENT)
    (tmp_path / "frag.yaml").symlink_to("shared/common.yaml")
    committed(tmp_path, policy=POLICY + "include: [frag.yaml]\n")

    assert not changed(cli("diff", ".", "--against", "HEAD"))
    put(tmp_path / "shared", common=FRAGMENT.replace("One", "Two"))
    assert changed(cli("diff", ".", "--against", "HEAD"))


@LINKS
def test_a_linked_policy_has_the_cases_beside_the_link(cli: Cli, tmp_path: Path) -> None:
    case = "{id: a, prompt: Tell me., kind: direct, clauses: [refunds.how]}"
    put(tmp_path / "real")
    (tmp_path / "policy.yaml").symlink_to("real/policy.yaml")
    committed(tmp_path, cases=f"schema_version: 1\ncases:\n  - {case}\n")

    assert "2 files checked" in cli("lint").out
    put(tmp_path / "real", policy=LAXER)
    for path in (".", "policy.yaml"):
        assert "1 case affected" in cli("diff", path, "--against", "HEAD").out


@LINKS
@pytest.mark.parametrize("target", ["../away/frag.yaml", "{away}/frag.yaml"])
def test_a_link_out_of_the_repository_has_no_earlier_version(
    cli: Cli, tmp_path: Path, target: str
) -> None:
    away = put(tmp_path / "away", frag=FRAGMENT)
    here = put(tmp_path / "here", policy=POLICY + "include: [frag.yaml]\n")
    (here / "frag.yaml").symlink_to(target.format(away=away))
    git(here, "init", "-q", "-b", "main")
    git(here, "add", ".")
    git(here, "commit", "-qm", "one")

    done = cli("diff", ".", "--against", "HEAD", cwd=here)

    assert_ends(done, 2, "'frag.yaml' leads out of the repository", "delibctl lint")


@LINKS
def test_a_broken_link_that_is_included_is_an_error_and_any_other_is_named(
    cli: Cli, tmp_path: Path
) -> None:
    (put(tmp_path) / "stray.yaml").symlink_to("nowhere.yaml")
    committed(tmp_path, policy=POLICY)
    note = "note: stray.yaml was not read: it is a link to 'nowhere.yaml', which does not exist"

    assert note in " ".join(cli("lint", ".").out.split())
    assert note in cli("diff", ".", "--against", "HEAD").err
    put(tmp_path, policy=POLICY + "include: ['s*.yaml']\n")
    done = cli("lint", ".")
    assert done.code == 1
    assert "'stray.yaml' is a link to 'nowhere.yaml', which does not exist" in done.out
