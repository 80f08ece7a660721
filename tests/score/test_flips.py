"""What a trial comes to now against what the same trial came to before."""

from dataclasses import replace

from support.example_run import example_run

from delibctl.model import Broken, Run, Trial, TrialKey
from delibctl.score.flips import Standing, flips, standings
from delibctl.score.scored_run import score_run

RUN = example_run()
RIGHT, WRONG, UNSCORED = Standing.RIGHT, Standing.WRONG, Standing.UNSCORED


def standing(run: Run) -> dict[TrialKey, Standing]:
    return standings(score_run(run))


def having(key: TrialKey, trial: Trial) -> Run:
    """The run in which a trial came to what another one of it came to."""
    trials = [replace(trial, key=key) if t.key == key else t for t in RUN.trials]
    return replace(RUN, trials=tuple(trials))


def changed(before: Run, after: Run) -> list[tuple[str, Standing | None, Standing]]:
    found = flips(score_run(before), score_run(after))
    return [(flip.trial.case.id, flip.before, flip.after) for flip in found]


def test_the_same_run_has_no_flip() -> None:
    assert changed(RUN, RUN) == []


def test_a_trial_flips_from_right_to_wrong_to_no_score_and_back() -> None:
    key = next(key for key, found in standing(RUN).items() if found is RIGHT)
    broken = Trial(key=key, result=Broken(kind="timeout", message="late"))
    lost = having(key, broken)
    cited = next(t for t in RUN.trials if standing(RUN)[t.key] is WRONG)
    wrong = having(key, cited)

    assert standing(wrong)[key] is WRONG
    assert changed(RUN, wrong) == [(key.case, RIGHT, WRONG)]
    assert changed(wrong, lost) == [(key.case, WRONG, UNSCORED)]
    assert changed(lost, RUN) == [(key.case, UNSCORED, RIGHT)]


def test_a_trial_that_was_not_there_before_is_new_and_one_that_is_gone_is_no_flip() -> None:
    fewer = replace(RUN, trials=RUN.trials[1:])
    first = RUN.trials[0].key

    assert changed(fewer, RUN) == [(first.case, None, standing(RUN)[first])]
    assert changed(RUN, fewer) == []
