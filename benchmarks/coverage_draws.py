"""Drawing labels again and again, and counting how often an interval holds the known rate."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from coverage_rates import Answer, KnownRate

from delibctl.stats.prediction_powered import JudgedItem, prediction_powered
from delibctl.stats.share import Share

#: What is drawn anew. `uneven`: a label is four times as likely for half of the kinds of prompt.
WAYS = ("labels", "uneven labels", "answers and labels")


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """The share of draws whose interval holds the rate, by what the interval rests on."""

    judge: float
    corrected: float
    labels: float
    widths: tuple[float, float, float]


def coverage(rate: KnownRate, way: str, *, draws: int, labels: int) -> Coverage:
    """Draw labels, and return how often each interval holds the rate of all answers."""
    random = Random(f"{rate.name} {way}")
    known = [answer for answer in rate.answers if answer]
    truth = sum(labelled for _, _, labelled in known) / len(known)
    held, widths = [0, 0, 0], [0.0, 0.0, 0.0]
    for _ in range(draws):
        answers = rate.answers
        if way == "answers and labels":
            answers = random.choices(answers, k=len(answers))
        drawn = _drawn(answers, min(labels, len(answers)), random, uneven=way == "uneven labels")
        redrawn = way == "answers and labels"
        for number, (low, high) in enumerate(_intervals(answers, drawn, redrawn=redrawn)):
            held[number] += low <= truth <= high
            widths[number] += high - low
    shares = [count / draws for count in held]
    mean = (widths[0] / draws, widths[1] / draws, widths[2] / draws)
    return Coverage(judge=shares[0], corrected=shares[1], labels=shares[2], widths=mean)


def _drawn(answers: Sequence[Answer], labels: int, random: Random, *, uneven: bool) -> set[int]:
    """Draw which answers are labelled; also those count that are not in the rate."""
    if not uneven:
        return set(random.sample(range(len(answers)), labels))
    kinds = sorted({answer[0] for answer in answers if answer})
    denser = set(random.sample(kinds, len(kinds) // 2))
    keys = [
        random.random() ** (1 / (4 if answer and answer[0] in denser else 1)) for answer in answers
    ]  # Efraimidis and Spirakis 2006: the highest keys are a weighted sample
    return set(sorted(range(len(answers)), key=lambda i: -keys[i])[:labels])


def _intervals(
    answers: Sequence[Answer], drawn: set[int], *, redrawn: bool
) -> list[tuple[float, float]]:
    """Return the intervals of the judge alone, of the corrected rate, and of the labels alone."""
    items = [
        JudgedItem(
            judged=answer[1],
            labelled=answer[2] if number in drawn else None,
            stratum=answer[0],
            cluster=number,
        )
        for number, answer in enumerate(answers)
        if answer
    ]
    seen = [item.labelled for item in items if item.labelled is not None]
    judge = Share(hits=sum(item.judged for item in items), total=len(items))
    labels = Share(hits=sum(seen), total=len(seen))
    corrected = prediction_powered(items)
    nothing = (0.0, 1.0)
    return [
        judge.interval() or nothing,
        (corrected.interval() if redrawn else corrected.interval_here()) if corrected else nothing,
        labels.interval() or nothing,
    ]
