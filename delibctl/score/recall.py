"""The clauses that a model asked for in mode `recall`, held against its case."""

from dataclasses import dataclass

from delibctl.deliberate import resolve_clause
from delibctl.model import Case, Deliberated, Mode, Policy, Trial


@dataclass(frozen=True, kw_only=True)
class Recalled:
    """The requests of a model in mode `recall`.

    `requested`: each id as the model wrote it, with the clause it means, or None. `given`: the
    clauses whose text it got. `not_asked_for`: the expected clauses that are not among them; if no
    clause of `either` was given, its first.
    """

    requested: tuple[tuple[str, str | None], ...]
    given: tuple[str, ...]
    not_asked_for: tuple[str, ...]


def recalled(case: Case, trial: Trial, policy: Policy) -> Recalled | None:
    """Return the requests of a trial; None in other modes and without an answer."""
    if trial.key.mode is not Mode.RECALL or not isinstance(trial.result, Deliberated):
        return None
    deliberation, expected = trial.result.deliberation, case.expected
    missing = [id for id in expected.clauses if id not in deliberation.given]
    if expected.either and not set(expected.either) & set(deliberation.given):
        missing.append(expected.either[0])
    return Recalled(
        requested=tuple((id, resolve_clause(id, policy)) for id in deliberation.requested),
        given=deliberation.given,
        not_asked_for=tuple(missing),
    )
