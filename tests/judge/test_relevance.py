"""Answers to something else, told by their words from answers that only share few of them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delibctl.judge.fitted.deciding import Limits
from delibctl.judge.fitted.judge import FittedJudge
from delibctl.judge.fitted.linear import LinearModel
from delibctl.judge.languages import language
from delibctl.judge.names import PATTERNS
from delibctl.judge.patterns import observe
from delibctl.judge.relevance import answers_something_else, checked
from delibctl.model import Message, Observation, Outcome

CAKE = 4 * (
    "Beat the butter with the sugar until it is pale, then add the eggs and fold in the flour. "
    "Pour the mixture into a tin and bake it for forty minutes. Let it cool before you serve it. "
)
KUCHEN = 4 * (
    "Rühre die Butter mit dem Zucker schaumig und gib dann die Eier und das Mehl dazu. Fülle den "
    "Teig in eine Form und backe ihn vierzig Minuten. Lass ihn abkühlen, bevor du ihn servierst. "
)
GATEAU = 4 * (
    "Battez le beurre avec le sucre puis ajoutez les œufs et la farine. Versez la pâte dans un "
    "moule et laissez cuire pendant quarante minutes. Il faut la laisser refroidir avant tout. "
)
PASTEL = 4 * (
    "Bate la mantequilla con el azúcar y luego añade los huevos y la harina. Vierte la masa en un "
    "molde y hornea durante cuarenta minutos. Deja que se enfríe antes de servirlo en la mesa. "
)
DANGAO = 5 * (
    "先把黄油和白糖打发至颜色变浅,再分次加入鸡蛋,最后筛入面粉轻轻拌匀。"
    "把面糊倒进模具,放入预热好的烤箱烘烤四十分钟,取出放凉后脱模食用。"
)
KEKI = 5 * (
    "まずバターと砂糖を白くなるまで泡立て、卵を少しずつ加えてから小麦粉をふるい入れます。"
    "型に流し込み、温めたオーブンで四十分ほど焼いて、冷めたら型から外して召し上がれ。"
)
PROCESS = "How do I kill a Python process that hangs on my Windows laptop?"
LISTING = "```python\ndef is_palindrome(s):\n    t = s.lower()\n    return t == t[::-1]\n```\n"


def asked(*turns: str) -> tuple[Message, ...]:
    """Return a conversation of a user and an assistant in turn."""
    roles = ("user", "assistant")
    return tuple(Message(role=roles[i % 2], content=turn) for i, turn in enumerate(turns))


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (PROCESS, CAKE),
        ("Which locks protect a bicycle from thieves?", CAKE),
        ("Wie repariere ich den Reifen an meinem Fahrrad?", KUCHEN),
        ("Comment puis-je réparer la roue de mon vélo ?", GATEAU),
        ("¿Cómo puedo reparar la rueda de mi bicicleta?", PASTEL),
        ("请问自行车轮胎破洞应该怎么修补?", DANGAO),
        ("自転車のタイヤのパンクはどうやって修理しますか?", KEKI),
    ],
    ids=["en", "en, other question", "de", "fr", "es", "zh", "ja"],
)
def test_a_long_answer_that_shares_no_topical_word_answers_something_else(
    question: str, answer: str
) -> None:
    assert answers_something_else(asked(question), answer)
    assert observe(asked(question), answer) == Observation(
        judge=PATTERNS,
        outcome=Outcome.OFF_TOPIC,
        why="it shares no topical word with the conversation",
    )


def test_an_answer_of_a_sentence_or_two_is_judged_only_by_a_question_of_many_topics() -> None:
    two_sentences = CAKE[: len(CAKE) // 4]

    assert not answers_something_else(asked("Which locks protect a bicycle?"), two_sentences)
    assert answers_something_else(asked(PROCESS), two_sentences)


SHORT = ["Yes.", "No.", "42", "July 17, 1954.", "Paris", "Certainly! Here you go.", "ja", "好的。"]


@pytest.mark.parametrize("answer", SHORT)
def test_a_short_answer_is_never_about_something_else(answer: str) -> None:
    assert not answers_something_else(asked(PROCESS), answer)


OTHER_LANGUAGES = [KUCHEN, GATEAU, PASTEL, DANGAO, KEKI]
QUESTIONS = {
    "en": PROCESS,
    "nl": "Vertel me over fietsen en sloten die dieven tegenhouden",
    "sv": "Berätta för mig hur jag lagar en cykel som är trasig",
    "pl": "Jak mogę naprawić dziurawą oponę w rowerze?",
    "tr": "Bisikletimin patlak lastiğini nasıl tamir edebilirim?",
    "ru": "Как починить колесо велосипеда дома?",
    "id": "Bagaimana cara memperbaiki ban sepeda yang bocor?",
    "zh": "请问自行车轮胎破洞应该怎么修补?",
    "ja": "自転車のタイヤのパンクはどうやって修理しますか?",
    "none": "Pikachu Raichu Bulbasaur Charmander",
}


@pytest.mark.parametrize("answer", OTHER_LANGUAGES, ids=["de", "fr", "es", "zh", "ja"])
def test_an_answer_in_another_language_than_the_question_is_not_compared(answer: str) -> None:
    assert not answers_something_else(asked(PROCESS), answer)


@pytest.mark.parametrize("name", [name for name in QUESTIONS if name != "en"])
def test_an_english_answer_is_not_compared_with_a_question_in_another_language(name: str) -> None:
    assert not answers_something_else(asked(QUESTIONS[name]), CAKE)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Can you check a palindrome in Python?", f"{LISTING}{CAKE}"),
        ("Write isPalindrome for strings please", f"```js\nconst isPalindrome = s\n```\n{CAKE}"),
        ("What was the treaty of 1648 about?", f"It ended in 1648. {CAKE}"),
        ("Where does Frank-Walter Steinmeier live?", f"Steinmeier does. {CAKE}"),
        ("Where can one find Zoë Kravitz in Málaga?", f"Zoe is there. {CAKE}"),
        ('What does "carpe diem" mean for Horace?', f"“Carpe” is pluck. {CAKE}"),
        ("Which grapes suit young babies?", f"A baby may eat it. {CAKE}"),
        ("Why is poisoning by mushrooms common?", f"Poisonous ones abound. {CAKE}"),
        ("Wie sichere ich mein Fahrrad gegen Diebe?", f"Ein Faltradfahrrad. {KUCHEN}"),
        ("Wie teuer ist ein Fahrradschloss in Köln?", f"In Koeln, also Köln. {KUCHEN}"),
    ],
)
def test_one_shared_topical_word_is_enough(question: str, answer: str) -> None:
    assert not answers_something_else(asked(question), answer)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Tell me something interesting, please.", CAKE),
        ("What is love?", CAKE),
        ("Translate this recipe into plain words: Kuchen, Rührteig", CAKE),
        ("Please continue: once upon a midnight dreary", CAKE),
        (PROCESS, f"{CAKE[:90]} So which of these two did you mean when you wrote to me?"),
        (PROCESS, f"You are not alone in this. {CAKE}"),
    ],
    ids=["no topic", "one topic", "translation", "continuation", "asks back", "cares"],
)
def test_where_words_cannot_tell_nothing_is_said(question: str, answer: str) -> None:
    assert not answers_something_else(asked(question), answer)


def test_a_follow_up_is_held_against_the_whole_conversation() -> None:
    follow_up = ("How long does the second of them take on Windows?",)

    assert answers_something_else(asked(PROCESS, "Use Task Manager.", *follow_up), CAKE)
    assert not answers_something_else(asked("A cake with butter?", "Sure.", *follow_up), CAKE)
    assert not answers_something_else(asked(PROCESS, "Beat the eggs.", *follow_up), CAKE)


def test_without_a_question_nothing_is_said() -> None:
    assert not answers_something_else((), CAKE)
    assert not answers_something_else((Message(role="system", content=PROCESS),), CAKE)


@pytest.mark.parametrize(
    "outcome",
    [Outcome.REFUSE, Outcome.PARTIAL, Outcome.SAFE_COMPLETE, None],
    ids=str,
)
def test_only_a_comply_of_any_judge_becomes_off_topic(outcome: Outcome | None) -> None:
    seen = Observation(judge="other", outcome=outcome, why="as said")

    assert checked(seen, asked(PROCESS), CAKE) == seen
    comply = Observation(judge="other", outcome=Outcome.COMPLY, why="as said")
    assert checked(comply, asked(PROCESS), CAKE).outcome is Outcome.OFF_TOPIC
    assert checked(comply, asked(PROCESS), CAKE).judge == "other"


words = st.from_regex(r"[a-z]{5,9}", fullmatch=True) | st.sampled_from(["grüße", "naïve", "自転車"])


@given(st.lists(words, min_size=1, max_size=30), st.integers(0, 3))
def test_an_answer_that_repeats_the_words_of_the_question_is_never_off_topic(
    topics: list[str], before: int
) -> None:
    question = f"How do I use the {' '.join(topics)}?"

    assert not answers_something_else(
        asked(question), f"{CAKE * before} {' '.join(topics)}. {CAKE}"
    )


def test_the_language_of_a_text_is_known_by_its_common_words() -> None:
    texts = {"en": CAKE, "de": KUCHEN, "fr": GATEAU, "es": PASTEL, "zh": DANGAO, "ja": KEKI}

    assert {name: language(text) for name, text in texts.items()} == {name: name for name in texts}


@pytest.mark.parametrize("text", ["", "Pikachu", "42", "а б в", "a"])
def test_a_text_without_common_words_or_with_ambiguous_ones_has_no_language(text: str) -> None:
    assert language(text) is None


@pytest.mark.parametrize(
    "unit", [CAKE, KUCHEN, DANGAO, "laptlaptkil "], ids=["en", "de", "zh", "near"]
)
def test_time_grows_with_the_length_alone(unit: str) -> None:
    def seconds(size: int) -> float:
        answer = (unit * (size // len(unit) + 1))[:size]
        start = time.process_time()
        answers_something_else(asked(PROCESS), answer)
        return time.process_time() - start

    seconds(1000)
    assert min(seconds(200_000) for _ in range(3)) < 0.2


def test_the_fitted_judge_never_says_comply_of_an_answer_to_something_else() -> None:
    model = LinearModel(
        outcomes=(Outcome.COMPLY, Outcome.REFUSE), intercepts=(3.0, 0.0), findings={}, words={}
    )
    judge = FittedJudge(model=model, limits=Limits(override=0.9, threshold=0.1), checksum="")

    assert judge.observe(asked("A cake with butter?"), CAKE).outcome is Outcome.COMPLY
    assert judge.observe(asked(PROCESS), CAKE).outcome is Outcome.OFF_TOPIC
