"""The screen of `delibctl review --run`: an answer, and keys for its label."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Footer, Static

from delibctl.model import Outcome
from delibctl.report.run.label_words import why_asked
from delibctl.score.label_proposals import Proposal
from delibctl.score.scored_trial import ScoredTrial
from delibctl.text.escape import visible

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
        Binding("n,right", "move(1)", "skip"),
        Binding("b,left", "move(-1)", "back"),
        Binding("q", "quit", "quit"),
    ]

    def __init__(
        self, proposed: Sequence[Proposal], keep: Callable[[ScoredTrial, Outcome], None]
    ) -> None:
        super().__init__()
        self.theme = "textual-dark"
        self._proposed = proposed
        self._keep = keep
        self._labels: dict[int, Outcome] = {}
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

    def _show(self, message: str = "") -> None:
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
        self.query_one("#head", Static).update(head)
        self.query_one("#answer-text", Static).update(text)
        told = "\n".join(filter(None, (why_asked(self._proposed[self._at]), message)))
        self.query_one("#told", Static).update(Text(told))
        self.query_one("#answer", VerticalScroll).scroll_home(animate=False)

    def action_label(self, outcome: str) -> None:
        """Store a label, and show the next answer."""
        trial = self._proposed[self._at].trial
        self._labels[self._at] = Outcome(outcome)
        self._keep(trial, Outcome(outcome))
        last = self._at + 1 == len(self._proposed)
        self._at = self._at if last else self._at + 1
        end = "; this was the last answer" if last else ""
        self._show(f"{trial.case.id}: {outcome}{end}")

    def action_move(self, step: int) -> None:
        """Show another answer."""
        self._at = min(max(self._at + step, 0), len(self._proposed) - 1)
        self._show()
