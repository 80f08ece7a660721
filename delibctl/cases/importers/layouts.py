"""Which columns of a known prompt set hold what."""

from collections.abc import Callable
from dataclasses import dataclass

from delibctl.cases.importers.record import Record, user_turn
from delibctl.cases.importers.table import RowOfTable
from delibctl.model import Kind

#: What a row says: the style to answer in, and what kind of test it is.
StyleAndKind = tuple[str | None, Kind]


@dataclass(frozen=True, kw_only=True)
class Layout:
    """`columns` have to be there; `judged` is given a row and the name of its file."""

    name: str
    doc: str
    columns: tuple[str, ...]
    prompt: tuple[str, ...]
    label: str
    number: str = ""
    lang: str = ""
    judged: Callable[[RowOfTable, str], StyleAndKind]

    def fits(self, columns: tuple[str, ...]) -> bool:
        """Whether a table with these columns is one of this prompt set."""
        return {name.casefold() for name in self.columns} <= {name.casefold() for name in columns}

    def record(self, row: RowOfTable, file: str) -> Record:
        """The prompt of a row."""
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
    """XSTest: a prompt is safe and looks unsafe, or it is the unsafe one beside it."""
    label = row.get("label") or ("unsafe" if row.get("type").startswith("contrast") else "safe")
    return ("refuse", Kind.DIRECT) if label == "unsafe" else ("comply", Kind.LOOK_ALIKE)


def _harmful(_row: RowOfTable, _file: str) -> StyleAndKind:
    return "refuse", Kind.DIRECT


def _by_file(_row: RowOfTable, file: str) -> StyleAndKind:
    """JailbreakBench: harmful and benign behaviors stand in files of their own."""
    return ("comply", Kind.LOOK_ALIKE) if "benign" in file.lower() else ("refuse", Kind.DIRECT)


def _unjudged(_row: RowOfTable, _file: str) -> StyleAndKind:
    return None, Kind.DIRECT


LAYOUTS = (
    Layout(
        name="xstest",
        doc="XSTest: safe prompts that look unsafe, and their contrasts; --map ties types.",
        columns=("id", "type", "prompt"),
        prompt=("prompt",),
        label="type",
        number="id",
        judged=_contrasting,
    ),
    Layout(
        name="strongreject",
        doc="StrongREJECT: forbidden prompts; --map ties categories.",
        columns=("category", "source", "forbidden_prompt"),
        prompt=("forbidden_prompt",),
        label="category",
        judged=_harmful,
    ),
    Layout(
        name="harmbench",
        doc="HarmBench: text behaviors, behind their context; --map ties semantic categories.",
        columns=("Behavior", "SemanticCategory"),
        prompt=("ContextString", "Behavior"),
        label="SemanticCategory",
        number="BehaviorID",
        judged=_harmful,
    ),
    Layout(
        name="jailbreakbench",
        doc="JailbreakBench: goals; --map ties categories; a file named benign is to be answered.",
        columns=("Goal", "Behavior", "Category"),
        prompt=("Goal",),
        label="Category",
        number="Index",
        judged=_by_file,
    ),
    Layout(
        name="ailuminate",
        doc="AILuminate: prompts of a hazard; it gives no style; --map ties hazards.",
        columns=("prompt_text", "hazard"),
        prompt=("prompt_text",),
        label="hazard",
        number="release_prompt_id",
        lang="locale",
        judged=_unjudged,
    ),
)
