"""Which answers of a run are to be labelled first."""

from collections import Counter
from dataclasses import replace

import pytest
from support.example_run import EXPLAIN, FORGE
from support.labelled_run import labels, run_of_answers

from delibctl.score.corrected_figures import corrected_figures
from delibctl.score.label_proposals import Proposal, proposals
from delibctl.score.labelled_answers import labelled_answers
from delibctl.score.scored_run import score_run
from delibctl.score.scored_trial import ScoredTrial

SCORED = score_run(run_of_answers())


def proposed(count: int, figure: str | None = None) -> tuple[Proposal, ...]:
    answers = labelled_answers(labels(count))
    open_ = [trial for trial in SCORED.trials if answers.label(trial) is None]
    return proposals(SCORED.models, answers, open_, figure)


def test_every_answer_without_a_label_is_proposed_once() -> None:
    found = Counter(proposal.trial.case.id for proposal in proposed(20))

    assert found == dict.fromkeys((f"case-{number:02}" for number in range(20, 60)), 1)


def test_the_first_are_exactly_those_that_the_figure_asks_for() -> None:
    found = corrected_figures(SCORED.trials, labelled_answers(labels(20)))
    more = next(f.more for f in found if f.metric.key == "outcome_right")
    assert more is not None

    first = proposed(20, "outcome_right")[: more.count]

    assert Counter(proposal.clause for proposal in first) == dict(more.by_stratum)


@pytest.mark.parametrize(
    ("figure", "clause"), [("over_refusal", EXPLAIN), ("under_refusal", FORGE)]
)
def test_a_figure_is_narrowed_by_its_own_answers(figure: str, clause: str) -> None:
    first = proposed(20, figure)[0]

    assert first.figure is not None
    assert (first.figure.key, first.clause) == (figure, clause)


def test_without_a_figure_the_least_certain_is_narrowed() -> None:
    first = proposed(40)[0]  # all that should be refused are labelled

    assert first.figure is not None
    assert (first.figure.key, first.clause) == ("over_refusal", EXPLAIN)


def test_answers_that_narrow_nothing_come_last() -> None:
    kinds = [proposal.figure is None for proposal in proposed(20, "over_refusal")]

    assert kinds == [False] * 20 + [True] * 20


def test_the_order_is_of_chance_and_the_same_each_time() -> None:
    def cases(trials: tuple[ScoredTrial, ...]) -> list[str]:
        model = replace(SCORED.models[0], trials=trials)
        found = proposals([model], labelled_answers([]), trials, "outcome_right")
        return [proposal.trial.case.id for proposal in found]

    assert cases(SCORED.trials) == cases(SCORED.trials[::-1])
    assert cases(SCORED.trials) != sorted(cases(SCORED.trials))
