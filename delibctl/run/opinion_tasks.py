"""The changes of words that a model is asked about, as it is shown them."""

from collections.abc import Iterable, Iterator

from delibctl.compare import kinds
from delibctl.compare.policies import Change, Compared, Part, in_doubt
from delibctl.judge.changes.prompt import Answering, ShownChange
from delibctl.model import Clause, Policy, Style

#: Affected clauses that a model is shown; we chose this number.
_SHOWN = 5

_TEXTS = {
    kinds.TITLE_CHANGED: "title",
    kinds.EXCLUSION_CHANGED: "exclusion (a situation left to another clause)",
    kinds.SUMMARY_CHANGED: "summary",
    kinds.PRINCIPLE_CHANGED: "principle",
    kinds.STYLE_ADDED: "guide",
}


def shown_changes(compared: Compared) -> tuple[tuple[Change, ShownChange], ...]:
    """Return the changes of words that are in doubt and not accepted, each as a model is shown it.

    It depends on the texts of the policy alone, so an answer is cached until they change.
    """
    reader = _Reader(compared)
    return tuple((change, reader.shown(change)) for change in in_doubt(compared.standing))


class _Reader:
    """Finds what belongs to a change in the policy before and after."""

    def __init__(self, compared: Compared) -> None:
        self._old = compared.old or compared.policy
        self._new = compared.policy

    def shown(self, change: Change) -> ShownChange:
        style_before, style_after = self._styles(change)
        return ShownChange(
            part=self._part(change),
            name=self._name(change),
            before=change.before,
            after=change.after,
            style_before=style_before,
            style_after=style_after,
            clauses=tuple(self._affected(change))[:_SHOWN],
        )

    def _part(self, change: Change) -> str:
        if change.part is Part.STYLE and change.kind is kinds.GUIDE_CHANGED:
            return f"{self._list_of_style(change)} of a style"
        text = _TEXTS.get(change.kind, "definition" if change.part is Part.DEFINITION else "text")
        return text if text == "definition" else f"{text} of a {change.part}"

    def _list_of_style(self, change: Change) -> str:
        styles = (self._old.style(change.subject), self._new.style(change.subject))
        texts = (change.before, change.after)
        for name in ("must", "must_not"):
            lists = ("\n".join(getattr(style, name)) if style else "" for style in styles)
            if tuple(text or None for text in lists) == texts:
                return name
        return "guide"

    def _name(self, change: Change) -> str:
        """Return a title rather than an id, so that a renamed clause is not asked about again."""
        if change.part is Part.CLAUSE:
            clauses = self._clauses(change)
            return clauses[-1].title if clauses else change.subject
        if change.part is Part.CATEGORY:
            titles = {category.id: category.title for category in self._new.categories}
            return titles.get(change.subject, change.subject)
        return self._new.title if change.part is Part.POLICY else change.subject

    def _clauses(self, change: Change) -> list[Clause]:
        """Return the changed clause before and after, as far as it existed."""
        after = self._new.clause_by_id.get(change.subject)
        former = (change.subject, *(after.renamed_from if after else ()))
        before = next((c for id in former if (c := self._old.clause_by_id.get(id))), None)
        return [clause for clause in (before, after) if clause]

    def _styles(self, change: Change) -> tuple[Style | None, Style | None]:
        if change.part is Part.STYLE:
            return self._old.style(change.subject), self._new.style(change.subject)
        if change.part is not Part.CLAUSE:
            return None, None
        clauses = self._clauses(change)
        before = self._old.style(clauses[0].style) if clauses and change.before else None
        after = self._new.style(clauses[-1].style) if clauses and change.after else None
        return before, after

    def _affected(self, change: Change) -> Iterator[Answering]:
        """Yield the clauses that read the changed text, and those that an exclusion leads to."""
        if change.part is not Part.CLAUSE:
            yield from self._answering(change.clauses)
        elif change.kind in (kinds.EXCLUSION_CHANGED, kinds.TITLE_CHANGED):
            clauses = self._clauses(change)
            routes = [exclusion.to for clause in clauses for exclusion in clause.excludes]
            yield from self._answering([*(clause.id for clause in clauses), *routes])

    def _answering(self, ids: Iterable[str]) -> Iterator[Answering]:
        for id in dict.fromkeys(ids):
            policies: tuple[Policy, ...] = (self._new, self._old)
            for policy in policies:
                clause = policy.clause_by_id.get(id)
                style = policy.style(clause.style) if clause else None
                if clause and style:
                    yield Answering(text=clause.text, style=style)
                    break
