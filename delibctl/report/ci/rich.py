"""The result of `delibctl ci` on a terminal and in a log."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from delibctl.compare.policies import Approval, Direction
from delibctl.errors import ExitCode
from delibctl.report.ci.first import covered
from delibctl.report.ci.outcomes import outcome
from delibctl.report.ci.result import CiResult, Notice, PolicyVerdict, Questions, Revisions
from delibctl.report.render_options import RenderOptions
from delibctl.text.count import counted
from delibctl.text.escape import one_line

_SHOWN = 12
_HASH = 12
_DIRECTIONS = {
    Direction.LOOSENS: "looser",
    Direction.TIGHTENS: "stricter",
    Direction.NEUTRAL: "neither looser nor stricter",
    Direction.UNKNOWN: "unclear whether looser or stricter",
}
_VERDICTS = {
    ExitCode.CLEAN: "passed",
    ExitCode.FINDINGS: "failed",
    ExitCode.UNTRUSTWORTHY: "not to be trusted",
    ExitCode.NO_VERDICT: "undecided",
}


def render(result: CiResult, options: RenderOptions) -> str:
    """Render what must be seen before the merge, then each policy."""
    return options.write(_parts(result))


def _parts(result: CiResult) -> Iterator[RenderableType]:
    revisions = result.revisions
    yield Text(
        f"{one_line(revisions.head)} ({revisions.head_commit[:_HASH]}) against "
        f"{one_line(revisions.base)}, which it left at {revisions.merge_base[:_HASH]}"
    )
    yield from _news(result)
    for policy in result.policies:
        yield Text("")
        yield from _policy(policy, result.revisions)
    for note in result.notes:
        yield Text(f"note: {one_line(note)}")


def _news(result: CiResult) -> Iterator[RenderableType]:
    if result.untrusted:
        yield Text("A branch of a fork: only what the base approved and accepted counts.")
    if result.notices:
        yield Text("This branch changes what judges branches; it applies after the merge:")
        yield from _listed([_notice(notice) for notice in result.notices])
    if approvals := result.approvals_added:
        counts = "" if all(each.counts for each in approvals) else ", which do not count here"
        number = sum(covered(result, each) for each in approvals)
        yield Text(f"This branch approves {counted(number, 'change')}{counts}:")
        yield from _listed([_approval(each.approval) for each in approvals])
    for rows in result.rows_added:
        counts = "" if rows.counts else f", which do not count here: {rows.why_not}"
        fell = f"; {len(rows.fallen)} of them right half as often or less" if rows.fallen else ""
        changed = counted(len(rows.changes), "accepted row")
        yield Text(f"This branch changes {changed} of {one_line(rows.policy)}{counts}{fell}.")


def _approval(approval: Approval) -> str:
    direction = _DIRECTIONS[approval.direction]
    return f"{approval.title} ({direction}), by {approval.by}: {approval.reason}"


def _notice(notice: Notice) -> str:
    return notice.what.removeprefix("the branch changes ").removesuffix(
        "; it applies after the merge"
    )


def _listed(lines: list[str]) -> Iterator[RenderableType]:
    for line in lines[:_SHOWN]:
        yield Text(f"  {one_line(line)}")
    if len(lines) > _SHOWN:
        yield Text(f"  and {len(lines) - _SHOWN} more")


def _policy(policy: PolicyVerdict, revisions: Revisions) -> Iterator[RenderableType]:
    moved = f", moved from {one_line(policy.former_path)}" if policy.former_path else ""
    verdict = _VERDICTS.get(policy.verdict.code, "failed")
    yield Text(f"{one_line(policy.id)} ({one_line(policy.path)}{moved}): {verdict}")
    yield Text(f"  {outcome(policy, revisions)}")
    for reason in policy.verdict.reasons:
        yield Text(f"  - {one_line(reason.what)}")
    yield Text(f"  {_asked(policy)}")
    if policy.drift and not policy.drift.changed:
        flipped, total = len(policy.drift.flipped), len(policy.drift.asked)
        yield Text(f"  the model answers as it did: {flipped} of {total} other cases changed")
    for note in policy.notes:
        yield Text(f"  note: {one_line(note)}")


def _asked(policy: PolicyVerdict) -> str:
    """Return what was asked and what it cost, on one line."""
    total = len(policy.affected) + len(policy.unaffected)
    words = [f"{len(policy.affected)} of {counted(total, 'case')} affected"]
    words += _amounts(policy.questions)
    if policy.questions.cost:
        words.append(f"${policy.questions.cost:.2f}")
    return "; ".join(words)


def _amounts(questions: Questions) -> Iterator[str]:
    named = (
        (questions.asked, "asked"),
        (questions.cached, "from cached answers"),
        (questions.controls, "asked as controls"),
        (questions.confirming, "fresh repeats"),
        (questions.accepted, "untouched and accepted"),
        (len(questions.unmeasured), "unmeasured"),
    )
    yield from (f"{amount} {words}" for amount, words in named if amount)
    prices = [each.price for each in questions.estimate if each.price is not None]
    calls = sum(each.calls.high for each in questions.estimate)
    if calls:
        price = f", at most ${sum(price.high for price in prices):.2f}" if prices else ""
        yield f"asking would take up to {int(calls)} questions{price}"
