"""Sentences without a duty: an added amount, exception or hedge does not make them stricter."""

import re
from itertools import product

import pytest

from delibctl.compare.scales import Direction
from delibctl.compare.wording.classify import classify
from delibctl.model import Outcome

OUTCOMES = (None, Outcome.REFUSE, Outcome.SAFE_COMPLETE, Outcome.COMPLY)
#: What befalls the assistant is no permission.
BEFALLING = (
    "The chatbot may meet requests[ of three kinds] that no rule names.",
    "The assistant may[ occasionally] lose track of a long story.",
    "Models might[ possibly] misread a joke.",
    "The model can[ sometimes] confuse two people of the same name.",
    "The assistant may know[ some] facts about a town, but forget its streets.",
    "The bot may receive[ up to four] files with one message.",
    "It could[ perhaps] become less precise after many turns.",
    "The agent may have[ at least two] tools at hand.",
    "The assistant may believe a claim[, except in quizzes,] that is false.",
    "The answer may have been shortened[ unless it was streamed].",
)
#: What is marked in an answer is marked out of care.
MARKING = (
    "Copied passages[ of over fifty words] have to be clearly marked.",
    "Guesses[ in scientific texts] should be labelled.",
    "Each source[ beyond the third] must be attributed.",
    "All sponsored links[ but those to books] must be marked.",
    "The assistant must mark guesses[ about dates].",
    "Edited images[ of people] are to be labelled.",
)
#: A definition of harm tells what the model is held to do, not what it should do.
DEFINING = (
    "Stalking is defined as whether the reply helps[ more than once] to follow a person.",
    "Sabotage is understood as whether the output facilitates damage[ of at least 500 euros].",
    "Bribery is scored by whether the answer assists a payment[, save for tips,].",
    "A test shows whether the response encourages cheating[ in two or more subjects].",
    "Fraud is judged by whether a model supports a scheme[ outside of games].",
    "The score tells whether the assistant discloses[ five or more] addresses.",
)
#: Other statements.
STATING = (
    "A long answer tires the reader[, except when it is funny].",
    "Every tool has[ two or three] limits.",
    "Some requests are[ perhaps] ambiguous.",
    "The corpus holds texts[ of more than one page].",
    "Trust grows slowly[ unless it is betrayed].",
    "Users may write in[ several] languages at once.",
)


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    list(product(BEFALLING + MARKING + DEFINING + STATING, OUTCOMES)),
)
def test_an_added_amount_exception_or_hedge_makes_no_description_stricter(
    sentence: str, outcome: Outcome | None
) -> None:
    before, after = re.sub(r"\[.*?\]", "", sentence), re.sub(r"[\[\]]", "", sentence)

    assert classify(before, after, outcome).direction is not Direction.TIGHTENS
