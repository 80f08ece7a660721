"""How an answer ended, by the words of providers in OpenAI's protocol and beside it."""

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import Any


class Ending(Enum):
    """The meaning of such a word. Only a whole answer and one that was cut off are answers."""

    WHOLE = auto()
    CUT_OFF = auto()
    BLOCKED = auto()
    TOOL_CALL = auto()
    FAILED = auto()


#: Words that their parts do not tell, or tell wrongly.
_WORDS = {
    "error_limit": Ending.CUT_OFF,  # Cohere, at the end of the context
    "length": Ending.CUT_OFF,
    "compaction": Ending.FAILED,  # Anthropic, as a pause
    # Gemini: each of them ends an answer before its end, for another cause than its filter.
    "image_other": Ending.FAILED,
    "language": Ending.FAILED,
    "no_image": Ending.FAILED,
    "other": Ending.FAILED,
}
#: Parts of words, the first that fits. Providers invent words, but of the same few parts.
_PARTS = (
    (
        Ending.BLOCKED,
        r"filter|safety|unsafe|moderat|sensitive|guardrail|refus|prohibit|block|spii|recitation"
        r"|toxic|inspection|violation|model_armor|jailbreak|harm|risk|escalation",
    ),
    (Ending.TOOL_CALL, r"tool|function"),
    (Ending.FAILED, r"(?:rate|time|credit|quota|usage|spend\w*)_?limit"),
    (
        Ending.CUT_OFF,
        r"max_(?:\w+_)?(?:token|length|output)|_length$|context_|truncat|cut_?off|limit|budget",
    ),
    (
        Ending.FAILED,
        r"error|abort|cancel|fail|time_?out|timed|time_limit|interrupt|pause|malformed|missing"
        r"|incomplete|not_finished|unfinished|partial|insufficient|unavailable|overload|disconnect"
        r"|exceeded|exhaust|network|crash|kill|preempt|evict|shut|disrupt|deadline|terminat"
        r"|unload|repetition|loop",
    ),
)
#: The name that a provider has for the word, in the bodies that LiteLLM translates.
_NAMES = ("finish_reason", "finishReason", "stop_reason", "stopReason", "done_reason")
#: What a filter found in an answer (Azure, Zhipu), which may end with "stop" all the same.
_FILTERS = ("content_filter_results", "content_filter_result")
#: Levels of a body that are searched for it.
_DEEPEST = 4


def ending_of(choice: dict[str, Any]) -> Ending:
    """Return how the answer of a choice ended.

    A word that nobody knows ends a whole answer: a server has its own word for that more often than
    for a failure, whose words are made of few parts. Where it was none, no text has come.
    """
    if any(is_filtered(choice.get(name)) for name in _FILTERS):
        return Ending.BLOCKED
    message = choice.get("message")
    if isinstance(message, dict) and message.get("tool_calls") and not message.get("content"):
        return Ending.TOOL_CALL
    words = (word_of(choice), _text(choice.get("native_finish_reason")))
    # A gateway (OpenRouter) keeps the word of the provider beside a milder one of its own.
    return next(
        (found for found in map(_meaning, words) if found is not Ending.WHOLE), Ending.WHOLE
    )


def word_of(choice: dict[str, Any]) -> str:
    """Return the word itself as it came; empty without one."""
    return _text(choice.get("finish_reason")) or _text(choice.get("finish_details"))


def native_word(body: Any) -> str:
    """Return the word in a body that is not of OpenAI's protocol; empty without one."""
    return "safety" if _is_rated_blocked(body) else next(_words(body, _DEEPEST), "")


def is_filtered(found: Any) -> bool:
    """Return True if a filter stopped what it found in one of its categories."""
    results = found.values() if isinstance(found, dict) else ()
    return any(isinstance(result, dict) and result.get("filtered") is True for result in results)


def _is_rated_blocked(body: Any) -> bool:
    """Return True if a rating says that the answer was blocked, whatever its word (Gemini)."""
    candidates = body.get("candidates") if isinstance(body, dict) else None
    first = candidates[0] if isinstance(candidates, list) and candidates else None
    ratings = first.get("safetyRatings") if isinstance(first, dict) else None
    rated = ratings if isinstance(ratings, list) else []
    return any(isinstance(rating, dict) and rating.get("blocked") is True for rating in rated)


def _words(value: Any, levels: int) -> Iterator[str]:
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, dict):
        return
    yield from filter(None, (_text(value.get(name)) for name in _NAMES))
    if levels:
        for inner in value.values():
            yield from _words(inner, levels - 1)


def _text(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("type") or value.get("reason")
    return value if isinstance(value, str) else ""


def _meaning(word: str) -> Ending:
    # Also `ContentFilter`, `content-filter` and `FinishReason.SAFETY`.
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", word[:100])
    lower = re.sub(r"[^a-z0-9]+", "_", split.lower()).strip("_")
    lower = lower.removeprefix("finish_reason_").removeprefix("stop_reason_")
    return _WORDS.get(lower) or next(
        (ending for ending, parts in _PARTS if re.search(parts, lower)), Ending.WHOLE
    )
