"""What a model asked to be shown in mode `recall`, held against what its case expects."""

from dataclasses import dataclass

from delibctl.deliberate import resolve_clause
from delibctl.model import Case, Deliberated, Mode, Policy, Trial


@dataclass(frozen=True, kw_only=True)
class Recalled:
    """`requested`: each id as the model wrote it, with the clause it means, None where none is.

    `given`: the clauses whose text it got. `not_asked_for`: expected clauses that are not among
    them; of an `either` nothing is lacking once one was given, else its first stands for all.
    """

    requested: tuple[tuple[str, str | None], ...]
    given: tuple[str, ...]
    not_asked_for: tuple[str, ...]


def recalled(case: Case, trial: Trial, policy: Policy) -> Recalled | None:
    """None in every other mode, and where there is no answer."""
    if trial.key.mode is not Mode.RECALL or not isinstance(trial.result, Deliberated):
        return None
    said, expected = trial.result.deliberation, case.expected
    lacking = [id for id in expected.clauses if id not in said.given]
    if expected.either and not set(expected.either) & set(said.given):
        lacking.append(expected.either[0])
    return Recalled(
        requested=tuple((id, resolve_clause(id, policy)) for id in said.requested),
        given=said.given,
        not_asked_for=tuple(lacking),
    )
