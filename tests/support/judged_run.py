"""Runs of the example policy that models judged clause by clause, made by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from support.example_run import example_run

from delibctl.model import ClauseVerdict, Compliance, Judge, ModelSpec, Outcome, Run, Trial, Verdict

#: Verdicts in a short form.
MARKS = {
    "+": Compliance.COMPLIANT,
    "-": Compliance.NON_COMPLIANT,
    "?": Compliance.AMBIGUOUS,
    "o": Compliance.NOT_APPLICABLE,
}
#: Case -> judge -> what each of its votes says: `clause mark` pairs, or None if it is unreadable.
Votes = Mapping[str, Mapping[str, Sequence[Mapping[str, str] | None]]]


def judge(name: str, runs: int = 1) -> Judge:
    """A model that judges."""
    return Judge(name=name, model=ModelSpec(alias=name, name=f"openai/{name}"), runs=runs)


def vote(name: str, run: int, marks: Mapping[str, str] | None) -> Verdict:
    """A vote of a judge, with its verdicts on clauses."""
    if marks is None:
        return Verdict(judge=name, run=run, why="the reply was not a verdict")
    clauses = tuple(
        ClauseVerdict(clause=id, compliance=MARKS[mark], why="said so")
        for id, mark in marks.items()
    )
    return Verdict(
        judge=name,
        run=run,
        outcome=Outcome.REFUSE,
        clauses=clauses,
        correctness=4,
        helpfulness=4,
    )


def judged_run(judges: Sequence[Judge], votes: Votes) -> Run:
    """The cases of the example run that are named, with these votes."""
    whole = example_run()

    def judged(trial: Trial) -> Trial:
        verdicts = tuple(
            vote(name, number, marks)
            for name, of_judge in votes[trial.key.case].items()
            for number, marks in enumerate(of_judge, 1)
        )
        return replace(trial, verdicts=verdicts)

    return replace(
        whole,
        cases=tuple(case for case in whole.cases if case.id in votes),
        trials=tuple(judged(trial) for trial in whole.trials if trial.key.case in votes),
        judges=tuple(judges),
    )
