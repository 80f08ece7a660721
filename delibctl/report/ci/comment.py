"""The comment on a pull request: a sentence to act on, what to see first, then what was asked."""

from collections.abc import Iterable, Iterator

from delibctl.errors import ExitCode
from delibctl.report.ci.asked import asked
from delibctl.report.ci.first import first_lines
from delibctl.report.ci.lead import worth_telling
from delibctl.report.ci.of_policy import Block, blocks, verdict_line
from delibctl.report.ci.outcome import Outcome, Step
from delibctl.report.ci.outcomes import outcome_of
from delibctl.report.ci.result import CiResult, PolicyVerdict
from delibctl.report.render_options import RenderOptions
from delibctl.text.count import counted
from delibctl.text.escape import code_span, inert, markdown, one_line

#: By which whoever posts the comment finds it again. No text of others can hold it: it is escaped.
MARKER = "<!-- delibctl ci -->"
#: Characters of a comment; GitHub takes 65,536.
LIMIT = 60_000
#: Characters of one line, of what comes first, and of what was asked.
_LINE, _TOP, _END = 1000, 25_000, 15_000
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
        if not _is_quiet_policy(policy)
        for block in blocks(policy, options, alone=len(result.policies) == 1)
    )
    body, left_out = _fitting(all_blocks, room)
    return inert(_joined([*top, *body, *_cut(left_out, result), *end, "", MARKER]))


def _is_quiet(result: CiResult) -> bool:
    first = result.notices or result.approvals_added or result.rows_added
    return not first and all(map(_is_quiet_policy, result.policies))


def _is_quiet_policy(policy: PolicyVerdict) -> bool:
    """Return True if the branch leaves the policy in effect as it was, and all is well."""
    changed = policy.measured is not None and policy.measured.comparison.changed
    tells = changed or policy.is_new or next(worth_telling(policy), None) is not None
    return policy.verdict.code is ExitCode.CLEAN and not tells


def _top(result: CiResult) -> Iterator[str]:
    yield _sentence(outcome_of(result))
    yield ""
    yield from first_lines(result)
    told = [policy for policy in result.policies if not _is_quiet_policy(policy)]
    if len(told) > 1:
        yield from (verdict_line(policy, result.revisions) for policy in told[:_POLICIES])
        if len(told) > _POLICIES:
            yield f"- and {len(told) - _POLICIES} more policies"


def _sentence(told: Outcome) -> str:
    steps = "; ".join(filter(None, (told.merge, *map(_step, told.steps))))
    headline = markdown(told.headline)
    return f"**{headline}**; {steps}." if steps else f"**{headline}.**"


def _step(step: Step) -> str:
    command = code_span(step.command) if step.command else ""
    return " ".join(filter(None, (markdown(step.words), command))) + markdown(step.after)


def _end(result: CiResult) -> Iterator[str]:
    yield from ("", "### What was asked", "")
    several = len(result.policies) > 1
    for policy in result.policies[:_POLICIES]:
        name = f"{markdown(policy.id)}: " if several else ""
        yield f"- {name}{markdown(' '.join(asked(policy)))}"
    for note in result.notes[:_POLICIES]:
        yield f"- Note: {markdown(one_line(note, _LINE))}"
    yield ""
    revisions = result.revisions
    base, head = revisions.merge_base[:12], revisions.head_commit[:12]
    yield f"Held against {markdown(revisions.base)} at `{base}`; the branch is at `{head}`."


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
        cut = [line if len(line) <= _LINE else f"{line[:_LINE]}..." for line in block]
        room -= _size(cut)
        if room < 0 or left_out:
            left_out += 1
        else:
            lines += cut
    return lines, left_out


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
        command = f"delibctl ci --base {result.revisions.base} --head {result.revisions.head}"
        parts = f"{counted(left_out, 'more part')} {'is' if left_out == 1 else 'are'} left out"
        yield from ("", f"{parts} to keep this short; {code_span(command)} shows all.")
