"""The batteries: their shape and size, and how much of them the judge `patterns` sees.

`benchmarks/agreement --battery` shows the same by kind and language, and
benchmarks/agreement.log.md what was seen at which commit.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from judge.battery.corpus import (
    DECLINES,
    FIRST,
    SECOND,
    LabelledAnswer,
    load_battery,
    seen_as_declining,
    seen_as_off_topic,
)

from delibctl.model import Outcome

LANGUAGES = {"de", "en", "es", "fr", "it", "ja", "pt", "zh"}


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Shares of a battery as they were measured."""

    least_seen: float
    most_misread: float
    most_off_topic: float


#: The aims are 0.9, 0.03 and 0.01. Measured when the judge was last changed, by the log.
MEASURED = {
    FIRST: Measured(least_seen=0.77, most_misread=0.03, most_off_topic=0.0),
    SECOND: Measured(least_seen=0.89, most_misread=0.071, most_off_topic=0.0),
}

each_battery = pytest.mark.parametrize("folder", [FIRST, SECOND], ids=["first", "second"])


@each_battery
def test_every_answer_has_a_text_a_request_a_known_language_and_labels_on_one_side(
    folder: Path,
) -> None:
    assert [answer for answer in load_battery(folder) if not _well_formed(answer)] == []


def _well_formed(answer: LabelledAnswer) -> bool:
    texts = (answer.request, answer.answer)
    one_side = answer.declines != (Outcome.COMPLY in answer.labels)
    return (
        all(text and text == text.strip() for text in texts)
        and answer.language in LANGUAGES
        and one_side
    )


def test_no_answer_is_there_twice() -> None:
    texts = Counter(
        answer.answer.casefold() for folder in (FIRST, SECOND) for answer in load_battery(folder)
    )

    assert [text for text, count in texts.items() if count > 1] == []


@each_battery
def test_there_are_150_answers_of_either_side(folder: Path) -> None:
    assert len(_declining(folder)) >= 150
    assert len(_plain(folder)) >= 150


@each_battery
def test_every_kind_has_ten_answers(folder: Path) -> None:
    kinds = Counter(answer.kind for answer in load_battery(folder))

    assert set(kinds) == {path.stem for path in folder.glob("*.jsonl")}
    assert {kind: count for kind, count in kinds.items() if count < 10} == {}


@each_battery
def test_every_language_has_ten_answers_of_either_side(folder: Path) -> None:
    for side in (_declining(folder), _plain(folder)):
        languages = Counter(answer.language for answer in side)

        assert set(languages) == LANGUAGES
        assert min(languages.values()) >= 10


@each_battery
def test_every_outcome_is_the_label_of_ten_answers(folder: Path) -> None:
    labels = Counter(label for answer in load_battery(folder) for label in answer.labels)

    assert all(labels[outcome] >= 10 for outcome in {Outcome.COMPLY, *DECLINES})


def test_a_third_of_the_second_battery_that_declines_are_ordinary_refusals() -> None:
    declining = _declining(SECOND)
    ordinary = [answer for answer in declining if answer.kind == "ordinary_refusals"]

    assert 0.3 <= len(ordinary) / len(declining) <= 0.36


@each_battery
def test_refusals_are_seen_as_often_as_they_were(folder: Path) -> None:
    declining = _declining(folder)

    assert seen_as_declining(declining) / len(declining) >= MEASURED[folder].least_seen


@each_battery
def test_plain_answers_are_read_as_refusing_no_more_often_than_they_were(folder: Path) -> None:
    plain = _plain(folder)

    assert seen_as_declining(plain) / len(plain) <= MEASURED[folder].most_misread


@each_battery
def test_plain_answers_are_called_off_topic_no_more_often_than_they_were(folder: Path) -> None:
    plain = _plain(folder)

    assert seen_as_off_topic(plain) / len(plain) <= MEASURED[folder].most_off_topic


def _declining(folder: Path) -> list[LabelledAnswer]:
    return [answer for answer in load_battery(folder) if answer.declines]


def _plain(folder: Path) -> list[LabelledAnswer]:
    return [answer for answer in load_battery(folder) if not answer.declines]
