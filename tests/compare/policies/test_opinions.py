"""Opinions of a model can add a loosening to a gate, and remove nothing."""

from compare.policies.small import COPY, FORGE, POLICY, content, with_clause
from hypothesis import given
from hypothesis import strategies as st

from delibctl.compare.policies import Change, Direction, Gate, Opinion, Profile, Vote, policy_diff
from delibctl.compare.policies.gates import check_changes
from delibctl.compare.policies.opinions import in_doubt
from delibctl.errors import ExitCode
from delibctl.gates import Reason, ReasonKind, Verdict


def opinion(*directions: Direction, wanted: int | None = None) -> Opinion:
    votes = tuple(Vote(direction=direction, reason=str(direction)) for direction in directions)
    return Opinion(model="gpt", wanted=len(votes) if wanted is None else wanted, votes=votes)


CHANGES = tuple(
    content(policy_diff(POLICY, with_clause(FORGE, with_clause(COPY, text="Words."), text="Else.")))
)
DIRECTIONS = st.sampled_from(Direction)
OPINIONS = st.builds(
    lambda directions, missing: opinion(*directions, wanted=len(directions) + missing),
    st.lists(DIRECTIONS, max_size=3),
    st.integers(0, 2),
)


@given(st.sampled_from(Gate), st.dictionaries(st.sampled_from(CHANGES).map(id), OPINIONS))
def test_a_gate_fails_on_all_that_it_fails_on_without_opinions(
    gate: Gate, opinions: dict[int, Opinion]
) -> None:
    without = check_changes(gate, CHANGES, Profile.BEHAVIOR)
    result = check_changes(gate, CHANGES, Profile.BEHAVIOR, opinions)

    assert set(map(id, without.failing)) <= set(map(id, result.failing))
    assert set(map(id, without.unclear)) <= {
        id(change) for change in (*result.unclear, *result.failing, *result.undecided)
    }
    if gate not in (Gate.LOOSENS, Gate.UNAPPROVED):
        assert result == without


@given(st.lists(DIRECTIONS, min_size=1))
def test_the_loosest_vote_counts(directions: list[Direction]) -> None:
    vote = opinion(*directions).vote

    order = [Direction.LOOSENS, Direction.UNKNOWN, Direction.NEUTRAL, Direction.TIGHTENS]
    assert vote is not None
    assert vote.direction is min(directions, key=order.index)


def test_a_missing_vote_leaves_open_what_is_not_called_looser() -> None:
    loosens, neutral = Direction.LOOSENS, Direction.NEUTRAL

    assert opinion(wanted=1).undecided
    assert opinion(neutral, wanted=2).undecided
    assert not opinion(neutral, neutral).undecided
    assert not opinion(loosens, wanted=2).undecided


def test_a_model_is_asked_about_words_and_not_about_what_is_proven() -> None:
    style = with_clause(FORGE, style="comply", severity=None)
    doubtful = in_doubt(policy_diff(POLICY, style).changes)
    assert doubtful == ()

    words: tuple[Change, ...] = in_doubt(CHANGES)
    assert {change.subject for change in words} == {FORGE.id, COPY.id}


def test_a_gate_that_failed_outweighs_one_that_is_undecided() -> None:
    undecided = Reason.of(ReasonKind.GATE_UNDECIDED, "votes are missing")
    failed = Reason.of(ReasonKind.GATE_FAILED, "1 change")

    assert Verdict.fold([undecided, failed]).code is ExitCode.FINDINGS
    assert Verdict.fold([undecided]).code is ExitCode.NO_VERDICT
