"""Files beside a policy in every shape: they are read, or are an error, or are named."""

import shutil
from collections.abc import Callable
from pathlib import Path
from unicodedata import normalize

import pytest
from support.command import Cli, Done
from support.repositories import case_file, clause_file, git, policy_file

Make = Callable[[Path], None]


def put(root: Path, **texts: str) -> None:
    for name, text in texts.items():
        write(root / f"{name.replace('__', '/')}.yaml", text)


def write(path: Path, text: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def link(path: Path, target: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


def commit(root: Path) -> None:
    if not (root / ".git").exists():
        git(root, "init", "-q", "-b", "main")
    git(root, "add", "--all")
    git(root, "commit", "-qm", "more")


def words(done: Done) -> str:
    return " ".join((done.out + done.err).split())


def assert_ends(done: Done, code: int, *messages: str) -> None:
    """Assert the code and the messages, wherever their lines are broken."""
    assert done.code == code, done.out + done.err
    assert [message for message in messages if message not in words(done)] == [], words(done)


NFD = normalize("NFD", "ü")


def chain(root: Path) -> None:
    put(root, p__policy=policy_file("p", ["a.yaml"], []), far__t=clause_file("t"))
    link(root / "p/a.yaml", "b.yaml")
    link(root / "p/b.yaml", "../c.yaml")
    link(root / "c.yaml", "far/t.yaml")


def below_a_linked_folder(root: Path) -> None:
    put(root, p__policy=policy_file("p", ["in/**/*.yaml"], []), far__deep__t=clause_file("t"))
    link(root / "p/in", "../far")


def linked_folder_below_stars(root: Path) -> None:
    put(root, p__policy=policy_file("p", ["in/**/*.yaml"], []), far__t=clause_file("t"))
    put(root, p__in__own=clause_file("own"))
    link(root / "p/in/far", "../../far")
    link(root / "p/in/self", ".")
    link(root / "p/in/up", "../..")


def umlauts(root: Path) -> None:
    put(root, p__policy=policy_file("p", ["ü/*.yaml", "ü*.yaml"], []))
    write(root / f"p/{NFD}/t.yaml", clause_file("t"))
    write(root / f"p/{NFD}1.yaml", clause_file("u"))
    write(root / "p/ü2.yaml", clause_file("v"))


def brackets(root: Path) -> None:
    put(root, p__policy=policy_file("p", ["a [1]/t [x].yaml", "[st].yaml"], []))
    write(root / "p/a [1]/t [x].yaml", clause_file("t"))
    put(root, p__s=clause_file("s"))


def capitals(root: Path) -> None:
    write(root / "p/POLICY.YML", policy_file("p", ["T*.yaml"], []))
    write(root / "p/T.YAML", clause_file("t"))


@pytest.mark.parametrize(
    "make",
    [chain, below_a_linked_folder, linked_folder_below_stars, umlauts, brackets, capitals],
)
def test_a_fragment_is_read_on_disk_and_in_a_revision(cli: Cli, tmp_path: Path, make: Make) -> None:
    make(tmp_path)
    write(tmp_path / "p/cases.yaml", case_file("one", "p"))
    commit(tmp_path)

    assert cli("lint", "p").out.endswith("no findings\n")
    for arguments in (("p", "--against", "HEAD"), ("HEAD:p", "p"), (":p", "HEAD:p")):
        done = cli("diff", *arguments)
        assert (done.code, done.out, "not read" in done.err) == (0, "No changes.\n", False)

    for path in tmp_path.rglob("*.[yY]*"):
        if path.is_file() and not path.is_symlink() and b"fully" in path.read_bytes():
            before = path.read_bytes()
            path.write_bytes(before.replace(b"fully", b"never"))
            assert "No changes." not in cli("diff", "p", "--against", "HEAD").out, path
            path.write_bytes(before)


@pytest.mark.parametrize(
    ("include", "file", "problem"),
    [
        ("t.yaml", "t.yaml/x.txt", "'p/t.yaml' is a folder"),
        ("in", "in/t.yaml", "'p/in' is a folder"),
        (".", "in/t.yaml", "'p' is a folder"),
        ("*.yaml", "t.yaml/x.txt", "'p/t.yaml' is a folder"),
        ("in/*.yaml", "in/T.YAML/x.txt", "'p/in/T.YAML' is a folder"),
        ("in/*.yml", "in/t.yaml", "no file matches 'p/in/*.yml'"),
        ("~/t.yaml", "t.yaml", "no file matches 'p/~/t.yaml'"),
        ("t.YAML", "T.yaml", "no file matches 'p/t.YAML'"),
        ("in\\t.yaml", "in/t.yaml", "no file matches"),
    ],
)
@pytest.mark.parametrize("key", ["include", "cases"])
def test_an_entry_that_leads_to_no_file_stops_every_command(
    cli: Cli, tmp_path: Path, key: str, include: str, file: str, problem: str
) -> None:
    entries = ([include], []) if key == "include" else ([], [include])
    write(tmp_path / "p/policy.yaml", policy_file("p", *entries))
    write(tmp_path / "p" / file, clause_file("t") if key == "include" else case_file("t", "p"))
    commit(tmp_path)

    assert_ends(cli("lint", "p"), 1, problem, "REF207")
    for arguments in (
        ("show", "p"),
        ("coverage", "p"),
        ("probe", "p", "--model", "baseline", "--estimate"),
        ("diff", "p", "--against", "HEAD", "--fail-on", "loosens"),
        ("diff", "HEAD:p", "p"),
    ):
        assert_ends(cli(*arguments), 2, problem, "delibctl lint")


def test_a_loop_of_links_is_an_error_and_is_told_once(cli: Cli, tmp_path: Path) -> None:
    write(tmp_path / "policy.yaml", policy_file("p", ["a.yaml"], []))
    link(tmp_path / "a.yaml", "b.yaml")
    link(tmp_path / "b.yaml", "a.yaml")
    commit(tmp_path)

    done = cli("lint", ".")

    assert_ends(done, 1, "'a.yaml' is a link that leads back to itself")
    assert "note: b.yaml was not read: it is a link that leads back to itself" in words(done)
    assert "a.yaml was not read" not in words(done)
    assert cli("diff", ".", "--against", "HEAD").code == 2


def test_an_unreadable_fragment_is_not_called_another_file_too(cli: Cli, tmp_path: Path) -> None:
    write(tmp_path / "policy.yaml", policy_file("p", ["t.yaml"], []))
    write(tmp_path / "t.yaml", "")

    done = cli("lint", ".")

    assert_ends(done, 1, "the file is empty")
    assert "other YAML file cannot be parsed" not in words(done)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (policy_file("q", [], []).encode("utf-16"), "the file is UTF-16, not UTF-8"),
        (policy_file("q", [], []).encode("utf-16-be").join([b"\xfe\xff", b""]), "is UTF-16"),
        (policy_file("q", [], []).replace("T}", "Täg}").encode("latin-1"), "is not valid UTF-8"),
        (b'{"schema_version": 1, "policy": {"id": "q" "categories": []}\n', "q/rules.yaml:1:"),
        (b"\tpolicy:\n\t\tid: q\n", "a tab is used for indentation"),
        (policy_file("q", [], []).replace("title: T}", "title: T: a}"), "must be quoted"),
    ],
)
def test_a_policy_that_cannot_be_parsed_stops_the_gate_whatever_its_name(
    cli: Cli, tmp_path: Path, content: str | bytes, problem: str
) -> None:
    write(tmp_path / "p/policy.yaml", policy_file("p", [], []))
    write(tmp_path / "q/rules.yaml", policy_file("q", [], []))
    commit(tmp_path)
    write(tmp_path / "q/rules.yaml", content)

    assert_ends(cli("lint", "."), 1, problem)
    for path in (".", "q"):
        done = cli("diff", path, "--against", "HEAD", "--fail-on", "loosens")
        assert_ends(done, 2, problem)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "Git LFS"),
        (b"\0GITCRYPT\0\x12\x34", "encrypted by git-crypt"),
    ],
)
def test_a_file_that_git_holds_in_another_form_is_an_error_on_both_sides(
    cli: Cli, tmp_path: Path, content: bytes, problem: str
) -> None:
    write(tmp_path / "policy.yaml", policy_file("p", ["t.yaml"], []))
    write(tmp_path / "t.yaml", content)
    commit(tmp_path)

    for _ in range(2):
        done = cli("diff", ".", "--against", "HEAD", "--fail-on", "loosens")
        assert_ends(done, 2, "'t.yaml'", problem)
        write(tmp_path / "t.yaml", clause_file("t"))


