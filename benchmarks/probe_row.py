"""A line of the table of `benchmarks/probe`, and the bars."""

from dataclasses import dataclass, replace

#: What a ratio is at most, by cases and what is compared.
BARS = {
    (1_000, "delibctl / inspect-ai"): 0.3,
    (10_000, "delibctl / inspect-ai"): 0.2,
    (1_000, "delibctl / bare LiteLLM"): 1.5,
    (1_000, "second / first"): 0.1,
    (10_000, "second / first"): 0.1,
    (1_000, "took / ideal"): 1.1,
    (2_000, "took / ideal"): 1.1,
    (10_000, "kB more for a case"): 5.0,
}
HEAD = f"{'cases':>7}  {'run':32} {'median':>10}  {'compared':24} {'ratio':>7} {'at most':>8}"


@dataclass(frozen=True, kw_only=True)
class ScoredTrial:
    """One run on one size; `measured` is text with its unit."""

    cases: int
    run: str
    measured: str
    compared: str = ""
    ratio: float | None = None
    #: Bars were set for certain latencies.
    judged: bool

    def against(self, compared: str, ratio: float) -> "ScoredTrial":
        """The same with what it is set against."""
        return replace(self, compared=compared, ratio=ratio)

    def __str__(self) -> str:
        start = f"{self.cases:>7,}  {self.run:32} {self.measured:>10}"
        if self.ratio is None:
            return start
        line = f"{start}  {self.compared:24} {self.ratio:7.3f}"
        bar = BARS.get((self.cases, self.compared)) if self.judged else None
        if bar is None:
            return f"{line} {'no bar':>8}"
        return f"{line} {bar:8.1f}  {'met' if self.ratio <= bar else 'MISSED'}"


def left_out(run: str, why: str) -> str:
    """The line of what was not run."""
    return f"{'':7}  {run:32} left out: {why}"
