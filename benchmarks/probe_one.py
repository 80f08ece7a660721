"""Times one question from the shell's prompt and back, beside Python's own start."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from probe_measured import run
from probe_options import Options
from probe_row import BarRow
from probe_tools import Tools, tools_with

_QUESTION = "How do I get a permit to keep bees in a small garden?"
_PYTHON = "python -c pass"
#: A round takes seconds, and a single start differs much.
_ROUNDS = 5


def lines(options: Options) -> Iterator[object]:
    """The medians, and the medians of the differences to Python in the same round."""
    with tools_with(options, 0.0) as tools:
        tools.prepare(1)
        _round(tools)  # loads the programs into the system's cache
        rounds = [_round(tools) for _ in range(options.rounds * _ROUNDS)]
    for name in rounds[0]:
        seconds = median(times[name] for times in rounds)
        yield f"{1:>7}  {name:36} {seconds:>8.3f} s"
    for name in rounds[0]:
        if name != _PYTHON:
            over = median(times[name] - times[_PYTHON] for times in rounds)
            yield BarRow(cases=1, compared=f"{name}: s over Python", figure=over, judged=True)


def _round(tools: Tools) -> dict[str, float]:
    """The seconds of each command, where nothing was asked before."""
    folder = tools.folder_of(1)
    delibctl = tools.options.delibctl
    shown = ["--policy", "policy.yaml", "--mode", "category", "--category", "illicit"]
    asked = {
        "delibctl try": [delibctl, "try", _QUESTION, "--model", "mock", *shown],
        "delibctl probe": [delibctl, "probe", "policy.yaml", "--model", "mock"],
    }
    environment = {**os.environ, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
    # The round that is not counted writes the byte code that an installation has.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    python = run([sys.executable, "-c", "pass"], folder, environment)
    seconds = {_PYTHON: python.seconds}
    for name, command in asked.items():
        tools.server.reset()
        with TemporaryDirectory(dir=tools.folder) as state:
            timed = run([*command, "--state", str(Path(state))], folder, environment)
        tools.server.expect(1, name)
        seconds[name] = timed.seconds
    return seconds
