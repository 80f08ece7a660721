"""Measures what the server itself can do, and from which rate of answers on workers pay."""

import os
from collections.abc import Iterator
from statistics import median

from probe_options import Options
from probe_tools import CONCURRENCY, Timed, tools_with

#: Answers a second that the server gives at most; None is as fast as it can.
_RATES = (100, 200, 400, 800, None)
_WORKERS = (1, 2, 4)
#: Workers that save less are not worth their memory.
_WORTH = 0.9


def server_lines(options: Options) -> Iterator[object]:
    """How many questions a second the server answers at once, asked by the bare loop."""
    with tools_with(options, 0.0) as tools:
        tools.prepare(options.fast_cases)
        served = [tools.aiohttp(options.fast_cases).served for _ in range(options.rounds)]
    rate = median(one.questions / one.seconds for one in served)
    alone = median(one.questions / one.cpu for one in served)
    yield (
        f"{options.fast_cases:>7,}  the server, answering at once: {rate:,.0f} questions a second "
        f"from bare aiohttp; its CPU allows {alone:,.0f}"
    )


def worker_lines(options: Options) -> Iterator[object]:
    """Answers a second with each number of workers, from slower servers to faster."""
    cases = options.fast_cases
    heads = "".join(f"{f'{workers} workers':>12}" for workers in _WORKERS)
    cores = os.cpu_count()
    yield f"answers a second, {cases:,} cases, {CONCURRENCY} at once, {cores} cores with the server"
    yield f"{'server, at most':>16}{heads}{'2 / 1, time':>14}{'server busy':>14}"
    pays = None
    for rate in _RATES:
        rounds = _rounds(options, CONCURRENCY / rate if rate else 0.0)
        seconds = {
            workers: [t.measured.seconds for t in timed] for workers, timed in rounds.items()
        }
        ratio = median(two / one for one, two in zip(seconds[1], seconds[2], strict=True))
        found = "".join(f"{cases / median(seconds[workers]):12,.0f}" for workers in _WORKERS)
        busy = max(median(t.busy for t in timed) for timed in rounds.values())
        yield f"{f'{rate}/s' if rate else 'no limit':>16}{found}{ratio:14.3f}{busy:14.0%}"
        if pays is None and ratio <= _WORTH:
            pays = f"from {rate} answers a second on" if rate else "only without a limit"
    yield f"two workers save {1 - _WORTH:.0%} or more: {pays or 'never'}"


def _rounds(options: Options, latency: float) -> dict[int, list[Timed]]:
    """The runs with each number of workers, in turn round by round."""
    found: dict[int, list[Timed]] = {workers: [] for workers in _WORKERS}
    with tools_with(options, latency) as tools:
        tools.prepare(options.fast_cases)
        for _ in range(options.rounds):
            for workers, timed in found.items():
                timed.append(tools.ours(options.fast_cases, CONCURRENCY, workers))
    return found
