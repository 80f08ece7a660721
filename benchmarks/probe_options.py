"""The options of `benchmarks/probe`."""

import argparse
import shutil
from dataclasses import dataclass

#: A quick run has sizes and a slow model of its own, for which there are no bars.
_QUICK = (64, 128)
_LATENCY = 0.05
#: What LiteLLM is told that the server is: one of one's own, or one of OpenAI's, whose client it
#: then uses, which takes half as long again.
_ROUTES = ("hosted_vllm", "openai")


@dataclass(frozen=True, kw_only=True)
class Options:
    """What to time. Latencies are seconds; `slow` is of a model that is asked so many at once."""

    sizes: tuple[int, ...]
    rounds: int | None
    latency: float
    slow: float
    slow_cases: tuple[tuple[int, int], ...]
    workers: int
    route: str
    inspect: str | None
    delibctl: str

    @property
    def judged(self) -> bool:
        """The bars were set for one latency."""
        return self.latency == _LATENCY


def read(description: str | None) -> Options:
    """The options of the command line."""
    parser = argparse.ArgumentParser(prog="benchmarks/probe", description=description)
    parser.add_argument("--sizes", type=_sizes, help="such as 100,1000; default 1000,10000")
    parser.add_argument("--rounds", type=int, help="runs of each tool; default 3, 1 for 10,000")
    parser.add_argument("--latency", type=float, default=_LATENCY, help="default 0.05")
    parser.add_argument("--workers", type=int, default=2, help="from 1,000 cases on; default 2")
    parser.add_argument("--route", choices=_ROUTES, default=_ROUTES[0], help="default %(default)s")
    parser.add_argument("--inspect", metavar="PYTHON", help="a Python that has inspect-ai")
    parser.add_argument("--delibctl", default="delibctl", metavar="PROGRAM")
    parser.add_argument("--quick", action="store_true", help="only see that everything works")
    given = parser.parse_args()
    for program in filter(None, (given.delibctl, given.inspect)):
        if not shutil.which(program):
            parser.error(f"{program} is not there")
    return Options(
        sizes=given.sizes or (_QUICK if given.quick else (1_000, 10_000)),
        rounds=given.rounds or (1 if given.quick else None),
        latency=given.latency,
        slow=0.5 if given.quick else 2.0,
        slow_cases=((_QUICK[-1], 64),) if given.quick else ((1_000, 16), (1_000, 64), (2_000, 64)),
        workers=given.workers,
        route=given.route,
        inspect=given.inspect,
        delibctl=given.delibctl,
    )


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted({int(size) for size in text.split(",")}))
