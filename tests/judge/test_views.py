"""What a judge is shown, and what it cannot be shown."""

import re
import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from delibctl.judge import prompt, views
from delibctl.judge.prompt import filter_question, reward_question
from delibctl.judge.views import Claim, FilterView, RewardView
from delibctl.model import Message

SPEC = "### [a.b] Title\nThe assistant must not do it."
TURN = (Message(role="user", content="Do it."),)
#: Marks that no other part of a question holds.
SECRET = st.text(st.sampled_from("\u0416\u0429\u042e"), min_size=6, max_size=12)


@given(SECRET)
def test_a_filter_is_shown_the_reasoning_and_a_reward_has_no_place_for_it(secret: str) -> None:
    shown = filter_question(
        FilterView(spec=SPEC, conversation=TURN, reasoning=secret, answer="No."), 1
    )

    assert secret in shown.messages[-1].content
    assert "reasoning" not in RewardView.__dataclass_fields__


SOUND = "reward_question(RewardView(spec='', conversation=(), answer=''), 1)"
MIXED = [
    "reward_question(FilterView(spec='', conversation=(), reasoning='', answer=''), 1)",
    "RewardView(spec='', conversation=(), reasoning='', answer='')",
    "filter_question(RewardView(spec='', conversation=(), answer=''), 1)",
]


SHOWN = (prompt.__file__, views.__file__)


def test_the_type_checker_refuses_reasoning_where_a_judge_is_a_reward(tmp_path: Path) -> None:
    names = "from delibctl.judge.prompt import filter_question, reward_question\n"
    names += "from delibctl.judge.views import FilterView, RewardView"
    (tmp_path / "lines.py").write_text("\n".join((names, SOUND, *MIXED, SOUND)) + "\n")

    done = subprocess.run(
        # To read only these three files takes a fifth of the time.
        [sys.executable, "-m", "mypy", "--strict", "--follow-imports=skip", "lines.py", *SHOWN],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    errors = re.findall(r"^lines\.py:(\d+): error:", done.stdout, re.MULTILINE)
    assert sorted(set(errors)) == ["4", "5", "6"]


def test_a_label_is_told_as_the_claim_of_another_and_left_out_otherwise() -> None:
    view = RewardView(spec=SPEC, conversation=TURN, answer="No.")
    claimed = RewardView(
        spec=SPEC, conversation=TURN, answer="No.", claim=Claim(outcome="refuse", clauses=("a.b",))
    )

    blind, told = reward_question(view, 1), reward_question(claimed, 1)

    assert "claim" not in "".join(message.content for message in blind.messages)
    assert '"the ideal answer should": "refuse"' in told.messages[-1].content
    assert "It may be wrong" in told.messages[0].content


@given(st.text(), st.text())
def test_no_answer_ends_what_it_stands_in(answer: str, prompt: str) -> None:
    import json

    view = RewardView(
        spec=SPEC, conversation=(Message(role="user", content=prompt),), answer=answer
    )

    shown = json.loads(reward_question(view, 1).messages[-1].content)

    assert shown["answer"] == answer
    assert shown["conversation"] == [{"role": "user", "content": prompt}]
