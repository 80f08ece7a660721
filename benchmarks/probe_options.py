"""The options of `benchmarks/probe`."""

import argparse
import shutil
from dataclasses import dataclass
from pathlib import Path

PARTS = ("server", "beside", "one", "slow", "workers")
_LATENCY = 0.05


@dataclass(frozen=True, kw_only=True)
class Options:
    """What to time. Latencies are seconds; `slow` is of a model that is asked so many at once."""

    parts: tuple[str, ...]
    sizes: tuple[int, ...]
    rounds: int
    latency: float
    slow: float
    slow_cases: tuple[tuple[int, int], ...]
    #: Questions to the server that answers at once, and for each number of workers.
    fast_cases: int
    promptfoo: str | None
    inspect: str | None
    litellm: bool
    delibctl: str

    @property
    def judged(self) -> bool:
        """The bars were set for one latency."""
        return self.latency == _LATENCY


def read(description: str | None) -> Options:
    """The options of the command line."""
    parser = argparse.ArgumentParser(prog="benchmarks/probe", description=description)
    parser.add_argument("--part", action="append", choices=PARTS, help="default: all but workers")
    parser.add_argument("--sizes", type=_sizes, help="such as 100,1000; default 1000,10000")
    parser.add_argument("--rounds", type=int, help="runs of each tool; default 3")
    parser.add_argument("--latency", type=float, default=_LATENCY, help="default 0.05")
    parser.add_argument("--promptfoo", metavar="DIR", help="where npm installed promptfoo and node")
    parser.add_argument("--inspect", metavar="PYTHON", help="a Python that has inspect-ai")
    parser.add_argument("--litellm", action="store_true", help="also ask through LiteLLM")
    parser.add_argument("--delibctl", default="delibctl", metavar="PROGRAM")
    parser.add_argument("--quick", action="store_true", help="only see that everything works")
    given = parser.parse_args()
    programs = [given.delibctl, given.inspect]
    if given.promptfoo:
        bin_folder = Path(given.promptfoo).resolve() / "node_modules" / ".bin"
        programs += [str(bin_folder / name) for name in ("node", "promptfoo")]
    for program in filter(None, programs):
        if not shutil.which(program):
            parser.error(f"{program} is not there")
    quick = given.quick
    return Options(
        parts=tuple(given.part or PARTS[:-1]),
        sizes=given.sizes or ((25, 50) if quick else (1_000, 10_000)),
        rounds=given.rounds or (1 if quick else 3),
        latency=given.latency,
        slow=0.5 if quick else 2.0,
        slow_cases=((50, 16),) if quick else ((1_000, 16), (1_000, 64), (20_000, 256)),
        fast_cases=50 if quick else 4_000,
        promptfoo=given.promptfoo and str(Path(given.promptfoo).resolve()),
        inspect=given.inspect,
        litellm=given.litellm,
        delibctl=given.delibctl,
    )


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted({int(size) for size in text.split(",")}))
