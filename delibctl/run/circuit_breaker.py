"""Failures that are one question's own, told from those that every question would meet."""

from collections.abc import Callable

from delibctl.errors import DelibctlError
from delibctl.model import Case, Failure, FailureKind, Trial

#: So many failures in a row that may be every question's: they are. A server that has replied may
#: still come back. Both numbers are our own.
_AT_FIRST = 3
_LATER = 8

_ADVICE = {
    FailureKind.AUTH: "check the key; `api_key_env` of the model names its variable",
    FailureKind.FORBIDDEN: "check what the key may do, and the model's `api_base`",
    FailureKind.QUOTA: "top up the account, or wait",
    FailureKind.UNKNOWN_MODEL: "check the model's name and its `api_base`",
    FailureKind.CONNECTION: "check that a server runs at the model's `api_base`",
    FailureKind.UNSUPPORTED: "remove the parameter",
    FailureKind.RATE_LIMIT: "wait a while",
    FailureKind.SERVER: "wait a while",
    FailureKind.TIMEOUT: "raise the model's `timeout`, or wait a while",
    FailureKind.CONTEXT: "show less of the policy with another --mode",
}


class ModelFailed(DelibctlError):
    """A model failed in a way in which it would fail every time."""


class CircuitBreaker:
    """Holds a trial back while its failure may be that of every question of its model.

    A firewall turns down one prompt as it turns down a wrong address: once the model has answered
    anything, ever, the failure was the prompt's. A connection that fails is the server's until the
    server replies again; a kept answer says nothing of that.
    """

    def __init__(self, answered: set[str], keep: Callable[[Case, Trial], None]) -> None:
        self._answered = answered
        self._replied: set[str] = set()
        self._keep = keep
        self._held: dict[str, list[tuple[Case, Trial, Failure]]] = {}

    def settle(self, case: Case, trial: Trial, failure: Failure | None) -> None:
        """Keep a trial, or hold it back; raises Stopped where there is no doubt left."""
        model = trial.key.model
        if failure is not None and self._is_everybodys(model, failure):
            raise _stopped(model, failure)
        if trial.exchanges:
            self._answered.add(model)
        if any(not exchange.reply.kept for exchange in trial.exchanges):
            self._replied.add(model)
            self._release(model)
        if failure is None or not self._doubtful(model, failure):
            self._keep(case, trial)
            return
        held = self._held.setdefault(model, [])
        held.append((case, trial, failure))
        if len(held) >= (_LATER if model in self._replied else _AT_FIRST):
            raise _stopped(model, failure)

    def _is_everybodys(self, model: str, failure: Failure) -> bool:
        """Whether the failure is that of every question, beyond doubt.

        A router may have no server for one prompt; a model that never replied is not there.
        """
        unknown = failure.kind is FailureKind.UNKNOWN_MODEL
        return failure.kind.fatal or (unknown and model not in self._replied)

    def end(self) -> None:
        """Nothing is left to ask: keep what is held, but raise Stopped where no reply ever came."""
        for model, held in list(self._held.items()):
            doubtful = [failure for *_, failure in held if self._doubtful(model, failure)]
            if doubtful and model not in self._replied:
                raise _stopped(model, doubtful[0])
            self._release(model)

    def _doubtful(self, model: str, failure: Failure) -> bool:
        if failure.kind is FailureKind.CONNECTION:
            return True
        return failure.kind.suspect and model not in self._answered

    def _release(self, model: str) -> None:
        for case, trial, _ in self._held.pop(model, []):
            self._keep(case, trial)


def advice(failure: Failure) -> str:
    """What to do about a failure."""
    return _ADVICE.get(failure.kind, "mend it")


def _stopped(model: str, failure: Failure) -> ModelFailed:
    return ModelFailed(
        f"{model}: {failure.kind}: {failure.message}",
        next=f"{advice(failure)}; the same command goes on where it stopped",
    )
