"""Why a trial is asked, or that its answer is cached."""

from dataclasses import replace

import pytest
from support.example_run import COPY, FORGE
from support.fake_models import CASES, GOOD, TWO, always, plan_of, probed

from delibctl.deliberate import Prompter
from delibctl.model import (
    Broken,
    Case,
    Clause,
    Message,
    Mode,
    Outcome,
    Plan,
    Policy,
    Question,
    Reply,
    Run,
    RunInfo,
    Style,
    Trial,
    TrialKey,
)
from delibctl.run.forecast import forecast_trial
from delibctl.run.reasons import CACHED, EarlierRun, reasons_to_ask

INFO = RunInfo(started="", delibctl="", python="")
PLAN = plan_of()
CASE = CASES[0]


def run_of(policy: Policy = TWO, plan: Plan = PLAN, cases: tuple[Case, ...] = CASES) -> Run:
    trials = probed(always(GOOD), cases, plan=plan, policy=policy)
    return Run(info=INFO, policy=policy, cases=cases, plan=plan, trials=tuple(trials))


def reasons(
    policy: Policy = TWO,
    plan: Plan = PLAN,
    case: Case = CASE,
    *,
    before: Run | None = None,
    mode: Mode = Mode.CATEGORY,
    repeat: int = 1,
) -> tuple[str, ...]:
    """Why a case is asked after that run, whose questions are all answered."""
    before = before or run_of()
    kept = {e.messages: e.reply for trial in before.trials for e in trial.exchanges}

    def find(question: Question) -> Reply | None:
        return kept.get(question.messages) if question.repeat == 1 else None

    key = TrialKey(case=case.id, model=plan.models[0].alias, mode=mode, repeat=repeat)
    found = forecast_trial(Prompter(policy), plan.models[0], key, case, find)
    return reasons_to_ask(found, policy, plan, [EarlierRun(before)])


def changed(id: str, **fields: object) -> Policy:
    """The policy with a clause changed."""

    def of(clause: Clause) -> Clause:
        return replace(clause, **fields) if clause.id == id else clause  # type: ignore[arg-type]

    return replace(
        TWO,
        categories=tuple(replace(c, clauses=tuple(map(of, c.clauses))) for c in TWO.categories),
    )


def test_what_has_an_answer_is_cached() -> None:
    assert reasons() == (CACHED,)


@pytest.mark.parametrize("field", ["rationale", "owner"])
def test_another_text_that_models_are_not_shown_asks_nothing(field: str) -> None:
    assert reasons(changed(FORGE, **{field: "For a reason."})) == (CACHED,)


def test_another_label_asks_nothing() -> None:
    relabelled = replace(CASE, expected=replace(CASE.expected, style="comply", clauses=(COPY,)))

    assert reasons(case=relabelled) == (CACHED,)


def test_a_new_case_is_new() -> None:
    new = replace(CASE, id="new", messages=(Message(role="user", content="And this?"),))

    assert reasons(case=new) == ("new case",)


def test_a_reworded_case_is_named_as_such() -> None:
    reworded = replace(CASE, messages=(Message(role="user", content="And this?"),))

    assert reasons(case=reworded) == ("case reworded",)


SUMMARY = replace(TWO, categories=tuple(replace(c, summary="Another one.") for c in TWO.categories))


