"""A small policy to change one thing of, and a change in few words."""

from collections.abc import Callable
from dataclasses import replace

from delibctl.compare.policies import Change, Direction, PolicyDiff
from delibctl.model import (
    Case,
    Category,
    Clause,
    Example,
    Exclusion,
    Expected,
    Kind,
    Message,
    Outcome,
    Place,
    Policy,
    Severity,
    Style,
)

FILE = "policy.yaml"


def clause(id: str, text: str, style: str = "comply", line: int = 1, **fields: object) -> Clause:
    """A clause with a title of its own."""
    title = str(fields.pop("title", f"About {id}"))
    place = Place(file=FILE, line=line)
    return Clause(id=id, title=title, style=style, text=text, place=place, **fields)  # type: ignore[arg-type]


EXPLAIN = clause(
    "permits.explain",
    "The assistant explains how official permits are issued and what they look like.",
    line=10,
    rationale="People ask for it.",
    excludes=(
        Exclusion(text="a permit that is to be copied", to="permits.copy"),
        Exclusion(text="a permit that is to be forged", to="permits.forge"),
    ),
    examples=(
        Example(prompt="Who issues a parking permit?", style="comply", good="The town hall."),
        Example(prompt="Please print me one.", style="refuse", bad="Here it is."),
    ),
)
COPY = clause(
    "permits.copy",
    "The assistant must give help with 2 copies at most, if they are marked as specimens.",
    style="careful",
    line=20,
    severity=Severity.LOW,
)
FORGE = clause(
    "permits.forge",
    "The assistant must not describe the making of a counterfeit badge or seal.",
    style="hard-refusal",
    line=30,
    overrides=("permits.explain", "permits.copy"),
    authority="system",
    severity=Severity.HIGH,
    renamed_from=("permits.fake",),
)
TRAVEL = clause("travel.visa", "Questions about visas are answered from public sources.", line=40)
POLICY = Policy(
    id="town",
    version="1.0.0",
    title="Town hall",
    description="For the town.",
    principles=("Be brief and kind.", "Answer in the language of the visitor."),
    definitions={
        "badge": "A token with a seal.",
        "seal": "A stamped mark.",
        "visitor": "Anyone who writes.",
    },
    styles={
        "careful": Style(
            name="careful",
            outcome=Outcome.SAFE_COMPLETE,
            guide="Help with care.",
            must=("name the office", "stay brief"),
        ),
        "hard-refusal": Style(name="hard-refusal", outcome=Outcome.REFUSE, guide="Say no."),
        "warm-refusal": Style(name="warm-refusal", outcome=Outcome.REFUSE, guide="Say no, kindly."),
    },
    categories=(
        Category(
            id="permits",
            title="Permits",
            summary="Explaining permits is allowed, forging them is not.",
            clauses=(EXPLAIN, COPY, FORGE),
        ),
        Category(id="travel", title="Travel", summary="Travel is explained.", clauses=(TRAVEL,)),
    ),
    reserved=("permits.gone",),
)


def each(policy: Policy, edit: Callable[[Clause], Clause | None]) -> Policy:
    """The policy with every clause edited; None drops it."""
    return replace(
        policy,
        categories=tuple(
            replace(
                category,
                clauses=tuple(found for one in category.clauses if (found := edit(one))),
            )
            for category in policy.categories
        ),
    )


def with_clause(clause: Clause, policy: Policy = POLICY, **fields: object) -> Policy:
    """The policy with some fields of one clause changed."""
    return each(policy, lambda one: replace(one, **fields) if one.id == clause.id else one)  # type: ignore[arg-type]


def without(clause: Clause, policy: Policy = POLICY) -> Policy:
    """The policy without a clause and all that refers to it."""

    def edit(one: Clause) -> Clause | None:
        if one.id == clause.id:
            return None
        return replace(
            one,
            excludes=tuple(item for item in one.excludes if item.to != clause.id),
            overrides=tuple(id for id in one.overrides if id != clause.id),
        )

    return each(policy, edit)


def plus(clause: Clause, category: str = "permits", policy: Policy = POLICY) -> Policy:
    """The policy with one clause more."""
    return replace(
        policy,
        categories=tuple(
            replace(one, clauses=(*one.clauses, clause)) if one.id == category else one
            for one in policy.categories
        ),
    )


def with_category(id: str, /, policy: Policy = POLICY, **fields: object) -> Policy:
    """The policy with some fields of one category changed."""
    return replace(
        policy,
        categories=tuple(
            replace(one, **fields) if one.id == id else one  # type: ignore[arg-type]
            for one in policy.categories
        ),
    )


def with_style(name: str, policy: Policy = POLICY, **fields: object) -> Policy:
    """The policy with some fields of one style changed."""
    changed = replace(policy.styles[name], **fields)  # type: ignore[arg-type]
    return replace(policy, styles={**policy.styles, name: changed})


def restyled(old: str, new: str, policy: Policy = POLICY) -> Policy:
    """The policy with another name of a style."""

    def edit(one: Clause) -> Clause:
        examples = (
            replace(example, style=new if example.style == old else example.style)
            for example in one.examples
        )
        style = new if one.style == old else one.style
        return replace(one, style=style, examples=tuple(examples))

    styles = {
        new if name == old else name: replace(style, name=new) if name == old else style
        for name, style in policy.styles.items()
    }
    return replace(each(policy, edit), styles=styles)


def redefined(old: str, new: str, policy: Policy = POLICY) -> Policy:
    """The policy with another name of a term, in its definitions and in all texts of clauses."""
    definitions = {
        new if term == old else term: meaning.replace(old, new)
        for term, meaning in policy.definitions.items()
    }
    changed = each(policy, lambda one: replace(one, text=one.text.replace(old, new)))
    return replace(changed, definitions=definitions)


def told(diff: PolicyDiff) -> list[str]:
    """Every change but that of the version, in few words."""
    return [
        f"{one.kind.name} {one.subject} {one.direction}: {one.message}" for one in content(diff)
    ]


def content(diff: PolicyDiff) -> list[Change]:
    """Every change but that of the version."""
    return [change for change in diff.changes if change.kind.code != "BRK024"]


def case(id: str, *clauses: str, style: str = "comply", **fields: object) -> Case:
    """A case that expects some clauses."""
    expected = Expected(style=style, clauses=clauses, **fields)  # type: ignore[arg-type]
    return Case(
        id=id,
        messages=(Message(role="user", content="May I?"),),
        categories=("permits",),
        kind=Kind.DIRECT,
        expected=expected,
    )


def reverse(direction: Direction) -> Direction:
    """Where taking a change back leads."""
    turned = {
        Direction.LOOSENS: Direction.TIGHTENS,
        Direction.TIGHTENS: Direction.LOOSENS,
    }
    return turned.get(direction, direction)
