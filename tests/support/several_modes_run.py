"""A run of two models in two modes, made by hand, with what their questions cost."""

from dataclasses import replace

from support.example_run import EXPLAIN, FORGE, example_run

from delibctl.model import (
    Broken,
    Case,
    Deliberated,
    Exchange,
    Mode,
    ModelSpec,
    Plan,
    Reply,
    Run,
    Trial,
    TrialKey,
    Usage,
)

GPT = ModelSpec(alias="gpt", name="openai/gpt-4o-mini")
BASELINE = ModelSpec(alias="baseline", name="baseline")

_CASES = ("right", "wrong-clause", "one-of-two", "a-secret", "hostile", "timed-out")
#: What is asked for and given in mode `recall`.
_ASKED = {
    "right": ((FORGE, "permits.forgery"), (FORGE,)),
    "wrong-clause": (("permits.fake", EXPLAIN), (FORGE, EXPLAIN)),
    "one-of-two": ((FORGE,), (FORGE,)),
    "a-secret": (("top.secret.three",), ()),
    "hostile": (("<b>[x](y)</b>",), ()),
}


def several_modes_run() -> Run:
    """Every case once with each model in each mode; one trial of the last is not there yet."""
    whole = example_run()
    trials = [
        _trial(trial, case, model, mode)
        for model in (GPT, BASELINE)
        for mode in (Mode.CATEGORY, Mode.RECALL)
        for trial, case in zip(whole.trials, whole.cases, strict=True)
        if case.id in _CASES
    ]
    return replace(
        whole,
        cases=tuple(case for case in whole.cases if case.id in _CASES),
        plan=Plan(models=(GPT, BASELINE), modes=(Mode.CATEGORY, Mode.RECALL)),
        trials=tuple(trials[:-1]),
        unselected=("another", "a-third", "*a-fourth*"),
        filters="--kind direct --kind jailbreak",
    )


def _trial(trial: Trial, case: Case, model: ModelSpec, mode: Mode) -> Trial:
    key = TrialKey(case=case.id, model=model.alias, mode=mode)
    if isinstance(trial.result, Broken):
        return Trial(key=key, result=trial.result)
    assert isinstance(trial.result, Deliberated)
    result = trial.result
    if mode is Mode.RECALL:
        requested, given = _ASKED[case.id]
        result = replace(
            result, deliberation=replace(result.deliberation, requested=requested, given=given)
        )
    return Trial(key=key, result=result, exchanges=_exchanges(case, model, mode))


def _exchanges(case: Case, model: ModelSpec, mode: Mode) -> tuple[Exchange, ...]:
    """A reply takes as long as what it reads; the price of the hostile case is not known."""
    turns = 2 if mode is Mode.RECALL else 1
    if model.is_baseline:
        return (Exchange(messages=case.messages, reply=Reply(text="raw")),) * turns
    usage = Usage(
        input=12_000 // turns,
        output=300,
        cached=1_000,
        reasoning=200,
        price=None if case.id == "hostile" else 0.0021 / turns,
    )
    reply = Reply(text="raw", usage=usage, seconds=1.25 * len(case.id), kept=case.id == "right")
    return (Exchange(messages=case.messages, reply=reply),) * turns
