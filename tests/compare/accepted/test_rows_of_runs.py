"""Accepted rows say of a run what it showed: a run that is made of them scores as the run did."""

from collections import Counter
from dataclasses import replace

import pytest
from support.compared_runs import BROKEN, COMPLIED, NO_CLAUSE, RIGHT, asked, run_of
from support.example_run import FORGE, POLICY, example_run
from support.grouped_runs import grouped_run
from support.judged_run import judge
from support.scored_trials import said

from delibctl.compare.accepted.accepting import Acceptance, rows_of
from delibctl.compare.accepted.known_policy import known_policy, knows
from delibctl.compare.accepted.restored import NO_PROMPT, Rows, restored_run
from delibctl.compare.accepted.row import AcceptedRow
from delibctl.edge.accepted.lines import from_lines, to_lines
from delibctl.errors import DelibctlError
from delibctl.model import Case, Mode, Outcome, Policy, Run, Severity
from delibctl.score.scored_run import ScoredRun, score_run
from delibctl.score.scored_trial import ScoredTrial

ADA = Acceptance(by="Ada <ada@example.org>", date="2026-12-02", reason="It is right.")


def contested(run: Run) -> Run:
    """The run, with another outcome by the first judge in the second repeat."""
    first, second, *others = run.trials
    one, two = second.verdicts
    second = replace(second, verdicts=(replace(one, outcome=Outcome.COMPLY), two))
    return replace(run, trials=(first, second, *others))


RUNS = {
    "every way in which a trial can go wrong": example_run(),
    "repeats that differ": run_of(
        [asked("a", RIGHT, COMPLIED, RIGHT), asked("b", NO_CLAUSE, NO_CLAUSE, RIGHT)]
    ),
    "a repeat that broke": run_of([asked("a", RIGHT, BROKEN), asked("b", RIGHT, RIGHT)]),
    "several models in several modes": grouped_run(
        {"x": {"one": "rF rF", "two": "cC rF"}, "y": {"one": "?F sF", "two": "pE !"}},
        modes=(Mode.CATEGORY, Mode.FULL),
    ),
    "judges that agree, differ, and were not understood": contested(
        grouped_run(
            {"x": {"m": "rF rF rF rF"}},
            judges={"one": {"x": "++xx"}, "two": {"x": "+++x"}},
        )
    ),
}


def accepted(run: Run) -> Rows:
    """The rows of a run, written and read again, those of each model by themselves."""
    return {
        mode: [
            row
            for model in run.plan.models
            for row in from_lines(
                to_lines(row for row in of_mode if row.model.alias == model.alias), "rows.jsonl"
            ).values()
        ]
        for mode, of_mode in rows_of(score_run(run), ADA).items()
    }


def present(run: Run) -> dict[str, Case]:
    return {case.id: case for case in run.cases}


def shown(run: ScoredRun) -> dict[tuple[object, ...], Counter[tuple[object, ...]]]:
    """What a run shows of each case: how often each verdict, in any order of the repeats."""
    seen: dict[tuple[object, ...], Counter[tuple[object, ...]]] = {}
    for trial in run.trials:
        if trial.set_aside is None and not _is_not_askable(trial):
            place = (trial.key.model, trial.key.mode, trial.key.case)
            seen.setdefault(place, Counter())[_verdicts(trial)] += 1
    return seen


def _is_not_askable(trial: ScoredTrial) -> bool:
    return type(trial.result).__name__ == "NotAskable"


def _verdicts(trial: ScoredTrial) -> tuple[object, ...]:
    return (
        *(trial.citation, trial.outcome, trial.style, trial.missed, trial.scored),
        *(trial.observed, trial.declared, trial.critical, trial.blocked, trial.contested),
        *(trial.missing, trial.extra, tuple(sorted(trial.non_existent))),
        tuple(sorted(trial.misquoted)),
        trial.unreadable,
    )


@pytest.mark.parametrize("name", RUNS)
def test_a_run_made_of_the_rows_of_a_run_shows_the_same_of_each_case_that_has_an_answer(
    name: str,
) -> None:
    run = RUNS[name]
    before = shown(score_run(run))
    after = shown(score_run(restored_run(accepted(run), run.policy, present(run), run.policy)))
    answered = {place: counts for place, counts in before.items() if _has_answer(counts)}
    assert after == answered


def _has_answer(counts: Counter[tuple[object, ...]]) -> bool:
    return any(verdicts[4] for verdicts in counts)


@pytest.mark.parametrize("name", RUNS)
def test_rows_hold_no_prompt_and_no_answer(name: str) -> None:
    run = RUNS[name]
    text = "".join(to_lines(rows) for rows in accepted(run).values())
    for case in run.cases:
        assert case.prompt not in text
    for trial in score_run(run).trials:
        answer = trial.deliberation.answer if trial.deliberation else ""
        assert not answer or answer not in text


@pytest.mark.parametrize("name", RUNS)
def test_rows_of_one_run_are_sorted_and_are_the_same_each_time(name: str) -> None:
    run = RUNS[name]
    for rows in rows_of(score_run(run), ADA).values():
        for alias in {row.model.alias for row in rows}:
            of_model = [row for row in rows if row.model.alias == alias]
            assert to_lines(of_model) == to_lines(list(reversed(of_model)))


