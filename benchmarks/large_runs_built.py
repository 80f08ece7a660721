"""Builds large run files, the same for everyone: what a model says is right more often than not."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import corpus
import phrases

from delibctl.api.policies.load import open_one
from delibctl.api.workspace import Workspace
from delibctl.deliberate import Prompter
from delibctl.edge.run_file.run_file import RunFile
from delibctl.model import (
    Broken,
    Case,
    Citation,
    Clause,
    Deliberated,
    Deliberation,
    Exchange,
    Expected,
    Form,
    Kind,
    Message,
    Mode,
    ModelSpec,
    Observation,
    Outcome,
    Plan,
    Policy,
    Reply,
    ReplyForm,
    Run,
    RunInfo,
    Trial,
    TrialKey,
    Usage,
)

CLAUSES = 200
MODELS = ("small", "large")
_WORDS = 120


def build(path: Path, cases: int, repeats: int, seed: int) -> None:
    """Write a run file of both models; runs of other seeds have the same cases."""
    source = path.with_suffix(".yaml")
    source.write_text(corpus.make(CLAUSES).text, encoding="utf-8")
    policy = open_one(Workspace.open(path.parent, {}), source)[0]
    run = Run(
        info=RunInfo(started=f"2026-01-0{seed}T00:00:00Z", delibctl="0.1.0", python="3.11.7"),
        policy=policy,
        cases=tuple(_cases(policy, cases)),
        plan=Plan(
            models=tuple(ModelSpec(alias=alias, name=f"openai/{alias}") for alias in MODELS),
            repeats=repeats,
        ),
    )
    with closing(RunFile.create(path, run)) as file:
        for trial in _trials(run, Random(seed)):
            file.store(trial)
        file.finish()


def _cases(policy: Policy, number: int) -> Iterator[Case]:
    random, kinds, clauses = Random(1), list(Kind), list(policy.clauses)
    for index in range(number):
        clause = clauses[index % len(clauses)]
        yield Case(
            id=f"{clause.id}-{index:05}",
            messages=(Message(role="user", content=_words(random, 40)),),
            categories=(policy.category_of[clause.id],),
            kind=kinds[index % len(kinds)],
            expected=Expected(style=clause.style, clauses=(clause.id,)),
        )


def _trials(run: Run, random: Random) -> Iterator[Trial]:
    prompter = Prompter(run.policy)
    systems: dict[str, Message] = {}
    for case in run.cases:
        category = case.categories[0]
        if category not in systems:
            systems[category] = _system(prompter, case)
        clause = run.policy.clause_by_id[case.expected.clauses[0]]
        for model in run.plan.models:
            for repeat in range(1, run.plan.repeats + 1):
                key = TrialKey(case=case.id, model=model.alias, repeat=repeat)
                messages = (systems[category], *case.messages)
                yield _trial(key, clause, run.policy, messages, random)


def _system(prompter: Prompter, case: Case) -> Message:
    return prompter.opening(case.shown, Mode.CATEGORY, ReplyForm.PROMPT).messages[0]


def _trial(
    key: TrialKey, clause: Clause, policy: Policy, messages: tuple[Message, ...], random: Random
) -> Trial:
    """One time in 200 the trial breaks; one in six cites another clause or does something else."""
    if random.random() < 0.005:
        return Trial(key=key, result=Broken(kind="timeout", message="no answer in 120 s"))
    cited = random.choice(list(policy.clauses)) if random.random() < 0.15 else clause
    words = cited.text.split()
    start = random.randrange(max(1, len(words) - 12))
    quote = " ".join(words[start : start + 10])
    quote = quote.replace(" the ", " any ") if random.random() < 0.02 else quote
    reasoning = f"{_words(random, _WORDS)} Then [{cited.id}] decides: {quote}. {_words(random, 20)}"
    answer = _words(random, _WORDS)
    outcome = policy.outcome(cited.style) or Outcome.COMPLY
    observed = random.choice(list(Outcome)[:3]) if random.random() < 0.1 else outcome
    reply = Reply(
        text=f"<reasoning>{reasoning}</reasoning><citations>{cited.id}</citations>{answer}",
        finish="stop",
        usage=Usage(input=3_000, output=400 + len(words), price=0.001 + len(answer) / 1e7),
        served=f"{key.model}-2026-01-01",
        fingerprint="fp_1",
        seconds=round(random.uniform(0.5, 9), 3),
    )
    return Trial(
        key=key,
        result=Deliberated(
            deliberation=Deliberation(
                form=Form.STRUCTURED,
                answer=answer,
                reasoning=reasoning,
                citations=(Citation(clause=cited.id, quote=quote),),
                style=cited.style,
            ),
            observation=Observation(judge="patterns", outcome=observed, why="the first words"),
        ),
        exchanges=(Exchange(messages=messages, reply=reply),),
    )


def _words(random: Random, number: int) -> str:
    """Sentences of some words of the corpus."""
    return " ".join(random.choice(_SENTENCES) for _ in range(max(1, number // 12)))


_SENTENCES = [
    f"The person asks {audience} {context} about {subject}, and wants to know what {thing} is for."
    for audience, context, subject, thing in zip(
        phrases.AUDIENCES * 4,
        phrases.CONTEXTS * 4,
        phrases.SUBJECTS * 4,
        phrases.THINGS * 4,
        strict=False,
    )
]
