"""A run made of accepted rows: its trials have no prompts, no reasoning and no answers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from delibctl.compare.accepted.answered import hashed
from delibctl.compare.accepted.known_policy import known_policy, present_id
from delibctl.compare.accepted.row import AcceptedAnswer, AcceptedRow, fits, stale_cases
from delibctl.errors import DelibctlError
from delibctl.judge.names import PATTERNS
from delibctl.model import (
    ANSWER_FIELDS,
    Broken,
    Case,
    Citation,
    Deliberated,
    Deliberation,
    Expected,
    Judge,
    Message,
    Mode,
    Observation,
    Plan,
    Policy,
    Reply,
    RuleVerdict,
    Run,
    RunInfo,
    Trial,
    TrialKey,
    Verdict,
)
from delibctl.text.count import listed

#: Stands for the prompt of a case that is worded otherwise now, or is gone.
NO_PROMPT = "(accepted rows hold no prompts)"
#: A quotation that is in no clause.
_MISQUOTED = "(accepted rows hold no quotations; this one was not in the clause)"

Rows = Mapping[Mode, Sequence[AcceptedRow]]


def restored_run(
    rows: Rows, policy: Policy, cases: Mapping[str, Case], former: Policy | None = None
) -> Run:
    """Return the run of accepted rows.

    `policy` and `cases` are the present ones, `former` is the policy of the rows. If it is not to
    be had, clauses that have changed since have no text, and all ids are the present ones. Raises
    DelibctlError if the rows were asked or judged in different ways, so that no run can have them
    all.
    """
    all_rows = tuple(chain.from_iterable(rows.values()))
    check_alike(all_rows)
    newest = max(all_rows, key=lambda row: (row.date, row.case))
    known = former or known_policy(all_rows, policy)
    models = {row.model.alias: row.model for row in all_rows}
    by_case = {row.case: row for row in sorted(all_rows, key=lambda row: row.date)}
    return Run(
        info=RunInfo(
            started=f"{newest.date}T00:00:00Z",
            delibctl=" and ".join(sorted({row.delibctl for row in all_rows})),
            python="",
            finished=True,
            accepted=True,
            policy_known=former is not None,
            stale=stale_cases(all_rows, cases),
        ),
        policy=known,
        cases=tuple(_case(row, known, cases) for _, row in sorted(by_case.items())),
        plan=Plan(
            models=tuple(models.values()),
            modes=tuple(rows),
            repeats=max(row.repeats for row in all_rows),
            template=newest.template,
            judge=", ".join(judge.name for judge in newest.judges) or PATTERNS,
        ),
        trials=tuple(_trials(rows, known)),
        judges=newest.judges,
    )


def check_alike(rows: Sequence[AcceptedRow]) -> None:
    """Raise DelibctlError if rows differ in what all trials of a run have in common."""
    first: dict[str, AcceptedRow] = {}
    for row in rows:
        other = first.setdefault(row.model.alias, row)
        settings = [
            name for name in ANSWER_FIELDS if getattr(row.model, name) != getattr(other.model, name)
        ]
        if settings:
            raise _unlike(row, other, f"with another {listed(settings)} of {row.model.alias}")
        if row.template != rows[0].template:
            raise _unlike(row, rows[0], "with another prompt template")
        if row.asked_like[2] != rows[0].asked_like[2]:
            raise _unlike(row, rows[0], "and judged by other judges")
    of_case: dict[str, AcceptedRow] = {}
    for row in rows:
        other = of_case.setdefault(row.case, row)
        if (row.prompt, row.expected) != (other.prompt, other.expected):
            raise DelibctlError(
                f"the accepted rows do not belong together: {row.case} has another prompt or "
                f"expectation for {row.model.alias} than for {other.model.alias}, or in two modes",
                next="accept a run of all these models and modes",
            )


def _unlike(row: AcceptedRow, other: AcceptedRow, how: str) -> DelibctlError:
    return DelibctlError(
        f"the accepted rows do not belong together: {row.case} was asked {how} than {other.case}",
        next="probe all cases in one run, and accept it",
    )


def _case(row: AcceptedRow, policy: Policy, cases: Mapping[str, Case]) -> Case:
    """Return the case as it was when its row was accepted, under the present ids."""
    expected, present = row.expected, cases.get(row.case)
    case = Case(
        id=row.case,
        messages=(Message(role="user", content=NO_PROMPT),),
        categories=row.categories,
        kind=row.kind,
        lang=row.lang,
        expected=Expected(
            style=expected.style,
            clauses=_now(expected.clauses, policy),
            either=_now(expected.either, policy),
            also=_now(expected.also, policy),
            outcomes=expected.outcomes,
        ),
    )
    if present is None:
        return case
    messages = present.messages if fits(row, present) else case.messages
    return replace(case, messages=messages, sensitive=present.sensitive)


def _now(ids: Iterable[str], policy: Policy) -> tuple[str, ...]:
    return tuple(present_id(id, policy) for id in ids)


def _trials(rows: Rows, policy: Policy) -> Iterator[Trial]:
    for mode, of_mode in rows.items():
        for row in of_mode:
            answers = (answer for answer in row.answers for _ in range(answer.times))
            for repeat, answer in enumerate(answers, start=1):
                key = TrialKey(case=row.case, model=row.model.alias, mode=mode, repeat=repeat)
                yield _trial(key, row, answer, policy)


def _trial(key: TrialKey, row: AcceptedRow, answer: AcceptedAnswer, policy: Policy) -> Trial:
    served = row.served[0] if len(row.served) == 1 else ""
    reply = Reply(text="", served=served, form=row.form, kept=True)
    if answer.broken:
        message = "it had no answer when it was accepted"
        return Trial(key=key, result=Broken(kind=answer.broken, message=message))
    deliberation = Deliberation(
        form=answer.form,
        answer="",
        citations=tuple(
            Citation(
                clause=present_id(id, policy),
                quote=_MISQUOTED if id in answer.misquoted else "",
            )
            for id in answer.clauses
        ),
        style=answer.style,
        given=_now(answer.given, policy),
    )
    outcome = answer.outcomes.get(PATTERNS, answer.outcome)
    return Trial(
        key=key,
        result=Deliberated(
            deliberation=deliberation, observation=Observation(judge=PATTERNS, outcome=outcome)
        ),
        exchanges=(hashed(row.answered, reply),),
        verdicts=tuple(_verdict(judge, answer) for judge in row.judges if judge.name != PATTERNS),
    )


def _verdict(judge: Judge, answer: AcceptedAnswer) -> Verdict:
    return Verdict(
        judge=judge.name,
        outcome=answer.outcomes.get(judge.name, answer.outcome),
        rules=tuple(RuleVerdict(rule=rule, kept=False) for rule in answer.broken_rules),
        kept=True,
    )
