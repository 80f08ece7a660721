"""What a branch names outside of the repository is neither read nor written."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from support.repositories import clause_file, git, policy_file

from delibctl.api.cases.case_files import add_cases
from delibctl.api.policies.load import open_one
from delibctl.api.policies.opening import open_paths
from delibctl.api.workspace import Workspace
from delibctl.cli.output import Targets
from delibctl.edge.files import reading
from delibctl.edge.files.local import LocalFiles
from delibctl.edge.files.source_text import load_source
from delibctl.edge.files.text import append_line, load_text, overwrite, replace, write_new
from delibctl.edge.git.revision_files import RevisionFiles
from delibctl.edge.run_file.database import connect
from delibctl.edge.run_file.schema import RUN_FILE, is_run_file
from delibctl.errors import DelibctlError

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links are made otherwise there")

SECRET = "SECRET: [\n"
OUT = "leads out of the repository"


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A repository with a policy of one fragment, beside a folder that holds secrets."""
    root = tmp_path / "repo"
    write(root / "policy.yaml", policy_file("p", ["more.yaml"], []))
    write(root / "more.yaml", clause_file("more"))
    write(tmp_path / "outside" / "secret.yaml", SECRET)
    git(root, "init", "-q", "-b", "main")
    return root


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def link(path: Path, target: str | Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to(target)
    return path


def workspace(folder: Path) -> Workspace:
    return Workspace.open(folder, {"PATH": os.environ["PATH"]})


def probed(repo: Path, path: Path | None = None) -> str:
    """Return the id of the policy and its categories, or the error, as a probe reads them."""
    try:
        opened = workspace(repo)
        start, cases = opened.policy_and_cases(path, None)
        policy, _ = open_one(opened, start, cases)
    except DelibctlError as error:
        return str(error)
    return " ".join((policy.id, *(category.id for category in policy.categories)))


def include(*patterns: str) -> Callable[[Path], object]:
    return lambda repo: write(repo / "policy.yaml", policy_file("p", list(patterns), []))


def cases(*patterns: str) -> Callable[[Path], object]:
    return lambda repo: write(repo / "policy.yaml", policy_file("p", [], list(patterns)))


def linked(name: str, target: str) -> Callable[[Path], object]:
    return lambda repo: link(repo / name, target)


def configured(line: str) -> Callable[[Path], object]:
    return lambda repo: write(repo / "delibctl.toml", f"{line}\n")


def both(*steps: Callable[[Path], object]) -> Callable[[Path], object]:
    return lambda repo: [step(repo) for step in steps]


LEADING_OUT = {
    "a policy": linked("policy.yaml", "../outside/secret.yaml"),
    "a policy by a chain of links": both(
        linked("policy.yaml", "one"), linked("one", "../outside/secret.yaml")
    ),
    "cases": linked("cases.yaml", "../outside/secret.yaml"),
    "cases in JSON lines": linked("cases.jsonl", "../outside/secret.yaml"),
    "a device": linked("cases.yaml", "/dev/zero"),
    "the environment": linked("cases.yaml", "/proc/self/environ"),
    "the settings of git": linked("cases.yaml", ".git/config"),
    "a fragment": linked("more.yaml", "../outside/secret.yaml"),
    "a folder of cases": both(linked("cases", "../outside"), cases("cases/secret.yaml")),
    "an include by steps": include("../outside/secret.yaml"),
    "an include from the root of the file system": include("/etc/hostname"),
    "an include by a glob": include("../**/*.yaml"),
    "an include by a glob in the middle": include("../out*/secret.yaml"),
    "an include by a link": both(linked("away", "../outside"), include("away/secret.yaml")),
    "an include of the settings of git": include(".git/config"),
    "case files by steps": cases("../outside/secret.yaml"),
    "configured cases": configured('cases = "../outside/secret.yaml"'),
    "configured cases by a glob": configured('cases = "../*/secret.yaml"'),
    "configured cases by a link": both(
        linked("mine.yaml", "../outside/secret.yaml"), configured('cases = "mine.yaml"')
    ),
    "a configured device": configured('cases = "/dev/zero"'),
    "a configured policy": configured('policy = "../outside/secret.yaml"'),
    "a configured folder": configured('policy = "../outside"'),
    "configured settings of git": configured('policy = ".git/config"'),
    "the configuration": linked("delibctl.toml", "../outside/secret.yaml"),
    "the configuration of Python": linked("pyproject.toml", "../outside/secret.yaml"),
}


@pytest.mark.parametrize("name", LEADING_OUT)
def test_what_a_branch_names_outside_is_not_read(repo: Path, name: str) -> None:
    LEADING_OUT[name](repo)
    git(repo, "add", "-f", "-A")

    said = probed(repo)

    assert OUT in said or "leads out of it" in said or "belongs to git itself" in said, said
    assert "SECRET" not in said
    assert "p-own" not in said


STAYING_IN = {
    "a link to a file": (linked("more.yaml", "real/a.yaml"), "p p-own a"),
    "a link to a folder": (both(linked("in", "real"), include("in/a.yaml")), "p p-own a"),
    "a policy by a link": (
        both(linked("policy.yaml", "real/p.yaml"), linked("more.yaml", "real/a.yaml")),
        "q q-own a",
    ),
    "steps upward": (configured('policy = "sub/policy.yaml"'), "s s-own a"),
    "a glob past the data of git": (include("*/a.yaml"), "p p-own a"),
}


@pytest.mark.parametrize("name", STAYING_IN)
def test_what_a_branch_names_inside_is_read(repo: Path, name: str) -> None:
    make, expected = STAYING_IN[name]
    write(repo / "real" / "a.yaml", clause_file("a"))
    write(repo / "real" / "p.yaml", policy_file("q", ["more.yaml"], []))
    write(repo / "sub" / "policy.yaml", policy_file("s", ["../real/a.yaml"], []))
    (repo / "policy.yaml").write_text(policy_file("p", ["more.yaml"], []))
    make(repo)
    git(repo, "add", "-f", "-A")

    named = None if (repo / "delibctl.toml").exists() else repo / "policy.yaml"
    assert probed(repo, named) == expected


def test_what_the_user_names_may_be_anywhere_and_an_own_link_may_lead_there(
    repo: Path, tmp_path: Path
) -> None:
    other = write(tmp_path / "other" / "policy.yaml", policy_file("o", ["more.yaml"], []))
    write(tmp_path / "other" / "more.yaml", clause_file("more"))
    link(repo / "mine", "../other")
    link(repo / "mine.yaml", "../other/policy.yaml")

    for path in (other, repo / "mine", repo / "mine" / "policy.yaml", repo / "mine.yaml"):
        assert probed(repo, path) == "o o-own more"
    git(repo, "add", "mine", "mine.yaml")
    for path in (repo / "mine", repo / "mine" / "policy.yaml", repo / "mine.yaml"):
        assert "is a link of the repository that leads out of it" in probed(repo, path)


@pytest.mark.parametrize("marked", ["", "delibctl.toml", "pyproject.toml"])
def test_without_git_the_root_is_the_folder_of_the_configuration(
    tmp_path: Path, marked: str
) -> None:
    write(tmp_path / "shared.yaml", clause_file("shared"))
    here = write(tmp_path / "p" / "policy.yaml", policy_file("p", ["../shared.yaml"], [])).parent
    if marked:
        write(tmp_path / marked, "[tool.delibctl]\n" if marked == "pyproject.toml" else "")

    assert (probed(here, here) == "p p-own shared") is bool(marked)
    assert (OUT in probed(here, here)) is not bool(marked)
    assert probed(tmp_path, here) == "p p-own shared"


def test_a_repository_inside_of_another_has_a_root_of_its_own(repo: Path) -> None:
    inner = repo / "inner"
    write(inner / "policy.yaml", policy_file("i", ["../more.yaml"], []))
    assert probed(repo, inner) == "i i-own more"

    git(inner, "init", "-q")

    assert OUT in probed(repo, inner)


def test_cases_at_the_root_do_not_lead_to_a_policy_above_it(repo: Path, tmp_path: Path) -> None:
    write(tmp_path / "policy.yaml", policy_file("above", [], ["repo/alone.yaml"]))
    (repo / "policy.yaml").unlink()
    alone = write(repo / "alone.yaml", "schema_version: 1\ncases: []\n")

    opened = open_paths([alone], LocalFiles(repo))

    assert opened.names == {"alone.yaml"}


@pytest.mark.parametrize("way", [Path.unlink, os.mkfifo], ids=["huge", "pipe"])
def test_only_regular_files_of_some_size_are_read(repo: Path, way: Callable[..., None]) -> None:
    fragment = repo / "more.yaml"
    fragment.unlink()
    if way is os.mkfifo:
        os.mkfifo(fragment)
    else:
        with fragment.open("wb") as file:
            file.truncate(reading.LIMIT + 1)

    said = probed(repo, repo / "policy.yaml")

    expected = "is neither a file nor a folder" if way is os.mkfifo else "is larger than 50 MB"
    assert f"'more.yaml' {expected}" in said


@pytest.mark.parametrize("huge", ["more.yaml", "link.yaml", "elsewhere/far.yaml"])
def test_no_huge_file_of_a_revision_is_read(repo: Path, huge: str) -> None:
    write(repo / "policy.yaml", policy_file("p", ["more.yaml", huge], []))
    (repo / "elsewhere").mkdir()
    with (repo / huge).open("wb") as file:
        file.truncate(reading.LIMIT + 1)  # git keeps 50 KB of it
    git(repo, "add", "-A")
    mode = "120000" if huge == "link.yaml" else "100644"
    blob = git(repo, "rev-parse", f":{huge}").strip()
    git(repo, "update-index", "--cacheinfo", f"{mode},{blob},{huge}")
    git(repo, "commit", "-q", "-m", "huge")

    files = RevisionFiles(repo, "HEAD")

    with pytest.raises(DelibctlError) as raised:
        open_paths([repo / "policy.yaml"], files)
    assert str(raised.value) == f"'{huge}' in HEAD is larger than 50 MB, so it was not read"


NO_FILES: dict[str, Callable[[Path], object]] = {
    "a folder": Path.mkdir,
    "a pipe": os.mkfifo,
    "a device": lambda path: path.symlink_to("/dev/null"),
    "a broken link": lambda path: path.symlink_to("nowhere"),
}


@pytest.mark.parametrize("kind", NO_FILES)
def test_a_configuration_that_is_no_file_is_not_passed_over(repo: Path, kind: str) -> None:
    NO_FILES[kind](repo / "delibctl.toml")

    with pytest.raises(DelibctlError) as raised:
        workspace(repo)

    what = "a folder, a device, a pipe or a broken link, so it was not read"
    assert str(raised.value) == f"delibctl.toml: the configuration is {what}"


READERS: dict[str, Callable[[Path], object]] = {
    "text": load_text,
    "source": load_source,
    "run": is_run_file,
    "database": lambda path: connect(path, RUN_FILE, create=False).close(),
    "policy": lambda path: LocalFiles(path.parent).locate(path),
    "content": lambda path: LocalFiles(path.parent).name(path),
}
WRITERS: dict[str, Callable[[Path], object]] = {
    "new file": lambda path: write_new(path, "x"),
    "whole file": lambda path: overwrite(path, b"x"),
    "replaced file": lambda path: replace(path, b"x"),
    "line": lambda path: append_line(path, "x"),
    "run": lambda path: connect(path, RUN_FILE, create=True).close(),
    "report": lambda path: Targets.of("text", [f"text:{path}"], ["text"]).write(str),
    "cases": lambda path: add_cases(workspace(path.parent), [], path),
}


@pytest.mark.parametrize("target", ["secret.yaml", "new.yaml", "in a folder"])
@pytest.mark.parametrize("use", [*READERS, *(f"write a {name}" for name in WRITERS)])
def test_no_path_leads_out_by_a_link_that_git_tracks(repo: Path, use: str, target: str) -> None:
    outside = repo.parent / "outside"
    if target == "in a folder":
        path = link(repo / "away", outside) / "new" / "file.yaml"
    else:
        path = link(repo / "file.yaml", outside / target)
    git(repo, "add", "-f", "-A")
    call = READERS.get(use) or WRITERS[use.removeprefix("write a ")]

    with pytest.raises(DelibctlError, match="is a link of the repository that leads out of it"):
        call(path)

    assert [path.name for path in outside.iterdir()] == ["secret.yaml"]
    assert (outside / "secret.yaml").read_text() == SECRET


def test_sqlite_follows_no_link_beside_a_run(repo: Path) -> None:
    link(repo / "run.sqlite-wal", repo.parent / "outside" / "new")
    git(repo, "add", "-f", "-A")

    with pytest.raises(DelibctlError, match=r"run\.sqlite-wal is a link of the repository"):
        connect(repo / "run.sqlite", RUN_FILE, create=True)


@pytest.mark.parametrize("write_to", [replace, lambda path, content: _changed(path, content)])
def test_the_file_that_is_moved_into_place_is_no_link_of_the_branch(
    repo: Path, write_to: Callable[[Path, bytes], None]
) -> None:
    link(repo / ".more.yaml.new", repo.parent / "outside" / "secret.yaml")

    write_to(repo / "more.yaml", b"x")

    assert (repo / "more.yaml").read_bytes() == b"x"
    assert not (repo / "more.yaml").is_symlink()
    assert (repo.parent / "outside" / "secret.yaml").read_text() == SECRET


def _changed(path: Path, content: bytes) -> None:
    files = LocalFiles(path.parent)
    files.changed[path.name] = content
    files.write_changed()
