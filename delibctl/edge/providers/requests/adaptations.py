"""Parts that a request carries of delibctl's own accord, and that it goes without on a complaint.

What the user has set is never among them.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from delibctl.edge.providers.requests.complaint import Complaint
from delibctl.edge.providers.requests.messages import joined, with_thoughts, without_system_role
from delibctl.edge.providers.wire import WireRequest
from delibctl.text.lazy import later

_OLD, _NEW = "max_tokens", "max_completion_tokens"


@dataclass(frozen=True, kw_only=True)
class Adaptation:
    """A change of requests that carry something, made once a provider has turned that down.

    `note` says what is sent from then on.
    """

    note: str
    carried: Callable[[WireRequest], bool]
    turned_down: Callable[[Complaint], bool]
    change: Callable[[WireRequest], WireRequest]


def _limit(name: str, other: str) -> Adaptation:
    return Adaptation(
        note=f"{other} was sent in place of {name}",
        carried=lambda request: _OLD in request.parameters and request.limit != other,
        turned_down=lambda complaint: complaint.wants(other, not_=name),
        change=lambda request: replace(request, limit=other),
    )


#: Words for cached prompts, as marks are called at Anthropic, Gemini and Bedrock.
_CACHE = ("cache_control", "cachecontrol", "cache control", "cachepoint", "prompt caching")
#: A system message that is not the first one: vLLM, llama.cpp, templates of Qwen and Mistral.
_ONE_SYSTEM = later(
    r"system (?:message|prompt|role)s? .{0,40}(?:beginning|first|start|once|only one)"
    r"|(?:only one|at most one|single|multiple|more than one|several) system"
    r"|(?:beginning|first|start).{0,30} system (?:message|prompt|role)"
    r"|unexpected role .?system.? after"
    r"|system['\"`]? (?:must|should|can|may) [^.]{0,40}(?:first|beginning|start|once)"
    r"|consecutive messages|same role"
    r"|roles? must alternate|alternating roles"
)
#: No system message at all: templates of Gemma and early Mistral, o1-mini, Gemini, Bedrock, Claude.
_NO_SYSTEM = later(
    r"only user and assistant roles"
    r"|roles? must alternate|alternating roles"
    r"|(?:developer|system) instructions? (?:is|are) not (?:enabled|supported)"
    r"|should be ['\"`]?user['\"`]? or ['\"`]?(?:assistant|model)"
    r"|valid roles?: ['\"`]?user|invalid role\W{0,4}system"
    r"|(?:first message|conversation|messages) (?:must|should) (?:be|start|begin)\b[^.]{0,20}\buser"
)


def _is_system(message: Mapping[str, Any]) -> bool:
    return bool(message["role"] == "system")


def _wants_one_system(complaint: Complaint) -> bool:
    if re.fullmatch(r"messages[.\[][1-9]\d*\]?\.role", complaint.param):
        return True
    return _ONE_SYSTEM.search(complaint.text) is not None


def _wants_no_system(complaint: Complaint) -> bool:
    if re.fullmatch(r"messages[.\[]0\]?\.role", complaint.param):
        return True
    return _NO_SYSTEM.search(complaint.text) is not None or complaint.turns_down(*_SYSTEM)


#: What complaints call a system message; the word alone may mean the provider's own system.
_SYSTEM = (
    *("system role", "system message", "system messages", "system prompt", "system prompts"),
    *("'system'", '"system"', "`system`", "role: system", "role system"),
)
_THOUGHTS = ("reasoning_content", "reasoning_details", "thinking block", "thinking_blocks")


def _wants_thoughts(complaint: Complaint) -> bool:
    asks = ("passed back", "pass back", "missing", "must start with", "must be", "required")
    return complaint.says(*_THOUGHTS, "`thinking`") and complaint.says(*asks)


#: In the order in which they are looked through, and in which they are made.
ADAPTATIONS = (
    _limit(_OLD, _NEW),
    _limit(_NEW, _OLD),
    Adaptation(
        note="the policy was not marked for the provider's cache",
        carried=lambda request: request.mark_cache,
        turned_down=lambda complaint: complaint.says(*_CACHE),
        change=lambda request: replace(request, mark_cache=False),
    ),
    Adaptation(
        note="the model's earlier reasoning was sent back with its turn",
        carried=lambda request: any(turn["role"] == "assistant" for turn in request.messages),
        turned_down=_wants_thoughts,
        change=with_thoughts,
    ),
    Adaptation(
        note="several system messages were joined into one",
        carried=lambda request: any(map(_is_system, request.messages[1:])),
        turned_down=_wants_one_system,
        change=joined,
    ),
    Adaptation(
        note="the system text was sent as the beginning of the first user turn",
        carried=lambda request: any(map(_is_system, request.messages)),
        turned_down=_wants_no_system,
        change=without_system_role,
    ),
)
