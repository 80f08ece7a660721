"""Run files as a probe leaves them, made without one."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from support.example_run import example_run

from delibctl.edge.run_file.run_file import RunFile
from delibctl.model import Exchange, Judge, Reply, Run, Trial, Usage, Verdict

#: 2026-01-01 in seconds: each run of a test is written some days after it.
_FIRST = 1_767_225_600
_DAY = 86_400


def run_of(policy: str = "permits", version: str = "1.0.0", **changes: object) -> Run:
    """The example run, of that policy."""
    run = example_run()
    return replace(
        run,
        policy=replace(run.policy, id=policy, version=version),
        **changes,  # type: ignore[arg-type]
    )


def replied(run: Run, *replies: Reply) -> Run:
    """The run with these replies in its first trials, and no other."""
    rest = (None,) * (len(run.trials) - len(replies))
    trials = (
        replace(trial, exchanges=(Exchange(messages=(), reply=reply),) if reply else ())
        for trial, reply in zip(run.trials, (*replies, *rest), strict=True)
    )
    return replace(run, trials=tuple(trials))


def priced(run: Run, *usages: Usage, kept: bool = False) -> Run:
    """The run with replies of that usage, and no other."""
    return replied(run, *(Reply(text="raw", usage=usage, kept=kept) for usage in usages))


def keep(
    folder: Path, day: int, run: Run, *, finished: bool = True, ended: int | None = None
) -> Path:
    """Write the run of a day of January 2026 into a state folder; only `ended` of its trials."""
    started = f"2026-01-{day:02}T00:00:00Z"
    path = folder / "runs" / f"202601{day:02}T000000Z-{run.policy.id.replace(chr(0), '')}.sqlite"
    file = RunFile.create(
        path, replace(run, trials=(), info=replace(run.info, started=started, commit=_COMMIT))
    )
    for trial in run.trials[:ended]:
        file.store(trial)
    if finished:
        file.finish()
    file.close()
    written = _FIRST + (day - 1) * _DAY
    os.utime(path, (written, written))
    return path


def store_run(path: Path, run: Run) -> Path:
    """Write a run file of this name; it is finished if the run is."""
    info = replace(run.info, finished=False)
    with closing(RunFile.create(path, replace(run, trials=(), info=info))) as file:
        for trial in run.trials:
            file.store(trial)
        if run.judges:
            file.set_judges(run.judges)
        for trial in run.trials:
            for verdict in trial.verdicts:
                file.store_verdict(trial.key, verdict)
        if run.info.finished:
            file.finish()
    return path


def judged(path: Path, trial: Trial, *verdicts: Verdict) -> None:
    """Add what a model said of a trial of a run."""
    with closing(RunFile.open(path)) as file:
        judges = dict.fromkeys(verdict.judge for verdict in verdicts)
        file.set_judges([Judge(name=name) for name in judges])
        for verdict in verdicts:
            file.store_verdict(trial.key, verdict)


_COMMIT = "0123456789abcdef0123456789abcdef01234567+"


@contextmanager
def being_written(path: Path) -> Iterator[None]:
    """Another process is writing the run."""
    file = RunFile.create(path, replace(_stored(path), trials=()))
    try:
        yield
    finally:
        file.close()


def _stored(path: Path) -> Run:
    file = RunFile.open(path)
    try:
        return file.load()
    finally:
        file.close()


def killed(path: Path, run: Run, ended: int) -> None:
    """A run whose process was killed: its last trials stand in the log beside the file."""
    written = path.stat().st_mtime
    living = path.with_name("living")
    file = RunFile.create(living, replace(run, trials=()))
    for trial in run.trials[:ended]:
        file.store(trial)
    file.commit()
    for end in ("", "-wal"):
        shutil.copy(f"{living}{end}", f"{path}{end}")
    os.utime(path, (written, written))
    file.close()
    living.unlink()
