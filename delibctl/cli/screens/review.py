"""The screen of `delibctl review`: a case beside its clauses, answers of models, and keys.

Text of policies, cases and models is shown unchanged; it is never markup.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Footer, Static

from delibctl.api.cases.review import CaseReview
from delibctl.api.listener import Listener
from delibctl.cases.expectation import expectation
from delibctl.cli.screens.review_dialogs import CSS as DIALOGS
from delibctl.cli.screens.review_dialogs import ChooseClauses, ChooseStyle, EditPrompt
from delibctl.errors import DelibctlError
from delibctl.model import BUILT_IN_STYLES, Clause
from delibctl.text.escape import visible

_CSS = """
#head { background: $panel; padding: 0 1; height: auto; }
#case { width: 1fr; padding: 1 2; border-right: solid $panel; }
#clauses { width: 1fr; padding: 1 2; }
#told { padding: 0 1; height: auto; color: $text-muted; }
"""
QUIET, TITLE, NOTE = "grey62", "bold", "bold dodger_blue1"


class ReviewApp(App[None]):
    """The screen for cases; each decision is written at once."""

    CSS = _CSS + DIALOGS
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "accept", "accept"),
        Binding("r", "reject", "reject"),
        Binding("d", "dispute", "dispute"),
        Binding("e", "edit", "edit"),
        Binding("s", "style", "style"),
        Binding("c", "clauses", "clauses"),
        Binding("n,right", "next", "next"),
        Binding("p,left", "previous", "back"),
        Binding("u", "undo", "undo"),
        Binding("q", "quit", "quit"),
    ]

    def __init__(self, review: CaseReview) -> None:
        super().__init__()
        self.theme = "textual-dark"
        self._review = review
        self._notes = _Notes()
        self._ids = [case.id for case in review.cases]
        self._at = 0

    def compose(self) -> ComposeResult:
        """Yield the head, the case beside its clauses, the message line and the keys."""
        yield Static(id="head", markup=False)
        with Horizontal():
            with VerticalScroll(id="case"):
                yield Static(id="case-text", markup=False)
            with VerticalScroll(id="clauses"):
                yield Static(id="clause-text", markup=False)
        yield Static(id="told", markup=False)
        # Compact, so that every key fits into 80 columns.
        yield Footer(compact=True)

    def on_mount(self) -> None:
        """Show the first case."""
        self._show()

    @property
    def _case_id(self) -> str:
        return self._ids[self._at]

    def _show(self, message: str = "") -> None:
        entry = self._entry()
        if not entry:
            return
        place = f"{self._at + 1} of {len(self._ids)}"
        status = entry.get("status", "accepted")
        head = Text(f"{place}  ")
        head.append(visible(entry["id"]), style=TITLE)
        head.append(f"  {entry['kind']}  ", style=QUIET)
        head.append(status, style=NOTE)
        self.query_one("#head", Static).update(head)
        self.query_one("#case-text", Static).update(self._case(entry))
        self.query_one("#clause-text", Static).update(self._clauses(entry))
        self._tell(message or self._notes.taken())
        for pane in ("#case", "#clauses"):
            self.query_one(pane, VerticalScroll).scroll_home(animate=False)

    def _tell(self, message: str) -> None:
        self.query_one("#told", Static).update(Text(visible(message)))

    def _entry(self) -> dict[str, Any]:
        """Return the case; if it cannot be read, show the reason and return an empty one."""
        try:
            return self._review.entry(self._case_id)
        except DelibctlError as error:
            self._tell(f"{error.what}; {error.next}")
            return {}

    def _case(self, entry: dict[str, Any]) -> Text:
        text = Text()
        for turn in entry.get("messages") or [{"role": "user", "content": entry["prompt"]}]:
            text.append(f"{turn['role']}\n", style=QUIET)
            text.append(f"{visible(turn['content'].strip())}\n\n")
        text.append("expected\n", style=QUIET)
        text.append(f"{self._answer(entry)}\n")
        for name in ("clauses", "either", "also"):
            if entry.get(name):
                text.append(f"{name:<8} {', '.join(entry[name])}\n")
        origin = entry.get("origin")
        if isinstance(origin, dict):
            fields = ", ".join(f"{key} {value}" for key, value in origin.items())
            text.append(f"origin   {visible(fields)}\n", style=QUIET)
        for answer in self._review.answers(entry["id"]):
            text.append(f"\n{visible(answer.model)} answered\n", style=QUIET)
            text.append(f"{visible(answer.verdict)}\n", style=QUIET)
            text.append(f"{visible(answer.text)}\n")
        return text

    def _answer(self, entry: dict[str, Any]) -> str:
        expected = expectation(entry, self._review.policy)
        outcomes = " or ".join(expected.outcomes)
        if outcomes and expected.either:
            return f"outcome  {outcomes}, as the cited clause says"
        if outcomes or "style" in entry:
            return f"outcome  {outcomes}" if outcomes else f"style    {expected.style}"
        named = expected.clauses or expected.either
        return f"style    {expected.style}{' (from its clause)' if named else ''}"

    def _clauses(self, entry: dict[str, Any]) -> Text:
        clauses = self._review.clauses(entry)
        if not clauses:
            near = self._review.suggestion(entry, self._notes)
            return Text(f"No clauses expected.\n\nnearest {near}", style=QUIET)
        text = Text()
        for clause in clauses:
            text.append_text(_clause(clause))
        return text

    def _decide(self, message: str, **changes: Any) -> None:
        """Write a decision, and show the next case if there is one."""
        try:
            self._review.decide(self._case_id, changes)
        except DelibctlError as error:
            self._show(f"{error.what}; {error.next}")
            return
        message = f"{self._case_id}: {message}"
        if "status" in changes and self._at + 1 < len(self._ids):
            self._at += 1
        elif "status" in changes:
            message += "; this was the last case"
        self._show(message)

    def action_accept(self) -> None:
        """Accept the case: it counts in figures and gates."""
        self._decide("accepted", status=None)

    def action_reject(self) -> None:
        """Reject the case: it is retired and no longer asked, and its id is not used again."""
        self._decide("retired", status="retired")

    def action_dispute(self) -> None:
        """Dispute the case: it is asked and shown, but counts in no figure."""
        self._decide("disputed", status="disputed")

    def action_edit(self) -> None:
        """Edit the prompt."""
        entry = self._entry()
        if "prompt" not in entry:
            self._tell("edit a conversation of several turns in its file")
            return

        def edited(prompt: str | None) -> None:
            if prompt is not None and not prompt.strip():
                self._tell("nothing changed: the prompt was empty")
            elif prompt and prompt.strip() != entry["prompt"].strip():
                self._decide("prompt changed", prompt=prompt.strip())

        self.push_screen(EditPrompt(entry["prompt"].strip()), edited)

    def action_style(self) -> None:
        """Change the expected style."""
        styles = [*BUILT_IN_STYLES, *self._review.policy.styles]

        def chosen(style: str | None) -> None:
            if style:
                outcomes = {"outcomes": None} if "outcomes" in self._entry() else {}
                self._decide(f"style is {style}", style=style, **outcomes)

        self.push_screen(ChooseStyle(list(dict.fromkeys(styles))), chosen)

    def action_clauses(self) -> None:
        """Change the expected clauses."""
        entry = self._entry()
        if not entry:
            return
        now = [*entry.get("clauses", ()), *entry.get("either", ())]
        near = self._review.suggestion(entry, self._notes)

        def chosen(ids: Sequence[str] | None) -> None:
            if ids is not None and not ids:
                self._tell("nothing changed: no clause was marked")
            if ids:
                either = {"either": None} if "either" in entry else {}
                self._decide(f"clauses are {', '.join(ids)}", clauses=list(ids), **either)

        clauses = [(clause.id, clause.title) for clause in self._review.policy.clauses]
        self._tell(self._notes.taken())
        self.push_screen(ChooseClauses(clauses, now, near), chosen)

    def action_next(self) -> None:
        """Show the next case."""
        self._at = min(self._at + 1, len(self._ids) - 1)
        self._show()

    def action_previous(self) -> None:
        """Show the previous case."""
        self._at = max(self._at - 1, 0)
        self._show()

    def action_undo(self) -> None:
        """Undo the last decision."""
        try:
            id = self._review.undo()
        except DelibctlError as error:
            self._tell(f"{error.what}; {error.next}")
            return
        if id is None:
            self._show("nothing to undo")
            return
        self._at = self._ids.index(id)
        self._show(f"{id}: decision undone")


class _Notes(Listener):
    """Keeps remarks until the screen shows them."""

    def __init__(self) -> None:
        self._texts: list[str] = []

    def note(self, text: str) -> None:
        """Keep a remark."""
        self._texts.append(text)

    def taken(self) -> str:
        """Return the remarks that were not shown yet."""
        text = "; ".join(self._texts)
        self._texts.clear()
        return text


def _clause(clause: Clause) -> Text:
    text = Text()
    text.append(f"{clause.id}", style=NOTE)
    text.append(f"  {visible(clause.title)}\n", style=TITLE)
    severity = f"  severity {clause.severity}" if clause.severity else ""
    text.append(f"style {clause.style}{severity}\n", style=QUIET)
    text.append(f"{visible(clause.text.strip())}\n")
    for exclusion in clause.excludes:
        text.append(f"not: {visible(exclusion.text)} -> {exclusion.to}\n", style=QUIET)
    return text.append("\n")
