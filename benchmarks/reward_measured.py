"""Requests a second of the reward server; `benchmarks/reward` says how."""

import argparse
import asyncio
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

import aiohttp

from delibctl.reward import Reward, open_reward, visible
from delibctl.reward.core import Answered

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "sample_policies" / "assistant"
SERVERS = {
    "reward serve": [*("-m", "delibctl", "reward", "serve"), str(SAMPLE), "--port", "0"],
    "bare server": [str(Path(__file__).with_name("reward_bare.py"))],
}
BATCHES = (1, 64)


def main() -> None:
    """Print the table: medians over rounds, in each of which every row is measured in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=16)
    options = parser.parse_args()
    reward = open_reward(SAMPLE)
    rows: dict[tuple[str, int], list[tuple[float, float]]] = {}
    for _ in range(options.rounds):
        for size in BATCHES:
            answers = _answers(reward, size)
            for name, arguments in SERVERS.items():
                with _serving(arguments) as address:
                    asking = _asked(address, answers, options.seconds, options.connections)
                    rows.setdefault((name, size), []).append(asyncio.run(asking))
            here = _in_process(reward, answers, options.seconds)
            rows.setdefault(("in the process", size), []).append((here, 0.0))
    print("answers  where            requests/s  answers/s  slowest of 100, ms  of the bare server")
    for (name, size), measured in rows.items():
        rate, slow = (median(values) for values in zip(*measured, strict=True))
        bare = median(rate for rate, _ in rows[("bare server", size)])
        last = f"{slow:18.1f}" if slow else f"{'-':>18}"
        print(f"{size:7}  {name:15}  {rate:10.0f}  {rate * size:9.0f}  {last}  {rate / bare:.2f}")


def _answers(reward: Reward, size: int) -> list[dict[str, str]]:
    """Return answers of about 90 words, half of which think first, to cases in turn."""
    cases = [case for case in reward.cases.values() if reward.trainable(case)]
    text = (
        "It depends on where you are and on what you have tried so far, so start with the basics. "
    )
    thoughts = "<think>The request belongs to a category, and a clause governs it.</think>"
    return [
        {"case": case.id, "reply": f"{thoughts if number % 2 else ''}{case.prompt} {text * 4}"}
        for number, case in enumerate((cases * size)[:size])
    ]


@contextmanager
def _serving(arguments: list[str]) -> Iterator[str]:
    process = subprocess.Popen([sys.executable, *arguments], stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        found = next(re.finditer(r"(http://\S+?:\d+); Ctrl-C", process.stderr.readline()))
        yield found[1]
    finally:
        process.terminate()
        process.wait()


async def _asked(
    address: str, answers: list[dict[str, str]], seconds: float, connections: int
) -> tuple[float, float]:
    """Return requests a second, and the milliseconds of the slowest in a hundred."""
    body = json.dumps({"answers": answers}).encode()
    headers = {"Content-Type": "application/json"}
    times: list[float] = []

    async def ask(session: aiohttp.ClientSession, until: float) -> None:
        while (began := perf_counter()) < until:
            async with session.post(
                f"{address}/v1/rewards", data=body, headers=headers
            ) as response:
                said = await response.json()
                assert len(said["verdicts"]) == len(answers)
            times.append(perf_counter() - began)

    limit = aiohttp.TCPConnector(limit=connections)
    async with aiohttp.ClientSession(connector=limit) as session:
        await ask(session, perf_counter() + 0.5)  # both sides load what they load once
        times.clear()
        began = perf_counter()
        await asyncio.gather(*(ask(session, began + seconds) for _ in range(connections)))
        rate = len(times) / (perf_counter() - began)
    return rate, sorted(times)[len(times) * 99 // 100] * 1000


def _in_process(reward: Reward, answers: list[dict[str, str]], seconds: float) -> float:
    async def score() -> int:
        done, until = 0, perf_counter() + seconds
        while perf_counter() < until:
            answered = [Answered(answer=visible(a["reply"]), case=a["case"]) for a in answers]
            await reward.verdicts(answered)
            done += 1
        return done

    return asyncio.run(score()) / seconds


if __name__ == "__main__":
    main()
