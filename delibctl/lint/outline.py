"""The declarations and references of a policy, read leniently: a broken part hides no other."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from delibctl.lint.entry import Entry, ids, roots
from delibctl.lint.prose import Prose, of, of_category, of_clause, of_part, of_policy
from delibctl.model import BUILT_IN_STYLES, Outcome
from delibctl.policy import Bundle
from delibctl.text.meaning import SentenceEncoder

__all__ = ["Entry", "Outline", "Prose", "Thresholds", "ids"]


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """Limits that we chose for some rules; the configuration changes them.

    `coverage`: the smallest share of clauses that cases must expect, 0 to 1. Tokens are estimated
    as a quarter of the characters.
    """

    coverage: float = 0.0
    clause_tokens: int = 1_000
    category_tokens: int = 10_000


@dataclass(frozen=True, kw_only=True)
class Outline:
    """A policy with everything that belongs to it. `today`: the day of the check.

    `encoder`: what compares meanings, for rules that need it.
    """

    bundle: Bundle
    thresholds: Thresholds = Thresholds()
    today: date = date.min
    encoder: SentenceEncoder | None = None

    @cached_property
    def parts(self) -> list[Entry]:
        """The top level of the policy and of each fragment."""
        return list(roots(self.bundle.parts))

    @cached_property
    def categories(self) -> list[Entry]:
        """All categories, those of fragments included.

        A file with clauses outside of any category counts as one: that is a mistake of its own.
        """
        return [
            entry
            for root in self.parts
            for entry in (*root.entries("categories"), *([root] if "clauses" in root.data else ()))
        ]

    @cached_property
    def clauses(self) -> list[Entry]:
        """All clauses in the order of the files."""
        return [clause for category in self.categories for clause in category.entries("clauses")]

    @cached_property
    def cases(self) -> list[Entry]:
        """All cases in the order of the files."""
        return [e for root in roots(self.bundle.cases) for e in root.entries("cases")]

    @cached_property
    def prose(self) -> list[Prose]:
        """Every text of the policy and its fragments, without those of cases."""
        return [
            *of_policy(self.policy),
            *(prose for root in self.parts for prose in of_part(root)),
            *(prose for category in self.categories for prose in of_category(category)),
            *(prose for clause in self.clauses for prose in of_clause(clause)),
        ]

    @cached_property
    def clause_texts(self) -> list[tuple[Entry, Prose]]:
        """Each clause with its text, which is the rule that models quote."""
        return [(clause, prose) for clause in self.clauses for prose in of(clause, "text")]

    @cached_property
    def styles(self) -> set[str]:
        """Names of the styles that can be used."""
        declared = (root.data.get("styles") for root in self.parts)
        names = (name for styles in declared if isinstance(styles, dict) for name in styles)
        return {*BUILT_IN_STYLES, *names}

    @cached_property
    def former_ids(self) -> dict[str, str]:
        """Former clause id to current clause id."""
        return {
            former: clause.text("id") or ""
            for clause in self.clauses
            for former, _ in clause.texts("renamed_from")
        }

    @cached_property
    def category_of(self) -> dict[str, str]:
        """Clause id to category id."""
        return {
            clause.text("id") or "": category.text("id") or ""
            for category in self.categories
            for clause in category.entries("clauses")
        }

    @cached_property
    def outcomes(self) -> dict[str, Outcome]:
        """Style name to outcome, of every style that can be used."""
        outcomes = {name: style.outcome for name, style in BUILT_IN_STYLES.items()}
        for root in self.parts:
            styles = root.data.get("styles")
            for name, style in styles.items() if isinstance(styles, dict) else ():
                outcome = style.get("outcome") if isinstance(style, dict) else None
                if outcome in _OUTCOMES:
                    outcomes[name] = Outcome(outcome)
        return outcomes

    @cached_property
    def definitions(self) -> dict[str, str]:
        """Term to meaning."""
        return {
            term: meaning
            for root in self.parts
            if isinstance(terms := root.data.get("definitions"), dict)
            for term, meaning in terms.items()
            if isinstance(meaning, str)
        }

    @property
    def policy(self) -> Entry:
        """The top level of the policy file."""
        data = self.bundle.policy.data
        return Entry(
            data=data if isinstance(data, dict) else {}, document=self.bundle.policy, path=()
        )


#: Outcomes that a style can ask for; `partial` is only observed in answers.
_OUTCOMES = ("comply", "refuse", "safe-complete")
