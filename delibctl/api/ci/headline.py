"""The one sentence on top of a policy's verdict: what, which clause, how much, and what next."""

from collections import Counter
from collections.abc import Iterator
from shlex import quote

from delibctl.api.ci.measuring import Asked
from delibctl.compare.policies import Change, Compared, Direction, PolicyGate
from delibctl.compare.runs.change import ChangeKind
from delibctl.errors import ExitCode
from delibctl.gates import Verdict
from delibctl.text.count import counted

_VERBS = {
    Direction.LOOSENS: "loosened",
    Direction.TIGHTENS: "tightened",
    Direction.NEUTRAL: "changed",
    Direction.UNKNOWN: "changed, unclear which way",
}
_WEIGHTS = (Direction.LOOSENS, Direction.UNKNOWN, Direction.TIGHTENS, Direction.NEUTRAL)
#: Shown in this order, if there are any.
_SHOWN = (ChangeKind.FOLLOWED, ChangeKind.LAGGED, ChangeKind.REGRESSED, ChangeKind.IMPROVED)


def headline(
    id: str, compared: Compared | None, gate: PolicyGate | None, asked: Asked, verdict: Verdict
) -> str:
    """Return the sentence on a policy that could be read."""
    parts = [_what(id, compared, gate), *_answers(asked)]
    first = next((r for r in verdict.reasons if r.code is verdict.code), None)
    if verdict.code is not ExitCode.CLEAN and first is not None:
        parts.append(first.what)
        step = f"; next: {first.next}" if first.next else ""
        return f"{': '.join(parts[:1])}: {'; '.join(parts[1:])}{step}"
    return f"{parts[0]}: {'; '.join(parts[1:])}" if parts[1:] else parts[0]


def of_lint(id: str, verdict: Verdict, path: str) -> str:
    """Return the sentence on a policy that could not be read."""
    reason = next(iter(verdict.reasons), None)
    return (
        f"{id}: {reason.what if reason else 'it cannot be read'}; run delibctl lint {quote(path)}"
    )


def _what(id: str, compared: Compared | None, gate: PolicyGate | None) -> str:
    """Return the heaviest change in words; of those alike, one that a person must approve."""
    if compared is None:
        return id
    if compared.old is None:
        return f"{id} is new, nothing to approve"
    if compared.new is None:
        return f"{id} was removed"
    changes = sorted(
        compared.diff.changes,
        key=lambda c: (
            not (gate and c in gate.failing),
            _WEIGHTS.index(c.direction),
            c.is_of_tests,
        ),
    )
    if not changes:
        return f"{id} did not change"
    first = changes[0]
    more = len({c.subject for c in changes}) - 1
    others = f" and {more} more" if more else ""
    return f"{_subject(first)}{others} {_VERBS[first.direction]}"


def _subject(change: Change) -> str:
    return change.subject if change.part == "clause" else f"{change.part} {change.subject}"


def _answers(asked: Asked) -> Iterator[str]:
    if asked.probe is None:
        yield "no affected case, so nothing was asked"
        return
    if asked.measured is None:
        answered = {trial.case.id for trial in asked.probe.scored.trials}
        if answered:
            yield f"{counted(len(answered), 'case')} measured, and nothing to compare them with"
        return
    kinds: Counter[ChangeKind] = Counter()
    for model in asked.measured.comparison.models:
        kinds.update(model.counts)
    total = sum(kinds.values())
    shown = [f"{kinds[kind]} {kind}" for kind in _SHOWN if kinds[kind]]
    yield f"of {counted(total, 'case')} {', '.join(shown) or 'none got worse'}"
