"""Clauses found for the prompts of the samples; `benchmarks/retrieval` says how."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from delibctl.api.cases.suggest import ClauseSuggester
from delibctl.api.policies.load import open_one
from delibctl.api.workspace import Workspace
from delibctl.edge.baseline.bm25 import WordIndex
from delibctl.edge.baseline.prompt_reader import clauses_in
from delibctl.edge.encoder.load import sentence_encoder
from delibctl.edge.encoder.package import EncoderPackage
from delibctl.model import Case, Policy
from delibctl.policy import spec
from delibctl.stats.share import Share

ROOT = Path(__file__).parent.parent
SAMPLES = ("assistant", "support_bot")
#: The clauses of a policy, nearest to each prompt first.
Order = Callable[[Sequence[str]], list[tuple[str, ...]]]


def main() -> None:
    """Print a table for each sample."""
    encoder = sentence_encoder()
    if isinstance(encoder, EncoderPackage):
        raise SystemExit(encoder.why_not)
    for name in SAMPLES:
        policy, cases = open_one(Workspace.open(ROOT, {}), ROOT / "sample_policies" / name)
        labelled = [case for case in cases if case.expected.primary]
        ranks = {
            "baseline": _ranks(labelled, _baseline(policy)),
            "words": _ranks(labelled, _suggested(ClauseSuggester(policy, None))),
            "encoder": _ranks(labelled, _suggested(ClauseSuggester(policy, encoder))),
        }
        clauses = len(policy.clause_by_id)
        print(f"{name}: {len(labelled)} labelled cases, {clauses} clauses; intervals of 95 %")
        print(f"{'':26}{'cases':>6}  {'first':<24}{'among three'}")
        for group, numbers in _groups(labelled).items():
            for by, of in ranks.items():
                print(_row(f"{group}, {by}", [of[number] for number in numbers]))
        if "--cases" in sys.argv[1:]:
            _print_cases(labelled, ranks)
        print()


def _baseline(policy: Policy) -> Order:
    """The order of the baseline when it is shown the whole policy."""
    clauses = clauses_in(spec(policy, [category.id for category in policy.categories]))
    index = WordIndex([clause.searched for clause in clauses])
    return lambda prompts: [
        tuple(clauses[number].id for number in index.nearest(prompt)) for prompt in prompts
    ]


def _suggested(suggester: ClauseSuggester) -> Order:
    return lambda prompts: [found.clauses for found in suggester.nearest(prompts, most=1_000)]


def _ranks(cases: Sequence[Case], order: Order) -> list[int | None]:
    """The place of the expected clause in each case; None if it shares no word."""
    orders = order([case.messages[-1].content for case in cases])
    return [
        found.index(case.expected.primary) + 1 if case.expected.primary in found else None
        for case, found in zip(cases, orders, strict=True)
    ]


def _groups(cases: Sequence[Case]) -> dict[str, list[int]]:
    numbers = range(len(cases))
    return {
        "all": list(numbers),
        "English": [n for n in numbers if cases[n].lang == "en"],
        "other languages": [n for n in numbers if cases[n].lang != "en"],
    }


def _row(name: str, ranks: Sequence[int | None]) -> str:
    shares = [_share(ranks, 1), _share(ranks, 3)]
    return f"{name:26}{len(ranks):6}  " + "".join(f"{share:<24}" for share in shares).rstrip()


def _share(ranks: Sequence[int | None], most: int) -> str:
    share = Share(hits=sum(rank is not None and rank <= most for rank in ranks), total=len(ranks))
    interval = share.interval()
    if share.value is None or interval is None:
        return "-"
    return f"{share.value:.3f} ({interval[0]:.3f} to {interval[1]:.3f})"


def _print_cases(cases: Sequence[Case], ranks: dict[str, list[int | None]]) -> None:
    print(f"\n{'rank of the clause':44}" + "".join(f"{by:>10}" for by in ranks))
    for number, case in enumerate(cases):
        found = (of[number] for of in ranks.values())
        print(f"{case.id:44}" + "".join(f"{rank or '-':>10}" for rank in found))


if __name__ == "__main__":
    main()
