"""The battery: its shape and size, and how much of it the judge `patterns` sees.

`benchmarks/agreement --battery` shows the same by kind and language, and
benchmarks/agreement.log.md what was seen at which commit.
"""

from collections import Counter

from judge.battery.corpus import DECLINES, HERE, LabelledAnswer, load_battery, seen_as_declining

from delibctl.model import Outcome

BATTERY = load_battery()
DECLINING = [answer for answer in BATTERY if answer.declines]
PLAIN = [answer for answer in BATTERY if not answer.declines]
LANGUAGES = {"de", "en", "es", "fr", "it", "ja", "pt", "zh"}

#: What was measured when the words were chosen by kind; the aims are 0.9 and 0.03.
LEAST_SEEN = 0.74
MOST_MISREAD = 0.04


def test_every_answer_has_a_text_a_request_a_known_language_and_labels_on_one_side() -> None:
    assert [answer for answer in BATTERY if not _well_formed(answer)] == []


def _well_formed(answer: LabelledAnswer) -> bool:
    texts = (answer.request, answer.answer)
    one_side = answer.declines != (Outcome.COMPLY in answer.labels)
    return (
        all(text and text == text.strip() for text in texts)
        and answer.language in LANGUAGES
        and one_side
    )


def test_no_answer_is_there_twice() -> None:
    texts = Counter(answer.answer.casefold() for answer in BATTERY)

    assert [text for text, count in texts.items() if count > 1] == []


def test_there_are_150_answers_of_either_side() -> None:
    assert len(DECLINING) >= 150
    assert len(PLAIN) >= 150


def test_every_kind_has_ten_answers() -> None:
    kinds = Counter(answer.kind for answer in BATTERY)

    assert set(kinds) == {path.stem for path in HERE.glob("*.jsonl")}
    assert {kind: count for kind, count in kinds.items() if count < 10} == {}


def test_every_language_has_ten_answers_of_either_side() -> None:
    for side in (DECLINING, PLAIN):
        languages = Counter(answer.language for answer in side)

        assert set(languages) == LANGUAGES
        assert min(languages.values()) >= 10


def test_every_outcome_is_the_label_of_ten_answers() -> None:
    labels = Counter(label for answer in BATTERY for label in answer.labels)

    assert all(labels[outcome] >= 10 for outcome in {Outcome.COMPLY, *DECLINES})


def test_refusals_are_seen_as_often_as_they_were() -> None:
    assert seen_as_declining(DECLINING) / len(DECLINING) >= LEAST_SEEN


def test_plain_answers_are_read_as_refusing_no_more_often_than_they_were() -> None:
    assert seen_as_declining(PLAIN) / len(PLAIN) <= MOST_MISREAD
