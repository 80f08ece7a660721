"""The comment on a pull request: what it says first, when it says nothing, and what it may hold."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from support.ci_results import (
    LAXER,
    TELLING,
    approval,
    approved,
    broken,
    clean,
    hostile,
    loosened,
    result,
    reworded_rationale,
    waiting,
)
from support.hostile import HOSTILE, TOGETHER
from support.shown_text import assert_well_formed, shows

from delibctl.report import RenderOptions
from delibctl.report.ci.comment import LIMIT, MARKER, render
from delibctl.report.ci.outcomes import outcome_of
from delibctl.report.ci.result import AddedApproval, AddedRows, CiResult, Notice

GOLDEN = Path(__file__).parent / "golden"
PAGE = RenderOptions()


def comment(result: CiResult) -> str:
    text = render(result, PAGE)
    assert text is not None
    return text


def plain(text: str) -> str:
    """The words of a comment without its markup."""
    return re.sub(r"\\(.)", r"\1", text.replace("\u200b", "").replace("**", ""))


@pytest.mark.parametrize("name", TELLING)
def test_a_comment_is_what_it_was(name: str, request: pytest.FixtureRequest) -> None:
    file = GOLDEN / f"ci-{name}.md"
    if request.config.getoption("--write-golden"):
        file.write_bytes(comment(TELLING[name]()).encode())

    assert comment(TELLING[name]()).encode() == file.read_bytes()


@pytest.mark.parametrize("name", TELLING)
def test_the_first_line_is_the_sentence_and_the_last_the_marker(name: str) -> None:
    lines = comment(TELLING[name]()).splitlines()

    assert plain(lines[0]) == str(outcome_of(TELLING[name]()))
    assert lines[-1] == MARKER
    assert comment(TELLING[name]()).count(MARKER) == 1


@pytest.mark.parametrize("quiet", [clean, reworded_rationale])
def test_a_branch_that_changes_no_answer_gets_no_comment(quiet: object) -> None:
    assert callable(quiet)
    assert render(quiet(), PAGE) is None


@pytest.mark.parametrize(
    "told",
    [
        {"notices": (Notice(what="max_cost changed"),)},
        {"approvals_added": waiting().approvals_added},
        {"rows_added": waiting().rows_added},
    ],
    ids=lambda told: next(iter(told)),
)
def test_what_a_person_must_see_is_told_of_a_branch_that_changes_nothing_else(
    told: dict[str, object],
) -> None:
    assert render(replace(clean(), **told), PAGE) is not None  # type: ignore[arg-type]


def test_what_the_branch_approves_stands_before_all_verdicts_on_policies() -> None:
    text = plain(comment(approved()))

    places = [
        text.index("This branch approves 1 change."),
        text.index("permits, clause permits.copy: loosens, approved by Ada"),
        text.index("### Permit desk"),
        text.index("### What was asked"),
    ]
    assert places == sorted(places)


def test_an_approval_is_said_to_cover_the_wording_alone_where_answers_got_worse() -> None:
    told = "The approval covers the wording, not the drop in answers."
    worse = replace(broken(), approvals_added=approved().approvals_added)

    assert told in comment(worse)
    assert told not in comment(approved())
    assert told not in comment(broken())


@pytest.mark.parametrize("name", TELLING)
def test_the_first_line_says_whether_one_may_merge(name: str) -> None:
    passed = TELLING[name]().code == 0

    assert ("do not merge" in comment(TELLING[name]()).splitlines()[0]) is not passed


def test_what_does_not_count_says_so() -> None:
    text = plain(comment(waiting()))

    assert "This branch approves 1 change. That does not count before it is in the base." in text
    assert "they do not count: a fork" in text


@pytest.mark.parametrize(("cost", "told"), [(0.0, "nothing"), (None, "unknown"), (0.4, "$0.4000")])
def test_a_cost_that_is_not_known_is_never_nothing(cost: float | None, told: str) -> None:
    (policy,) = loosened().policies
    questions = replace(policy.questions, cost=cost)

    text = comment(result(replace(policy, questions=questions)))

    assert f"Cost: {told}" in text


def test_no_gate_passes_where_the_model_changed() -> None:
    (policy,) = broken().policies
    (drifted,) = TELLING["drifted"]().policies

    text = comment(result(replace(policy, drift=drifted.drift)))

    assert "No gate counts, as the model changed." in text
    assert "max-regressed-clauses" not in text


def test_what_nobody_measured_is_named() -> None:
    text = plain(comment(TELLING["unmeasured"]()))

    assert "nothing was asked" in text
    assert "Not measured: scan, stamp: OPENAI_API_KEY is not set." in text


def many(number: int, word: str) -> CiResult:
    """A branch with so many policies, changes and approvals that no comment holds them."""
    (policy,) = broken().policies
    added = AddedApproval(policy="permits", approval=approval(LAXER), counts=True)
    long = replace(added, approval=replace(added.approval, reason=word * 5000))
    return result(
        *(replace(policy, id=f"desk-{n}", notes=(word * 5000,)) for n in range(number)),
        approvals_added=(long,) * number,
        notices=(Notice(what=word * 5000),) * number,
        notes=(word * 5000,) * number,
        rows_added=(AddedRows(policy=word, changes=(), counts=False, why_not=word * 5000),)
        * number,
    )


@pytest.mark.parametrize("word", ["word ", "@", "#`", "\U0001f642"])
@pytest.mark.parametrize("number", [1, 15, 100])
def test_a_comment_is_short_however_much_there_is_to_say_and_tells_what_it_leaves_out(
    number: int, word: str
) -> None:
    text = comment(many(number, word))

    assert len(text) < LIMIT
    assert text.endswith(f"{MARKER}\n")
    assert text.startswith("**Failed")
    if number == 100:
        assert re.search(r"\d+ more parts are left out to keep this short; `delibctl ci", text)
        assert re.search(r"- and \d+ more|\d+ more lines are left out", text)


ALL_TEXTS = [
    pytest.param("".join(TOGETHER.values()), id="all together"),
    *(
        pytest.param(text, id=name, marks=pytest.mark.slow)
        for name, text in {**TOGETHER, **HOSTILE}.items()
    ),
]


@pytest.mark.parametrize("text", ALL_TEXTS)
def test_texts_of_policies_models_and_branches_are_no_markup_link_or_mention(text: str) -> None:
    out = comment(hostile(text))

    prose = re.sub(r"(`+).*?\1", "", out.replace(MARKER, ""))
    assert_well_formed(prose, "markdown")
    assert out.count(MARKER) == 1
    assert re.findall(r"^\s*::|##\w*\[|section_(?:start|end):\d", out, re.MULTILINE) == []
    if "\x00" not in text:
        assert shows(out, text, "markdown")


def test_a_comment_has_no_elements_but_those_of_a_page() -> None:
    html = MarkdownIt("gfm-like", {"linkify": False}).render(comment(broken()))

    assert set(re.findall(r"<(\w+)", html)) <= {
        *("p", "strong", "h3", "h4", "ul", "li", "code"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    }
