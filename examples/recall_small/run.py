"""Teach a small model the sample policy, and measure with delibctl what it recalls without it.

`python examples/recall_small/run.py` goes through the stages. What a stage has written is kept, so
the same command goes on after an interruption.
"""

import argparse
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from time import monotonic

import figures
import memory
from distilling import distill, write_run, write_training_rows
from policy_copy import copy_policy
from records import read_rows

import delibctl

_SAMPLE = Path(__file__).resolve().parents[2] / "sample_policies" / "assistant"
#: Of the systems that are trained or only shown the policy: their title, and where a run is.
_BEFORE, _AFTER, _EXCHANGED = "before", "after SFT", "exchanged"
_SHOWN, _REWARDED = "shown the policy", "after SFT and reward"


def main(arguments: list[str] | None = None) -> None:
    """Run the stages that are not done."""
    options = _options(arguments)
    # Before torch is imported: it reads this as it starts.
    os.environ.setdefault("OMP_NUM_THREADS", str(options.threads))
    work: Path = options.work.resolve()
    _prepare(work, options)
    folders = _train(work, options)
    systems = {title: _probe(work, names, options) for title, names in folders.items()}
    if options.shown:
        systems[_SHOWN] = _probe(work, ["base"], options, mode="category")
    text = _report(work, systems)
    (work / "figures.md").write_text(text, "utf-8")
    print(text)


def _prepare(work: Path, options: argparse.Namespace) -> None:
    source: Path = options.policy.resolve()
    policy, run, base = work / "policy", work / "runs" / "writer.sqlite", work / "base"
    template = base / "chat_template.jinja"
    _stage("policy and cases", policy, lambda to: copy_policy(source, to, options.drafts))
    _stage("weights of the base model", base, _unpack)
    _stage("the writer's run", run, lambda to: write_run(policy, to, options.model, options.port))
    _stage("training data", work / "training", lambda to: distill(run, policy, template, to))
    by_people = {case.id for case in delibctl.load(source).cases}
    _stage(
        "rows",
        work / "rows",
        lambda to: write_training_rows(work / "training", by_people, options.own, to),
    )


def _train(work: Path, options: argparse.Namespace) -> dict[str, list[str]]:
    """Train what is asked for, and return the names of the models of each system."""
    wanted = [("sft", seed) for seed in options.seeds]
    wanted += [("exchanged", seed) for seed in options.exchanged]
    # Two trainings on one thread each are done in less time than one after the other on two.
    os.environ["OMP_NUM_THREADS"] = str(max(options.threads // options.jobs, 1))
    with ProcessPoolExecutor(options.jobs, mp_context=get_context("spawn")) as pool:
        for training in [pool.submit(_train_one, work, *one, options) for one in wanted]:
            training.result()
    systems = {
        _BEFORE: ["base"],
        _EXCHANGED: [f"exchanged-{seed}" for seed in options.exchanged],
        _AFTER: [f"sft-{seed}" for seed in options.seeds],
    }
    if options.reward_steps:
        seed = options.seeds[0]
        _stage_of_model(work, f"reward-{seed}", _rewarder(work, seed, options))
        systems[_REWARDED] = [f"reward-{seed}"]
    return {title: names for title, names in systems.items() if names}


def _probe(
    work: Path, names: list[str], options: argparse.Namespace, mode: str = "none"
) -> list[Path]:
    runs = []
    for name in names:
        run = work / "runs" / f"{name}-{mode}.sqlite"
        folder = work / "base" if name == "base" else work / "models" / name
        _stage(f"probe of {name}, mode {mode}", run, _prober(work, name, folder, mode, options))
        runs.append(run)
    return runs


def _report(work: Path, systems: dict[str, list[Path]]) -> str:
    runs = {title: [figures.trials_of(path) for path in paths] for title, paths in systems.items()}
    taught = {title: runs[title] for title in (_AFTER, _REWARDED) if title in runs}
    if not taught:
        return figures.report(runs)
    near = memory.report(taught, read_rows(work / "rows" / "sft.jsonl"))
    return f"{figures.report(runs)}\nRight clause by the nearest training prompt:\n\n{near}"


def _stage(title: str, result: Path, make: Callable[[Path], None]) -> None:
    """Make a file or folder under another name, and name it so once it is whole."""
    if result.exists():
        print(f"kept: {title}", flush=True)
        return
    print(f"{title} ...", flush=True)
    begun = monotonic()
    result.parent.mkdir(parents=True, exist_ok=True)
    unfinished = result.with_name(f"unfinished-{result.name}")
    make(unfinished)
    unfinished.rename(result)
    print(f"{title}: {monotonic() - begun:.0f} s", flush=True)


def _train_one(work: Path, kind: str, seed: int, options: argparse.Namespace) -> None:
    """Train one model, in a process of its own."""
    _stage_of_model(work, f"{kind}-{seed}", _trainer(work, kind, seed, options))


def _stage_of_model(work: Path, name: str, make: Callable[[Path], None]) -> None:
    _stage(f"training {name}", work / "models" / name, make)


def _unpack(folder: Path) -> None:
    from small_model import unpack

    unpack(folder)


def _trainer(
    work: Path, kind: str, seed: int, options: argparse.Namespace
) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        from training import Amount, train

        amount = Amount(epochs=options.epochs, batch=options.batch)
        if options.steps:
            amount = replace(amount, steps=options.steps)
        loss = train(work / "base", work / "rows" / f"{kind}.jsonl", folder, seed, amount)
        print(f"loss {loss:.3f}")

    return make


def _rewarder(work: Path, seed: int, options: argparse.Namespace) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        from rewarding import Effort, reward

        rows = read_rows(work / "rows" / "sft.jsonl")
        trained, effort = work / "models" / f"sft-{seed}", Effort(steps=options.reward_steps)
        rewards = reward(trained, rows, work / "policy", folder, seed, effort)
        fifth = max(len(rewards) // 5, 1)
        first, last = (sum(part) / fifth for part in (rewards[:fifth], rewards[-fifth:]))
        print(f"reward {first:.2f} in the first fifth of the steps, {last:.2f} in the last")

    return make


def _prober(
    work: Path, name: str, folder: Path, mode: str, options: argparse.Namespace
) -> Callable[[Path], None]:
    def make(run: Path) -> None:
        from probing import probe
        from small_model import SmallModel

        model = SmallModel(folder)
        probe(model.reply, name, work / "policy", run, mode, "test", options.port)

    return make


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("recall_small_work"), metavar="DIR")
    parser.add_argument("--policy", type=Path, default=_SAMPLE, metavar="DIR")
    parser.add_argument(
        "--model", help="a model that writes the deliberations, instead of a stand-in"
    )
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3], metavar="N")
    parser.add_argument("--exchanged", type=int, nargs="*", default=[1], metavar="N")
    parser.add_argument("--epochs", type=float, default=1.5, metavar="N")
    parser.add_argument("--batch", type=int, default=4, metavar="ROWS")
    parser.add_argument("--steps", type=int, metavar="N", help="stop each training after N steps")
    parser.add_argument("--reward-steps", type=int, default=30, metavar="N", help="0: no reward")
    parser.add_argument("--own", type=int, default=2, help="how often each case of people counts")
    parser.add_argument("--no-drafts", dest="drafts", action="store_false")
    parser.add_argument("--no-shown", dest="shown", action="store_false")
    parser.add_argument("--threads", type=int, default=2, metavar="N")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="trainings at a time")
    parser.add_argument("--port", type=int, default=8765)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
