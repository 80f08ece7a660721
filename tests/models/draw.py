"""Cases of the samples, drawn by seed and put to a real model in every mode and reply form."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from support.command import clean_environment
from support.project import SAMPLES

import delibctl
from delibctl.deliberate.prompt import REPAIR_BEGINS
from delibctl.model import Broken, Deliberated, Form, Mode, Trial

#: The models of the configuration by name: how each is to reply, and what else is set.
FORMS = {
    "json_schema": 'structured = "json_schema"',
    "json_object": 'structured = "json_object"',
    "json_object with enum": 'structured = "json_object"\nenum = true',
    "prompt": 'structured = "prompt"',
}
#: The samples from which cases are drawn, the same number from each.
POLICIES = os.environ.get("DELIBCTL_LLAMA_POLICIES", "support_bot assistant").split()
#: Cases of all samples together.
CASES = int(os.environ.get("DELIBCTL_LLAMA_CASES", "30"))
MODES = [Mode(name) for name in os.environ.get("DELIBCTL_LLAMA_MODES", " ".join(Mode)).split()]
#: The whole policy of the other sample does not fit the model.
FITTING = {Mode.FULL: [name for name in POLICIES if name != "assistant"]}
SEED = 16
REPLY_TOKENS = 300

_CONFIGURATION = """\
template = 2
concurrency = 1
attempts = 2
"""
_MODEL = """\
[models."{form}"]
name = "openai/smollm2"
api_base = "{address}"
{settings}
temperature = 0
max_tokens = {tokens}
timeout = 1800
"""


def configure(folder: Path, address: str) -> None:
    """Write the configuration of a server of one's own, with a model for each reply form."""
    models = [
        _MODEL.format(form=form, settings=settings, address=address, tokens=REPLY_TOKENS)
        for form, settings in FORMS.items()
    ]
    (folder / "delibctl.toml").write_text("\n".join([_CONFIGURATION, *models]))


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


def run(folder: Path, *arguments: object) -> Ended:
    """Run delibctl to its end, which a real model on a busy machine reaches late."""
    done = subprocess.run(
        [sys.executable, "-m", "delibctl", *map(str, arguments)],
        cwd=folder,
        env=clean_environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True)
class Cell:
    """What a probe of one mode and form came to."""

    mode: Mode
    form: str
    cases: int
    ended: Ended
    trials: tuple[Trial, ...]

    @property
    def requests(self) -> int:
        """Return the requests that were made; cached replies took none."""
        replies = [exchange.reply for trial in self.trials for exchange in trial.exchanges]
        answered = sum(reply.attempts for reply in replies if not reply.kept)
        broken = [t.result for t in self.trials if isinstance(t.result, Broken)]
        # A form that the server turns down ends the probe after its first request.
        stopped = int(self.ended.code == 2)
        return answered + sum(result.attempts for result in broken) + stopped

    @property
    def reasons(self) -> set[tuple[str, str]]:
        """Return the reasons why trials are broken: kind and message."""
        broken = [t.result for t in self.trials if isinstance(t.result, Broken)]
        return {(result.kind, result.message) for result in broken}


def probe(folder: Path, policy: str, mode: Mode, form: str, cases: int) -> Cell:
    """Put `cases` cases of a sample to the model in one mode and form."""
    file = folder / f"{policy}-{mode}-{form.replace(' ', '-')}.sqlite"
    drawn = ("--sample", cases, "--seed", SEED, "--run", file, "--max-broken", 1)
    ended = run(folder, "probe", SAMPLES / policy, "--model", form, "--mode", mode, *drawn)
    trials = delibctl.load_run(file).trials if file.exists() else ()
    return Cell(mode, form, cases, ended, trials)


def outcome(trial: Trial) -> str:
    """Return how the reply of a trial was read."""
    if not isinstance(trial.result, Deliberated):
        return "broken"
    if any(exchange.messages[-1].content.startswith(REPAIR_BEGINS) for exchange in trial.exchanges):
        return "repaired"
    return "free text" if trial.result.deliberation.form is Form.FREE else "parsed"


_COLUMNS = ("parsed", "free text", "repaired", "broken", "not asked")


def table(cells: Sequence[Cell], before: Sequence[str]) -> Iterator[str]:
    """Yield the lines of the table of modes and forms; modes without cells keep their lines."""
    yield f"| mode | reply form | cases | {' | '.join(_COLUMNS)} |"
    yield "|---|---|" + "--:|" * (1 + len(_COLUMNS))
    for mode in Mode:
        if mode not in MODES:
            yield from (line for line in before if line.startswith(f"| {mode} |"))
            continue
        for form in FORMS:
            of_both = [cell for cell in cells if (cell.mode, cell.form) == (mode, form)]
            cases = sum(cell.cases for cell in of_both)
            counts = Counter(outcome(trial) for cell in of_both for trial in cell.trials)
            counts["not asked"] = cases - counts.total()
            figures = " | ".join(str(counts[column]) for column in _COLUMNS)
            yield f"| {mode} | {form} | {cases} | {figures} |"