@pytest.mark.parametrize(
    ("policy", "reason"),
    [
        (changed(FORGE, text="Another text."), f"text of clause {FORGE} changed"),
        (changed(FORGE, title="Another title"), f"title of clause {FORGE} changed"),
        (changed(FORGE, style="comply"), f"style of clause {FORGE} changed"),
        (changed(FORGE, overrides=(COPY,)), f"overrides of clause {FORGE} changed"),
        (replace(TWO, principles=("Be brief.",)), "principles changed"),
        (replace(TWO, title="Another desk"), "title of the policy changed"),
        (
            replace(TWO, definitions={"official": "Of an office."}),
            "definition of official added",
        ),
        (
            replace(
                TWO,
                styles={
                    **TWO.styles,
                    "soft": Style(name="soft", outcome=Outcome.REFUSE, guide="x"),
                },
            ),
            "style soft added",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_part_of_the_policy_that_changed_is_named(policy: Policy, reason: str) -> None:
    assert reasons(policy) == (reason,)


def test_a_summary_that_changed_is_named_for_each_category() -> None:
    assert reasons(SUMMARY) == (
        "summary of category permits changed",
        "summary of category copies changed",
    )


def test_a_clause_that_came_is_named_once() -> None:
    first = TWO.categories[0]
    new = replace(first.clauses[0], id="permits.new")
    policy = replace(
        TWO,
        categories=(replace(first, clauses=(*first.clauses, new)), *TWO.categories[1:]),
    )

    assert reasons(policy) == ("clause permits.new added",)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"name": "openai/other"}, "model changed: openai/m -> openai/other"),
        ({"temperature": 0.5}, "temperature changed: None -> 0.5"),
        ({"params": {"top_p": 0.9}}, "params changed: {} -> {'top_p': 0.9}"),
    ],
)
def test_a_parameter_that_changed_is_named(fields: dict[str, object], reason: str) -> None:
    plan = replace(PLAN, models=(replace(PLAN.models[0], **fields),))  # type: ignore[arg-type]
    before = run_of()
    unanswered = replace(before, trials=tuple(_without_exchanges(t) for t in before.trials))

    assert reasons(plan=plan, before=unanswered) == (reason,)


def _without_exchanges(trial: Trial) -> Trial:
    return replace(trial, exchanges=())


def test_how_fast_and_at_what_price_a_model_is_asked_is_no_reason() -> None:
    model = replace(PLAN.models[0], timeout=1.0, input_price=3.0, rpm=60)
    before = run_of()
    unanswered = replace(before, trials=tuple(map(_without_exchanges, before.trials)))

    assert reasons(plan=replace(PLAN, models=(model,)), before=unanswered) == (
        "the answer is not cached",
    )


def test_another_model_mode_or_repeat_was_not_asked_before() -> None:
    assert reasons(plan=plan_of("n"), case=replace(CASE, messages=_NEW)) == (
        "model n was not asked before",
    )
    assert reasons(mode=Mode.RECALL) == ("mode recall was not asked before",)
    assert reasons(repeat=2) == ("repeat 2 was not asked before",)


def test_the_mode_of_another_model_is_none_of_this_one() -> None:
    both = replace(
        run_of(),
        trials=tuple(
            trial
            for first in run_of().trials
            for trial in (
                first,
                replace(first, key=replace(first.key, model="n", mode=Mode.RECALL)),
            )
        ),
    )

    assert reasons(mode=Mode.RECALL, before=both) == ("mode recall was not asked before",)


_NEW = (Message(role="user", content="And this?"),)


def test_a_broken_trial_is_asked_again() -> None:
    before = run_of()
    broken = replace(
        before,
        trials=tuple(
            replace(t, result=Broken(kind="timeout", message=""), exchanges=())
            for t in before.trials
        ),
    )

    assert reasons(before=broken) == ("broken before: timeout",)


def recalling(given: str) -> Run:
    """A run in mode recall in which every case was given that clause."""
    plan = replace(PLAN, modes=(Mode.RECALL,))
    asked = Reply(text=f'{{"reasoning": "", "clauses": ["{given}"]}}')

    async def ask(question: Question) -> Reply:
        return asked if question.wants == "clauses" else GOOD

    trials = probed(ask, CASES, plan=plan)
    return Run(info=INFO, policy=TWO, cases=CASES, plan=plan, trials=tuple(trials))


def test_in_recall_only_a_clause_that_was_given_is_a_reason() -> None:
    before = recalling(FORGE)

    def after_a_change_of(id: str) -> tuple[str, ...]:
        return reasons(changed(id, text="Another text."), before=before, mode=Mode.RECALL)

    assert after_a_change_of(FORGE) == (f"text of clause {FORGE} changed",)
    assert after_a_change_of(COPY) == (CACHED,)
