"""The fields of a model on which an answer depends: one list, and what is derived from it."""

from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from support.example_run import example_run

from delibctl.edge.answers.answer_key import answer_key
from delibctl.edge.run_file.plan_key import plan_key
from delibctl.edge.run_file.run_file import RunFile
from delibctl.edge.run_file.state_folder import StateFolder
from delibctl.errors import DelibctlError
from delibctl.model import (
    ANSWER_FIELDS,
    Judge,
    Message,
    ModelSpec,
    Plan,
    Question,
    ReplyForm,
    Run,
    Split,
)
from delibctl.run.reasons import parameter_changes

MODEL = ModelSpec(alias="mock", name="openai/mock")

#: Another value of every field. A field that is added has to be added here as well.
ANSWERS_DEPEND_ON: dict[str, Any] = {
    "name": "openai/other",
    "api_base": "http://127.0.0.1:1",
    "structured": ReplyForm.PROMPT,
    "temperature": 0.5,
    "seed": 7,
    "max_tokens": 7,
    "reasoning_effort": "high",
    "params": {"top_p": 0.5},
    "enum": True,
}
NO_ANSWER_DEPENDS_ON: dict[str, Any] = {
    "api_key_env": "OTHER_KEY",
    "timeout": 7.0,
    "input_price": 1.0,
    "output_price": 2.0,
    "cached_price": 0.5,
    "rpm": 60,
    "tpm": 1000,
    "wire": "direct",
}

#: As they were computed when the name of the key variable was part of them.
KEY_WITHOUT_VARIABLE = "0d0d72fc6eaad997c28a21d9e6d69305f29bbe0561e96c613f4685a60718ffdd"
KEY_WITH_VARIABLE = "4087c7e831e0e564295a69cc0921a223b39d4b5e3c0ec3c82c364962d0fa8370"


def changed(field: str) -> ModelSpec:
    """The model with another value of that field."""
    values = {"alias": "other", **ANSWERS_DEPEND_ON, **NO_ANSWER_DEPENDS_ON}
    return replace(MODEL, **{field: values[field]})


def key_of(model: ModelSpec) -> str:
    run = example_run()
    return plan_key(run.policy, run.cases, replace(run.plan, models=(model,)))


def answer_key_of(model: ModelSpec) -> str:
    messages = (Message(role="user", content="Hello"),)
    return answer_key(model, Question(messages=messages, form=model.structured))


def test_every_field_is_classified() -> None:
    names = [field.name for field in fields(ModelSpec)]

    assert {"alias", *ANSWERS_DEPEND_ON, *NO_ANSWER_DEPENDS_ON} == set(names)
    assert set(ANSWER_FIELDS) == set(ANSWERS_DEPEND_ON)


@pytest.mark.parametrize("field", ANSWERS_DEPEND_ON)
def test_a_field_that_decides_an_answer_decides_every_key(field: str) -> None:
    model = changed(field)

    assert answer_key_of(model) != answer_key_of(MODEL)
    assert key_of(model) != key_of(MODEL)
    assert not Judge(name="j", model=model).asks_like(Judge(name="j", model=MODEL))
    assert len(list(parameter_changes(MODEL, model))) == 1


@pytest.mark.parametrize("field", NO_ANSWER_DEPENDS_ON)
def test_how_a_model_is_reached_and_paid_changes_no_key(field: str) -> None:
    model = changed(field)

    assert answer_key_of(model) == answer_key_of(MODEL)
    assert key_of(model) == key_of(MODEL)
    assert Judge(name="j", model=model).asks_like(Judge(name="j", model=MODEL))
    assert list(parameter_changes(MODEL, model)) == []


def test_the_key_of_a_plan_stays_what_it_is() -> None:
    run = example_run()

    assert plan_key(run.policy, run.cases, run.plan) == KEY_WITHOUT_VARIABLE


def test_a_case_without_a_split_has_the_key_it_had_when_that_meant_test() -> None:
    run = example_run()
    keys = [
        plan_key(run.policy, tuple(replace(case, split=split) for case in run.cases), run.plan)
        for split in (Split.UNASSIGNED, Split.TEST, Split.TRAIN)
    ]

    assert keys[0] == keys[1] == KEY_WITHOUT_VARIABLE
    assert keys[2] != keys[0]


def written_before(folder: Path) -> tuple[Path, Plan]:
    """An unfinished run whose key holds the name of a variable, and its plan."""
    run = example_run()
    model = replace(run.plan.models[0], api_key_env="OLD_KEY", timeout=7.0, rpm=5, input_price=1.0)
    plan = replace(run.plan, models=(model,))
    path = StateFolder(folder).new_run("2026-01-01T00:00:00Z", "permits")
    file = RunFile.create(path, replace(run, plan=plan, trials=()), KEY_WITH_VARIABLE)
    file.store(run.trials[0])
    file.close()
    return path, plan


def renamed(plan: Plan) -> Run:
    """The example run with another variable for its key."""
    models = tuple(replace(model, api_key_env="NEW_KEY") for model in plan.models)
    return replace(example_run(), plan=replace(plan, models=models), trials=())


@pytest.mark.parametrize("rename", [True, False], ids=["renamed", "unchanged"])
def test_an_unfinished_run_with_a_key_of_before_goes_on(tmp_path: Path, rename: bool) -> None:
    path, plan = written_before(tmp_path)
    run = renamed(plan) if rename else replace(example_run(), plan=plan, trials=())

    assert StateFolder(tmp_path).unfinished_run(plan_key(run.policy, run.cases, run.plan)) == path
    with closing(RunFile.create(path, run)) as file:
        assert len(file.trial_keys()) == 1
        assert file.plan_key() == KEY_WITHOUT_VARIABLE  # so that others find it past a lock


def test_a_difference_of_plans_names_what_decides_only(tmp_path: Path) -> None:
    path, plan = written_before(tmp_path)
    other = renamed(replace(plan, repeats=2))

    with pytest.raises(DelibctlError, match=r"another plan: other repeats$"):
        RunFile.create(path, other)
