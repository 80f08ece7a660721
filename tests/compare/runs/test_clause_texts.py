"""The words of a clause before and after are of one clause, whatever became of its cases."""

from dataclasses import replace

import pytest
from support.compared_runs import NO_CLAUSE, RIGHT, Asked, asked, compared, run_of
from support.example_run import COPY, FORGE, POLICY

from delibctl.model import Expected, Policy

OTHER = asked("other", RIGHT)
FORGE_TEXT, COPY_TEXT = (POLICY.clause_by_id[id].text for id in (FORGE, COPY))
ON_COPY = Expected(style="safe-complete", clauses=(COPY,))


def edited(**clauses: dict[str, object] | None) -> Policy:
    """The policy with changes of its clauses, by the last word of their ids; None removes one."""
    (category,) = POLICY.categories
    kept = tuple(
        replace(clause, **changes)  # type: ignore[arg-type]
        for clause in category.clauses
        if (changes := clauses.get(clause.id.split(".")[1], {})) is not None
    )
    return replace(POLICY, categories=(replace(category, clauses=kept),))


@pytest.mark.parametrize(
    ("before", "after", "policy", "texts"),
    [
        pytest.param(
            asked("a", RIGHT),
            asked("a", NO_CLAUSE),
            edited(forge={"text": "Never forge."}),
            (FORGE, FORGE_TEXT, "Never forge."),
            id="the clause was edited",
        ),
        pytest.param(
            asked("a", RIGHT),
            asked("a", NO_CLAUSE, expected=ON_COPY),
            edited(forge={"text": "Never forge."}),
            (COPY, COPY_TEXT, COPY_TEXT),
            id="the label moved to another clause",
        ),
        pytest.param(
            asked("a", RIGHT),
            asked("a", NO_CLAUSE, expected=Expected(style="hard-refusal", clauses=("permits.no",))),
            edited(forge={"id": "permits.no", "text": "Never forge.", "renamed_from": (FORGE,)}),
            ("permits.no", FORGE_TEXT, "Never forge."),
            id="the clause was renamed and edited",
        ),
        pytest.param(
            asked("a", RIGHT),
            asked("a", NO_CLAUSE, expected=ON_COPY),
            edited(forge=None),
            (COPY, COPY_TEXT, COPY_TEXT),
            id="the clause was removed and the label moved",
        ),
        pytest.param(
            asked("a", RIGHT), None, edited(forge=None), (FORGE, FORGE_TEXT, None), id="both gone"
        ),
        pytest.param(
            asked("a", RIGHT),
            None,
            edited(forge={"id": "permits.no", "text": "Never forge.", "renamed_from": (FORGE,)}),
            ("permits.no", FORGE_TEXT, None),
            id="the case is gone and the clause renamed",
        ),
        pytest.param(
            None,
            asked("a", RIGHT),
            edited(forge={"text": "Never forge."}),
            (FORGE, None, "Never forge."),
            id="the case is new",
        ),
    ],
)
def test_both_texts_are_those_of_the_clause_that_the_change_names(
    before: Asked | None,
    after: Asked | None,
    policy: Policy,
    texts: tuple[str, str | None, str | None],
) -> None:
    model = compared(
        run_of([OTHER, *([before] if before else [])]),
        run_of([OTHER, *([after] if after else [])], policy, started="2"),
    )

    (change,) = (c for c in (*model.changes, *model.labels_changed) if c.case == "a")

    sides = (side and side.text for side in (change.before, change.after))
    assert (change.clause, *sides) == texts