def test_a_folder_that_is_called_like_a_policy_is_named(cli: Cli, tmp_path: Path) -> None:
    write(tmp_path / "p/policy.yaml", policy_file("p", [], []))
    write(tmp_path / "q/policy.yaml/text", "")

    assert "note: q/policy.yaml was not read: it is a folder" in words(cli("lint", "."))
    assert_ends(cli("lint", "q"), 2, "q/policy.yaml was not read: it is a folder")


# Links out of the repository


def test_a_policy_linked_from_elsewhere_is_not_read_but_named(cli: Cli, tmp_path: Path) -> None:
    write(tmp_path / "out/rules.yaml", policy_file("out", [], []))
    here = tmp_path / "here"
    write(here / "policy.yaml", policy_file("p", [], []))
    link(here / "rules.yaml", "../out/rules.yaml")
    commit(here)

    note = "note: rules.yaml was not read: it leads out of the repository"
    assert cli("lint", ".", cwd=here).out == f"{note}\n1 file checked, no findings\n"
    done = cli("diff", ".", "--against", "HEAD", cwd=here)
    assert (done.code, done.out) == (0, "No changes.\n")
    assert note in done.err

    (here / "policy.yaml").unlink()
    link(here / "policy.yaml", "../out/rules.yaml")
    done = cli("diff", ".", "--against", "HEAD", "--fail-on", "loosens", cwd=here)
    assert_ends(done, 2, "policy.yaml leads out of the repository", "copy the file")


