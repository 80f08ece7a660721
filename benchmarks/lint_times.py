"""Times `delibctl lint` and other linters on the same files; `benchmarks/lint` says how."""

import argparse
import gc
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import corpus
import pyperf

SCHEMA = Path(__file__).parent.parent / "policy_schema" / "policy.schema.json"
TOOLS = ("delibctl", "yamllint", "check-jsonschema", "spectral")
ROUNDS = {100: 7, 1_000: 7, 10_000: 3}
NEAR_DUPLICATES_LIMIT = 15.0


@dataclass(frozen=True, kw_only=True)
class ScoredTrial:
    """One tool on one size; no median where the tool is not installed."""

    clauses: int
    tool: str
    median: float | None
    ratio: float | None

    @property
    def bar(self) -> float | None:
        """What the ratio has to be over, if anything."""
        if self.tool == "delibctl":
            return None
        if self.clauses <= 1_000:
            return 1.0
        return 1.3 if self.tool == "check-jsonschema" else None

    @property
    def missed(self) -> bool:
        """A tool that is not there cannot be judged."""
        return self.bar is not None and self.ratio is not None and self.ratio < self.bar

    def __str__(self) -> str:
        bar = f"{self.bar:.1f}{' MISSED' * self.missed}" if self.bar else ""
        if self.median is None or self.ratio is None:
            return f"{self.clauses:>7,}  {self.tool:16} {'not installed':>18}  {bar}".rstrip()
        timed = f"{self.median:9.3f} {self.ratio:8.2f}"
        return f"{self.clauses:>7,}  {self.tool:16} {timed}  {bar}".rstrip()


def main() -> int:
    """Print the table; 1 if a bar is missed."""
    options = _options()
    missed = False
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "ruleset.json").write_text(json.dumps(_ruleset()), encoding="utf-8")
        print(f"clauses  {'tool':16} {'median s':>9} {'ratio':>8}  at least", flush=True)
        for clauses in options.sizes:
            policy = folder / f"{clauses}.yaml"
            policy.write_text(corpus.make(clauses).text, encoding="utf-8")
            rounds = options.rounds or ROUNDS.get(clauses, 3)
            for row in _rows(clauses, _commands(options, policy), rounds, folder):
                print(row, flush=True)
                missed |= row.missed
    ratio = near_duplicates_ratio()
    if ratio is None:
        print("near-duplicates: not there yet")
        return int(missed)
    over = ratio > NEAR_DUPLICATES_LIMIT
    limit = f"at most {NEAR_DUPLICATES_LIMIT:.0f}{' MISSED' * over}"
    print(f"near-duplicates: 10,000 clauses take {ratio:.1f} times as long as 1,000  {limit}")
    return int(missed or over)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks/lint", description=__doc__)
    parser.add_argument("--sizes", type=_sizes, default=list(ROUNDS), help="such as 100,1000")
    parser.add_argument("--rounds", type=int, help="runs of each tool; default 7, 3 for 10,000")
    for tool in TOOLS:
        parser.add_argument(f"--{tool}", default=tool, metavar="PROGRAM")
    return parser.parse_args()


def _sizes(text: str) -> list[int]:
    return [int(size) for size in text.split(",")]


def _commands(options: argparse.Namespace, policy: Path) -> dict[str, list[str] | None]:
    """What to run for each tool on a policy; None for a tool that is not there."""
    arguments = {
        "delibctl": ["lint", policy, "--format", "json"],
        "yamllint": ["-d", "relaxed", policy],
        "check-jsonschema": ["--schemafile", SCHEMA, policy],
        "spectral": ["lint", policy, "--ruleset", policy.with_name("ruleset.json")],
    }
    given = {tool: shutil.which(getattr(options, tool.replace("-", "_"))) for tool in TOOLS}
    return {
        tool: [program, *map(str, arguments[tool])] if program else None
        for tool, program in given.items()
    }


def _ruleset() -> dict[str, object]:
    """For Spectral: the schema, reporting every violation as the others do, and one pattern."""
    schema = json.loads(SCHEMA.read_bytes())
    shape = {"function": "schema", "functionOptions": {"schema": schema, "allErrors": True}}
    title = {"function": "pattern", "functionOptions": {"match": "^[A-Z]"}}
    titles = "$.categories[*].clauses[*].title"
    return {
        "rules": {
            "shape": {"given": "$", "severity": "error", "then": shape},
            "title": {"given": titles, "severity": "warn", "then": title},
        }
    }


def _rows(
    clauses: int, commands: dict[str, list[str] | None], rounds: int, folder: Path
) -> Iterator[ScoredTrial]:
    there = {tool: command for tool, command in commands.items() if command}
    if "delibctl" not in there:
        raise SystemExit("delibctl is not installed")
    for command in there.values():  # loads program and file into the system's cache
        _time(command, folder)
    times: dict[str, list[float]] = {tool: [] for tool in there}
    for _ in range(rounds):
        for tool, command in there.items():
            times[tool].append(_time(command, folder))
    ours = median(times["delibctl"])
    for tool in commands:
        found = median(times[tool]) if tool in times else None
        ratio = None if found is None else found / ours
        yield ScoredTrial(clauses=clauses, tool=tool, median=found, ratio=ratio)


def _time(command: list[str], folder: Path) -> float:
    """Seconds that one run takes; a run that fails has not done the work and stops everything."""
    result = folder / "run.json"
    once = ["--processes", "1", "--values", "1", "--loops", "1", "--warmups", "0"]
    pyperf_command = [sys.executable, "-m", "pyperf", "command", "--quiet", *once]
    environment = ["--inherit-environ", "PATH", "--output", str(result)]
    done = subprocess.run(
        [*pyperf_command, *environment, "--", *command], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    value: float = pyperf.Benchmark.load(str(result)).get_values()[0]
    result.unlink()
    return value


def near_duplicates_ratio() -> float | None:
    """How much longer the rule takes on 10,000 clauses than on 1,000; None until there is one."""
    module = "delibctl.lint.rules.near_duplicate"
    if find_spec(module) is None:
        return None
    check: Callable[[object], Iterator[object]] = import_module(module).rule.check
    return _near_duplicates(check, 10_000) / _near_duplicates(check, 1_000)


def _near_duplicates(check: Callable[[object], Iterator[object]], clauses: int) -> float:
    """Seconds of the rule alone, within this process: parsing would hide how it grows."""
    from delibctl.edge.files.local import LocalFiles
    from delibctl.lint.outline import Outline
    from delibctl.policy import gather
    from delibctl.source import read

    made = corpus.make(clauses)
    with TemporaryDirectory() as folder:
        document = read(made.text.encode(), "policy.yaml")
        bundle = gather(document, LocalFiles(Path(folder)))
    times = []
    gc.disable()  # as `delibctl lint` does
    for _ in range(5):
        outline = Outline(bundle=bundle)  # a new one, as it may keep what it has computed
        start = perf_counter()
        found = len(list(check(outline)))
        times.append(perf_counter() - start)
    print(
        f"near-duplicates: {clauses:,} clauses in {median(times):.3f} s; "
        f"{found} found, {made.near_duplicates} made"
    )
    return median(times)


if __name__ == "__main__":
    sys.exit(main())
