"""A branch on a terminal and in a log: the sentences of the comment, wrapped between words."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from support.ci_results import TELLING, broken, clean, hostile, loosened
from support.hostile import TOGETHER

from delibctl.report import RenderOptions
from delibctl.report.ci.outcomes import outcome_of
from delibctl.report.ci.result import CiResult
from delibctl.report.ci.rich import render

GOLDEN = Path(__file__).parent / "golden"
LOG = RenderOptions(width=80, ascii=True)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def words_of(result: CiResult, options: RenderOptions = LOG) -> str:
    """The text on one line, as wrapping breaks it between any two words."""
    return " ".join(render(result, options).split())


@pytest.mark.parametrize("name", TELLING)
def test_a_screen_is_what_it_was(name: str, request: pytest.FixtureRequest) -> None:
    file = GOLDEN / f"ci-{name}.txt"
    if request.config.getoption("--write-golden"):
        file.write_text(render(TELLING[name](), LOG))

    assert render(TELLING[name](), LOG) == file.read_text()


@pytest.mark.parametrize("name", TELLING)
def test_the_screen_begins_with_all_that_the_comment_begins_with(name: str) -> None:
    assert words_of(TELLING[name]()).startswith(str(outcome_of(TELLING[name]())))


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("name", TELLING)
def test_lines_end_between_words_at_every_width(name: str, width: int) -> None:
    lines = render(TELLING[name](), RenderOptions(width=width)).splitlines()

    # A space that disables a command of a log is put in after wrapping.
    assert max(len(line) for line in lines if "##" not in line) <= width
    assert words_of(TELLING[name](), RenderOptions(width=width)).startswith(
        str(outcome_of(TELLING[name]()))
    )


@pytest.mark.parametrize("name", TELLING)
def test_colour_says_nothing_that_words_do_not(name: str) -> None:
    coloured = render(TELLING[name](), RenderOptions(colour=True))

    assert _COLOUR.search(coloured)
    assert _COLOUR.sub("", coloured).split() == render(TELLING[name](), RenderOptions()).split()


def test_a_pass_is_blue_and_all_else_is_orange() -> None:
    page = RenderOptions(colour=True)

    assert render(clean(), page).startswith("\x1b[38;5;33mPassed")
    assert render(loosened(), page).startswith("\x1b[1;38;5;208mFailed")


def test_the_commands_to_run_are_bold() -> None:
    out = render(loosened(), RenderOptions(colour=True, width=400))

    (command,) = outcome_of(loosened()).steps[0].commands
    assert f"\x1b[1m`{command}`\x1b[0m" in out
    assert out.count("`delibctl") == 1


def test_answers_and_reasoning_of_a_model_stay_out_of_the_log_of_a_job() -> None:
    assert "An answer that is kept in the terminal" not in words_of(broken())


def test_each_of_several_policies_has_its_sentence_and_its_steps() -> None:
    (first,), (second,) = broken().policies, loosened().policies
    visas = replace(loosened(), policies=(replace(second, id="visas"),))
    both = replace(broken(), policies=(first, *visas.policies))

    out = words_of(both)

    assert out.startswith("Failed (permits), do not merge: ")
    for result in (broken(), visas):
        assert str(outcome_of(result)) in out


def test_no_text_is_a_command_of_a_log_or_of_a_terminal() -> None:
    out = render(hostile("".join(TOGETHER.values())), LOG)

    assert "\x1b" not in out
    assert not re.search(r"^\s*::|##\w*\[|section_(?:start|end):\d", out, re.MULTILINE)
