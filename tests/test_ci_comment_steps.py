"""The steps of action.yml and of the example that post the comment and end the job."""

from pathlib import Path

import pytest
from support.github_comments import BOT, TOKEN, Comments, github
from support.workflow_steps import ACTION, EXAMPLE, Steps, steps_of

from delibctl.report.ci import comment

MARKER = "<!-- delibctl ci in . -->"
NEW = f"**Failed: permits.forge got worse**\n\n{comment.MARKER}\n"
OLD = (BOT, f"**Passed**\n\n{MARKER}\n")
OTHERS = (("ada", f"I quote: {MARKER}"), (BOT, "A comment of another job."), ("bob", "Hello."))
BOTH = [ACTION, EXAMPLE]


def job(tmp_path: Path, server: Comments, **values: str) -> Steps:
    clone, runner = tmp_path / "clone", tmp_path / "runner"
    clone.mkdir()
    (runner / "temp").mkdir(parents=True)
    defaults = {
        "github.token": TOKEN,
        "inputs.token": TOKEN,
        "inputs.author": BOT,
        "inputs.undecided": "warn",
        "inputs.working-directory": ".",
        "github.event.pull_request.number": "7",
        "steps.judge.outputs.exit-code": "1",
    }
    return Steps(ACTION, clone, runner, {**defaults, **values}, {"STUB_API": server.url})


def commented(steps: Steps, text: str = NEW) -> None:
    """Run the step that posts, with what `delibctl ci` wrote; it never fails the job."""
    steps.comment.write_text(text)
    (done,) = steps.run(["Comment"]).values()
    assert (done.returncode, done.stderr.replace("gh: HTTP 403\n", "")) == (0, "")


def test_the_first_comment_is_posted_and_the_next_replaces_it(tmp_path: Path) -> None:
    with github(*OTHERS) as server:
        steps = job(tmp_path, server)
        commented(steps)
        commented(steps, "Again.\n")

    assert server.held == [*OTHERS, (BOT, f"Again.\n\n{MARKER}\n")]
    assert steps.summary == ""


def test_each_folder_has_a_comment_of_its_own(tmp_path: Path) -> None:
    with github(OLD) as server:
        steps = job(tmp_path, server, **{"inputs.working-directory": "a/b"})
        commented(steps)
        commented(steps, "")

    told = "The last check of this branch ended with an error (exit code 1)."
    assert server.held[0] == OLD
    assert server.held[1][1].startswith(told)
    assert server.held[1][1].endswith("\n\n<!-- delibctl ci in a/b -->\n")


def test_a_clean_branch_gets_no_comment_and_one_that_is_there_says_so(tmp_path: Path) -> None:
    with github(*OTHERS) as server:
        steps = job(tmp_path, server, **{"steps.judge.outputs.exit-code": "0"})
        commented(steps, "")
        assert server.held == list(OTHERS)
        server.held.append(OLD)
        commented(steps, "")

    assert server.held[:-1] == list(OTHERS)
    told = f"This branch changes nothing any more that a person must see.\n\n{MARKER}\n"
    assert server.held[-1] == (BOT, told)


@pytest.mark.parametrize("code", ["2", "3", "130"])
def test_a_check_that_broke_off_never_leaves_an_old_comment_as_it_was(
    tmp_path: Path, code: str
) -> None:
    with github(OLD) as server:
        commented(job(tmp_path, server, **{"steps.judge.outputs.exit-code": code}), "")

    (told,) = server.of_the_bot
    assert told.startswith(f"The last check of this branch ended with an error (exit code {code}).")


@pytest.mark.parametrize("held", [(), (OLD,)], ids=["none", "one"])
def test_a_token_that_may_not_write_leaves_the_comment_in_the_summary(
    tmp_path: Path, held: tuple[tuple[str, str], ...]
) -> None:
    with github(*held, writable=False) as server:
        steps = job(tmp_path, server)
        commented(steps)

    assert server.held == list(held)
    assert steps.summary == f"{NEW}\n{MARKER}\n"


@pytest.mark.parametrize("missing", ["token", "github.event.pull_request.number"])
def test_without_a_token_or_a_pull_request_nothing_is_asked(tmp_path: Path, missing: str) -> None:
    names = ("github.token", "inputs.token") if missing == "token" else (missing,)
    with github(OLD) as server:
        steps = job(tmp_path, server, **dict.fromkeys(names, ""))
        commented(steps)

    assert server.asked == []
    assert steps.summary == f"{NEW}\n{MARKER}\n"


@pytest.mark.parametrize("undecided", ["warn", "fail"])
@pytest.mark.parametrize("code", range(6))
def test_only_a_run_without_a_verdict_can_be_a_warning(
    tmp_path: Path, code: int, undecided: str
) -> None:
    with github() as server:
        values = {"steps.judge.outputs.exit-code": str(code), "inputs.undecided": undecided}
        (done,) = job(tmp_path, server, **values).run(["Verdict"]).values()

    is_warning = code == 5 and undecided == "warn"
    assert done.returncode == (0 if is_warning else code)
    assert done.stdout.startswith("::warning ") == is_warning
    assert "passed" not in done.stdout.replace("has not passed", "")


def test_the_action_installs_what_it_holds_itself_by_hash_and_isolated_from_the_clone() -> None:
    (install,) = (step for step in steps_of(ACTION) if step.get("name") == "Install")

    assert install["working-directory"] == "${{ runner.temp }}"
    lines = [line for line in install["run"].splitlines() if "python" in line]
    assert all("python -I -m" in line for line in lines)
    (locked, own) = (line for line in lines if "pip install" in line)
    assert "--require-hashes" in locked
    assert '"$GITHUB_ACTION_PATH/requirements.lock"' in locked
    assert own.endswith('--no-deps --no-build-isolation "$GITHUB_ACTION_PATH"')


@pytest.mark.parametrize("path", BOTH, ids=lambda path: path.name)
def test_no_expression_stands_in_a_shell_command(path: Path) -> None:
    assert [step["run"] for step in steps_of(path) if "${{" in step.get("run", "")] == []
