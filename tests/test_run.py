"""The engine with fake models: plain functions that answer at once, late, or not at all."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.conversations import shown_messages
from support.example_run import COPY, EXPLAIN, FORGE, POLICY
from support.fake_models import (
    CASES,
    DOWN,
    GOOD,
    TWO,
    UNREADABLE,
    always,
    by_key,
    case,
    into,
    plan_of,
    probed,
    setting,
    trials_of,
)

from delibctl.model import (
    Case,
    Deliberated,
    Exchange,
    Expected,
    Failure,
    FailureKind,
    NotAskable,
    Observation,
    Outcome,
    Question,
    Reply,
    ReplyForm,
    Trial,
    TrialKey,
)
from delibctl.run.circuit_breaker import ModelFailed
from delibctl.run.live.engine import run_trials
from delibctl.run.trial_keys import planned_trials


@dataclass
class Counting:
    """A model that counts its open questions, and answers after a few turns of the loop."""

    turns: int = 3
    open: int = 0
    most: int = 0
    questions: list[Question] = field(default_factory=list)

    async def __call__(self, question: Question) -> Reply | Failure:
        self.questions.append(question)
        self.open += 1
        self.most = max(self.most, self.open)
        for _ in range(self.turns):
            await asyncio.sleep(0)
        self.open -= 1
        return GOOD


@given(st.integers(1, 9), st.integers(0, 9), st.integers(1, 2), st.integers(0, 4))
def test_no_more_questions_are_open_at_once_than_asked_for(
    concurrency: int, cases: int, repeats: int, turns: int
) -> None:
    model = Counting(turns=turns)
    chosen = [case(f"case-{n}") for n in range(cases)]

    kept = probed(model, chosen, plan=plan_of(repeats=repeats), concurrency=concurrency)

    assert len(kept) == len(model.questions) == cases * repeats
    assert model.most <= concurrency
    if turns:
        assert model.most == min(concurrency, cases * repeats)


def test_a_trial_is_kept_whole() -> None:
    (trial,) = probed(always(GOOD), CASES[:1])

    said = shown_messages(TWO, CASES[0].shown)
    assert isinstance(trial.result, Deliberated)
    assert trial == Trial(
        key=TrialKey(case="case-0", model="m"),
        result=Deliberated(
            deliberation=trial.result.deliberation,
            observation=Observation(
                judge="patterns", outcome=Outcome.REFUSE, why="declines: 'I must decline'"
            ),
        ),
        exchanges=(Exchange(messages=said, reply=GOOD),),
    )
    assert trial.result.deliberation.answer == "I must decline."


@pytest.mark.parametrize("form", ReplyForm)
def test_a_model_is_asked_in_its_form_and_told_which_repeat_it_is(form: ReplyForm) -> None:
    model = Counting()

    probed(model, CASES[:1], plan=plan_of(repeats=2, form=form), concurrency=1)

    messages = shown_messages(TWO, CASES[0].shown, form)
    assert model.questions == [
        Question(messages=messages, form=form, repeat=repeat) for repeat in (1, 2)
    ]


def test_each_model_is_asked_itself() -> None:
    plan = plan_of("one", "two")
    asks = {alias: always(replace(GOOD, served=alias)) for alias in ("one", "two")}
    kept: list[Trial] = []
    engine = run_trials(
        replace(setting(always(DOWN), plan), models=asks),
        trials_of(plan, CASES),
        concurrency=2,
        store=into(kept),
    )
    asyncio.run(engine)

    assert Counter(trial.key.model for trial in kept) == {"one": 6, "two": 6}
    assert all(trial.exchanges[0].reply.served == trial.key.model for trial in kept)


def test_each_trial_is_kept_as_it_ends_and_not_when_all_have() -> None:
    kept: list[Trial] = []
    gates = {c.prompt: asyncio.Event() for c in CASES}

    async def ask(question: Question) -> Reply | Failure:
        await gates[question.messages[-1].content].wait()
        return GOOD

    async def watch() -> list[list[str]]:
        plan = plan_of()
        work = run_trials(
            setting(ask, plan), trials_of(plan, CASES), concurrency=len(CASES), store=into(kept)
        )
        running = asyncio.create_task(work)
        seen = []
        for one in reversed(CASES):
            gates[one.prompt].set()
            for _ in range(10):
                await asyncio.sleep(0)
            seen.append([trial.key.case for trial in kept])
        await running
        return seen

    order = [one.id for one in reversed(CASES)]
    assert asyncio.run(watch()) == [order[: n + 1] for n in range(len(order))]


HIDDEN = case("hidden", categories=("copies",))
HALF_HIDDEN = case(
    "half-hidden",
    categories=("copies",),
    expected=Expected(style="comply", either=(EXPLAIN, COPY), also=(FORGE,)),
)


@pytest.mark.parametrize(
    ("hidden", "named"),
    [(HIDDEN, FORGE), (HALF_HIDDEN, f"{EXPLAIN}, {COPY}")],
    ids=["a clause", "all of either"],
)
def test_what_the_prompt_cannot_hold_is_not_asked(hidden: Case, named: str) -> None:
    model = Counting()

    kept = by_key(probed(model, [CASES[0], hidden]))

    assert len(model.questions) == 1
    assert kept[TrialKey(case=hidden.id, model="m")] == Trial(
        key=TrialKey(case=hidden.id, model="m"),
        result=NotAskable(message=f"the prompt does not contain {named}"),
    )


@given(
    st.sets(st.integers(0, 11)),
    st.sampled_from([1, 2, 5]),
    st.lists(st.sampled_from([GOOD, UNREADABLE, DOWN, Reply(text="")]), min_size=1, max_size=6),
)
def test_a_resumed_run_equals_an_uninterrupted_one(
    first: set[int], concurrency: int, replies: list[Reply | Failure]
) -> None:
    plan = plan_of("m", repeats=2)
    chosen = [*CASES[:5], HIDDEN]
    trials = trials_of(plan, chosen)

    async def ask(question: Question) -> Reply | Failure:
        """What it answers is decided by the question alone, as the kept answers are."""
        await asyncio.sleep(0)
        turns = sum(len(message.content) for message in question.messages)
        order = int(next(c.id[-1] for c in CASES if c.prompt in str(question.messages)))
        return replies[(turns + order + question.repeat) % len(replies)]

    def over(part: list[tuple[TrialKey, Case]]) -> dict[TrialKey, Trial]:
        kept: list[Trial] = []
        asyncio.run(run_trials(setting(ask, plan), part, concurrency=concurrency, store=into(kept)))
        assert len(kept) == len(part)
        return by_key(kept)

    begun = over([trial for n, trial in enumerate(trials) if n in first])
    rest = over([(key, one) for key, one in trials if key not in begun])

    assert begun | rest == over(trials)
    assert not begun.keys() & rest.keys()


def test_a_stopped_run_goes_on_where_it_stopped() -> None:
    plan = plan_of()
    trials = trials_of(plan, CASES)
    kept: list[Trial] = []
    asked: list[str] = []
    credit = iter([GOOD] * 3)

    async def poor(question: Question) -> Reply | Failure:
        return next(credit, Failure(kind=FailureKind.QUOTA, message="used up"))

    async def rich(question: Question) -> Reply | Failure:
        asked.append(question.messages[-1].content)
        return GOOD

    with pytest.raises(ModelFailed):
        asyncio.run(run_trials(setting(poor, plan), trials, concurrency=1, store=into(kept)))
    done = by_key(kept).keys()
    rest = [(key, one) for key, one in trials if key not in done]
    asyncio.run(run_trials(setting(rich, plan), rest, concurrency=1, store=into(kept)))

    assert asked == [one.prompt for one in CASES[3:]]
    assert by_key(kept) == by_key(probed(always(GOOD)))


def test_what_a_listener_raises_ends_the_run() -> None:
    def store(_case: Case, _trial: Trial) -> None:
        raise OSError("the disk is full")

    plan = plan_of()
    with pytest.raises(OSError, match="the disk is full"):
        asyncio.run(
            run_trials(
                setting(always(GOOD), plan), trials_of(plan, CASES), concurrency=2, store=store
            )
        )


FORGE_TEXT = POLICY.clause_by_id[FORGE].text


@pytest.mark.parametrize(
    ("prompt", "leaked"),
    [
        (FORGE_TEXT, True),
        (FORGE_TEXT.upper(), True),
        (f"{FORGE_TEXT} Please.", True),
        ("Copies are made.", True),
        ("Copies", False),
        ("Is a permit from another town valid here?", False),
        (f"{FORGE_TEXT} Is that so, and if it is, who decided on it, and when was that?", False),
    ],
    ids=[
        "word for word",
        "in other case",
        "nearly whole",
        "word for word, in few words",
        "in a word",
        "nowhere",
        "in part",
    ],
)
def test_a_case_is_marked_leaked_if_its_prompt_stands_in_what_is_shown(
    prompt: str, leaked: bool
) -> None:
    (trial,) = probed(always(GOOD), [case("a", prompt)])

    assert trial.leaked is leaked


def test_a_case_is_not_leaked_by_a_category_that_it_is_not_shown() -> None:
    shown = case("shown", FORGE_TEXT)
    other = replace(shown, id="other", categories=("copies",), expected=Expected(style="comply"))

    found = by_key(probed(always(GOOD), [shown, other]))

    assert {key.case: trial.leaked for key, trial in found.items()} == {
        "shown": True,
        "other": False,
    }


CATEGORIES = st.lists(st.sampled_from(["permits", "copies", "none"]), min_size=1, max_size=3)


@given(st.lists(CATEGORIES, max_size=8), st.integers(1, 3), st.integers(1, 2))
def test_trials_that_show_the_same_text_stand_together(
    categories: list[list[str]], repeats: int, models: int
) -> None:
    cases = {
        f"case-{n}": case(f"case-{n}", categories=tuple(names))
        for n, names in enumerate(categories)
    }
    aliases = [f"m{n}" for n in range(models)]

    plan = plan_of(*aliases, repeats=repeats)
    keys = [key for key, _ in planned_trials(plan, cases.values())]

    def shown(key: TrialKey) -> tuple[str, tuple[str, ...]]:
        return key.model, tuple(sorted(set(cases[key.case].categories)))

    assert len(set(keys)) == len(keys)
    assert set(keys) == {
        TrialKey(case=id, model=alias, repeat=repeat + 1)
        for id in cases
        for alias in aliases
        for repeat in range(repeats)
    }
    blocks = [block for block, _ in groupby(keys, key=shown)]
    assert len(blocks) == len(set(blocks))
    assert [key.model for key in keys] == sorted(key.model for key in keys)
    for before, after in pairwise(keys):
        if before.case == after.case:
            assert after.repeat == before.repeat + 1 or after.model != before.model
