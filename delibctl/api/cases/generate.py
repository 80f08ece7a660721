"""Drafts of test prompts for each clause, from templates or from models."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from delibctl.api.asking.options import AskOptions, Spending, Throughput
from delibctl.api.asking.template import pinned_template
from delibctl.api.cases.case_files import CaseFilesInUse, add_cases
from delibctl.api.cases.write_prompts import Writing, write_prompts
from delibctl.api.listener import Listener
from delibctl.api.workspace import Workspace
from delibctl.cases import build as build_cases
from delibctl.cases.generate import STRATEGIES, DraftOptions, Generated, generate, jobs, sources
from delibctl.cases.generate.case_draft import CaseDraft
from delibctl.cases.generate.source import Source
from delibctl.cases.generate.strategies import BY_MODEL
from delibctl.errors import DelibctlError
from delibctl.model import Kind, Policy, Split
from delibctl.policy import build
from delibctl.text.count import counted
from delibctl.text.suggest import nearest


@dataclass(frozen=True, kw_only=True)
class DraftChoice:
    """Selection of drafts to generate; `per_kind` is their number for each clause and kind.

    With a `split`, drafts are made only from cases of the same split, and belong to it.
    """

    category: Sequence[str] = ()
    clause: Sequence[str] = ()
    kind: Sequence[Kind] = ()
    split: Split | None = None
    strategy: Sequence[str] = ()
    per_kind: int = 2
    seed: int = 1

    def options(self, policy: Policy) -> DraftOptions:
        """Return the choice by the clauses of a policy.

        Raises DelibctlError if the policy has no such category or clause.
        """
        _check("category", self.category, [category.id for category in policy.categories])
        _check("clause", self.clause, list(policy.clause_by_id))
        _check("strategy", self.strategy, list(STRATEGIES))
        return DraftOptions(
            clauses=tuple(
                id
                for id, category in policy.category_of.items()
                if id in (self.clause or [id]) and category in (self.category or [category])
            ),
            strategies=tuple(self.strategy or STRATEGIES),
            kinds=frozenset(self.kind or Kind),
            split=self.split,
            per_kind=self.per_kind,
            seed=self.seed,
        )


@dataclass(frozen=True, kw_only=True)
class Writers:
    """The model that writes prompts, the model that checks them, and limits on cost and speed."""

    model: str | None = None
    check_model: str | None = None
    spending: Spending = Spending()  # noqa: RUF009 - frozen
    throughput: Throughput = Throughput()  # noqa: RUF009 - frozen


def generate_cases(
    workspace: Workspace,
    listener: Listener,
    policy: Path | None,
    cases: Sequence[Path] | None,
    choice: DraftChoice,
    writers: Writers,
    output: Path | None,
) -> list[dict[str, Any]]:
    """Return drafts that do not exist yet, and add them to the output if there is one.

    Raises DelibctlError if there are no new drafts, and what `write_prompts` raises.
    """
    target = workspace.path(output) if output else None
    in_use = CaseFilesInUse(workspace=workspace, policy=policy, cases=cases)
    bundle = in_use.open(target)
    loaded = build(bundle)
    built = build_cases(bundle.cases, loaded, workspace.today().isoformat())
    entries = [entry for document in bundle.cases for entry in document.data["cases"]]
    by_people = frozenset(e["id"] for e in entries if "strategy" not in e.get("origin", {}))
    options = choice.options(loaded)
    drawn = sources(loaded, built, by_people, options)
    drafts = _by_model(workspace, listener, drawn, options, choice, writers)
    generated = generate(drawn, built, options, drafts, writers.model or "")
    for line in _notes(generated):
        listener.note(line)
    if not generated.cases:
        raise _nothing_made(silent=writers.model is not None and not drafts)
    if target is not None:
        written = add_cases(workspace, generated.cases, target)
        then = "next: read the drafts, and remove `status: draft` from the fair ones"
        for line in (f"{written}; {then}", *list(in_use.advice(target, "lint"))[:-1]):
            listener.note(line)
    return list(generated.cases)


def _by_model(
    workspace: Workspace,
    listener: Listener,
    drawn: list[Source],
    options: DraftOptions,
    choice: DraftChoice,
    writers: Writers,
) -> list[CaseDraft]:
    """Return the drafts of a model; it writes extra ones to replace those that are dropped."""
    if writers.model is None:
        if writers.spending != Spending():
            raise DelibctlError(
                "a limit on spending needs a model", next="name a model", usage="add --model MODEL"
            )
        if writers.throughput != Throughput():
            raise DelibctlError(
                "concurrency needs a model", next="name a model", usage="add --model MODEL"
            )
        if writers.check_model or list(choice.strategy) == [BY_MODEL.name]:
            raise DelibctlError(
                "checking prompts and the strategy `model` need a model",
                next="name a model",
                usage="add --model MODEL",
            )
        return []
    if BY_MODEL.name not in options.strategies:
        raise DelibctlError(
            "a model writes prompts only with the strategy `model`",
            next="add the strategy `model`",
            usage="add --strategy model",
        )
    names = (writers.model, writers.check_model or writers.model)
    writer, reader = map(workspace.settings.model_spec, names)
    if writer.is_baseline or reader.is_baseline:
        raise DelibctlError(
            "the baseline cannot write prompts: it is not a language model",
            next="name a language model, or none",
            usage="leave out --model, or name a language model",
        )
    wished = [
        job
        for source in drawn
        for job in jobs(source, options.kinds, options.per_kind + 1, options.seed)
    ]
    asking = AskOptions.of(workspace, writers.spending, writers.throughput)
    template = pinned_template(workspace.settings)
    writing = Writing(writer=writer, reader=reader, jobs=wished, template=template)
    batches = write_prompts(workspace, listener, writing, asking)
    return [draft for batch in batches for draft in batch.drafts]


def _nothing_made(*, silent: bool) -> DelibctlError:
    if silent:
        return DelibctlError(
            "no cases generated",
            next="check what the model replied, or generate from templates without a model",
            usage="check what the model replied, or leave out --model to use templates",
        )
    return DelibctlError(
        "all generated cases already exist",
        next="try another seed, or add examples and accepted cases",
        usage="try another --seed, or add examples and accepted cases",
    )


def _notes(generated: Generated) -> Iterator[str]:
    """Yield the number of drafts of each kind, and the clauses with few."""
    kinds = Counter(case["kind"] for case in generated.cases)
    by_kind = ", ".join(f"{kinds[kind]} {kind}" for kind in Kind if kinds[kind])
    dropped = generated.dropped
    similar = f"; {dropped} dropped as near duplicates" if dropped else ""
    yield f"{counted(len(generated.cases), 'draft')}: {by_kind or 'nothing'}{similar}"
    totals = {id: sum(counts.values()) for id, counts in generated.counts.items()}
    most = max(totals.values(), default=0)
    few = [f"{id} ({total})" for id, total in totals.items() if total < most / 2]
    if few:
        yield f"few drafts for {', '.join(few)}: give them an example, or write a case or two"


def _check(option: str, names: Sequence[str], known: Collection[str]) -> None:
    for name in names:
        if name not in known:
            raise DelibctlError(f"unknown {option} {name!r}", next=nearest(name, known, option))
