"""Which labels narrow an interval most, and how many halve it."""

from collections import Counter

import pytest

from delibctl.stats.next_labels import labels_to_halve, next_cells
from delibctl.stats.prediction_powered import CorrectedShare, JudgedItem, prediction_powered


def share(*cells: tuple[str, bool, int, int, int]) -> CorrectedShare:
    """Answers by stratum and verdict: how many, how many labelled, and yes among those."""
    items = [
        JudgedItem(
            judged=judged,
            labelled=None if number >= labelled else number < yes,
            stratum=stratum,
            cluster=(stratum, judged, number),
        )
        for stratum, judged, total, labelled, yes in cells
        for number in range(total)
    ]
    found = prediction_powered(items)
    assert found is not None
    return found


EVEN = share(("a", False, 200, 20, 2), ("b", False, 200, 20, 2))


def width(share: CorrectedShare, more: Counter[tuple[str, bool]]) -> float:
    low, high = share.interval_here(more)
    return high - low


@pytest.mark.parametrize(
    ("cells", "first"),
    [
        ((("a", False, 200, 20, 2), ("b", False, 40, 20, 2)), ("a", False)),
        ((("a", False, 200, 60, 6), ("b", False, 200, 20, 2)), ("b", False)),
        ((("a", False, 100, 20, 0), ("a", True, 100, 20, 10)), ("a", True)),
        ((("a", False, 100, 20, 2), ("b", False, 100, 0, 0)), ("b", False)),
    ],
    ids=["more answers", "fewer labels", "people differ more", "no label yet"],
)
def test_the_next_label_is_asked_where_it_tells_most(
    cells: tuple[tuple[str, bool, int, int, int], ...], first: tuple[str, bool]
) -> None:
    assert next(next_cells(share(*cells))) == first


def test_every_answer_without_a_label_is_asked_for_once() -> None:
    mixed = share(("a", False, 30, 4, 1), ("a", True, 7, 7, 3), ("b", True, 9, 0, 0))

    assert Counter(next_cells(mixed)) == {("a", False): 26, ("b", True): 9}


def test_so_many_labels_halve_the_interval_and_one_fewer_does_not() -> None:
    more = labels_to_halve(EVEN)
    cells, half = list(next_cells(EVEN)), width(EVEN, Counter()) / 2

    assert width(EVEN, Counter(cells[: more.count])) <= half
    assert width(EVEN, Counter(cells[: more.count - 1])) > half
    assert more.by_stratum[0][1] - more.by_stratum[1][1] in (0, 1)


def test_the_labels_that_were_asked_for_do_halve_the_interval() -> None:
    more = labels_to_halve(EVEN).count // 2

    then = share(*((s, False, 200, 20 + more, (20 + more) // 10) for s in "ab"))

    assert width(then, Counter()) / width(EVEN, Counter()) == pytest.approx(0.5, abs=0.03)


def test_nothing_is_left_to_halve_where_everything_is_labelled() -> None:
    more = labels_to_halve(share(("a", False, 20, 20, 3)))

    assert (more.count, more.by_stratum, more.halves) == (0, (), False)
