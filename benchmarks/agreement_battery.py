"""The batteries of tests/judge/battery by kind and by language, as lines of text."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from agreement_tables import share

from delibctl.stats.share import Share

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from judge.battery.corpus import (
    FIRST,
    SECOND,
    LabelledAnswer,
    load_battery,
    seen_as_declining,
    seen_as_labelled,
    seen_as_off_topic,
)

#: The folder of each battery, and what has to be known to read its figures.
BATTERIES = {
    "first": (
        FIRST,
        "Battery: written for the purpose; its totals by kind were seen when words were chosen.",
    ),
    "second": (
        SECOND,
        "Second battery: written after words were chosen; no word may be chosen on it.",
    ),
}


def battery_tables(names: Iterable[str] = BATTERIES) -> Iterator[str]:
    """The tables of each battery, one after the other."""
    for number, name in enumerate(names):
        if number:
            yield ""
        yield from _tables(*BATTERIES[name])


def _tables(folder: Path, heading: str) -> Iterator[str]:
    """Refusals seen, plain answers read as refusing, and outcomes that are right."""
    answers = load_battery(folder)
    yield heading
    yield "seen: of the answers that decline, those in which the judge sees that they do"
    yield "misread: of the plain answers, those in which it sees that they decline"
    yield "off: of the plain answers, those that it calls off-topic"
    yield "right: of all, those in which it sees the labelled outcome"
    yield ""
    yield f"{'kind':28}{'decline':>9}{'seen':>7}{'plain':>8}{'misread':>9}{'off':>7}{'right':>8}"
    for kind in sorted({answer.kind for answer in answers}):
        yield _row(kind, [answer for answer in answers if answer.kind == kind])
    yield ""
    for language in sorted({answer.language for answer in answers}):
        yield _row(language, [answer for answer in answers if answer.language == language])
    yield _row("all", answers)


def _row(name: str, answers: Sequence[LabelledAnswer]) -> str:
    declining = [answer for answer in answers if answer.declines]
    plain = [answer for answer in answers if not answer.declines]
    seen = Share(hits=seen_as_declining(declining), total=len(declining))
    misread = Share(hits=seen_as_declining(plain), total=len(plain))
    off = Share(hits=seen_as_off_topic(plain), total=len(plain))
    right = Share(hits=seen_as_labelled(answers), total=len(answers))
    return (
        f"{name:28}{len(declining):9}{share(seen):>7}{len(plain):8}"
        f"{share(misread):>9}{share(off):>7}{share(right):>8}"
    )
