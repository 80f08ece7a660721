"""The verdict of a command on stderr, and its exit code."""

import shlex
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from delibctl.cli.output import print_message
from delibctl.errors import ExitCode
from delibctl.gates import Reason, ReasonKind, Verdict

#: The option that concerns a reason, which a verdict itself does not name.
_OPTIONS = {
    ReasonKind.UNTRUSTED: "find out why before you raise the limit with --max-broken",
    ReasonKind.UNMEASURED: "leave out --replay to ask for them",
}

#: The first words of a reason, by its exit code.
_PREFIXES = {ExitCode.NO_VERDICT: "no verdict: "}


def exit_with(
    verdict: Verdict, *, next_command: str = "", printed: Container[ReasonKind] = ()
) -> ExitCode:
    """Report the reasons of a verdict, and return its exit code.

    `next_command` shows more; reasons of a `printed` kind are left out.
    """
    for reason in _in_one(verdict.reasons):
        if reason.kind not in printed:
            print_message(f"{_PREFIXES.get(reason.code, '')}{reason.what}")
            next = _OPTIONS.get(reason.kind, reason.next)
            if next:
                print_message(f"  next: {next}")
    if next_command:
        print_message(f"next: {next_command}")
    return verdict.code


def _in_one(reasons: Sequence[Reason]) -> Iterator[Reason]:
    """Yield the reasons; one in place of several undecided gates, which a report tells in full."""
    several = [r for r in reasons if r.kind is ReasonKind.GATE_UNDECIDED and r.about]
    for reason in reasons:
        if len(several) < 2 or reason not in several:
            yield reason
        elif reason is several[0]:
            listed = "; ".join(reason.about for reason in several)
            what = f"{len(several)} gates are undecided: {listed}"
            yield replace(reason, what=what, next="")


def diff_command(run: Path | None, state: Path | None) -> str:
    """Return the command that shows a run, wherever it is stored; the newest if none is named."""
    if run is not None:
        return shlex.join(["delibctl", "diff", str(run)])
    return shlex.join(["delibctl", "diff", *(["--state", str(state)] if state else [])])
