"""All texts of a policy."""

from collections.abc import Callable
from dataclasses import replace

from delibctl.model import Category, Clause, Policy, Style

Edit = Callable[[str], str]


def edit_texts(policy: Policy, shown: Edit, hidden: Edit) -> Policy:
    """Return the policy with each text edited: those that models are shown, and the hidden ones."""
    return replace(
        policy,
        title=shown(policy.title),
        description=hidden(policy.description),
        principles=tuple(map(shown, policy.principles)),
        definitions={term: shown(meaning) for term, meaning in policy.definitions.items()},
        styles={name: _style(style, shown) for name, style in policy.styles.items()},
        categories=tuple(_category(category, shown, hidden) for category in policy.categories),
    )


def _style(style: Style, shown: Edit) -> Style:
    return replace(
        style,
        guide=shown(style.guide),
        must=tuple(map(shown, style.must)),
        must_not=tuple(map(shown, style.must_not)),
    )


def _category(category: Category, shown: Edit, hidden: Edit) -> Category:
    return replace(
        category,
        title=shown(category.title),
        summary=shown(category.summary),
        clauses=tuple(_clause(clause, shown, hidden) for clause in category.clauses),
    )


def _clause(clause: Clause, shown: Edit, hidden: Edit) -> Clause:
    return replace(
        clause,
        title=shown(clause.title),
        text=shown(clause.text),
        excludes=tuple(replace(e, text=shown(e.text)) for e in clause.excludes),
        rationale=clause.rationale and hidden(clause.rationale),
        examples=tuple(
            replace(
                example,
                prompt=hidden(example.prompt),
                good=example.good and hidden(example.good),
                bad=example.bad and hidden(example.bad),
            )
            for example in clause.examples
        ),
    )
