"""Long hostile replies are read, matched, observed and shown in lines linear in their length.

Counted, not timed, so a busy machine says the same. Patterns run outside of Python: their time is
measured by `benchmarks/linear`, which has the same replies.
"""

import sys
from functools import partial

import pytest
from support.counted_lines import smaller_growth
from support.project import ROOT

from delibctl.deliberate import parse
from delibctl.model import ReplyForm

sys.path.insert(0, str(ROOT / "benchmarks"))
from linear_measured import LIMIT
from long_replies import BEGINNINGS, IDS, PIECES, everything, reply_of

SIZES, LONGER = (3_000, 6_000, 12_000), (25_000, 50_000, 100_000)
#: The rows of an ordinary run; the others take a minute, and run with -m slow.
QUICK = {("markup", "alone"), ("backticks", "alone"), ("think in lines", "in thoughts"),
         ("answers in lines", "in citations"), ("ids in a list", "in citations"),
         ("braces", "in an answer")}  # fmt: skip
ROWS = [
    pytest.param(
        piece,
        begins,
        marks=() if (name, place) in QUICK else pytest.mark.slow,
        id=f"{name}, {place}",
    )
    for name, piece in PIECES.items()
    for place, begins in BEGINNINGS.items()
]


@pytest.mark.parametrize(("piece", "begins"), ROWS)
def test_twice_the_text_takes_at_most_2_6_times_the_lines(piece: str, begins: str) -> None:
    text = reply_of(piece, begins)

    assert smaller_growth([partial(everything, text(size)) for size in SIZES]) <= LIMIT


@pytest.mark.slow
@pytest.mark.parametrize("begins", BEGINNINGS.values(), ids=BEGINNINGS)
@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_a_longer_reply_under_a_schema_is_parsed_in_lines_linear_in_its_length(
    piece: str, begins: str
) -> None:
    def parsed(text: str) -> object:
        return parse(text, IDS, asked=ReplyForm.JSON_OBJECT)

    text = reply_of(piece, begins)

    assert smaller_growth([partial(parsed, text(size)) for size in LONGER]) <= LIMIT
