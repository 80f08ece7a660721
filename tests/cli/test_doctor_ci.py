"""`delibctl doctor` says what of `delibctl ci` is set up, what is missing, and what to do."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from support.ci_desk import Desk
from support.command import Cli
from support.repositories import git

from delibctl.text.slug import slug

KEY = "sk-a-very-secret-key"
PIN = {".github/delibctl.txt": f"delibctl @ git+https://example.org/a/delibctl@{'a' * 40}\n"}
PAID = "[ci]\nmodels = ['openai/gpt-4o']\nmax_cost = 5.0\n"
MINE = "[models.mine]\nname = 'openai/mine'\napi_base = 'http://127.0.0.1:9/v1'\n"

Found = dict[str, tuple[str, str, str | None]]


@pytest.fixture
def started(cli: Cli, tmp_path: Path) -> Path:
    """A repository with a policy as init starts it."""
    git(tmp_path, "init", "-q", "-b", "main")
    cli("init")
    return tmp_path


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def add_to_configuration(folder: Path, text: str) -> None:
    with (folder / "delibctl.toml").open("a") as file:
        file.write(text)


def found(cli: Cli, **environment: str) -> Found:
    """The checks of ci: name to level, text and what to do next."""
    done = cli("doctor", "--format", "json", **environment)
    assert KEY not in done.out + done.err
    checks = done.json()["checks"]
    assert (done.code == 2) == any(check["level"] == "problem" for check in checks)
    return {
        check["name"]: (check["level"], check["text"], check["next"])
        for check in checks
        if check["name"].split()[0] == "ci"
    }


def test_where_nothing_of_it_is_set_up_one_line_says_how_to_begin(cli: Cli, started: Path) -> None:
    assert found(cli) == {
        "ci": (
            "note",
            "no job runs delibctl ci in this folder, and there is no [ci]",
            "delibctl init --ci github writes one",
        )
    }


def test_outside_of_a_repository_nothing_is_said_of_it(cli: Cli) -> None:
    cli("init")

    assert found(cli) == {}


def test_a_job_as_init_writes_it_lacks_what_only_its_owner_can_give(
    cli: Cli, started: Path
) -> None:
    cli("init", "--ci", "github")

    job = ".github/workflows/policy.yml"
    assert found(cli) == {
        "ci job": (
            "problem",
            f"{job} installs what .github/delibctl.txt pins: not found",
            "docs/ci.md says how to write it; commit it with the job",
        ),
        "ci models": (
            "note",
            "only baseline, which matches words and is no language model",
            "name language models as models in [ci]",
        ),
        "ci accepted": (
            "note",
            f"{slug(started.name, 'my-policy')} has no accepted answers of baseline: "
            "each check asks the base too",
            "delibctl accept @last --reason TEXT, after a probe, and commit accepted/",
        ),
        "ci owner": (
            "note",
            "nobody has to review accepted/: there is no CODEOWNERS",
            "write to .github/CODEOWNERS: /accepted/ @TEAM",
        ),
    }


def test_what_is_there_is_named_and_an_accepted_run_is_left_to_make(
    cli: Cli, started: Path
) -> None:
    cli("init", "--ci", "github")
    job = started / ".github/workflows/policy.yml"
    job.write_text(job.read_text().replace("# OPENAI_API_KEY", "OPENAI_API_KEY"))
    write(started, {**PIN, ".github/CODEOWNERS": "/accepted/ @ada # approvals\n"})
    add_to_configuration(started, PAID)
    now = found(cli, OPENAI_API_KEY=KEY)

    assert now.pop("ci accepted")[0] == "note"
    assert now == {
        "ci job": ("ok", ".github/workflows/policy.yml", None),
        "ci models": ("ok", "openai/gpt-4o", None),
        "ci budget": ("ok", "$5 for each check", None),
        "ci owner": ("ok", ".github/CODEOWNERS: @ada review accepted/", None),
    }


#: The end of the configuration, and the level and the words of the check of the budget.
BUDGETS = {
    "paid, without a budget": (
        "[ci]\nmodels = ['openai/gpt-4o']\n",
        ("problem", "openai/gpt-4o is paid, and there is no max_cost, so nothing is asked"),
    ),
    "no price, with a budget": (
        f"{MINE}[ci]\nmodels = ['mine', 'openai/gpt-4o']\nmax_cost = 5\n",
        ("problem", "max_cost is $5, and mine has no known price, so nothing is asked"),
    ),
    "a price, with a budget": (
        f"{MINE}input_price = 1\noutput_price = 1\n[ci]\nmodels = ['mine']\nmax_cost = 0.5\n",
        ("ok", "$0.5 for each check"),
    ),
    "no price, without a budget": (
        f"{MINE}[ci]\nmodels = ['mine']\n",
        ("note", "no max_cost, and what mine costs is not known"),
    ),
    "free, without a budget": (
        f"{MINE}input_price = 0\noutput_price = 0\n[ci]\nmodels = ['mine']\n",
        None,
    ),
    "baseline alone": ("[ci]\nmodels = ['baseline']\n", None),
    "the models of probe": (
        "[ci]\nmax_cost = 1\n",
        ("ok", "$1 for each check"),
    ),
}


@pytest.mark.parametrize("name", BUDGETS)
def test_a_budget_and_the_prices_that_it_needs_belong_together(
    cli: Cli, started: Path, name: str
) -> None:
    configuration, expected = BUDGETS[name]
    add_to_configuration(started, configuration)

    check = found(cli).get("ci budget")

    assert (check and check[:2]) == expected
    assert check is None or (check[2] is None) == (check[0] == "ok")


GITHUB = "on: pull_request\njobs:\n  a:\n    steps:\n      - run: delibctl ci --base main\n"
#: Files with a job, and the check of it.
JOBS: dict[str, tuple[dict[str, str], tuple[str, str]]] = {
    "by hand": ({".github/workflows/a.yaml": GITHUB}, ("ok", ".github/workflows/a.yaml")),
    "by the action": (
        {
            ".github/workflows/a.yml": "jobs:\n  a:\n    steps:\n      - uses: me/delibctl@abc\n"
            "        with:\n          working-directory: .\n"
        },
        ("ok", ".github/workflows/a.yml"),
    ),
    "by the action, of another folder": (
        {
            ".github/workflows/a.yml": "jobs:\n  a:\n    steps:\n      - uses: me/delibctl@abc\n"
            "        with: {working-directory: other}\n"
        },
        ("note", "no job of the repository runs delibctl ci in this folder"),
    ),
    "of another folder": (
        {".github/workflows/a.yml": f'{GITHUB}        env:\n          FOLDER: "other one" # of\n'},
        ("note", "no job of the repository runs delibctl ci in this folder"),
    ),
    "only in a comment": (
        {".github/workflows/a.yml": "# delibctl ci\non: push\n"},
        ("note", "no job of the repository runs delibctl ci in this folder"),
    ),
    "of GitLab": (
        {".gitlab-ci.yml": "policy:\n  script: [delibctl ci --base main]\n"},
        ("ok", ".gitlab-ci.yml"),
    ),
    "of GitLab, included": (
        {
            ".gitlab-ci.yml": "include:\n  - local: .gitlab/policy.yml\n",
            ".gitlab/policy.yml": "policy:\n  script:\n    - delibctl ci --base main\n",
        },
        ("ok", ".gitlab/policy.yml"),
    ),
    "of GitLab, not included": (
        {".gitlab/policy.yml": "policy:\n  script:\n    - delibctl ci --base main\n"},
        ("problem", ".gitlab/policy.yml is not included by .gitlab-ci.yml"),
    ),
}


@pytest.mark.parametrize("name", JOBS)
def test_the_job_is_found_where_it_is_for_this_folder(cli: Cli, started: Path, name: str) -> None:
    files, expected = JOBS[name]
    write(started, files)
    add_to_configuration(started, "[ci]\nmodels = ['baseline']\n")

    assert found(cli)["ci job"][:2] == expected


@pytest.mark.parametrize(
    ("line", "is_handed_on"),
    [
        ("", False),
        ("          # OPENAI_API_KEY: ${{ secrets.OPENAI_API_KEY }}\n", False),
        ("          OPENAI_API_KEY: ${{ secrets.ANOTHER }}\n", True),
    ],
)
def test_a_job_of_github_hands_on_the_key_of_each_model_by_name(
    cli: Cli, started: Path, line: str, is_handed_on: bool
) -> None:
    write(started, {".github/workflows/a.yml": f"{GITHUB}        env:\n          A: b\n{line}"})
    add_to_configuration(started, PAID)

    check = found(cli, OPENAI_API_KEY=KEY).get("ci key openai/gpt-4o")

    if is_handed_on:
        assert check is None
    else:
        assert check == (
            "note",
            ".github/workflows/a.yml does not hand on OPENAI_API_KEY",
            "store a secret OPENAI_API_KEY, and in env of the step that runs delibctl ci write "
            "OPENAI_API_KEY: ${{ secrets.OPENAI_API_KEY }}",
        )


#: CODEOWNERS, and who reviews /accepted/ by it.
OWNERS = {
    "/accepted/ @ada": "@ada",
    "accepted/ @ada @team": "@ada, @team",
    "/accepted/** @ada": "@ada",
    "* @all": "@all",
    "* @all\n/accepted/ @ada": "@ada",
    "/accepted/ @ada\n* @all": "@all",
    "/accepted/": "",
    "# /accepted/ @ada": "",
    "/docs/ @ada": "",
    "*.md @ada": "",
    "": "",
}


@pytest.mark.parametrize("text", OWNERS)
def test_whoever_reviews_what_is_accepted_is_named(cli: Cli, started: Path, text: str) -> None:
    write(started, {"CODEOWNERS": text})
    add_to_configuration(started, "[ci]\nmodels = ['baseline']\n")

    check = found(cli)["ci owner"]

    if OWNERS[text]:
        assert check == ("ok", f"CODEOWNERS: {OWNERS[text]} review accepted/", None)
    else:
        assert check == (
            "note",
            "CODEOWNERS names nobody for accepted/",
            "add to it: /accepted/ @TEAM",
        )


def test_accepted_rows_are_counted_and_must_be_committed_and_whole(desk: Desk) -> None:
    def check() -> tuple[str, str]:
        done = desk.run("doctor", "--format", "json")
        (one,) = (each for each in done.json()["checks"] if each["name"] == "ci accepted")
        return one["level"], one["text"]

    assert check() == ("ok", "desk: 16 answers of mock")

    git(desk.folder, "rm", "-rq", "--cached", "accepted")
    assert check() == ("note", "desk: 16 answers of mock, not committed")

    (path, *_) = sorted(desk.folder.glob("accepted/**/*.jsonl"))
    path.write_text(path.read_text()[:-20])
    level, text = check()
    assert level == "problem"
    assert f"{path.relative_to(desk.folder)}:" in text
