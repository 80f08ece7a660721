"""The lines of `benchmarks/probe`: what a tool took, and what is held against a bar."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from probe_tools import Timed

#: What is met at most, by cases and what is compared.
BARS = {
    (1_000, "time: delibctl / promptfoo"): 0.3,
    (10_000, "time: delibctl / promptfoo"): 0.3,
    (1_000, "time: delibctl / inspect-ai"): 0.15,
    (10_000, "time: delibctl / inspect-ai"): 0.1,
    (1_000, "CPU: delibctl / bare aiohttp"): 5.0,
    (10_000, "CPU: delibctl / bare aiohttp"): 5.0,
    (1_000, "time: over LiteLLM / bare LiteLLM"): 1.5,
    (1_000, "time: unchanged / first"): 0.1,
    (10_000, "time: unchanged / first"): 0.1,
    (10_000, "memory, MB"): 150.0,
    (10_000, "memory, kB more for a case"): 5.0,
    (1, "delibctl try: s over Python"): 0.8,
    (1, "delibctl probe: s over Python"): 0.8,
    (1_000, "16 at once, 2 s: took / ideal"): 1.1,
    (1_000, "64 at once, 2 s: took / ideal"): 1.1,
    (20_000, "256 at once, 2 s: took / ideal"): 1.05,
}
HEAD = f"{'cases':>7}  {'run':36} {'median':>10} {'CPU a case':>11} {'memory':>8} {'server':>7}"


@dataclass(frozen=True, kw_only=True)
class RunRow:
    """What a tool took for so many cases, as the median of its rounds.

    The last column is how busy the server was: near 100 %, it was timed and not the tool.
    """

    cases: int
    run: str
    rounds: Sequence[Timed]

    def __str__(self) -> str:
        seconds = median(timed.measured.seconds for timed in self.rounds)
        cpu = median(timed.measured.cpu for timed in self.rounds) * 1_000 / self.cases
        memory = median(timed.measured.peak for timed in self.rounds) / 1024
        busy = median(timed.busy for timed in self.rounds)
        start = f"{self.cases:>7,}  {self.run:36} {seconds:>8.3f} s {cpu:>8.2f} ms"
        return f"{start} {memory:>5.0f} MB {busy:>7.0%}"


@dataclass(frozen=True, kw_only=True)
class BarRow:
    """A figure, and whether it meets its bar; `judged` says whether bars apply to this run."""

    cases: int
    compared: str
    figure: float
    judged: bool

    def __str__(self) -> str:
        line = f"{self.cases:>7,}  {self.compared:36} {self.figure:10.3f}"
        bar = BARS.get((self.cases, self.compared)) if self.judged else None
        if bar is None:
            return f"{line}  no bar"
        return f"{line}  at most {bar:g}: {'met' if self.figure <= bar else 'MISSED'}"


def left_out(run: str, why: str) -> str:
    """The line of what was not run."""
    return f"{'':7}  {run:36} left out: {why}"
