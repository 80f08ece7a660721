"""A policy as the model of it, by the styles of its clauses alone."""

from collections.abc import Mapping

from delibctl.model import Category, Clause, Place, Policy


def policy_of_styles(styles: Mapping[str, Mapping[str, str]]) -> Policy:
    """Make a policy of the style of each clause, by category and clause."""
    return Policy(
        id="p",
        version="1",
        title="P",
        definitions={},
        styles={},
        categories=tuple(
            Category(
                id=id,
                title="T",
                summary="S.",
                clauses=tuple(
                    Clause(
                        id=name, title="T", style=style, text="Text.", place=Place(file="p.yaml")
                    )
                    for name, style in clauses.items()
                ),
            )
            for id, clauses in styles.items()
        ),
    )
