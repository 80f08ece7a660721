"""`delibctl generate`."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from delibctl.api.cases.case_files import check_named, opened, save
from delibctl.api.cases.generate import Writing, write_prompts
from delibctl.api.judging.judge_queue import Bench, bench
from delibctl.cases import build as build_cases
from delibctl.cases.append import new_file
from delibctl.cases.generate import STRATEGIES, DraftOptions, Generated, generate, jobs, sources
from delibctl.cases.generate.case_draft import CaseDraft
from delibctl.cases.generate.source import Source
from delibctl.cases.generate.strategies import BY_MODEL
from delibctl.cli.options import shared
from delibctl.cli.options.probe import Spending
from delibctl.cli.output import talk, write
from delibctl.edge.baseline import lexical_model
from delibctl.edge.run_file.state_folder import StateFolder
from delibctl.edge.settings import Settings, load_settings
from delibctl.errors import DelibctlError, ExitCode
from delibctl.model import Kind, Policy
from delibctl.policy import build
from delibctl.text.count import counted
from delibctl.text.suggest import nearest

EXAMPLE = "Example: delibctl generate policy.yaml --output cases/generated.yaml --seed 7"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What to make, of all that could be made."""

    category: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only for clauses of this category.")
    ] = None
    clause: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only for this clause.")
    ] = None
    kind: Annotated[list[Kind] | None, typer.Option(metavar="KIND", help="Only this kind.")] = None
    strategy: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only by this strategy (see --list).")
    ] = None
    per_kind: Annotated[
        int, typer.Option(min=1, max=100, metavar="N", help="So many of each kind for a clause.")
    ] = 2
    seed: Annotated[int, typer.Option(metavar="N", help="Another number makes other drafts.")] = 1

    def wanted(self, policy: Policy) -> DraftOptions:
        """The same, checked against a policy. Raises DelibctlError for what it does not have."""
        _check("category", self.category, [category.id for category in policy.categories])
        _check("clause", self.clause, list(policy.clause_by_id))
        _check("strategy", self.strategy, list(STRATEGIES))
        return DraftOptions(
            clauses=tuple(
                id
                for id in policy.clause_by_id
                if id in (self.clause or [id])
                and policy.category_of[id] in (self.category or [policy.category_of[id]])
            ),
            strategies=tuple(self.strategy or STRATEGIES),
            kinds=frozenset(self.kind or Kind),
            per_kind=self.per_kind,
            seed=self.seed,
        )


def command(
    path: Annotated[
        Path | None, typer.Argument(metavar="PATH", help="The policy, or the folder that holds it.")
    ] = None,
    cases: shared.Cases = None,
    output: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write the cases into this file, behind those it holds.",
            show_default="standard output",
        ),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option("--model", "-m", metavar="MODEL", help="Have a model write prompts as well."),
    ] = None,
    check_model: Annotated[
        str | None,
        typer.Option(
            metavar="MODEL", help="Who says whether each is a fair test.", show_default="--model"
        ),
    ] = None,
    list_: Annotated[
        bool, typer.Option("--list", help="Only list the strategies, and what each makes.")
    ] = False,
    *,
    choice: Choice,
    spending: Spending,
    state: shared.StateOption = None,
) -> ExitCode:
    """Make test prompts for each clause: drafts for you to read.

    Without a model they are made from the clause, its exclusions and examples, and from the
    accepted cases that people wrote. With --model a model writes them, and is asked a second time
    whether each is a fair test. The same policy and seed make the same file; what is there already
    is not made again.
    """
    if list_:
        write("".join(_listed()))
        return ExitCode.CLEAN
    settings = load_settings(Path.cwd())
    start = path or settings.policy_path
    given = cases or (settings.case_paths if path is None else None)
    bundle = opened(start, given, output)
    policy = build(bundle)
    known = build_cases(bundle.cases, policy, datetime.now(UTC).date().isoformat())
    entries = [entry for document in bundle.cases for entry in document.data["cases"]]
    written = frozenset(e["id"] for e in entries if "strategy" not in e.get("origin", {}))
    wanted = choice.wanted(policy)
    drawn = sources(policy, known, written, wanted)
    made: list[CaseDraft] = []
    if model is not None:
        folder = StateFolder(state or settings.root / ".delibctl")
        how = bench(settings, spending, folder, None)
        made = _by_model(drawn, wanted, settings, how, (model, check_model or model))
    elif spending != Spending():
        raise DelibctlError("nothing is spent without a model", next="add --model MODEL")
    elif check_model or choice.strategy == [BY_MODEL.name]:
        raise DelibctlError("there is no model to ask", next="--model MODEL")
    found = generate(drawn, known, wanted, made, model or "")
    _report(found)
    if not found.cases:
        more = "another --seed makes others; examples and accepted cases give it more to draw on"
        silent = model is not None and not made
        raise DelibctlError(
            "no case was made" if silent else "no case was made that is not there already",
            next="see above what the model replied; without --model templates make some"
            if silent
            else more,
        )
    if output is None:
        write(new_file(found.cases))
        return ExitCode.CLEAN
    save(found.cases, output, "read the drafts, remove `status: draft` where one is fair")
    check_named(start, given, output)
    return ExitCode.CLEAN


def _by_model(
    drawn: list[Source],
    wanted: DraftOptions,
    settings: Settings,
    how: Bench,
    names: tuple[str, str],
) -> list[CaseDraft]:
    """What a model writes; some more of each than wanted, to make up for what is dropped."""
    if BY_MODEL.name not in wanted.strategies:
        raise DelibctlError("--strategy leaves out the model", next="add --strategy model")
    if lexical_model.NAME in names:
        raise DelibctlError("the baseline writes nothing: it is no model", next="leave --model out")
    wished = [
        job
        for source in drawn
        for job in jobs(source, wanted.kinds, wanted.per_kind + 1, wanted.seed)
    ]
    writer, reader = map(settings.model_spec, names)
    batches = write_prompts(Writing(writer=writer, reader=reader, jobs=wished), how)
    return [made for batch in batches for made in batch.drafts]


def _listed() -> list[str]:
    """Each strategy with the kind it makes, and what its file says of it."""
    lines = []
    for strategy in STRATEGIES.values():
        kinds = " or ".join(map(str, strategy.kinds))
        first, _, rest = strategy.doc.partition("\n")
        lines.append(f"{strategy.name} ({kinds}): {first}\n")
        lines += [f"    {line}\n" for line in rest.strip().splitlines()]
    return lines


def _report(found: Generated) -> None:
    """How many of each kind there are, and which clauses got few."""
    kinds = Counter(case["kind"] for case in found.cases)
    shown = ", ".join(f"{kinds[kind]} {kind}" for kind in Kind if kinds[kind])
    dropped = f"; {found.dropped} dropped as nearly the same as another" if found.dropped else ""
    talk(f"{counted(len(found.cases), 'draft')}: {shown or 'nothing'}{dropped}")
    few = {id: sum(own.values()) for id, own in found.counts.items()}
    usual = max(few.values(), default=0)
    short = [f"{id} ({count})" for id, count in few.items() if count < usual / 2]
    if short:
        talk(f"few for {', '.join(short)}: give them an example, or write a case or two")


def _check(option: str, given: list[str] | None, known: list[str]) -> None:
    for name in given or ():
        if name not in known:
            raise DelibctlError(
                f"--{option} {name!r}: no such {option}", next=nearest(name, known, option)
            )
