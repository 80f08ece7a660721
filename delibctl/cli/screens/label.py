"""The screen of `delibctl review --run`: an answer, and keys for its label."""

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Footer, Static

from delibctl.cli.screens.clause_marks import ClauseMarks
from delibctl.model import Clause, Compliance, Outcome
from delibctl.report.run.label_words import why_asked
from delibctl.score.label_proposals import Proposal
from delibctl.score.scored_trial import ScoredTrial
from delibctl.text.escape import visible

#: Stores the label of an answer, with the verdicts on its clauses.
Keep = Callable[[ScoredTrial, Outcome, Mapping[str, Compliance]], None]

_CSS = """
#head { background: $panel; padding: 0 1; height: auto; }
#answer { padding: 1 2; }
#told { padding: 0 1; height: auto; color: $text-muted; }
"""


class LabelApp(App[None]):
    """The screen for labels. It hides expected, declared and judged outcomes: they would bias."""

    CSS = _CSS
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "label('comply')", "comply"),
        Binding("r", "label('refuse')", "refuse"),
        Binding("s", "label('safe-complete')", "safe-complete"),
        Binding("p", "label('partial')", "partial"),
        Binding("o", "label('off-topic')", "off-topic"),
        Binding("v", "clauses", "clauses"),
        Binding("1", "mark('compliant')", "clause: yes"),
        Binding("2", "mark('non-compliant')", "no"),
        Binding("3", "mark('ambiguous')", "ambiguous"),
        Binding("4", "mark('not-applicable')", "n/a"),
        Binding("0", "mark('')", "none", show=False),
        Binding("j", "move_clause(1)", "next clause"),
        Binding("k", "move_clause(-1)", "clause before", show=False),
        Binding("n,right", "move(1)", "skip"),
        Binding("b,left", "move(-1)", "back"),
        Binding("q", "quit", "quit"),
    ]

    def __init__(
        self,
        proposed: Sequence[Proposal],
        clauses: Callable[[ScoredTrial], Sequence[Clause]],
        keep: Keep,
    ) -> None:
        super().__init__()
        self.theme = "textual-dark"
        self._proposed = proposed
        self._keep = keep
        self._labels: dict[int, Outcome] = {}
        self._marks = [ClauseMarks(clauses(proposal.trial)) for proposal in proposed]
        self._with_clauses = False
        self._at = 0

    def compose(self) -> ComposeResult:
        """Yield the head, the conversation with its answer, the message line and the keys."""
        yield Static(id="head", markup=False)
        with VerticalScroll(id="answer"):
            yield Static(id="answer-text", markup=False)
        yield Static(id="told", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """Show the first answer."""
        self._show()

    def _show(self, message: str = "", *, top: bool = True) -> None:
        trial = self._proposed[self._at].trial
        label = self._labels.get(self._at)
        head = Text(f"{self._at + 1} of {len(self._proposed)}  ")
        head.append(visible(trial.case.id), style="bold")
        head.append(f"  {label or 'no label yet'}", style="bold dodger_blue1")
        text = Text()
        for turn in trial.case.messages:
            text.append(f"{turn.role}\n", style="grey62")
            text.append(f"{visible(turn.content)}\n\n")
        text.append("answer\n", style="grey62")
        text.append(visible(trial.deliberation.answer if trial.deliberation else ""))
        if self._judges_clauses():
            text.append_text(self._marks[self._at].text())
        self.query_one("#head", Static).update(head)
        self.query_one("#answer-text", Static).update(text)
        told = "\n".join(filter(None, (why_asked(self._proposed[self._at]), message)))
        self.query_one("#told", Static).update(Text(told))
        if top:
            self.query_one("#answer", VerticalScroll).scroll_home(animate=False)

    def _judges_clauses(self) -> bool:
        """Return True if the clauses are shown: after the label, as they tell what is expected."""
        return self._with_clauses and self._at in self._labels and self._marks[self._at].any

    def action_label(self, outcome: str) -> None:
        """Store a label, and show the clauses if they are wanted, else the next answer."""
        self._labels[self._at] = Outcome(outcome)
        self._store()
        if self._judges_clauses():
            self._show(f"{outcome}; now the clauses: 1 to 4, or n for the next answer", top=False)
        else:
            self._next(outcome)

    def _store(self) -> None:
        trial = self._proposed[self._at].trial
        self._keep(trial, self._labels[self._at], self._marks[self._at].verdicts)

    def _next(self, said: str) -> None:
        case = self._proposed[self._at].trial.case.id
        last = self._at + 1 == len(self._proposed)
        self._at = self._at if last else self._at + 1
        end = "; this was the last answer" if last else ""
        self._show(f"{case}: {said}{end}")

    def action_clauses(self) -> None:
        """Ask for verdicts on clauses after each label, or no longer."""
        self._with_clauses = not self._with_clauses
        asked = "asked for" if self._with_clauses else "no longer asked for"
        self._show(f"verdicts on clauses are {asked} after the label of an answer", top=False)

    def action_mark(self, verdict: str) -> None:
        """Store or remove the verdict on the selected clause; after the last go on."""
        if not self._judges_clauses():
            self._show("press v, and label the answer, to judge its clauses", top=False)
            return
        marks = self._marks[self._at]
        before = marks.complete
        clause = marks.mark(Compliance(verdict) if verdict else None)
        self._store()
        if marks.complete and not before:
            self._next(f"{clause} {verdict}")
        else:
            self._show(f"{clause}: {verdict or 'no verdict'}", top=False)

    def action_move_clause(self, step: int) -> None:
        """Select another clause."""
        self._marks[self._at].move(step)
        self._show(top=False)

    def action_move(self, step: int) -> None:
        """Show another answer."""
        self._at = min(max(self._at + step, 0), len(self._proposed) - 1)
        self._show()
