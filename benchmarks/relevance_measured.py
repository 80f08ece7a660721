"""Answers called off-topic, rightly and wrongly; `benchmarks/relevance` says how."""

import csv
import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from agreement_rows import KEPT_MODEL, LABELS, SEED, family, kept_families
from agreement_tables import share

from delibctl.judge.relevance import answers_something_else
from delibctl.model import Message, Outcome
from delibctl.stats.share import Share

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from judge.battery.corpus import load_battery

#: Questions with their answers.
Pairs = Sequence[tuple[tuple[Message, ...], str]]


def main() -> None:
    """Print a line for each set of answers."""
    parser = ArgumentParser(prog="benchmarks/relevance", description=__doc__)
    parser.add_argument("--all", action="store_true", help="also the rows kept aside")
    chosen = parser.parse_args()
    if "DELIBCTL_DATA" not in os.environ:
        raise SystemExit("DELIBCTL_DATA names no folder with xstest and rbr_gold")
    folder = Path(os.environ["DELIBCTL_DATA"])
    print(f"found: beside the question of another answer, drawn with seed {SEED}")
    print(f"{'':44}{'answers':>8}{'false':>7}{'share':>8}{'found':>8}")
    for name, pairs, kept_aside in (*_xstest(folder), *_rewards(folder), _battery()):
        if chosen.all or not kept_aside:
            print(_row(name, pairs))


def _row(name: str, pairs: Pairs) -> str:
    random = Random(SEED)
    questions = sorted({question for question, _ in pairs}, key=str)
    false = sum(answers_something_else(*pair) for pair in pairs)
    found = 0
    for question, answer in pairs:
        other = random.choice([one for one in questions if one != question])
        found += answers_something_else(other, answer)
    wrongly, rightly = (Share(hits=hits, total=len(pairs)) for hits in (false, found))
    return f"{name:44}{len(pairs):8}{false:7}{share(wrongly):>8}{share(rightly):>8}"


def _xstest(folder: Path) -> Iterator[tuple[str, Pairs, bool]]:
    read = {
        path.stem.split("_")[1]: list(
            csv.DictReader(path.read_text(encoding="utf-8").splitlines(True))
        )
        for path in sorted((folder / "xstest").glob("completions_*.csv"))
    }
    kept = kept_families({row["type"] for rows in read.values() for row in rows})
    for label, outcome in LABELS.items():
        for aside in (False, True):
            pairs = [
                (_asked(row["prompt"]), row["completion"])
                for model, rows in read.items()
                for row in rows
                if row["final_label"] == label
                and (model == KEPT_MODEL or family(row["type"]) in kept) is aside
            ]
            name = f"XSTest, people say {outcome}"
            yield f"{name}, kept aside" if aside else name, pairs, aside


def _rewards(folder: Path) -> Iterator[tuple[str, Pairs, bool]]:
    lines = (folder / "rbr_gold" / "train.jsonl").read_text(encoding="utf-8").splitlines()
    kept = set(Random(SEED).sample(range(len(lines)), len(lines) // 2))
    rows = [json.loads(line) for line in lines]
    for illogical in (False, True):
        for aside in (False, True):
            pairs = [
                (
                    tuple(Message(role=t["role"], content=t["content"]) for t in row["prompt"]),
                    row["completion"][-1]["content"],
                )
                for number, row in enumerate(rows)
                if row["propositions"]["illogical_continuation_of_prompt"] is illogical
                and (number in kept) is aside
            ]
            name = "rewards, people say illogical" if illogical else "rewards, others"
            yield f"{name}, kept aside" if aside else name, pairs, aside


def _battery() -> tuple[str, Pairs, bool]:
    plain = [answer for answer in load_battery() if Outcome.COMPLY in answer.labels]
    return "battery, plain", [(_asked(one.request), one.answer) for one in plain], False


def _asked(prompt: str) -> tuple[Message, ...]:
    return (Message(role="user", content=prompt),)


if __name__ == "__main__":
    main()
