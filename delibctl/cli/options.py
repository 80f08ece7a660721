"""Options that several commands share."""

from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated

import typer

from delibctl.cases import Selection
from delibctl.errors import DelibctlError
from delibctl.model import Case, Kind, Policy
from delibctl.text.suggest import nearest

_FILTERS = "Filters"

Category = Annotated[
    list[str] | None,
    typer.Option(metavar="ID", help="Only cases of this category.", rich_help_panel=_FILTERS),
]
Clause = Annotated[
    list[str] | None, typer.Option(metavar="ID", help="Only cases that expect this clause.")
]
KindOption = Annotated[
    list[str] | None, typer.Option("--kind", metavar="KIND", help="Only cases of this kind.")
]
CaseOption = Annotated[
    list[str] | None,
    typer.Option("--case", metavar="ID", help="Only the case of this id, or matching this glob."),
]
Lang = Annotated[
    list[str] | None, typer.Option(metavar="LANG", help="Only cases in this language.")
]
Sample = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="Only so many cases, picked by --seed.")
]
Seed = Annotated[int, typer.Option(metavar="N", help="Seed of --sample.")]
StateOption = Annotated[
    Path | None,
    typer.Option(
        "--state", metavar="DIR", help="Folder of runs and answers.", show_default=".delibctl"
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
NoVerdictOk = Annotated[
    bool, typer.Option("--allow-no-verdict", help="Exit 0 where a gate measured nothing.")
]
ShowSensitive = Annotated[
    bool, typer.Option("--show-sensitive", help="Show the text of sensitive cases too.")
]


def check(selection: Selection, policy: Policy, cases: Sequence[Case]) -> None:
    """Raise where a filter names something that is not there, with what was probably meant."""
    known = {
        "category": {category.id for category in policy.categories},
        "clause": set(policy.clause_by_id),
        "kind": {str(kind) for kind in Kind},
        "lang": {case.lang for case in cases},
    }
    for option, names in known.items():
        for name in getattr(selection, option):
            if name not in names:
                raise DelibctlError(
                    f"--{option} {name!r}: there is none", next=nearest(name, names, option)
                )
    ids = {case.id for case in cases}
    for pattern in selection.case:
        if not any(fnmatchcase(id, pattern) for id in ids):
            raise DelibctlError(
                f"--case {pattern!r}: there is none", next=nearest(pattern, ids, "case")
            )


def selection(
    category: list[str] | None,
    clause: list[str] | None,
    kind: list[str] | None,
    case: list[str] | None,
    lang: list[str] | None,
    sample: int | None,
    seed: int,
) -> Selection:
    """The common filters as a Selection."""
    return Selection(
        category=tuple(category or ()),
        clause=tuple(clause or ()),
        kind=tuple(kind or ()),
        case=tuple(case or ()),
        lang=tuple(lang or ()),
        sample=sample,
        seed=seed,
    )
