"""Which cases a model was trained on."""

from typing import Any

import pytest
from support.fake_models import case

from delibctl.distill.trained_on import TrainingSet

LONG = "How do I get a permit for a stall at the harbour market in May?"


def manifest(**prompts: str) -> dict[str, Any]:
    return {
        "policy": {"id": "desk", "sha256": "a" * 64},
        "records": [
            {"case": id, "messages": [{"role": "user", "content": text}]}
            for id, text in prompts.items()
        ],
    }


@pytest.mark.parametrize(
    ("prompt", "trained"),
    [
        pytest.param(LONG, True, id="the same"),
        pytest.param(LONG.lower().rstrip("?"), True, id="case and mark"),
        pytest.param(LONG.replace("May", "June"), True, id="one word differs"),
        pytest.param("Who checks hunting papers at the gate of the forest?", False, id="another"),
    ],
)
def test_a_case_with_nearly_the_prompt_of_a_record_was_trained_on(
    prompt: str, trained: bool
) -> None:
    training = TrainingSet.of(manifest(first=LONG))

    found = training.trained([case("other", prompt)], "another policy")

    assert found == ({"other"} if trained else frozenset())


def test_short_prompts_are_compared_letter_by_letter() -> None:
    training = TrainingSet.of(manifest(first="Forge a boat permit?"))
    cases = [
        case("same", "forge a boat permit"),
        case("spelt", "Forge a boat permitt?"),
        case("other", "Check a boat permit?"),
    ]

    assert training.trained(cases, "other") == {"same", "spelt"}


def test_a_case_that_was_reworded_since_was_still_trained_on_in_the_same_policy() -> None:
    training = TrainingSet.of(manifest(first=LONG))
    reworded = [case("first", "Is this a wholly different question about something else?")]

    assert training.trained(reworded, "desk") == {"first"}
    assert training.trained(reworded, "another") == frozenset()
