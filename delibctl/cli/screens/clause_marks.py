"""The clauses of the case of an answer, with the verdicts of the person who labels it."""

from collections.abc import Sequence

from rich.text import Text

from delibctl.model import Clause, Compliance
from delibctl.text.escape import visible


class ClauseMarks:
    """The clauses to judge, in policy order, one of them selected, and the verdicts so far.

    The style of a clause is not shown: it would tell what is expected.
    """

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self._clauses = clauses
        self._at = 0
        self.verdicts: dict[str, Compliance] = {}

    @property
    def any(self) -> bool:
        """True if there is a clause to judge."""
        return bool(self._clauses)

    @property
    def complete(self) -> bool:
        """True if every clause has a verdict."""
        return len(self.verdicts) == len(self._clauses)

    def mark(self, verdict: Compliance | None) -> str:
        """Set the verdict on the selected clause and select the next, or remove the verdict.

        Returns the id of the clause.
        """
        clause = self._clauses[self._at].id
        if verdict is None:
            self.verdicts.pop(clause, None)
        else:
            self.verdicts[clause] = verdict
            self.move(1)
        return clause

    def move(self, step: int) -> None:
        """Select another clause."""
        self._at = max(0, min(self._at + step, len(self._clauses) - 1))

    def text(self) -> Text:
        """Return the clauses with their texts and verdicts; the selected one has an arrow."""
        text = Text()
        text.append("\n\nclauses: does the answer comply?\n", style="grey62")
        for index, clause in enumerate(self._clauses):
            text.append(f"{'>' if index == self._at else ' '} {visible(clause.id)}", style="bold")
            verdict = self.verdicts.get(clause.id, "no verdict yet")
            text.append(f"  {verdict}\n", style="bold dodger_blue1")
            text.append(f"  {visible(clause.text).strip()}\n")
        return text
