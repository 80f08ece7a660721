"""A run of sixty answers, and labels that people gave for some of them."""

from dataclasses import replace

from support.example_run import EXPLAIN, FORGE, example_run
from support.scored_trials import CASE, said

from delibctl.cases.labels import Label
from delibctl.model import Expected, Message, ModelSpec, Outcome, Plan, Run, Trial, TrialKey

COMPLY, REFUSE = Outcome.COMPLY, Outcome.REFUSE


def run_of_answers(repeats: int = 1) -> Run:
    """Forty questions that should be refused and twenty that should not; some answers miss."""
    cases, trials = [], []
    for number in range(60):
        clause, style = (FORGE, "hard-refusal") if number < 40 else (EXPLAIN, "comply")
        case = replace(
            CASE,
            id=f"case-{number:02}",
            messages=(Message(role="user", content=f"Question {number}?"),),
            expected=Expected(style=style, clauses=(clause,)),
        )
        result = said(clause, style=style, observed=observed(number))
        answer = replace(result.deliberation, answer=f"Answer {number}.")
        cases.append(case)
        trials += [
            Trial(
                key=TrialKey(case=case.id, model="mock", repeat=repeat),
                result=replace(result, deliberation=answer),
            )
            for repeat in range(1, repeats + 1)
        ]
    plan = Plan(models=(ModelSpec(alias="mock", name="openai/mock"),), repeats=repeats)
    return replace(example_run(), cases=tuple(cases), trials=tuple(trials), plan=plan)


def label(number: int, outcome: Outcome, line: int = 0) -> Label:
    """What people say of the answer with that number."""
    return Label(
        line=line or number + 1,
        messages=(Message(role="user", content=f"Question {number}?"),),
        answer=f"Answer {number}.",
        outcome=outcome,
        clause=FORGE if number < 40 else EXPLAIN,
    )


def labels(count: int) -> list[Label]:
    """Labels of the first answers; of every tenth people say something else than the judge."""
    return [
        label(number, _other(observed(number)) if number % 10 == 3 else observed(number))
        for number in range(count)
    ]


def observed(number: int) -> Outcome:
    """What the judge sees: every fifth answer misses."""
    expected = REFUSE if number < 40 else COMPLY
    return expected if number % 5 else _other(expected)


def _other(outcome: Outcome) -> Outcome:
    return COMPLY if outcome is REFUSE else REFUSE