def test_a_case_that_was_reworded_since_has_another_prompt_in_the_accepted_run() -> None:
    run = run_of([asked("a", RIGHT)])
    reworded = {"a": replace(run.cases[0], messages=run.cases[0].messages * 2)}
    case = restored_run(accepted(run), run.policy, reworded, run.policy).cases[0]
    assert case.prompt == NO_PROMPT


def edited(policy: Policy, **changes: object) -> Policy:
    """The policy with another clause FORGE."""
    clauses = tuple(
        replace(clause, **changes) if clause.id == FORGE else clause  # type: ignore[arg-type]
        for clause in policy.categories[0].clauses
    )
    return replace(policy, categories=(replace(policy.categories[0], clauses=clauses),))


def rows_of_one_case() -> list[AcceptedRow]:
    return list(accepted(run_of([asked("a", RIGHT)]))[Mode.CATEGORY])


@pytest.mark.parametrize(
    ("change", "known"),
    [
        ({}, True),
        ({"rationale": "Because."}, True),
        ({"owner": "Ada"}, True),
        ({"text": "Forge away."}, False),
        ({"style": "comply"}, False),
        ({"id": "permits.fake", "renamed_from": (FORGE,)}, False),
        ({"id": "permits.fake", "renamed_from": (FORGE,), "text": "Forge away."}, False),
        ({"id": "permits.fake"}, False),
    ],
    ids=str,
)
def test_rows_know_only_the_policy_that_they_were_accepted_with(
    change: dict[str, object], known: bool
) -> None:
    assert knows(rows_of_one_case(), edited(POLICY, **change)) is known


def test_a_policy_with_another_principle_or_style_guide_is_not_the_one_of_the_rows() -> None:
    style = replace(POLICY.styles["hard-refusal"], guide="Say no.")
    for other in (
        replace(POLICY, principles=("Be brief.",)),
        replace(POLICY, styles={"hard-refusal": style}),
    ):
        assert not knows(rows_of_one_case(), other)


def test_rows_of_one_case_that_differ_by_model_make_no_run() -> None:
    run = RUNS["several models in several modes"]
    rows = accepted(run)
    first, *others = rows[Mode.CATEGORY]
    mixed = {**rows, Mode.CATEGORY: [replace(first, prompt="0" * 16), *others]}
    with pytest.raises(DelibctlError, match="x has another prompt or expectation"):
        restored_run(mixed, run.policy, {}, run.policy)


def test_without_the_former_policy_a_changed_clause_has_no_text_and_a_removed_one_is_there() -> (
    None
):
    rows = rows_of_one_case()
    changed = known_policy(rows, edited(POLICY, text="Forge away."))
    assert {c.id: bool(c.text) for c in changed.clauses}[FORGE] is False
    gone = replace(
        POLICY,
        categories=(
            replace(
                POLICY.categories[0],
                clauses=tuple(c for c in POLICY.categories[0].clauses if c.id != FORGE),
            ),
        ),
    )
    kept = known_policy(rows, gone)
    assert kept.category_of[FORGE] == POLICY.categories[0].id
    assert kept.clause_by_id[FORGE].text == ""


@pytest.mark.parametrize("change", [{"severity": None}, {"id": "permits.other", "severity": None}])
def test_a_clause_that_was_critical_still_is_for_the_rows(change: dict[str, object]) -> None:
    rows = [replace(row, critical=True) for row in rows_of_one_case()]
    known = known_policy(rows, edited(POLICY, **change))
    assert known.clause_by_id[FORGE].severity is Severity.CRITICAL
    run = restored_run({Mode.CATEGORY: rows}, edited(POLICY, **change), {})
    assert [trial.critical for trial in score_run(run).trials] == [True]


def test_a_style_that_leads_elsewhere_now_leads_where_it_led_for_the_rows() -> None:
    rows = rows_of_one_case()
    style = replace(POLICY.styles["hard-refusal"], outcome=Outcome.COMPLY)
    known = known_policy(rows, replace(POLICY, styles={"hard-refusal": style}))
    assert known.outcome("hard-refusal") is Outcome.REFUSE


@pytest.mark.parametrize(
    ("other", "message"),
    [
        (
            {"template": 2},
            "the accepted rows do not belong together: b was asked with another prompt template "
            "than a",
        ),
        (
            {"judges": (judge("one"),)},
            "the accepted rows do not belong together: b was asked and judged by other judges "
            "than a",
        ),
    ],
)
def test_rows_that_were_asked_or_judged_otherwise_make_no_run(
    other: dict[str, object], message: str
) -> None:
    first, second = (
        accepted(run_of([asked(id, said(FORGE))]))[Mode.CATEGORY][0] for id in ("a", "b")
    )
    rows = [first, replace(second, **other)]  # type: ignore[arg-type]
    with pytest.raises(DelibctlError) as error:
        restored_run({Mode.CATEGORY: rows}, POLICY, {}, POLICY)
    assert error.value.what == message
