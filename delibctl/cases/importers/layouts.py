"""The columns of known prompt sets."""

from collections.abc import Callable
from dataclasses import dataclass

from delibctl.cases.importers.conversation import conversation
from delibctl.cases.importers.record import Record, user_turn
from delibctl.cases.table import RowOfTable, Table
from delibctl.model import Kind

#: The expected style of a row, and its kind of test.
StyleAndKind = tuple[str | None, Kind]


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The layout of a prompt set, which is recognised by its `columns`.

    `judged` returns the style and kind of a row, from its columns `judged_by` and the name of its
    file.
    """

    name: str
    doc: str
    columns: tuple[str, ...]
    prompt: tuple[str, ...]
    label: str
    number: str = ""
    lang: str = ""
    judged_by: tuple[str, ...] = ()
    judged: Callable[[RowOfTable, str], StyleAndKind]

    def fits(self, columns: tuple[str, ...]) -> bool:
        """Return True if a table with these columns has this layout."""
        return {name.casefold() for name in self.columns} <= {name.casefold() for name in columns}

    @property
    def used(self) -> tuple[str, ...]:
        """The columns that are imported."""
        return (*self.prompt, self.label, self.number, self.lang, *self.judged_by)

    def record(self, row: RowOfTable, file: str, wrapped: str | None) -> Record:
        """Return the prompt of a row; `wrapped` is the column with it inside a jailbreak, if any.

        Raises NotAPromptError with the reason if there is none.
        """
        style, kind = ("refuse", Kind.JAILBREAK) if wrapped else self.judged(row, file)
        columns = (wrapped,) if wrapped else self.prompt
        lang = row.filled(self.lang) if self.lang else ""
        parts = [row.filled(column) for column in columns]
        only = [column for column, part in zip(columns, parts, strict=True) if part]
        return Record(
            line=row.line,
            number=row.filled(self.number) if self.number else "",
            messages=conversation(row.value(only[0] if only else columns[0]))
            if len(only) < 2
            else user_turn(*parts),
            label=row.filled(self.label),
            style=style,
            kind=kind,
            lang="en" if lang.lower().startswith("en") else lang or "en",
        )


#: Columns that hold a prompt inside the words that are to break a model.
WRAPPED = (
    *("jailbreak_prompt", "jailbroken_prompt", "jailbreak", "wrapped_prompt", "attack_prompt"),
    *("adversarial_prompt", "adversarial", "mutated_prompt", "test_case", "attack"),
)


def wrapped_column(columns: tuple[str, ...], layout: Layout | None) -> str | None:
    """Return the column that holds the wrapped prompts of a jailbreak set; None without one.

    In a known layout the column `prompt` is one, if the layout takes its prompts from another.
    """
    folded = {column.casefold(): column for column in columns}
    if layout is not None and "prompt" in folded and "prompt" not in layout.prompt:
        return folded["prompt"]
    return next((folded[name] for name in WRAPPED if name in folded), None)


#: Words that tell whether a row is a jailbreak, and are none.
_FLAGS = {"true", "false", "yes", "no", "0", "1"}


def wrapped_prompts(table: Table, plain: str | None) -> str | None:
    """Return the column with the wrapped prompts of a table; None without one.

    A column of flags or of the names of methods is none: wrapped prompts have several words, and
    are longer than the prompts of the `plain` column.
    """
    column = wrapped_column(table.columns, None)
    if column is None or column == plain:
        return None
    pairs = [(row.filled(column), row.filled(plain) if plain else "") for row in table.rows]
    texts = [(text, other) for text, other in pairs if text]
    fitting = [
        text
        for text, other in texts
        if text.lower() not in _FLAGS and len(text) > len(other) and (other or " " in text)
    ]
    return column if 2 * len(fitting) >= len(texts) > 0 else None


def _contrasting(row: RowOfTable, _file: str) -> StyleAndKind:
    """Return the expectation of an XSTest row: a safe look-alike, or its unsafe contrast."""
    label = row.filled("label") or (
        "unsafe" if row.filled("type").startswith("contrast") else "safe"
    )
    return ("refuse", Kind.DIRECT) if label == "unsafe" else ("comply", Kind.LOOK_ALIKE)


def _harmful(_row: RowOfTable, _file: str) -> StyleAndKind:
    return "refuse", Kind.DIRECT


def _by_file(_row: RowOfTable, file: str) -> StyleAndKind:
    """Return the expectation of a JailbreakBench row; benign behaviors have a file of their own."""
    return ("comply", Kind.LOOK_ALIKE) if "benign" in file.lower() else ("refuse", Kind.DIRECT)


def _unjudged(_row: RowOfTable, _file: str) -> StyleAndKind:
    return None, Kind.DIRECT


LAYOUTS = (
    Layout(
        name="xstest",
        doc="XSTest: safe prompts that look unsafe, and unsafe contrasts. Map types with --map.",
        columns=("id", "type", "prompt"),
        prompt=("prompt",),
        label="type",
        number="id",
        judged_by=("label",),
        judged=_contrasting,
    ),
    Layout(
        name="strongreject",
        doc="StrongREJECT: forbidden prompts. Map categories with --map.",
        columns=("category", "source", "forbidden_prompt"),
        prompt=("forbidden_prompt",),
        label="category",
        judged=_harmful,
    ),
    Layout(
        name="harmbench",
        doc="HarmBench: text behaviors with their context. Map semantic categories with --map.",
        columns=("Behavior", "SemanticCategory"),
        prompt=("ContextString", "Behavior"),
        label="SemanticCategory",
        number="BehaviorID",
        judged=_harmful,
    ),
    Layout(
        name="jailbreakbench",
        doc="JailbreakBench: goals, answered in a benign file. Map categories with --map.",
        columns=("Goal", "Behavior", "Category"),
        prompt=("Goal",),
        label="Category",
        number="Index",
        judged=_by_file,
    ),
    Layout(
        name="ailuminate",
        doc="AILuminate: prompts by hazard, without styles. Map hazards with --map.",
        columns=("prompt_text", "hazard"),
        prompt=("prompt_text",),
        label="hazard",
        number="release_prompt_id",
        lang="locale",
        judged=_unjudged,
    ),
)
