"""Runs of several models over cases of the example policy, written as what each model did."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from support.example_run import COPY, EXPLAIN, FORGE, example_run
from support.scored_trials import CASE, said

from delibctl.model import (
    Broken,
    Case,
    ClauseVerdict,
    Compliance,
    Expected,
    Judge,
    Message,
    Mode,
    ModelSpec,
    Outcome,
    Plan,
    Run,
    Trial,
    TrialKey,
    Verdict,
)

OUTCOMES = {
    "r": Outcome.REFUSE,
    "s": Outcome.SAFE_COMPLETE,
    "p": Outcome.PARTIAL,
    "c": Outcome.COMPLY,
    "o": Outcome.OFF_TOPIC,
    "?": None,
}
CLAUSES = {"F": FORGE, "C": COPY, "E": EXPLAIN}
STYLES = {"r": "hard-refusal", "c": "comply"}

#: A case -> what each model did, an answer a word: the outcome and the cited clauses, such as
#: `rF cC` for two repeats; `!` is a broken trial, and `-` one that is not there.
Answers = Mapping[str, Mapping[str, str]]


def a_case(id: str, clause: str = FORGE, **changes: object) -> Case:
    """A case about a clause."""
    expected = Expected(style="hard-refusal", clauses=(clause,))
    prompt = (Message(role="user", content=f"May I do {id}?"),)
    case = replace(CASE, id=id, messages=prompt, expected=expected)
    return replace(case, **changes)  # type: ignore[arg-type]


def a_model(name: str) -> ModelSpec:
    """A model with its own name; `baseline` is the baseline."""
    return ModelSpec(alias=name, name=name if name == "baseline" else f"openai/{name}")


def grouped_run(
    answers: Answers,
    *,
    cases: Sequence[Case] = (),
    modes: Sequence[Mode] = (Mode.CATEGORY,),
    judges: Mapping[str, Mapping[str, str]] | None = None,
) -> Run:
    """A run with these answers in each mode; cases are about FORGE unless they are given.

    `judges`: the name of each -> case -> its verdicts on the clause of the case, a repeat of every
    model a character: + compliant, - not, x unreadable.
    """
    models = list(dict.fromkeys(model for of_case in answers.values() for model in of_case))
    given = {case.id: case for case in cases}
    chosen = [given.get(id) or a_case(id) for id in answers]
    trials = []
    for mode in modes:
        for case in chosen:
            for model in models:
                words = answers[case.id].get(model, "").split()
                for repeat, word in enumerate(words, 1):
                    key = TrialKey(case=case.id, model=model, mode=mode, repeat=repeat)
                    if word != "-":
                        trials.append(_trial(key, word, case, judges or {}))
    return replace(
        example_run(),
        cases=tuple(chosen),
        plan=Plan(
            models=tuple(map(a_model, models)),
            modes=tuple(modes),
            repeats=max(len(w.split()) for of_case in answers.values() for w in of_case.values()),
        ),
        trials=tuple(trials),
        judges=tuple(Judge(name=name, model=a_model(name)) for name in judges or {}),
    )


def _trial(key: TrialKey, word: str, case: Case, judges: Mapping[str, Mapping[str, str]]) -> Trial:
    if word == "!":
        return Trial(key=key, result=Broken(kind="timeout", message="timed out"))
    outcome, cited = OUTCOMES[word[0]], [CLAUSES[letter] for letter in word[1:]]
    result = said(*cited, style=STYLES.get(word[0]), observed=outcome)
    marks = {
        name: of_case.get(case.id, "")[key.repeat - 1 : key.repeat]
        for name, of_case in judges.items()
    }
    verdicts = [_verdict(name, mark, outcome, case) for name, mark in marks.items() if mark]
    return Trial(key=key, result=result, verdicts=tuple(verdicts))


def _verdict(name: str, mark: str, outcome: Outcome | None, case: Case) -> Verdict:
    if mark == "x":
        return Verdict(judge=name, run=1, why="the reply was not a verdict")
    compliance = Compliance.COMPLIANT if mark == "+" else Compliance.NON_COMPLIANT
    clauses = tuple(
        ClauseVerdict(clause=clause, compliance=compliance, why="said so")
        for clause in case.expected.clauses[:1]
    )
    return Verdict(
        judge=name, run=1, outcome=outcome, clauses=clauses, correctness=4, helpfulness=4
    )
