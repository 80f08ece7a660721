"""Which case a former id names now."""

from dataclasses import replace

import pytest
from support.example_run import example_run

from delibctl.cases.renamed import present_ids, under_present_ids
from delibctl.model import Case

CASE = example_run().cases[0]


def cases(**former: str) -> tuple[Case, ...]:
    """Cases with the ids that they had, separated by spaces."""
    return tuple(replace(CASE, id=id, renamed_from=tuple(f.split())) for id, f in former.items())


@pytest.mark.parametrize(
    ("now", "wanted"),
    [
        pytest.param({"a": "", "b": ""}, {}, id="none was renamed"),
        pytest.param({"b": "a"}, {"a": "b"}, id="one was"),
        pytest.param({"c": "a b"}, {"a": "c", "b": "c"}, id="it had several ids"),
        pytest.param({"a": "", "b": "a"}, {}, id="a case has the former id"),
        pytest.param({"b": "a", "c": "a"}, {}, id="two cases claim it"),
        pytest.param({"a": "a"}, {}, id="itself"),
        pytest.param({"a": "b", "b": "a"}, {}, id="two that were swapped"),
    ],
)
def test_a_former_id_names_the_one_case_that_had_it(
    now: dict[str, str], wanted: dict[str, str]
) -> None:
    assert present_ids(cases(**now)) == wanted


def test_former_cases_get_their_present_ids_and_none_gets_that_of_another() -> None:
    def ids(old: tuple[Case, ...], new: tuple[Case, ...]) -> list[str]:
        return [case.id for case in under_present_ids(old, new)]

    assert ids(cases(a="", b=""), cases(c="a", b="")) == ["c", "b"]
    assert ids(cases(a="", b=""), cases(b="a")) == ["a", "b"]
