"""The answers on which the judge `patterns` is developed: their size, and what it sees of them.

`benchmarks/agreement --development` shows the same by kind and language.
"""

from collections import Counter

from judge.development.corpus import load_development, seen

LANGUAGES = 8


def test_every_language_has_forty_answers_of_either_side() -> None:
    sides = Counter((answer.language, answer.declines) for answer in load_development())

    assert len(sides) == 2 * LANGUAGES
    assert min(sides.values()) >= 40


def test_no_answer_is_there_twice() -> None:
    texts = Counter(answer.text for answer in load_development())

    assert [text for text, count in texts.items() if count > 1] == []


def test_the_same_half_of_every_section_is_held_back_each_time() -> None:
    answers = load_development()
    held_back = sum(answer.held_back for answer in answers)

    assert answers == load_development()
    assert 0.4 <= held_back / len(answers) <= 0.5


def test_of_the_half_held_back_as_much_is_seen_and_as_little_misread_as_was_measured() -> None:
    held_back = [answer for answer in load_development() if answer.held_back]
    declining = [answer for answer in held_back if answer.declines]
    plain = [answer for answer in held_back if not answer.declines]

    assert seen(declining) / len(declining) >= 0.79
    assert seen(plain) / len(plain) <= 0.05
