"""`delibctl diff RUN --group-by`: its errors, and its output as a command."""

from dataclasses import replace
from pathlib import Path

import pytest
from support.command import Cli, run_new
from support.example_run import COPY
from support.grouped_runs import a_case, grouped_run
from support.run_files import keep

from delibctl.model import Kind

ANSWERS = {
    "one": {"gpt": "rF", "claude": "cF"},
    "two": {"gpt": "rF", "claude": "rF"},
}
CASES = (a_case("one"), a_case("two", COPY, kind=Kind.NEAR_MISS))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a policy, a run of two models, and a run that ended before its first trial."""
    folder = tmp_path_factory.mktemp("groups")
    assert run_new(("init", "."), folder, {}).code == 0
    run = grouped_run(ANSWERS, cases=CASES)
    for day, name, trials in ((1, "two", run.trials), (2, "empty", ())):
        written = replace(run, trials=trials)
        path = keep(folder / ".delibctl", day, written, finished=bool(trials))
        path.rename(path.with_name(f"{name}.sqlite"))
    return folder


#: What is named after `diff`, with parts of the error.
ERRORS = {
    "two two --group-by model": ("one run, and two runs are compared", "name one run, as in"),
    "policy.yaml policy.yaml --group-by kind": (
        "one run, and two policies are compared",
        "delibctl diff @last --group-by kind",
    ),
    "two --group-by model --timing": ("--timing does not apply", "leave out --timing"),
    "two --group-by model --labels x.csv": ("--labels does not apply", "leave out --labels"),
    "two --group-by model --column a=b": ("--column does not apply", "leave out --column"),
    "two --group-by mode": (
        "of one mode only, category: there is nothing to compare",
        "group by model or kind, or leave the grouping out",
    ),
    "two --group-by lang": ("of one language only, en", "group by model or kind"),
    "two --group-by model --model gpt": ("of one model only, gpt", "group by kind"),
    "two --group-by kind --case one --model gpt": ("of one kind only", "leave the grouping out"),
    "empty --group-by model": ("the run has no trial: nothing was measured", "probe again"),
    "two --group-by clause": ("'clause'", "one of model, lang, kind, mode, category"),
    "two --group-by model --format junit": ("'junit'", "one of rich, text, json, markdown"),
    "two --group-by model --only right": ("'right'", "one of wrong, all"),
    "two --group-by kind --case three": ("three", ""),
    "empty": ("the run has no trial: nothing was measured", "probe again"),
    "empty --case one": ("the run has no trial: nothing was measured", "probe again"),
}


@pytest.mark.parametrize("arguments", ERRORS)
def test_what_has_no_groups_is_an_error_that_says_what_to_do(
    cli: Cli, folder: Path, arguments: str
) -> None:
    done = cli("diff", *arguments.split(), cwd=folder)

    assert (done.code, done.out) == (2, "")
    assert [part for part in ERRORS[arguments] if part not in done.err] == [], done.err


def test_gates_look_at_each_model_as_without_groups(cli: Cli, folder: Path) -> None:
    command = ("diff", "two", "--fail-on", "miss", "--format", "text")

    grouped = cli(*command, "--group-by", "kind", cwd=folder)

    assert grouped.code == 1
    assert grouped.out.startswith("Permit desk (permits), by kind: ")
    assert grouped.err == cli(*command, cwd=folder).err
