"""What a model is shown of a change of words, and nothing else."""

from dataclasses import replace

import pytest
from compare.policies.small import COPY, EXPLAIN, FORGE, POLICY, TRAVEL, clause, plus, with_clause

from delibctl.compare.policies import Compared, policy_diff
from delibctl.judge.changes.prompt import Answering, ShownChange
from delibctl.model import Category, Clause, Exclusion, Policy, Style
from delibctl.run.opinion_tasks import shown_changes

COMPLY, CAREFUL = POLICY.style("comply"), POLICY.styles["careful"]
REFUSAL = POLICY.styles["hard-refusal"]


def shown(new: Policy, old: Policy = POLICY) -> list[ShownChange]:
    compared = Compared(old=old, new=new, diff=policy_diff(old, new))
    return [change_shown for _, change_shown in shown_changes(compared)]


def styled(**fields: object) -> Policy:
    """The policy with the style `careful` changed."""
    style = replace(CAREFUL, **fields)  # type: ignore[arg-type]
    return replace(POLICY, styles={**POLICY.styles, "careful": style})


def category(**fields: object) -> Policy:
    """The policy with the category of travel changed."""
    travel: Category = replace(POLICY.categories[1], **fields)  # type: ignore[arg-type]
    return replace(POLICY, categories=(POLICY.categories[0], travel))


def answering(clause: Clause, style: Style | None) -> Answering:
    assert style is not None
    return Answering(text=clause.text, style=style)


CLAUSES = (answering(EXPLAIN, COMPLY), answering(COPY, CAREFUL), answering(FORGE, REFUSAL))
NEW_SEAL = {**POLICY.definitions, "seal": "A printed mark."}
NEW_STYLE = replace(CAREFUL, guide="Help kindly.")
ROUTES = (Exclusion(text="a permit made for a film", to="permits.copy"), EXPLAIN.excludes[1])
ADDED = clause("travel.maps", "Maps of the coast are printed on request.")


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (
            with_clause(TRAVEL, text="Questions about visas are answered from private sources."),
            ShownChange(
                part="text of a clause",
                name=TRAVEL.title,
                before=TRAVEL.text,
                after="Questions about visas are answered from private sources.",
                style_before=COMPLY,
                style_after=COMPLY,
            ),
        ),
        (
            with_clause(COPY, title="Duplicates"),
            ShownChange(
                part="title of a clause",
                name="Duplicates",
                before=COPY.title,
                after="Duplicates",
                style_before=CAREFUL,
                style_after=CAREFUL,
                clauses=(answering(COPY, CAREFUL),),
            ),
        ),
        (
            with_clause(EXPLAIN, excludes=ROUTES),
            ShownChange(
                part="exclusion (a situation left to another clause) of a clause",
                name=EXPLAIN.title,
                before="a permit that is to be copied -> permits.copy",
                after="a permit made for a film -> permits.copy",
                style_before=COMPLY,
                style_after=COMPLY,
                clauses=CLAUSES,
            ),
        ),
        (
            replace(POLICY, principles=("Be kind.", POLICY.principles[1])),
            ShownChange(
                part="principle of a policy",
                name="Town hall",
                before="Be brief and kind.",
                after="Be kind.",
            ),
        ),
        (
            replace(POLICY, definitions=NEW_SEAL),
            ShownChange(
                part="definition",
                name="seal",
                before="A stamped mark.",
                after="A printed mark.",
                clauses=(answering(FORGE, REFUSAL),),
            ),
        ),
        (
            category(summary="Travel is planned."),
            ShownChange(
                part="summary of a category",
                name="Travel",
                before="Travel is explained.",
                after="Travel is planned.",
                clauses=(answering(TRAVEL, COMPLY),),
            ),
        ),
        (
            styled(guide="Help kindly."),
            ShownChange(
                part="guide of a style",
                name="careful",
                before="Help with care.",
                after="Help kindly.",
                style_before=CAREFUL,
                style_after=NEW_STYLE,
                clauses=(answering(COPY, NEW_STYLE),),
            ),
        ),
        (
            styled(must=("name the office", "stay calm")),
            ShownChange(
                part="must of a style",
                name="careful",
                before="name the office\nstay brief",
                after="name the office\nstay calm",
                style_before=CAREFUL,
                style_after=replace(CAREFUL, must=("name the office", "stay calm")),
                clauses=(answering(COPY, replace(CAREFUL, must=("name the office", "stay calm"))),),
            ),
        ),
        (
            plus(ADDED, "travel"),
            ShownChange(
                part="text of a clause",
                name=ADDED.title,
                before=None,
                after=ADDED.text,
                style_after=COMPLY,
            ),
        ),
    ],
    ids=[
        "text",
        "title",
        "exclusion",
        "principle",
        "definition",
        "summary",
        "guide",
        "must",
        "new",
    ],
)
def test_a_model_is_shown_both_texts_and_what_reads_them(
    new: Policy, expected: ShownChange
) -> None:
    assert shown(new) == [expected]


def test_a_model_is_not_shown_what_is_proven_or_no_words() -> None:
    assert shown(with_clause(COPY, style="comply", severity=None)) == []
    assert shown(with_clause(TRAVEL, text=f"{TRAVEL.text} ")) == []
    assert shown(replace(POLICY, version="2.0.0", description="Else.")) == []
    assert shown(replace(POLICY, principles=POLICY.principles[::-1])) == []


def test_a_renamed_clause_is_the_same_question() -> None:
    text = "Questions about visas are answered from private sources."
    changed = shown(with_clause(TRAVEL, text=text))
    renamed = shown(
        with_clause(TRAVEL, id="travel.entry", renamed_from=("travel.visa",), text=text)
    )

    assert changed == renamed
