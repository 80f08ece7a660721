"""The shares of worker processes in the limits of a run."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from delibctl.edge.providers.requests.retries import Retries
from delibctl.edge.workers.messages import WorkerSetup
from delibctl.model import ModelSpec


def worker_setups(
    count: int,
    models: Sequence[ModelSpec],
    concurrency: int,
    retries: Retries,
    largest: int = 1,
) -> Iterable[WorkerSetup]:
    """Yield the setups of at most `count` workers that together keep every limit.

    `largest` is the number of tokens of the largest question. Each share of a limit has to hold
    it: a question above its limit runs alone, and every worker would run one.
    """
    limits = [count, concurrency]
    limits += [model.rpm for model in models if model.rpm is not None]
    limits += [max(1, model.tpm // largest) for model in models if model.tpm is not None]
    count = min(limits)
    for index in range(count):
        yield WorkerSetup(
            models=tuple(
                replace(
                    model,
                    rpm=None if model.rpm is None else _share(model.rpm, count, index),
                    tpm=None if model.tpm is None else _share(model.tpm, count, index),
                )
                for model in models
            ),
            concurrency=_share(concurrency, count, index),
            retries=retries,
        )


def _share(limit: int, count: int, index: int) -> int:
    """Return the share of the worker with that index; all shares add up to the limit."""
    return limit // count + (index < limit % count)
