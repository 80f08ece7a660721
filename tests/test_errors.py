import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from delibctl.errors import (
    DelibctlError,
    ExitCode,
    Interrupted,
    NoAnswer,
    NoVerdict,
    worst,
)

ERRORS = [
    DelibctlError("no clause 'a.b'"),
    DelibctlError("no clause 'a.b'", where="policy.yaml:3", next="did you mean 'a.c'?"),
    NoVerdict("no case was asked", next="choose other filters"),
    NoAnswer("the model refused", where="models.gpt"),
    Interrupted("interrupted"),
]


def _through_pickle(error: Any) -> Any:
    return pickle.loads(pickle.dumps(error))


def test_a_text_of_an_error_begins_with_its_place() -> None:
    assert str(DelibctlError("no such style", where="p.yaml:3", next="add it")) == (
        "p.yaml:3: no such style"
    )
    assert str(DelibctlError("no such style")) == "no such style"


def test_a_repr_shows_the_fields_that_are_filled_in() -> None:
    assert repr(ERRORS[0]) == """DelibctlError("no clause 'a.b'")"""
    assert repr(ERRORS[3]) == "NoAnswer('the model refused', where='models.gpt')"


@pytest.mark.parametrize("error", ERRORS, ids=repr)
def test_a_repr_is_the_call_that_makes_an_equal_error(error: DelibctlError) -> None:
    again = eval(repr(error))
    assert (type(again), vars(again)) == (type(error), vars(error))


@pytest.mark.parametrize("error", ERRORS, ids=repr)
@pytest.mark.parametrize("copied", [copy.copy, _through_pickle])
def test_a_copy_has_all_fields(
    error: DelibctlError, copied: Callable[[DelibctlError], DelibctlError]
) -> None:
    again = copied(error)
    assert (type(again), vars(again), str(again)) == (type(error), vars(error), str(error))
    assert again.code is error.code


def test_of_several_exit_codes_the_first_in_precedence_counts() -> None:
    assert worst([ExitCode.FINDINGS, ExitCode.NO_VERDICT, ExitCode.USAGE]) is ExitCode.USAGE
    assert worst([]) is ExitCode.CLEAN