def test_stars_follow_no_link_out_of_the_repository_and_name_it(cli: Cli, tmp_path: Path) -> None:
    write(tmp_path / "out/t.yaml", clause_file("t"))
    here = tmp_path / "here"
    write(here / "policy.yaml", policy_file("p", ["in/**/*.yaml"], []))
    write(here / "in/own.yaml", clause_file("own"))
    link(here / "in/data", "../../out")
    commit(here)
    note = "in/data was not read: it leads out of the repository"

    for arguments in (
        ("lint", "policy.yaml"),
        ("diff", "policy.yaml", "--against", "HEAD"),
        ("coverage", "policy.yaml"),
    ):
        done = cli(*arguments, cwd=here)
        assert done.code == 0
        assert note in words(done)


# Files of git that are not in the working tree


def sparse(root: Path, *left_out: str) -> None:
    put(
        root,
        p__policy=policy_file("p", ["in/*.yaml"], []),
        p__in__a=clause_file("a"),
        p__in__b=clause_file("b"),
        p__cases__one=case_file("one", "p"),
        p__cases__two=case_file("two", "p"),
        q__policy=policy_file("q", [], []),
    )
    commit(root)
    patterns = (f"!/{name}" for name in left_out)
    git(root, "sparse-checkout", "set", "--no-cone", "/*", *patterns)


@pytest.mark.parametrize(
    ("left_out", "problem"),
    [
        ("p/in/b.yaml", "'p/in/b.yaml' is left out by the sparse checkout"),
        ("p/in/", "'p/in/a.yaml' is left out by the sparse checkout"),
        ("p/cases/two.yaml", "'p/cases/two.yaml' is left out by the sparse checkout"),
        ("p/cases/", "'p/cases/one.yaml' is left out by the sparse checkout"),
    ],
)
def test_a_part_that_a_sparse_checkout_leaves_out_is_an_error_and_is_compared(
    cli: Cli, tmp_path: Path, left_out: str, problem: str
) -> None:
    sparse(tmp_path, left_out)

    for path in ("p", "p/policy.yaml"):
        assert_ends(cli("lint", path), 1, problem, "git sparse-checkout disable")
        assert_ends(cli("probe", path, "--model", "baseline", "--estimate"), 2, problem)
        done = cli("diff", path, "--against", "HEAD")
        assert (done.code, done.out) == (0, "No changes.\n")
    # The problem is the same from another folder.
    assert problem.replace("'p/", "'") in words(cli("lint", ".", cwd=tmp_path / "p"))
    git(tmp_path, "sparse-checkout", "disable")
    assert cli("lint", "p").code == 0


def test_another_policy_that_a_sparse_checkout_leaves_out_is_named(
    cli: Cli, tmp_path: Path
) -> None:
    sparse(tmp_path, "q/")

    done = cli("lint", ".")

    assert done.code == 0
    assert "note: q/policy.yaml was not read: it is left out by the sparse" in words(done)
    assert_ends(cli("lint", "q"), 2, "q/policy.yaml was not read", "git sparse-checkout disable")
    assert cli("diff", "q", "--against", "HEAD").out == "No changes.\n"


