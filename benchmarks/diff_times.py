"""Times of `delibctl diff` of two policies, with another installation's beside them."""

import argparse
import re
import sys
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

import corpus
from startup_times import time_command

CLAUSES = 1_000
#: Sentences of the one long clause whose last sentence is edited.
LENGTHS = (500, 1_000, 2_000, 4_000)


def main() -> None:
    """Time every pair of policies with every installation, in turn, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("other", nargs="?", help="the delibctl of another installation")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of 2 processes each")
    options = parser.parse_args()
    here = str(Path(sys.executable).with_name("delibctl"))
    programs = [here, *([options.other] if options.other else [])]
    with TemporaryDirectory() as name:
        folder = Path(name)
        pairs = {**_edited_policies(folder), **_long_clauses(folder)}
        times: dict[tuple[str, str], list[float]] = {}
        for number in range(options.rounds):
            for pair in pairs:
                for program in programs[:: 1 if number % 2 else -1]:
                    command = [program, "diff", f"{pair} old.yaml", f"{pair} new.yaml"]
                    seconds = time_command([*command, "--format", "json"], folder)
                    times.setdefault((pair, program), []).extend(seconds)
    for pair, meaning in pairs.items():
        seconds = [median(times[pair, program]) for program in programs]
        ratio = f"{seconds[0] / seconds[1]:8.3f}" if len(seconds) > 1 else ""
        print(f"{meaning:40}" + "".join(f"{value:9.3f} s" for value in seconds) + ratio)


def _edited_policies(folder: Path) -> dict[str, str]:
    """Write a policy with none, a tenth or all of its clauses edited by one word."""
    old = corpus.make(CLAUSES).text
    names = {"same": 0, "tenth": 10, "all": 1}
    for name, step in names.items():
        (folder / f"{name} old.yaml").write_text(old, encoding="utf-8")
        (folder / f"{name} new.yaml").write_text(_edited(old, step), encoding="utf-8")
    return {
        "same": f"{CLAUSES:,} clauses, unchanged",
        "tenth": f"{CLAUSES:,} clauses, one in ten edited",
        "all": f"{CLAUSES:,} clauses, all edited",
    }


def _edited(policy: str, step: int) -> str:
    """Replace a word in the text of every clause whose number `step` divides; 0 replaces none."""
    random, number = Random(7), 0

    def edit(match: re.Match[str]) -> str:
        nonlocal number
        number += 1
        if not step or number % step:
            return match[0]
        words = match[0].split(" ")
        places = [index for index, word in enumerate(words) if word.isalpha() and index > 12]
        words[random.choice(places)] = random.choice(("may", "only", "other", "harmless"))
        return " ".join(words)

    return re.sub(r"text: >-\n(?: {10}.*\n)+", edit, policy)


def _long_clauses(folder: Path) -> dict[str, str]:
    """Write policies of one clause of many sentences, the last of which is edited."""
    head = "schema_version: 1\npolicy: {id: p, version: '1', title: P}\ncategories:\n"
    head += "  - id: a\n    title: A\n    summary: S.\n    clauses:\n"
    head += "      - id: a.b\n        title: B\n        style: refuse\n        text: "
    pairs = {}
    for length in LENGTHS:
        sentences = [f"It must not explain lock number {i} to anyone." for i in range(length)]
        for side, verb in (("old", "must not"), ("new", "may")):
            text = " ".join([*sentences, f"It {verb} copy keys."])
            path = folder / f"{length} {side}.yaml"
            path.write_text(f'{head}"{text}"\n', encoding="utf-8")
        pairs[str(length)] = f"one clause of {length:,} sentences"
    return pairs


if __name__ == "__main__":
    main()
