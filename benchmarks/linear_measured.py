"""CPU times of operations on growing texts; `benchmarks/linear` says how."""

import argparse
import gc
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from itertools import pairwise
from time import process_time
from types import FrameType

from linear_operations import Prepare, measured

LIMIT, LONGEST = 2.6, 5.0
#: Seconds below which a time is noise; a faster one counts as this.
_NOISE = 0.01
#: Passes of a row that misses, of which the least time of each length counts; a good row has one.
_PASSES = 8
#: Seconds for which a row that misses is called again: some clocks tick every 0.004 s.
_STRETCH = 0.1
#: Length of a first pass that is not timed: it loads modules and compiles patterns.
_FIRST = 500
#: New objects after which the collector runs, which takes longer than most rows.
_COLLECTED = 200_000


class _TooLong(Exception):
    pass


def main() -> int:
    """Print the operations that grow too fast; 1 if there are any."""
    options = _options()
    one_text = partial(_rows, only=options.only, top=options.top)
    names = list(dict.fromkeys(text for _, _, texts in measured() for text in texts))
    rows = failures = 0
    worst, longest = 1.0, 0.0
    with ProcessPoolExecutor(options.processes) as processes:
        for of_text in processes.map(one_text, names):
            for line, ratio, seconds, missed in of_text:
                rows, failures = rows + 1, failures + missed
                worst, longest = max(worst, ratio), max(longest, seconds)
                if missed or options.all:
                    print(line, flush=True)
    print(f"{rows} rows; worst ratio {worst:.2f}; longest {longest:.2f} s of CPU time")
    print(
        f"{failures} of them take more than {LIMIT} times as long for twice the text, or too long"
    )
    return int(failures > 0 or rows == 0)


def _rows(text: str, *, only: str, top: int) -> list[tuple[str, float, float, bool]]:
    """Return the line, ratio, seconds and failure of each operation on one text."""
    gc.disable()
    signal.signal(signal.SIGPROF, _stop)
    rows = []
    for name, prepare, texts in measured():
        if text not in texts or only not in name:
            continue
        seconds = _measure(prepare, texts[text], (top // 4, top // 2, top))
        row = f"{name:40} {text:26} " + " ".join(f"{value:8.3f}" for value in seconds)
        if len(seconds) < 3:
            rows.append(
                (f"{row}  MISSED: longer than {2 * LONGEST} s, not measured", 1.0, 0.0, True)
            )
            continue
        ratio, longest, missed = _ratio(seconds), seconds[-1], _is_missed(seconds)
        rows.append((f"{row}  {ratio:5.2f}{' MISSED' * missed}", ratio, longest, missed))
        if gc.get_count()[0] > _COLLECTED:  # documents have cycles, which would pile up
            gc.collect()
    return rows


def _measure(
    prepare: Prepare, make: Callable[[int], str], sizes: tuple[int, int, int]
) -> list[float]:
    """Return the seconds of each size; fewer if one takes too long."""
    seconds: list[float] = []
    try:
        prepare(make(_FIRST))()
        calls = [prepare(make(size)) for size in sizes]
        seconds.extend(_once(call) for call in calls)
        if _is_missed(seconds):  # a single call may have been too short for the clock
            seconds = [_several(call) for call in calls]
        for _ in range(_PASSES - 2):
            if not _is_missed(seconds):
                break
            again = [_several(call) for call in calls]
            seconds = [min(pair) for pair in zip(seconds, again, strict=True)]
    except _TooLong:
        return seconds if len(seconds) < 3 else seconds[:2]
    return seconds


def _is_missed(seconds: list[float]) -> bool:
    return _ratio(seconds) > LIMIT or seconds[-1] > LONGEST


def _ratio(seconds: list[float]) -> float:
    return max(max(b, _NOISE) / max(a, _NOISE) for a, b in pairwise(seconds))


def _several(timed: Callable[[], object]) -> float:
    """Return the seconds of one of so many calls that the processor's clock can tell."""
    seconds: list[float] = []
    while sum(seconds) < _STRETCH:
        seconds.append(_once(timed))
    return sum(seconds) / len(seconds)


def _once(timed: Callable[[], object]) -> float:
    for forget in _caches_of_texts():
        forget()
    signal.setitimer(signal.ITIMER_PROF, 2 * LONGEST)
    try:
        start = process_time()
        timed()
        return process_time() - start
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


@cache
def _caches_of_texts() -> tuple[Callable[[], None], ...]:
    """Return what empties the caches that would answer a second pass: those with a bound."""
    modules = [module for name, module in sys.modules.items() if name.startswith("delibctl.")]
    values = (value for module in modules for value in vars(module).values())
    cached = (value for value in values if hasattr(value, "cache_parameters"))
    return tuple(value.cache_clear for value in cached if value.cache_parameters()["maxsize"])


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _TooLong


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks/linear", description=__doc__)
    parser.add_argument("--all", action="store_true", help="print every time")
    parser.add_argument("--only", metavar="NAME", default="", help="operations with this name")
    parser.add_argument("--top", type=int, default=200_000, help="length of the longest text")
    parser.add_argument("--processes", type=int, default=1, help="how many measure side by side")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
