"""A decision that is made again from stored repeats: the gates are those of the decision itself."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from delibctl.compare.runs.fresh_repeats import Asked, FreshRepeats
from delibctl.compare.runs.paired_case import Figure, PairedCase, Rates
from delibctl.gates.comparison.check import check_comparison
from delibctl.gates.comparison.result import ComparisonGate, ComparisonLimits
from delibctl.gates.deciding import Ask, Decision, check_stored, decide
from delibctl.gates.deciding.stored import replayed
from delibctl.model import Mode
from delibctl.stats.share import Share

LIMITS = ComparisonLimits()
FIRST = 4
MODELS = ("m", "n")


def rates(hits: int, total: int) -> Rates:
    return dict.fromkeys(Figure, Share(hits=hits, total=total))


@dataclass
class Live:
    """Models that answer, some not at all, and the looks at their answers as they come."""

    draw: Random
    true: dict[tuple[str, str, str], float]
    silent: float
    answers: dict[tuple[str, str, str], list[bool | None]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def ask(self, asks: Sequence[Ask]) -> bool:
        """Answer; return whether anything was answered that can be scored."""
        came = []
        for ask in asks:
            key = ask.side, ask.model, ask.case
            for _ in range(ask.repeats):
                lost = self.draw.random() < self.silent
                came.append(None if lost else self.draw.random() < self.true[key])
                self.answers[key].append(came[-1])
        return any(answer is not None for answer in came)

    def with_fresh(self, case: PairedCase) -> PairedCase:
        before, after = (
            [a for a in self.answers[side, case.model, case.case] if a is not None]
            for side in ("before", "after")
        )
        return replace(
            case,
            fresh_before=rates(sum(before), len(before)) if before else {},
            fresh_after=rates(sum(after), len(after)) if after else {},
        )

    def stored(self, looks: int) -> FreshRepeats:
        sides: dict[str, dict[Asked, dict[int, Rates]]] = {"before": {}, "after": {}}
        for (side, model, case), answers in self.answers.items():
            sides[side][case, model, Mode.CATEGORY] = {
                FIRST + n: rates(int(a), 1) for n, a in enumerate(answers) if a is not None
            }
        return FreshRepeats(first=FIRST, looks=looks, **sides)


def decided_live(
    live: Live, pairs: dict[str, list[PairedCase]], stop: int
) -> tuple[dict[str, tuple[ComparisonGate, ...]], int]:
    """Look and ask, until it is decided, or a budget ends within the round after look `stop`."""
    looks, last = 0, dict[str, Decision]()
    while True:
        for name, cases in pairs.items():
            if name not in last or not last[name].done:
                former = last[name].gates if name in last else ()
                now = [live.with_fresh(case) for case in cases]
                last[name] = decide(now, LIMITS, looks, former, smallest_drops=False)
        asks = [ask for look in last.values() if not look.done for ask in look.asks]
        if looks == stop:
            live.ask(asks[: len(asks) // 2])
        if looks == stop or not asks or not live.ask(asks):
            return {name: look.gates for name, look in last.items()}, looks
        looks += 1


@st.composite
def situations(draw: st.DrawFn) -> tuple[Live, dict[str, list[PairedCase]]]:
    random = Random(draw(st.integers(0, 2**32)))
    drop = draw(st.sampled_from([0.0, 0.1, 0.5]))
    silent = draw(st.sampled_from([0.0, 0.0, 0.3, 1.0]))
    pairs: dict[str, list[PairedCase]] = {}
    true: dict[tuple[str, str, str], float] = {}
    for model in MODELS[: draw(st.integers(1, 2))]:
        pairs[model] = []
        for number in range(draw(st.integers(0, 24))):
            rate, id = random.betavariate(4, 1), f"case-{number}"
            falls = number == 0 or random.random() < drop
            true["before", model, id], true["after", model, id] = rate, 0.0 if falls else rate
            stored = (
                sum(random.random() < true[side, model, id] for _ in range(3))
                for side in ("before", "after")
            )
            before, after = (rates(hits, 3) for hits in stored)
            pairs[model].append(
                PairedCase(
                    case=id,
                    model=model,
                    mode=Mode.CATEGORY,
                    clause=f"c{number % 12}",
                    affected=random.random() < 0.9,
                    critical=random.random() < 0.1,
                    before=before,
                    after=after,
                )
            )
    return Live(draw=random, true=true, silent=silent), pairs


@settings(max_examples=50, deadline=None)
@given(situations(), st.integers(0, 5))
def test_a_decision_made_again_from_stored_repeats_is_the_one_that_was_made(
    situation: tuple[Live, dict[str, list[PairedCase]]], stop: int
) -> None:
    live, pairs = situation
    gates, looks = decided_live(live, pairs, stop)

    again = replayed(pairs, LIMITS, live.stored(looks), smallest_drops=False)

    assert again == {
        name: tuple(replace(gate, model=name) for gate in of_model)
        for name, of_model in gates.items()
    }


STEADY = [
    PairedCase(
        case=f"case-{number}",
        model="m",
        mode=Mode.CATEGORY,
        clause=f"c{number % 12}",
        affected=True,
        critical=False,
        before=rates(3, 3),
        after=rates(2 if number % 3 == 0 else 3, 3),
    )
    for number in range(48)
]


@pytest.mark.parametrize("fresh", [None, FreshRepeats(first=FIRST, looks=0)])
def test_runs_that_were_decided_without_a_repeat_have_the_intervals_of_the_first_look(
    fresh: FreshRepeats | None,
) -> None:
    by_look = decide(STEADY, LIMITS, 0).gates
    by_stored_answers = check_comparison(STEADY, LIMITS)

    gates = check_stored({"m": STEADY}, LIMITS, fresh)

    assert by_look != by_stored_answers
    assert gates == (by_stored_answers if fresh is None else by_look)


def test_gates_have_the_name_of_a_model_with_its_mode_also_where_it_has_no_case() -> None:
    gates = check_stored({"m, mode full": STEADY, "m, mode category": []}, LIMITS)

    assert [gate.model for gate in gates] == ["m, mode full"] * 5 + ["m, mode category"] * 5
    assert {str(gate.verdict) for gate in gates[5:]} == {"undecided"}
