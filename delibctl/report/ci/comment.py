"""The comment on a pull request: a sentence to act on, what to see first, then what was asked."""

import re
from collections.abc import Iterable, Iterator

from delibctl.report.ci.asked import asked
from delibctl.report.ci.commands import quoted
from delibctl.report.ci.first import seen_first
from delibctl.report.ci.of_policy import Block, blocks, first_line, in_markdown, is_quiet_policy
from delibctl.report.ci.outcomes import outcome, outcome_of
from delibctl.report.ci.result import CiResult
from delibctl.report.render_options import RenderOptions
from delibctl.text.count import counted
from delibctl.text.escape import code_span, inert, markdown, one_line
from delibctl.text.sentence import Sentence

#: By which whoever posts the comment finds it again. No text of others can hold it: it is escaped.
MARKER = "<!-- delibctl ci -->"
#: Characters of a comment; GitHub takes 65,536.
LIMIT = 60_000
#: Characters of one line, of what comes first, and of what was asked.
_LINE, _TOP, _END = 2000, 25_000, 15_000
#: Code, and where code begins.
_SPAN = re.compile(r"(?<![\\`])(`+)(?!`).+?(?<!`)\1(?!`)")
_FENCE = re.compile(r"(?<!\\)`")
#: Policies that are listed with their sentence.
_POLICIES = 20


def render(result: CiResult, options: RenderOptions) -> str | None:
    """Render the comment; None if there is nothing that a person must see."""
    if _is_quiet(result):
        return None
    top, end = _bounded(_top(result), _TOP), _bounded(_end(result), _END)
    room = LIMIT - _size(top) - _size(end) - 3 * _LINE
    all_blocks = (
        block
        for policy in result.policies
        if not is_quiet_policy(policy)
        for block in blocks(policy, result.revisions, options, alone=len(result.policies) == 1)
    )
    body, left_out = _fitting(all_blocks, room)
    return inert(_joined([*top, *body, *_cut(left_out, result), *end, "", MARKER]))


def _is_quiet(result: CiResult) -> bool:
    added = result.approvals_added or result.rows_added
    first = result.notices or result.approvals_used or added
    if first or result.revisions.why_not_compared:
        # Silence would be taken for a branch that was compared.
        return False
    return all(map(is_quiet_policy, result.policies))


def _top(result: CiResult) -> Iterator[str]:
    yield first_line(outcome_of(result))
    yield ""
    for seen in seen_first(result):
        yield f"**{markdown(seen.heading)}**" if seen.items else markdown(seen.heading)
        yield ""
        yield from (f"- {in_markdown(item)}" for item in seen.items)
        yield from ("", markdown(seen.after)) if seen.after else ()
        yield ""
    told = [policy for policy in result.policies if not is_quiet_policy(policy)]
    if len(told) > 1:
        for policy in told[:_POLICIES]:
            yield f"- {markdown(outcome(policy, result.revisions, named=True).headline)}"
        if len(told) > _POLICIES:
            yield f"- and {len(told) - _POLICIES} more policies"


def _end(result: CiResult) -> Iterator[str]:
    yield from ("", "### What was asked", "")
    several = len(result.policies) > 1
    for policy in result.policies[:_POLICIES]:
        name = f"{markdown(policy.id)}: " if several else ""
        yield f"- {name}{markdown(' '.join(asked(policy)))}"
    notes = dict.fromkeys(note for policy in result.policies for note in policy.notes)
    for note in [*notes, *result.notes][:_POLICIES]:
        yield f"- Note: {in_markdown(Sentence.marked(one_line(note, _LINE)))}"
    yield ""
    revisions = result.revisions
    base, head = revisions.merge_base[:12], revisions.head_commit[:12]
    yield f"Compared with {markdown(revisions.base)} at `{base}`; the branch is at `{head}`."


def _bounded(lines: Iterable[str], room: int) -> list[str]:
    """Return the first lines that fit, and how many more there are."""
    kept, left_out = _fitting(([line] for line in lines), room)
    more = f"{counted(left_out, 'more line')} {'is' if left_out == 1 else 'are'} left out."
    return [*kept, "", more, ""] if left_out else kept


def _fitting(all_blocks: Iterable[Block], room: int) -> tuple[list[str], int]:
    """Return the lines of the blocks that fit, and the number of blocks left out."""
    lines: list[str] = []
    left_out = 0
    for block in all_blocks:
        cut = [_shortened(line) for line in block]
        room -= _size(cut)
        if room < 0 or left_out:
            left_out += 1
        else:
            lines += cut
    return lines, left_out


def _shortened(line: str) -> str:
    """Return a line of Markdown, cut where it is neither code nor an escape."""
    if len(line) <= _LINE:
        return line
    cut = line[:_LINE]
    whole_spans = _SPAN.sub(lambda span: " " * len(span[0]), cut)
    if open_span := _FENCE.search(whole_spans):
        cut = cut[: open_span.start()]
    return cut.rstrip("\\") + "..."


def _joined(lines: Iterable[str]) -> str:
    """Return the lines as a text, with no more than one empty line between others."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "".join(f"{line}\n" for line in kept)


def _size(lines: Iterable[str]) -> int:
    return sum(len(line) + 1 for line in lines)


def _cut(left_out: int, result: CiResult) -> Iterator[str]:
    if left_out:
        revisions = result.revisions
        base, head = quoted(revisions.base), quoted(revisions.head)
        command = f"delibctl ci --base {base} --head {head}"
        parts = f"{counted(left_out, 'more part')} {'is' if left_out == 1 else 'are'} left out"
        yield from ("", f"{parts} to keep this short; {code_span(command)} shows all.")
