"""The answers on which `patterns` is developed, by language and kind, as lines of text."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from agreement_tables import share

from delibctl.stats.share import Share

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from judge.development.corpus import DevelopmentAnswer, load_development, seen


def development_tables() -> Iterator[str]:
    """The half on which words are chosen, by kind; of the half held back, the totals alone."""
    answers = load_development()
    chosen = [answer for answer in answers if not answer.held_back]
    yield "Development answers: half of them held back, of which only these totals are looked at."
    yield "seen: of the answers that decline, those in which the judge sees that they do"
    yield "misread: of the plain answers, those in which it sees that they decline"
    yield ""
    yield f"{'':54}{'decline':>9}{'seen':>7}{'plain':>8}{'misread':>9}"
    for kind in sorted({answer.kind for answer in chosen}):
        yield _row(kind, [answer for answer in chosen if answer.kind == kind])
    yield ""
    for language in sorted({answer.language for answer in chosen}):
        yield _row(language, [answer for answer in chosen if answer.language == language])
    yield _row("all on which words are chosen", chosen)
    yield _row("all held back", [answer for answer in answers if answer.held_back])


def _row(name: str, answers: Sequence[DevelopmentAnswer]) -> str:
    declining = [answer for answer in answers if answer.declines]
    plain = [answer for answer in answers if not answer.declines]
    right = Share(hits=seen(declining), total=len(declining))
    wrong = Share(hits=seen(plain), total=len(plain))
    return f"{name:54}{len(declining):9}{share(right):>7}{len(plain):8}{share(wrong):>9}"
