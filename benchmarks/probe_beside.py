"""Times the tools beside each other, on the same cases and at the same server."""

from collections.abc import Callable, Iterator, Sequence
from statistics import median

from probe_options import Options
from probe_row import HEAD, BarRow, RunRow, left_out
from probe_tools import AIOHTTP, LITELLM, OURS, OURS_LITELLM, UNCHANGED, Timed, Tools, tools_with

_WARM_UP = 8
#: What is compared, and the tools of the ratio.
_TIMES = (
    ("time: delibctl / promptfoo", OURS, "promptfoo"),
    ("time: delibctl / inspect-ai", OURS, "inspect-ai"),
    ("time: over LiteLLM / bare LiteLLM", OURS_LITELLM, LITELLM),
    ("time: unchanged / first", UNCHANGED, OURS),
)
_CPU = (("CPU: delibctl / bare aiohttp", OURS, AIOHTTP),)


def lines(options: Options) -> Iterator[object]:
    """The lines of every size, smallest first."""
    yield HEAD
    if not options.promptfoo:
        yield left_out("promptfoo", "name a folder where npm installed it with --promptfoo")
    if not options.inspect:
        yield left_out("inspect-ai", "name a Python that has it with --inspect")
    with tools_with(options, options.latency) as tools:
        tools.prepare(_WARM_UP)
        list(tools.round(_WARM_UP))  # loads the programs into the system's cache
        peaks: dict[int, float] = {}
        for cases in options.sizes:
            tools.prepare(cases)
            rounds = _rounds(tools, cases, options.rounds)
            for run, timed in rounds.items():
                yield RunRow(cases=cases, run=run, rounds=timed)
            peaks[cases] = median(timed.measured.peak for timed in rounds[OURS])
            found = [*_figures(rounds), ("memory, MB", peaks[cases] / 1024)]
            if len(peaks) > 1:
                found.append(("memory, kB more for a case", _growth(peaks)))
            for compared, figure in found:
                yield BarRow(cases=cases, compared=compared, figure=figure, judged=options.judged)


def _rounds(tools: Tools, cases: int, count: int) -> dict[str, list[Timed]]:
    """Every tool in every round."""
    found: dict[str, list[Timed]] = {}
    for number in range(count):
        for timed in tools.round(cases, backwards=number % 2 == 1):
            found.setdefault(timed.tool, []).append(timed)
    return found


def _figures(rounds: dict[str, list[Timed]]) -> Iterator[tuple[str, float]]:
    """What is compared, of the tools that ran."""

    def seconds(timed: Timed) -> float:
        return timed.measured.seconds

    def cpu(timed: Timed) -> float:
        return timed.measured.cpu

    for table, figure in ((_TIMES, seconds), (_CPU, cpu)):
        for compared, ours, theirs in table:
            if {ours, theirs} <= rounds.keys():
                yield compared, _ratio(rounds[ours], rounds[theirs], figure)


def _ratio(
    ours: Sequence[Timed], theirs: Sequence[Timed], figure: Callable[[Timed], float]
) -> float:
    """The median of the ratios of the rounds."""
    return median(figure(a) / figure(b) for a, b in zip(ours, theirs, strict=True))


def _growth(peaks: dict[int, float]) -> float:
    """How the peak grows from the smallest size to the largest."""
    small, large = min(peaks), max(peaks)
    return (peaks[large] - peaks[small]) / (large - small)
