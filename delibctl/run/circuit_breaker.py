"""The circuit breaker: it stops a model whose every question would fail, and no other."""

from collections.abc import Callable

from delibctl.errors import DelibctlError
from delibctl.model import Case, Failure, FailureKind, Trial

#: Consecutive suspect failures that stop a model: fewer for one that has not replied in this run,
#: more for one that has, as its server may come back. We chose both numbers.
_WITHOUT_REPLY = 3
_AFTER_REPLY = 8

_ADVICE = {
    FailureKind.AUTH: "check the key; `api_key_env` of the model names its variable",
    FailureKind.FORBIDDEN: "check the permissions of the key, and the model's `api_base`",
    FailureKind.QUOTA: "top up the account, or wait",
    FailureKind.UNKNOWN_MODEL: "check the model's name and its `api_base`",
    FailureKind.ADDRESS: "correct the model's `api_base`, or what the message says",
    FailureKind.CONNECTION: "check the address in the message, and that a server runs there",
    FailureKind.RATE_LIMIT: "wait a while",
    FailureKind.SERVER: "wait a while",
    FailureKind.TIMEOUT: "raise the model's `timeout`, or wait a while",
    FailureKind.CONTEXT: "show less of the policy in another mode",
    FailureKind.TOO_LARGE: "lower `max_tokens`, or show less of the policy in another mode",
}


class ModelFailed(DelibctlError):
    """Failure of a model that would fail in the same way at every further question."""


class CircuitBreaker:
    """Decides for each model whether a failure concerns one prompt, or every prompt.

    Until that is known, trials with such a failure are held back. A firewall rejects one prompt in
    the same way as a wrong address: if the model has ever answered, the prompt was the cause. A
    failed connection concerns every prompt until the server replies again; cached replies prove
    nothing about the server.
    """

    def __init__(self, answered: set[str], store: Callable[[Case, Trial], None]) -> None:
        self._answered = answered
        self._replied: set[str] = set()
        self._store = store
        self._held_back: dict[str, list[tuple[Case, Trial, Failure]]] = {}

    def settle(self, case: Case, trial: Trial, failure: Failure | None) -> None:
        """Store a trial or hold it back.

        Raises ModelFailed once it is certain that every further question would fail.
        """
        model = trial.key.model
        if failure is not None and self._concerns_all(model, failure):
            raise _model_failed(model, failure)
        if trial.exchanges:
            self._answered.add(model)
        if any(not exchange.reply.kept for exchange in trial.exchanges):
            self._replied.add(model)
            self._release(model)
        if failure is None or not self._may_concern_all(model, failure):
            self._store(case, trial)
            return
        held_back = self._held_back.setdefault(model, [])
        held_back.append((case, trial, failure))
        if len(held_back) >= (_AFTER_REPLY if model in self._replied else _WITHOUT_REPLY):
            raise _model_failed(model, failure)

    def _concerns_all(self, model: str, failure: Failure) -> bool:
        """Return True if every question is certain to fail in the same way.

        A router may lack a server for a single prompt; a model that never replied is missing.
        """
        return failure.kind.fatal or (failure.kind.unless_replied and model not in self._replied)

    def end(self) -> None:
        """Store the trials that are held back, as nothing is left to ask.

        Raises ModelFailed for a model that failed throughout without a single reply.
        """
        for model, held_back in list(self._held_back.items()):
            suspects = [
                failure for *_, failure in held_back if self._may_concern_all(model, failure)
            ]
            if suspects and model not in self._replied:
                raise _model_failed(model, suspects[0])
            self._release(model)

    def _may_concern_all(self, model: str, failure: Failure) -> bool:
        if failure.kind is FailureKind.CONNECTION:
            return True
        return failure.kind.suspect and model not in self._answered

    def _release(self, model: str) -> None:
        for case, trial, _ in self._held_back.pop(model, []):
            self._store(case, trial)


def advice(failure: Failure) -> str:
    """Return the step that solves a failure."""
    if failure.setting:
        return f"remove `{failure.setting}` from the settings of the model"
    return _ADVICE.get(failure.kind, "correct what the message says")


def _model_failed(model: str, failure: Failure) -> ModelFailed:
    return ModelFailed(
        f"{model}: {failure.kind}: {failure.message}",
        next=f"{advice(failure)}; then run it again: it continues where it stopped",
    )
