"""The dialogs of `delibctl review`: edit a prompt, choose a style, choose clauses."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Footer, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from delibctl.model import Suggestion

#: For the application: a screen's own rules do not reach the screen itself.
CSS = """
ModalScreen { align: center middle; }
#dialog { width: 80%; height: 70%; border: solid $accent; background: $surface; padding: 0 1; }
#dialog > * { height: 1fr; }
#dialog > .title { height: auto; }
"""
_CANCEL = Binding("escape", "dismiss(None)", "cancel")


class EditPrompt(ModalScreen[str | None]):
    """The dialog to edit a prompt."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "save", "save"), _CANCEL]

    def __init__(self, prompt: str) -> None:
        super().__init__()
        self._prompt = prompt

    def compose(self) -> ComposeResult:
        """Yield the editor and its keys."""
        with Vertical(id="dialog"):
            yield Static("the prompt", classes="title", markup=False)
            yield TextArea(self._prompt)
        yield Footer()

    def action_save(self) -> None:
        """Close with the edited text."""
        self.dismiss(self.query_one(TextArea).text)


class ChooseStyle(ModalScreen[str | None]):
    """The dialog to choose a style of the policy."""

    BINDINGS: ClassVar[list[BindingType]] = [_CANCEL]

    def __init__(self, styles: Sequence[str]) -> None:
        super().__init__()
        self._styles = styles

    def compose(self) -> ComposeResult:
        """Yield the list of styles."""
        with Vertical(id="dialog"):
            yield Static("the expected style (Enter chooses)", classes="title", markup=False)
            yield OptionList(*(Option(Text(style), id=style) for style in self._styles))
        yield Footer()

    def on_option_list_option_selected(self, chosen: OptionList.OptionSelected) -> None:
        """Close with the chosen style."""
        self.dismiss(chosen.option.id)


class ChooseClauses(ModalScreen[Sequence[str] | None]):
    """The dialog to choose clauses of the policy; expected clauses come first, then near ones."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "mark"),
        Binding("ctrl+s", "save", "save"),
        _CANCEL,
    ]

    def __init__(
        self, clauses: Sequence[tuple[str, str]], now: Sequence[str], near: Suggestion
    ) -> None:
        super().__init__()
        self._marked = list(now)
        self._near = near
        first = dict.fromkeys([*now, *near.clauses])
        order = {id: number for number, id in enumerate(first)}
        self._clauses = sorted(clauses, key=lambda clause: order.get(clause[0], len(order)))

    def compose(self) -> ComposeResult:
        """Yield the list of clauses; the first marked clause is the primary one."""
        title = f"clauses that must all be cited (+ marks a clause, ~ is near by {self._near.by})"
        with Vertical(id="dialog"):
            yield Static(title, classes="title", markup=False)
            yield OptionList(*(Option(self._line(*clause)) for clause in self._clauses))
        yield Footer()

    def _line(self, id: str, title: str) -> Text:
        mark = "+" if id in self._marked else "~" if id in self._near.clauses else " "
        return Text(f"{mark} {id}  {title}", style="bold" if mark == "+" else "")

    def action_mark(self) -> None:
        """Mark the clause under the cursor, or remove its mark."""
        listed = self.query_one(OptionList)
        if listed.highlighted is None:
            return
        id, title = self._clauses[listed.highlighted]
        if id in self._marked:
            self._marked.remove(id)
        else:
            self._marked.append(id)
        listed.replace_option_prompt_at_index(listed.highlighted, self._line(id, title))

    def on_option_list_option_selected(self) -> None:
        """Mark a clause with Enter as well."""
        self.action_mark()

    def action_save(self) -> None:
        """Close with the marked clauses, in the order in which they were marked."""
        self.dismiss(list(self._marked))
