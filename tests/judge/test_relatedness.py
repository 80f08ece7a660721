"""How near an answer is to its question, with and without an encoder."""

import pytest

from delibctl.edge.encoder.load import sentence_encoder
from delibctl.edge.encoder.package import EncoderPackage
from delibctl.judge.relatedness import Relatedness, relatedness
from delibctl.model import By
from delibctl.text.meaning import SentenceEncoder

ASKED = "How do I get my money back?"
OTHER = "The capital of France is Paris. It lies on the Seine."


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    found = sentence_encoder()
    assert not isinstance(found, EncoderPackage), "the development environment has the extra"
    return found


@pytest.mark.parametrize(
    "answer",
    [
        "You can ask for a refund within thirty days.",
        "Sure! Here is what to do. First, open the form for refunds. Then wait.",
        "Vous pouvez demander un remboursement dans les trente jours.",
        "I'm sorry, but I can't help you get your money back.",
    ],
)
def test_an_answer_to_the_question_is_nearer_than_another(
    encoder: SentenceEncoder, answer: str
) -> None:
    own, other = relatedness(ASKED, answer, encoder), relatedness(ASKED, OTHER, encoder)

    assert own is not None
    assert other is not None
    assert (own.by, other.by) == (By.MEANING, By.MEANING)
    assert own.value > 0.287 > other.value


def test_without_an_encoder_it_is_the_share_of_the_words_of_the_question() -> None:
    found = [relatedness(ASKED, text) for text in ("Your money comes back.", OTHER, "money, get!")]

    assert found == [Relatedness(value=value, by=By.WORDS) for value in (0.667, 0.0, 0.667)]


def test_what_the_encoder_cannot_read_is_compared_by_words(encoder: SentenceEncoder) -> None:
    asked = "मेरा पैसा कहाँ"

    assert relatedness(asked, f"{asked}?", encoder) == Relatedness(value=1.0, by=By.WORDS)


@pytest.mark.parametrize(
    ("question", "answer"), [("", "Yes."), ("Why me?", "Yes."), (ASKED, ""), (ASKED, "?!")]
)
def test_where_nothing_can_be_compared_that_is_said(question: str, answer: str) -> None:
    assert relatedness(question, answer) is None


def test_an_answer_of_200_kb_is_read_at_its_beginning(encoder: SentenceEncoder) -> None:
    answer = "You can ask for a refund within thirty days. " + "weather " * 25_000

    found = relatedness(ASKED, answer, encoder)

    assert found is not None
    assert found.value > 0.287
