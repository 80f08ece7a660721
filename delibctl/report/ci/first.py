"""What a person must have seen before a merge: what judges the branch, and what it approves."""

from collections.abc import Iterator
from dataclasses import dataclass

from delibctl.errors import ExitCode
from delibctl.report.ci.failed import failed_gates
from delibctl.report.ci.result import AddedApproval, AddedRows, CiResult, Notice
from delibctl.report.policies.change_words import approval_note
from delibctl.report.policies.words import direction_words
from delibctl.text.count import counted, listed
from delibctl.text.escape import one_line
from delibctl.text.sentence import Sentence

#: Items of a list, and characters of a text.
_ITEMS, _TEXT = 20, 300


@dataclass(frozen=True)
class Seen:
    """A sentence that must be seen, with a list below it, and what is said after the list."""

    heading: str
    items: tuple[Sentence, ...] = ()
    after: str = ""


def seen_first(result: CiResult) -> Iterator[Seen]:
    """Yield what comes before the verdicts on policies; nothing if there is none."""
    if result.untrusted:
        yield Seen("The branch is of a fork, so only what its base approved and accepted counts.")
    if why := _not_compared(result):
        yield Seen(f"{_capitalised(why)}.")
    if result.notices:
        yield Seen(
            "This branch changes what judges it, which applies only after the merge:",
            _shortened([_notice(notice) for notice in result.notices]),
        )
    for policy in result.policies:
        yield from (Seen(f"{_capitalised(each)}.") for each in policy.made_again)
    if used := list(result.approvals_used):
        yield Seen(
            f"The base approved {counted(len(used), 'change')} of this branch.",
            _shortened(_sentences(used)),
        )
    counting = [each for each in result.approvals_added if each.counts]
    if counting:
        fell = any(next(failed_gates(policy), None) for policy in result.policies)
        after = "The approval covers the wording, not the drop in answers." if fell else ""
        yield Seen(
            f"This branch approves {counted(len(counting), 'change')}.",
            _shortened(_sentences(counting)),
            after,
        )
    if waiting := [each for each in result.approvals_added if not each.counts]:
        yield Seen(
            f"This branch approves {counted(len(waiting), 'change')}. "
            "That does not count before it is in the base.",
            _shortened(_sentences(waiting)),
        )
    for rows in result.rows_added:
        yield Seen(f"{_row_line(rows)}.", tuple(map(Sentence.of, _fallen(rows))))


def told_first(result: CiResult) -> Iterator[str]:
    """Yield one sentence for each thing that a person must see before the merge."""
    if why := _not_compared(result):
        yield why
    for notice in result.notices:
        yield str(_with_next(one_line(notice.what, _TEXT), notice))
    for policy in result.policies:
        yield from policy.made_again
    for each in result.approvals_used:
        yield f"the base approved {_approval(each)}"
    for each in result.approvals_added:
        counts = "" if each.counts else ", which does not count before it is in the base"
        yield f"this branch approves {_approval(each)}{counts}"
    for rows in result.rows_added:
        yield _row_line(rows)


def _not_compared(result: CiResult) -> str:
    """Return why nothing was compared, where the sentence on top is about lint."""
    return "" if result.code is ExitCode.CLEAN else result.revisions.why_not_compared


def _capitalised(sentence: str) -> str:
    return one_line(sentence[:1].upper() + sentence[1:], _TEXT)


def _notice(notice: Notice) -> Sentence:
    """Return what changed, without the words that the heading says already."""
    change = notice.change
    if change and change.before is None:
        return Sentence((one_line(f"{change.subject} set to {change.after}", _TEXT),))
    if change and change.after is None:
        told = f"{change.subject} no longer set; it was {change.before}"
        return Sentence((one_line(told, _TEXT),))
    what = notice.what.removeprefix("the branch changes ")
    what = one_line(what.removesuffix("; it applies after the merge"), _TEXT)
    return _with_next(what, notice)


def _with_next(what: str, notice: Notice) -> Sentence:
    """Return a sentence and what to do, of which only the second holds commands."""
    next = Sentence.marked(notice.next)
    return Sentence((what, "; ", *next.parts)) if next else Sentence((what,))


def _sentences(added: list[AddedApproval]) -> list[Sentence]:
    return [Sentence.of(_approval(each)) for each in added]


def _approval(added: AddedApproval) -> str:
    approval = added.approval
    way = direction_words(approval.direction, approval.evidence)
    told = f"{added.policy}, {approval.title}: {way}, {approval_note(approval)}"
    return one_line(told, _TEXT)


def _fallen(rows: AddedRows) -> Iterator[str]:
    if fallen := [change.row.case for change in rows.fallen]:
        named = one_line(listed(fallen, 6))
        yield f"right half as often as the row of the base says, or less: {named}"


def _row_line(rows: AddedRows) -> str:
    new = sum(change.before is None for change in rows.changes)
    gone = sum(change.after is None for change in rows.changes)
    changed = len(rows.changes) - new - gone
    parts = [
        f"{n} {word}" for n, word in ((new, "new"), (changed, "changed"), (gone, "removed")) if n
    ]
    policy = one_line(rows.policy, 60)
    line = f"This branch accepts {counted(len(rows.changes), 'row')} of {policy}"
    line += f" ({', '.join(parts)})" if parts else ""
    if not rows.counts:
        line += f"; they do not count: {one_line(rows.why_not, _TEXT)}"
    return line


def _shortened(items: list[Sentence]) -> tuple[Sentence, ...]:
    more = [Sentence.of(f"and {len(items) - _ITEMS} more")] if len(items) > _ITEMS else []
    return (*items[:_ITEMS], *more)
