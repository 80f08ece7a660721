"""The verdict of a command on stderr, and its exit code."""

from collections.abc import Container

from delibctl.cli.output import talk
from delibctl.errors import ExitCode
from delibctl.gates import ReasonKind, Verdict

#: The option that concerns a reason, which a verdict itself does not name.
_OPTIONS = {
    ReasonKind.UNTRUSTED: "set the limit with --max-broken",
    ReasonKind.UNMEASURED: "leave out --replay to ask for them",
}

#: The first words of a reason, by its exit code.
_PREFIXES = {ExitCode.NO_VERDICT: "no verdict: "}


def exit_with(verdict: Verdict, *, then: str = "", said: Container[ReasonKind] = ()) -> ExitCode:
    """Report the reasons of a verdict, and return its exit code.

    `then` is the command that shows more; reasons of a kind that was `said` are left out.
    """
    for reason in verdict.reasons:
        if reason.kind not in said:
            talk(f"{_PREFIXES.get(reason.code, '')}{reason.what}")
            next = _OPTIONS.get(reason.kind, reason.next)
            if next:
                talk(f"  next: {next}")
    if then:
        talk(f"next: {then}")
    return verdict.code
