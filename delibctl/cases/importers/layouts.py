"""The columns of known prompt sets."""

from collections.abc import Callable
from dataclasses import dataclass

from delibctl.cases.importers.record import Record, user_turn
from delibctl.cases.importers.table import RowOfTable
from delibctl.model import Kind

#: The expected style of a row, and its kind of test.
StyleAndKind = tuple[str | None, Kind]


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The layout of a prompt set, which is recognised by its `columns`.

    `judged` returns the style and kind of a row, from the row and the name of its file.
    """

    name: str
    doc: str
    columns: tuple[str, ...]
    prompt: tuple[str, ...]
    label: str
    number: str = ""
    lang: str = ""
    judged: Callable[[RowOfTable, str], StyleAndKind]

    def fits(self, columns: tuple[str, ...]) -> bool:
        """Return True if a table with these columns has this layout."""
        return {name.casefold() for name in self.columns} <= {name.casefold() for name in columns}

    def record(self, row: RowOfTable, file: str) -> Record:
        """Return the prompt of a row."""
        style, kind = self.judged(row, file)
        lang = row.get(self.lang).replace("_", "-") if self.lang else ""
        return Record(
            line=row.line,
            number=row.get(self.number) if self.number else "",
            messages=user_turn(*map(row.get, self.prompt)),
            label=row.get(self.label),
            style=style,
            kind=kind,
            lang="en" if lang.lower().startswith("en") else lang or "en",
        )


def _contrasting(row: RowOfTable, _file: str) -> StyleAndKind:
    """Return the expectation of an XSTest row: a safe look-alike, or its unsafe contrast."""
    label = row.get("label") or ("unsafe" if row.get("type").startswith("contrast") else "safe")
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
