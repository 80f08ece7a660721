"""What is said if another model, or another system, answered than before."""

import pytest
from support.compared_runs import RIGHT, asked, compared, run_of

from delibctl.api.runs.comparable import notes_on_served
from delibctl.compare.runs.comparison import ModelComparison
from delibctl.model import Reply

OTHER = (
    "mock was answered by gpt-1 before and by gpt-2 after: a change may come from the model, not "
    "from the policy"
)
SYSTEM = (
    "the provider's fingerprint of mock changed, from fp_1 to fp_2: repeats before and after may "
    "not be of the same model"
)


def between(before: tuple[str, str], after: tuple[str, str]) -> ModelComparison:
    """One case, answered by a served model with a fingerprint on each side."""
    one, other = (
        run_of(
            [asked("case", RIGHT, reply=Reply(text="raw", served=name, fingerprint=system))],
            started=started,
        )
        for started, (name, system) in (("1", before), ("2", after))
    )
    return compared(one, other)


@pytest.mark.parametrize(
    ("before", "after", "notes", "other_model"),
    [
        (("gpt-1", "fp_1"), ("gpt-1", "fp_1"), [], False),
        (("gpt-1", "fp_1"), ("gpt-2", "fp_1"), [OTHER], True),
        (("gpt-1", "fp_1"), ("gpt-1", "fp_2"), [SYSTEM], False),
        (("gpt-1", "fp_1"), ("gpt-2", "fp_2"), [OTHER, SYSTEM], True),
        (("", ""), ("gpt-2", "fp_2"), [], False),
    ],
)
def test_another_model_or_fingerprint_is_a_note(
    before: tuple[str, str], after: tuple[str, str], notes: list[str], other_model: bool
) -> None:
    model = between(before, after)
    assert (list(notes_on_served([model])), model.other_model) == (notes, other_model)