def with_submodule(tmp_path: Path) -> Path:
    inner, outer = tmp_path / "inner", tmp_path / "outer"
    write(inner / "t.yaml", clause_file("t"))
    commit(inner)
    write(outer / "policy.yaml", policy_file("p", ["sub/*.yaml"], []))
    git(outer, "init", "-q", "-b", "main")
    git(outer, "submodule", "--quiet", "add", str(inner), "sub")
    commit(outer)
    return outer


def test_a_submodule_that_is_not_checked_out_is_the_reason_and_has_a_remedy(
    cli: Cli, tmp_path: Path
) -> None:
    outer = with_submodule(tmp_path)
    assert cli("lint", ".", cwd=outer).code == 0
    git(outer, "submodule", "--quiet", "deinit", "-f", "sub")
    remedy = "git submodule update --init sub"

    assert_ends(cli("lint", ".", cwd=outer), 1, "'sub' is a submodule that is not", remedy)
    assert_ends(cli("lint", "sub", cwd=outer), 2, "sub is a submodule that is not", remedy)
    assert_ends(cli("show", "policy.yaml", cwd=outer), 2, remedy)
    assert_ends(cli("diff", ".", "--against", "HEAD", cwd=outer), 2, remedy)


def test_a_base_whose_submodule_lacks_the_commit_is_not_compared(cli: Cli, tmp_path: Path) -> None:
    outer = with_submodule(tmp_path)
    git(outer, "update-index", "--cacheinfo", f"160000,{'1' * 40},sub")
    git(outer, "commit", "-qm", "another version")

    done = cli("diff", ".", "--against", "HEAD", "--fail-on", "loosens", cwd=outer)

    assert_ends(done, 2, "'sub' is a submodule without the commit", "git -C sub fetch")
    shutil.rmtree(outer / ".git")


# Cases that nobody names

LINE = '{"id": "x", "prompt": "Tell me.", "kind": "direct", "clauses": ["p-own.x"]}\n'


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("made.yaml", case_file("x", "p")),
        ("MADE.YML", case_file("x", "p")),
        (".made.yaml", case_file("x", "p")),
        ("made.jsonl", LINE),
        ("MADE.JSONL", LINE),
        ("made.json", f'{{"schema_version": 1, "cases": [{LINE}]}}'),
        ("cases.jsonl", LINE),
        ("cases/x.jsonl", LINE),
    ],
)
@pytest.mark.parametrize("is_linked", [False, True])
def test_cases_beside_a_policy_or_its_link_are_asked_or_named(
    cli: Cli, tmp_path: Path, file: str, content: str, is_linked: bool
) -> None:
    write(tmp_path / "p/one.yaml", case_file("one", "p"))
    policy = policy_file("p", [], ["one.yaml"])
    if is_linked:
        write(tmp_path / "far/text.yaml", policy)
        link(tmp_path / "p/policy.yaml", "../far/text.yaml")
    else:
        write(tmp_path / "p/policy.yaml", policy)
    write(tmp_path / "p" / file, content)

    assert f"the cases in 'p/{file}' are not asked" in words(cli("lint", "p/policy.yaml"))
    for arguments in (
        ("probe", "p", "--model", "baseline", "--estimate"),
        ("probe", "p", "--model", "baseline", "--why"),
        ("probe", "p", "--model", "baseline"),
        ("coverage", "p"),
    ):
        assert f"the cases in p/{file} are not asked: no policy names" in words(cli(*arguments))


@pytest.mark.parametrize(
    "content",
    [
        '{"prompt": "Tell me.", "category": "x"}\n',
        '{"messages": [], "id": 3}\n',
        "version https://git-lfs.github.com/spec/v1\n",
        "",
    ],
)
def test_lines_of_other_data_are_no_cases(cli: Cli, tmp_path: Path, content: str) -> None:
    write(tmp_path / "policy.yaml", policy_file("p", [], []))
    write(tmp_path / "data.jsonl", content)

    assert cli("lint", ".").out.endswith("no findings\n")


def test_cases_below_the_folder_that_no_policy_names_are_named_by_a_probe(
    cli: Cli, tmp_path: Path
) -> None:
    put(tmp_path, policy=policy_file("p", [], []), deep__er__x=case_file("x", "p"))

    done = cli("probe", ".", "--model", "baseline", "--estimate")

    assert_ends(done, 2, "no cases to ask (of 0); the cases in deep/er/x.yaml are not asked")
