"""Prompts of which a server has read only a part, by its own count of tokens."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from delibctl.edge.providers.access.routes import route_of
from delibctl.edge.providers.replies.fewest_tokens import fewest_tokens
from delibctl.model import Failure, FailureKind, ModelSpec, Reply, Usage

#: Shares of the lower estimate; we chose both.
_CUT, _DOUBTFUL = 0.8, 0.95
#: No server in use has a shorter context. A lower count is that of a server that leaves out whole
#: messages, or that counts in a way of its own: only a far too low one is believed.
_SHORTEST_CONTEXT = 512
_LEFT_OUT = 0.1
#: Tokens that Anthropic and some gateways count beside those of the prompt.
_BESIDE = ("cache_read_input_tokens", "cache_creation_input_tokens")

_NO_COUNT = (
    "the server counts fewer tokens than the question has, so tokens and prices are unknown, and "
    "whether it reads whole prompts"
)

_OPTIONS = {
    "hosted_vllm": "--max-model-len",
    "llamafile": "--ctx-size",
    "lm_studio": "the context length in LM Studio",
    "ollama": "num_ctx",
    "ollama_chat": "num_ctx",
}


class CutPrompts:
    """Compares what was sent to a model with what its server counts."""

    def __init__(self, model: ModelSpec) -> None:
        self._remedy = _remedy(model)
        #: The longest prompt so far that was read whole, by its lower estimate. A shorter one that
        #: counts less was read from a cache.
        self._longest_read = 0

    def checked(
        self, reply: Reply, messages: Sequence[Mapping[str, Any]], usage: Any
    ) -> Reply | Failure:
        """Return the reply, with a note if in doubt; a failure if the prompt was cut."""
        counted = reply.usage.input + _beside(usage)
        if not reply.usage.input or reply.blocked:
            return reply
        fewest = [fewest_tokens(message["content"]) for message in messages]
        sent = sum(fewest)
        if counted >= _DOUBTFUL * sent:
            self._longest_read = max(self._longest_read, sent)
            return reply
        left_out = counted < _SHORTEST_CONTEXT
        if sent <= self._longest_read or (left_out and counted >= _LEFT_OUT * sent):
            return reply
        if counted < min(fewest[-1], _SHORTEST_CONTEXT):
            # Not even the question: neither was anything cut, nor a whole message left out.
            free = reply.usage.price == 0.0
            unknown = Usage(price=0.0 if free else None)
            return replace(reply, usage=unknown, notes=(*reply.notes, _NO_COUNT))
        if counted >= _CUT * sent:
            note = f"the server may have cut the prompt; if so, {self._remedy}"
            return replace(reply, notes=(*reply.notes, note))
        read = f"the server read about {_rounded(counted)} of {_rounded(sent)} tokens"
        why = ", as if it left out the system message" if left_out else ""
        return Failure(
            kind=FailureKind.CONTEXT,
            message=f"{read}{why}: {self._remedy}",
            attempts=reply.attempts,
            usage=reply.usage,
            notes=(f"the server does not read whole prompts: {self._remedy}",),
        )


def _remedy(model: ModelSpec) -> str:
    option = _OPTIONS.get(route_of(model).provider)
    if option is not None:
        return f"raise {option}"
    if model.api_base is not None:
        return "raise the context of the server (num_ctx, --ctx-size, --max-model-len)"
    return "ask a model with a longer context, or show less of the policy"


def _beside(usage: Any) -> int:
    table = usage if isinstance(usage, dict) else {}
    counts = (table.get(name) for name in _BESIDE)
    return sum(count for count in counts if isinstance(count, int) and count > 0)


def _rounded(tokens: int) -> str:
    return f"{round(tokens, -2 if tokens >= 1000 else -1):,}"
