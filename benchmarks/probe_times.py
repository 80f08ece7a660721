"""Times `delibctl probe`, inspect-ai and a bare LiteLLM loop; `benchmarks/probe` says how."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import probe_options
from probe_options import Options
from probe_row import HEAD, ScoredTrial, left_out
from probe_server import serving
from probe_tools import PLAIN, TUNED, Tools

_ROUNDS = {1_000: 3}
_WARM_UP = 8


def main() -> None:
    """Print the table."""
    options = probe_options.read(__doc__)
    print(HEAD, flush=True)
    if not options.inspect:
        print(left_out("inspect-ai", "name a Python that has it with --inspect"), flush=True)
    with _tools(options, options.latency) as tools:
        tools.prepare(_WARM_UP)
        list(tools.round(_WARM_UP))  # loads the programs into the system's cache
        peaks: dict[int, int] = {}
        for cases in options.sizes:
            tools.prepare(cases)
            for row in _times(tools, cases, options, peaks):
                print(row, flush=True)
        print(_memory(tools, peaks), flush=True)
    with _tools(options, options.slow) as tools:
        for cases in sorted({cases for cases, _ in options.slow_cases}):
            tools.prepare(cases)
        for cases, at_once in options.slow_cases:
            print(_slow(tools, cases, at_once, options), flush=True)


@contextmanager
def _tools(options: Options, latency: float) -> Iterator[Tools]:
    """The tools with a server of that latency, and a folder that goes away."""
    with TemporaryDirectory() as name, serving(latency) as server:
        yield Tools(
            delibctl=options.delibctl,
            inspect=options.inspect,
            workers=options.workers,
            route=options.route,
            server=server,
            folder=Path(name),
        )


def _times(
    tools: Tools, cases: int, options: Options, peaks: dict[int, int]
) -> Iterator[ScoredTrial]:
    """The median of every tool; the peak of delibctl's first run goes to `peaks`."""
    seconds: dict[str, list[float]] = {}
    held = []
    for _ in range(options.rounds or _ROUNDS.get(cases, 1)):
        for run, measured in tools.round(cases):
            seconds.setdefault(run, []).append(measured.seconds)
            if run == TUNED:
                held.append(measured.peak)
    peaks[cases] = round(median(held))
    medians = {run: median(times) for run, times in seconds.items()}
    ours = medians[TUNED]
    for run, found in medians.items():
        row = ScoredTrial(cases=cases, run=run, measured=f"{found:.3f} s", judged=options.judged)
        if run in {TUNED, PLAIN}:
            yield row
        elif run.endswith(", unchanged"):
            yield row.against("second / first", found / medians[run.removesuffix(", unchanged")])
        else:
            yield row.against(f"delibctl / {run}", ours / found)


def _memory(tools: Tools, peaks: dict[int, int]) -> ScoredTrial | str:
    """How the peak grows from the smallest size to the largest, with as many workers at both."""
    small, large = min(peaks), max(peaks)
    if small == large:
        return left_out("memory", "its growth takes two sizes")
    workers = tools.workers_at(large)
    held = peaks[small]
    if tools.workers_at(small) != workers:
        held = tools.first(small, workers).peak
    row = ScoredTrial(
        cases=large,
        run=f"delibctl, beside {small:,}",
        measured=f"{peaks[large] / 1024:.0f} MB",
        judged=small == 1_000,
    )
    return row.against("kB more for a case", (peaks[large] - held) / (large - small))


def _slow(tools: Tools, cases: int, at_once: int, options: Options) -> ScoredTrial:
    """A model that takes its time: as many turns as there have to be, and what comes on top."""
    seconds = tools.plain(cases, at_once).seconds
    ideal = ceil(cases / at_once) * options.slow
    run = f"{PLAIN}, {at_once} at once, {options.slow:g} s"
    row = ScoredTrial(cases=cases, run=run, measured=f"{seconds:.3f} s", judged=options.slow == 2)
    return row.against("took / ideal", seconds / ideal)


if __name__ == "__main__":
    main()
