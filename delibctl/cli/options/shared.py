"""Options that several commands share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from fnmatch import fnmatchcase
from pathlib import Path
from shlex import quote
from typing import Annotated, Any

import typer

from delibctl.cases import Selection
from delibctl.errors import DelibctlError
from delibctl.model import Case, Kind, Policy
from delibctl.text.suggest import nearest

Cases = Annotated[
    list[Path] | None, typer.Option(metavar="FILE", help="Case files, instead of the policy's own.")
]
Output = Annotated[
    list[str] | None,
    typer.Option(metavar="FORMAT:FILE", help="Also write FORMAT:FILE; may be repeated."),
]
StateOption = Annotated[
    Path | None,
    typer.Option(
        "--state", metavar="DIR", help="Folder of runs and answers.", show_default=".delibctl"
    ),
]
RunArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="RUN", help="A run file, a run's name, @last or @-2.", show_default="@last"
    ),
]
MaxBroken = Annotated[
    float | None,
    typer.Option(
        min=0,
        max=1,
        metavar="SHARE",
        help="Share of broken trials above which nothing is to be trusted (exit 4).",
    ),
]
AllowNoVerdict = Annotated[
    bool, typer.Option("--allow-no-verdict", help="Exit 0 where something was not measured.")
]
ShowSensitive = Annotated[
    bool, typer.Option("--show-sensitive", help="Show the text of sensitive cases too.")
]


def format_option(formats: Iterable[str]) -> Any:
    """`--format`, which takes one of these."""
    return typer.Option(
        metavar="FORMAT", help=f"One of {', '.join(formats)}.", show_default="by stdout"
    )


@dataclass(frozen=True, kw_only=True)
class Filters:
    """The common filters: which cases a command is about."""

    category: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only cases of this category.")
    ] = None
    clause: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only cases that expect this clause.")
    ] = None
    kind: Annotated[
        list[str] | None, typer.Option(metavar="KIND", help="Only cases of this kind.")
    ] = None
    case: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Only the case of this id, or matching this glob."),
    ] = None
    lang: Annotated[
        list[str] | None, typer.Option(metavar="LANG", help="Only cases in this language.")
    ] = None
    wrong: Annotated[
        bool, typer.Option("--wrong", help="Only cases that missed in the newest run.")
    ] = False
    changed: Annotated[
        str | None,
        typer.Option(
            metavar="[REV]", help="Only cases touched by what changed since REV; HEAD without one."
        ),
    ] = None
    sample: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Only so many cases, picked by --seed.")
    ] = None
    seed: Annotated[
        int | None,
        typer.Option(metavar="N", help="Seed of --sample.", show_default="0"),
    ] = None

    def given(self) -> str:
        """The filters as they stand on a command line."""
        words: list[str] = []
        for option in fields(self):
            value = getattr(self, option.name)
            if value is True:
                words.append(f"--{option.name}")
            elif value is not None and value is not False:
                values = value if isinstance(value, list) else [value]
                words += [f"--{option.name} {quote(str(one))}" for one in values]
        return " ".join(words)

    def selection(self, policy: Policy, cases: Sequence[Case]) -> Selection:
        """The filters, each of which names something that is there; else a DelibctlError."""
        for option, names in (
            ("category", {category.id for category in policy.categories}),
            ("clause", set(policy.clause_by_id)),
            ("kind", {str(kind) for kind in Kind}),
            ("lang", {case.lang for case in cases}),
            ("case", {case.id for case in cases}),
        ):
            for wanted in getattr(self, option) or ():
                if not any(fnmatchcase(name, wanted) for name in names):
                    raise DelibctlError(
                        f"--{option} {wanted!r}: no such {option}",
                        next=nearest(wanted, names, option),
                    )
        return Selection(
            category=tuple(self.category or ()),
            clause=tuple(self.clause or ()),
            kind=tuple(self.kind or ()),
            case=tuple(self.case or ()),
            lang=tuple(self.lang or ()),
            sample=self.sample,
            seed=self.seed or 0,
        )
