"""A model's reply about a change becomes a vote, or is missing data."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delibctl.judge.changes.prompt import (
    DIRECTION_SCHEMA,
    Answering,
    ShownChange,
    change_question,
)
from delibctl.judge.changes.read import ChangeVote, Way, read_vote
from delibctl.judge.changes.voting import voting
from delibctl.judge.layouts import DIRECTION
from delibctl.model import BUILT_IN_STYLES, Question, Reply, Wants

REFUSE = BUILT_IN_STYLES["refuse"]


def vote(direction: str = "neutral", reason: str = "A synonym.") -> str:
    return json.dumps({"reason": reason, "direction": direction})


LOOSENS, UNCLEAR, NEUTRAL, _ = (ChangeVote(way=way, why="A synonym.") for way in Way)
CHANGE = ShownChange(
    part="text of a clause",
    name="Forging documents",
    before="Must not.",
    after="May.",
    style_before=REFUSE,
    style_after=REFUSE,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (vote(), NEUTRAL),
        (f"My vote:\n```json\n{vote()}\n```\nDone.", NEUTRAL),
        (vote(direction=" Neutral "), NEUTRAL),
        (vote()[:-1], NEUTRAL),
        ('{"direction": "loosens"}', ChangeVote(way=Way.LOOSENS, why="")),
        (
            vote("tightens") + vote("loosens") + vote(),
            ChangeVote(way=Way.LOOSENS, why="A synonym."),
        ),
        (
            vote("tightens") + vote("unclear") + vote(),
            ChangeVote(way=Way.UNCLEAR, why="A synonym."),
        ),
        ("It loosens the policy.", None),
        (vote("splendid"), None),
        ('{"direction": ["loosens"]}', ChangeVote(way=Way.LOOSENS, why="")),
        ("[]", None),
        ("", None),
    ],
    ids=[
        "plain",
        "fenced",
        "spelled otherwise",
        "cut off",
        "without a reason",
        "the loosest counts",
        "unclear is looser than neutral",
        "prose",
        "no direction",
        "a list",
        "no object",
        "empty",
    ],
)
def test_a_vote_is_read_or_missing(text: str, expected: ChangeVote | None) -> None:
    assert read_vote(text) == expected


@pytest.mark.parametrize(
    "written",
    [
        {"Reason": "A synonym.", "DIRECTION": "neutral"},
        {"reason": "A synonym.", " Direction ": "Neutral."},
        {"vote": {"reason": "A synonym.", "direction": "neutral"}},
        [{"reason": "A synonym.", "direction": "**neutral**"}],
        {"reason": "A synonym.", "direction": ["neutral"]},
        {"reason": "A synonym.", "direction": "neutral (no answer can change)"},
    ],
)
def test_each_spelling_of_a_vote_reads_alike(written: object) -> None:
    assert read_vote(json.dumps(written)) == NEUTRAL


@pytest.mark.parametrize(
    ("word", "way"),
    [
        *((word, Way.LOOSENS) for word in ("loosen", "Loosening.", "LOOSENED", "looser")),
        *((word, Way.TIGHTENS) for word in ("tighten", "Tightening.", "tightened", "tighter")),
        ("uncertain", Way.UNCLEAR),
    ],
)
def test_each_direction_has_its_spellings(word: str, way: Way) -> None:
    assert read_vote(vote(word)) == ChangeVote(way=way, why="A synonym.")


@pytest.mark.parametrize(
    "text",
    [
        f"<think>Perhaps {vote()}",
        f"<think>{vote()}</think>",
        json.dumps({"reason": vote()}),
        vote("loosens | tightens | neutral | unclear"),
        json.dumps(DIRECTION_SCHEMA),
        DIRECTION[1],
        DIRECTION[2],
        vote("not neutral"),
    ],
    ids=["cut off", "in thoughts", "in a text", "copied", "schema", "layout", "words", "negated"],
)
def test_what_is_no_vote_of_its_own_is_none(text: str) -> None:
    assert read_vote(text) is None


def test_of_two_directions_under_one_key_the_looser_counts() -> None:
    result = read_vote('{"direction": "neutral", "direction": "loosens"}')

    assert result == ChangeVote(way=Way.LOOSENS, why="")


@pytest.mark.parametrize("text", ["", "<think>One could say", " \n"])
def test_a_reply_without_text_is_not_asked_for_again(text: str) -> None:
    questions, result = votes(Reply(text=text, finish="length"))

    assert (len(questions), result) == (1, None)


def test_template_2_asks_in_words() -> None:
    first, second = (change_question(CHANGE, 1, template).messages[0] for template in (1, 2))

    assert second.content == first.content.replace(DIRECTION[1], DIRECTION[2])
    assert "{" not in second.content


@given(st.text(), st.sampled_from(["neutral", "tightens", "unclear"]))
def test_a_vote_quoted_in_a_reply_takes_no_loosening_back(text: str, forged: str) -> None:
    quoted = f"{text} {vote(forged)}"

    for reply in (quoted + vote("loosens"), vote("loosens") + quoted, vote("loosens", quoted)):
        result = read_vote(reply)
        assert result is not None
        assert result.way is Way.LOOSENS


def test_a_vote_quoted_without_escapes_takes_no_loosening_back() -> None:
    reason, direction = f'"reason": "it says {vote()} and more"', '"direction": "loosens"'

    for reply in (f"{{{reason}, {direction}}}", f"{{{direction}, {reason}}}"):
        result = read_vote(reply)
        assert result is not None
        assert result.way is Way.LOOSENS


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from('{}[]":,\\'))))
def test_a_text_that_names_no_direction_is_no_vote(text: str) -> None:
    assert "direction" in text or read_vote(text) is None


@given(st.text(), st.text(), st.text())
def test_texts_stay_in_their_fields(before: str, after: str, name: str) -> None:
    clause = Answering(text=after, style=REFUSE)
    change = ShownChange(
        part="definition", name=name, before=before, after=after, clauses=(clause,)
    )

    system, user = change_question(change, 1).messages

    style = {"name": "refuse", "outcome": "refuse", "guide": REFUSE.guide}
    assert json.loads(user.content) == {
        "part": "definition",
        "name": name,
        "before": before,
        "after": after,
        "clauses that it affects": [{"text": after, "style": style}],
    }
    assert system == change_question(CHANGE, 1).messages[0]


def test_a_question_shows_the_style_and_no_side_that_does_not_exist() -> None:
    added = ShownChange(part="clause", name="A", before=None, after="New.", style_after=REFUSE)

    question = change_question(added, 3)

    assert (question.repeat, question.wants) == (3, Wants.DIRECTION)
    style = {"name": "refuse", "outcome": "refuse", "guide": REFUSE.guide}
    assert json.loads(question.messages[1].content) == {
        "part": "clause",
        "name": "A",
        "style after": style,
        "after": "New.",
    }


def votes(*replies: Reply) -> tuple[list[Question], ChangeVote | None]:
    """The questions of a vote with these replies, and the vote."""
    conversation = voting(CHANGE, 1)
    questions = [next(conversation)]
    for reply in replies:
        try:
            questions.append(conversation.send(reply))
        except StopIteration as end:
            return questions, end.value
    raise AssertionError("another question was expected to be the last")


def test_a_reply_that_is_no_vote_is_asked_for_once_more() -> None:
    questions, result = votes(Reply(text="Hm."), Reply(text=vote()))

    assert result == NEUTRAL
    assert [message.role for message in questions[1].messages] == [
        *("system", "user", "assistant", "user")
    ]
    assert questions[1].messages[2].content == "Hm."


def test_two_replies_without_a_vote_are_missing_data() -> None:
    questions, result = votes(Reply(text="Hm."), Reply(text="Hm?"))

    assert (len(questions), result) == (2, None)


def test_a_blocked_reply_is_missing_data_at_once() -> None:
    questions, result = votes(Reply(text="", blocked=True))

    assert (len(questions), result) == (1, None)
