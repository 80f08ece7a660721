"""Times of the commands that should feel instant, with another installation's beside them."""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import pyperf
from probe_server import serving

SAMPLE = Path(__file__).parent.parent / "sample_policies" / "assistant"


def main() -> None:
    """Time every command of every installation, in turn, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("other", nargs="?", help="the delibctl of another installation")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of 2 processes each")
    options = parser.parse_args()
    here = str(Path(sys.executable).with_name("delibctl"))
    installations = {"this": here, **({"other": options.other} if options.other else {})}
    with TemporaryDirectory() as folder, serving(0.0) as server:
        work = {name: Path(folder, name) for name in installations}
        for name, program in installations.items():
            _prepare(work[name], program, server.url)
        times: dict[tuple[str, str], list[float]] = {}
        for number in range(options.rounds):
            order = list(installations)[:: 1 if number % 2 else -1]
            for command, arguments in _COMMANDS.items():
                for name in order:
                    key = command, name
                    run = [installations[name], *arguments]
                    times.setdefault(key, []).extend(time_command(run, work[name]))
            times.setdefault(("python", "this"), []).extend(
                time_command([sys.executable, "-c", "pass"], work["this"])
            )
    _print(times, list(installations))


_COMMANDS = {
    "--version": ["--version"],
    "--help": ["--help"],
    "lint": ["lint", "policy"],
    "cached probe": ["probe", "policy", "--model", "mock"],
}


def _prepare(folder: Path, program: str, url: str) -> None:
    """Copy the sample policy, and fill the cache with an answer to every case."""
    shutil.copytree(SAMPLE, folder / "policy")
    model = f'[models.mock]\nname = "openai/mock"\napi_base = "{url}"\n'
    (folder / "delibctl.toml").write_text(model, encoding="utf-8")
    probe = [program, "probe", "policy", "--model", "mock"]
    subprocess.run(probe, cwd=folder, check=True, capture_output=True)


def time_command(command: list[str], folder: Path) -> list[float]:
    """Return the seconds of two processes, after one that is not counted."""
    output = folder / "times.json"
    output.unlink(missing_ok=True)
    pyperf_command = [sys.executable, "-m", "pyperf", "command", "--quiet", "--processes", "2"]
    pyperf_command += ["--values", "1", "--warmups", "1", "--copy-env", "-o", str(output)]
    environment = {**os.environ, "NO_COLOR": "1"}
    done = subprocess.run(
        [*pyperf_command, "--", *command],
        cwd=folder,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return list(pyperf.Benchmark.load(str(output)).get_values())


def _print(times: dict[tuple[str, str], list[float]], installations: list[str]) -> None:
    medians = {key: median(values) for key, values in times.items()}
    print(f"{'':14}" + "".join(f"{name:>12}" for name in installations) + f"{'ratio':>8}")
    print(f"{'python':14}{medians['python', 'this']:10.3f} s")
    for command in _COMMANDS:
        seconds = [medians[command, name] for name in installations]
        ratio = f"{seconds[0] / seconds[1]:8.3f}" if len(seconds) > 1 else ""
        print(f"{command:14}" + "".join(f"{value:10.3f} s" for value in seconds) + ratio)


if __name__ == "__main__":
    main()
