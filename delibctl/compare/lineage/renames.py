"""Terms and styles that have another name than before, and the old policy under the new names."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from delibctl.compare.lineage.following import Following
from delibctl.compare.lineage.pairs import Lineage
from delibctl.compare.lineage.styles import mark_style, renamed_styles, with_style_names
from delibctl.compare.lineage.terms import is_plain, renamed_terms
from delibctl.compare.lineage.tracing import lineage
from delibctl.model import Policy
from delibctl.text.terms import marked, uses


@dataclass(frozen=True, kw_only=True)
class Renames:
    """Old name to new name of terms and of styles.

    `unfollowed`: old terms, of which some text differs in more than the name.
    """

    terms: Mapping[str, str] = field(default_factory=dict)
    styles: Mapping[str, str] = field(default_factory=dict)
    unfollowed: frozenset[str] = frozenset()

    def follow(self, text: str, other: str) -> str:
        """Return an old text with the new names of terms that another text uses instead."""
        for name, now in self.terms.items():
            if uses(text, name) and uses(other, now) and not uses(other, name):
                text = marked(text, name, now)
        return text

    @property
    def former_term(self) -> dict[str, str]:
        """New name to old name of terms."""
        return {now: name for name, now in self.terms.items()}

    @property
    def former_style(self) -> dict[str, str]:
        """New name to old name of styles."""
        return {now: name for name, now in self.styles.items()}


def under_new_names(old: Policy, new: Policy) -> tuple[Policy, Lineage, Renames]:
    """Return the old policy under the new names of terms and styles, with the lineage to the new.

    A text has the new names only if it is then a text of the new policy: other edits are found.
    """
    terms = renamed_terms(old, new)
    unfollowed: set[str] = set()
    if terms:
        following = Following(old, new, terms, marked)
        unfollowed = following.strays
        definitions = following.policy.definitions.items()
        renamed = {terms.get(term, term): meaning for term, meaning in definitions}
        old = replace(following.policy, definitions=renamed)
    traced = lineage(old, new)
    styles = renamed_styles(old, new, traced.pairs)
    if styles:
        old = with_style_names(_with_texts(old, new, styles), styles)
        traced = traced.over(old)
    return old, traced, Renames(terms=terms, styles=styles, unfollowed=frozenset(unfollowed))


def _with_texts(old: Policy, new: Policy, styles: Mapping[str, str]) -> Policy:
    """Return the old policy with new names of styles in its texts, if a name is no plain word."""
    names = {
        name: now
        for name, now in styles.items()
        if not name.isalpha() and not now.isalpha() and is_plain(name, now)
    }
    return Following(old, new, names, mark_style).policy if names else old
