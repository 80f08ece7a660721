"""Answers of servers that speak OpenAI's protocol, one for each situation that a wire can meet."""

import json
from typing import Any

from support.raw_server import Answer, http, raw, silent

TEXT = '{"style": "comply", "answer": "Yes."}'
USAGE = {"prompt_tokens": 1000, "completion_tokens": 50, "total_tokens": 1050}
HTML = b"<!doctype html><title>Sign in</title>"


def completion(content: Any = TEXT, finish: Any = "stop", **changes: Any) -> dict[str, Any]:
    """Return a completion; `changes` are of its message, of its choice, or of the whole."""
    message = {"role": "assistant", "content": content, **changes.pop("message", {})}
    choice = {"index": 0, "message": message, "finish_reason": finish, **changes.pop("choice", {})}
    body = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "served-1",
        "system_fingerprint": "fp_1",
        "choices": [choice],
        "usage": USAGE,
    }
    return body | changes


def answers(content: Any = TEXT, finish: Any = "stop", **changes: Any) -> Answer:
    """Answer with a completion."""
    return http(200, completion(content, finish, **changes))


def says(status: int, message: str, code: Any = None, **headers: str) -> Answer:
    """Answer with an error as OpenAI words it."""
    kind = "invalid_request_error" if status in (400, 401, 404, 422) else "api_error"
    error = {"message": message, "type": kind, "param": None, "code": code}
    return http(status, {"error": error}, **headers)


def counts(**usage: Any) -> Answer:
    """Answer with a completion whose usage is changed."""
    return answers(usage=USAGE | usage)


_CALL = {"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
_TEXT_PARTS = [{"type": "text", "text": "Yes, "}, {"type": "text", "text": "you may."}]
_THOUGHT_PARTS = [
    {"type": "thinking", "thinking": [{"type": "text", "text": "Let me see."}]},
    {"type": "text", "text": "Yes."},
]
_SUMMARY = {"type": "reasoning", "summary": [{"type": "summary_text", "text": "Let me see."}]}
_HALF = json.dumps(completion()).encode()
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"

ANSWERS: dict[str, Answer] = {
    "an answer": answers(),
    "an answer over 1 MB": answers("x" * 1_100_000),
    "a refusal": answers(None, message={"refusal": "I won't."}),
    "a refusal beside a text": answers("I can't.", message={"refusal": "I won't."}),
    "an empty refusal": answers(message={"refusal": ""}),
    "blocked": answers("", "content_filter"),
    "blocked with a text": answers("Half", "content_filter"),
    "cut off": answers("Half", "length"),
    "cut off without a text": answers("", "length", message={"reasoning_content": "Hm."}),
    "ended by eos": answers("Yes.", "eos"),
    "ended by max_tokens": answers("Half", "max_tokens"),
    "ended by an error": answers("Half", "error", choice={"error": {"code": 502, "message": "x"}}),
    "ended by abort": answers("Half", "abort"),
    "ended by a refusal": answers("Half", "refusal"),
    "ended by nothing": answers("Yes.", None),
    "a tool call": answers(None, "tool_calls", message={"tool_calls": [_CALL]}),
    "a text in a text": answers([{"type": "text", "text": {"value": "Yes.", "annotations": []}}]),
    "thoughts as thinking": answers("Yes.", "stop", message={"thinking": "Let me see."}),
    "thoughts as details": answers(
        "Yes.",
        "stop",
        message={
            "reasoning_details": [
                {"type": "reasoning.summary", "summary": "Let me "},
                {"type": "reasoning.text", "text": "see."},
                {"type": "reasoning.encrypted", "data": "x"},
            ]
        },
    ),
    "a tool call after all": answers(None, "stop", message={"tool_calls": [_CALL]}),
    "filtered, ended by stop": answers(
        "Half", "stop", choice={"content_filter_results": {"hate": {"filtered": True}}}
    ),
    "cut off, in a word of its own": answers("Half", "output_limit"),
    "a filtered prompt": http(
        200,
        {
            "choices": [],
            "prompt_filter_results": [{"content_filter_results": {"hate": {"filtered": True}}}],
        },
    ),
    "an old function call": answers(None, "function_call", message={"function_call": {}}),
    "empty": answers(""),
    "null": answers(None),
    "no content": http(200, completion(choice={"message": {"role": "assistant"}})),
    "only spaces": answers("  \n"),
    "two choices": http(200, completion() | {"choices": completion()["choices"] * 2}),
    "a number as the text": answers(7),
    "half a surrogate": answers("Yes \ud83d."),
    "a NUL and a bell": answers("Yes\x00\x07."),
    "a byte order mark": http(200, b"\xef\xbb\xbf" + json.dumps(completion()).encode()),
    "as text/plain": http(200, completion(), Content_Type="text/plain"),
    "no content type": raw(
        _HEAD.replace(b"Content-Type: application/json\r\n", b"") + b"\r\n" + _HALF
    ),
    "in chunks": raw(
        _HEAD
        + b"Transfer-Encoding: chunked\r\n\r\n"
        + b"%x\r\n%s\r\n0\r\n\r\n" % (len(_HALF), _HALF)
    ),
    "with status 201": http(201, completion()),
    "no id and no object": http(200, {"choices": completion()["choices"], "usage": USAGE}),
    "unusual types": answers(created="now", id=7, system_fingerprint=["x"], service_tier=3),
    "logprobs": answers(choice={"logprobs": {"content": None}}),
    "an error without content": answers(error={"code": 0, "message": None}),
    "annotations": answers(message={"annotations": [{"type": "url_citation"}]}),
}

THOUGHTS: dict[str, Answer] = {
    "reasoning_content": answers("Yes.", message={"reasoning_content": "Let me see."}),
    "reasoning": answers("Yes.", message={"reasoning": "Let me see."}),
    "both": answers("Yes.", message={"reasoning": "Let me see.", "reasoning_content": "Hm."}),
    "think in the text": answers("<think>Let me see.</think>\n\nYes."),
    "think after spaces": answers("\n <think>Let me see.</think>Yes."),
    "thinking in the text": answers("<thinking>Let me see.</thinking>Yes."),
    "think without an end": answers("<think>Let me"),
    "the end of think alone": answers("Let me see.</think>Yes."),
    "think in the middle": answers("I write <think>so</think>."),
    "empty think": answers("<think>\n\n</think>\n\nYes."),
    "text in parts": answers(_TEXT_PARTS),
    "thoughts in parts": answers(_THOUGHT_PARTS),
    "thoughts as a summary": answers([_SUMMARY, {"type": "text", "text": "Yes."}]),
    "a part that is a refusal": answers([{"type": "refusal", "refusal": "I won't."}]),
    "empty parts": answers([]),
    "reasoning in a table": answers("Yes.", message={"reasoning": {"text": "Let me see."}}),
    "reasoning_details": answers(
        "Yes.", message={"reasoning_details": [{"type": "reasoning.text", "text": "Let me see."}]}
    ),
}

COUNTS: dict[str, Answer] = {
    "no usage": answers(usage=None),
    "usage left out": http(200, {k: v for k, v in completion().items() if k != "usage"}),
    "usage is a list": answers(usage=[]),
    "counts of zero": counts(prompt_tokens=0, completion_tokens=0, total_tokens=0),
    "cached": counts(prompt_tokens_details={"cached_tokens": 800}),
    "cached is null": counts(prompt_tokens_details={"cached_tokens": None}),
    "details are null": counts(prompt_tokens_details=None, completion_tokens_details=None),
    "more cached than read": counts(prompt_tokens_details={"cached_tokens": 1800}),
    "cached as DeepSeek counts": counts(prompt_cache_hit_tokens=800, prompt_cache_miss_tokens=200),
    "reasoning": counts(completion_tokens_details={"reasoning_tokens": 40}),
    "more reasoning than written": counts(completion_tokens_details={"reasoning_tokens": 500}),
    "thoughts in the total": counts(
        completion_tokens_details={"reasoning_tokens": 40}, total_tokens=1090
    ),
    "fractions": counts(prompt_tokens=999.6, completion_tokens=50.2, total_tokens=1049.8),
    "whole floats": counts(prompt_tokens=1000.0, completion_tokens=50.0),
    "counts as text": counts(prompt_tokens="1000", completion_tokens="50"),
    "counts below zero": counts(prompt_tokens=-1, completion_tokens=-1),
    "a count is null": counts(completion_tokens=None),
    "counts too large for an int": counts(prompt_tokens=10**30),
    "infinite": http(200, json.dumps(completion()).replace("1000", "1e999").encode()),
    "a flex tier": answers(service_tier="flex"),
    "a priority tier": answers(service_tier="priority"),
    "audio tokens": counts(prompt_tokens_details={"cached_tokens": 0, "audio_tokens": 10}),
    "read for over 128k": counts(prompt_tokens=200_000, total_tokens=200_050),
}

_LONG = "This model's maximum context length is 8192 tokens. However, you requested 9000 tokens."
_FILTER = "The response was filtered due to the prompt triggering Azure OpenAI's content management"
ERRORS: dict[str, Answer] = {
    "400": says(400, "messages: too odd"),
    "400 as plain text": http(400, b"bad request", Content_Type="text/plain"),
    "400 without a body": http(400),
    "400 with detail": http(400, {"detail": "messages: too odd"}),
    "400 with a list": http(400, [{"error": {"message": "messages: too odd"}}]),
    "400 with message": http(400, {"object": "error", "message": "messages: too odd", "code": 400}),
    "400 with error as text": http(400, {"error": "messages: too odd"}),
    "400 filter by code": says(400, "no", "content_filter"),
    "400 filter by phrase": says(400, f"{_FILTER} policy."),
    "400 filter of OpenAI": says(
        400, "Invalid prompt: flagged as potentially violating our usage policy", "invalid_prompt"
    ),
    "403 filter": says(403, "Your input was flagged: requires moderation"),
    "422": says(422, "messages: too odd"),
    "401": says(401, "Incorrect API key provided: loop****wxyz.", "invalid_api_key"),
    "401 without a body": http(401),
    "402": says(402, "Insufficient Balance"),
    "403": says(403, "not for you"),
    "403 as a page": http(403, b"<html>Forbidden</html>"),
    "404": says(404, "The model `m` does not exist", "model_not_found"),
    "404 as a page": http(404, b"<html>Not Found</html>"),
    "400 unknown model": says(400, "The model `m` does not exist", "model_not_found"),
    "405": http(405, b"<html>405 Not Allowed</html>"),
    "408": says(408, "too late"),
    "409": says(409, "conflict"),
    "413": says(
        413,
        "Request too large on tokens per minute (TPM): Limit 4000, Requested 5000",
        "rate_limit_exceeded",
    ),
    "415": says(415, "unsupported media type"),
    "418": says(418, "a teapot"),
    "429": says(429, "slow down"),
    "429 with Retry-After": says(429, "slow down", Retry_After="7"),
    "429 with a fraction": says(429, "slow down", Retry_After="1.5"),
    "429 with milliseconds": says(429, "slow down", retry_after_ms="250"),
    "429 with the wait in the body": says(429, "Rate limit reached. Please try again in 6.5s."),
    "429 over the quota": says(
        429,
        "You exceeded your current quota, please check your plan and billing details.",
        "insufficient_quota",
    ),
    "500": says(500, "it broke"),
    "500 as a page": http(500, b"<html>it broke</html>"),
    "500 about the format": says(500, "Failed to initialize samplers: failed to parse grammar"),
    "501": says(501, "not implemented"),
    "502": http(502, b"<html>Bad Gateway</html>"),
    "503": says(503, "the engine is overloaded"),
    "503 with Retry-After": says(503, "the engine is overloaded", Retry_After="3"),
    "504": http(504, b"<html>Gateway Timeout</html>"),
    "520": http(520, b"<html>Unknown</html>"),
    "529": says(529, "overloaded"),
    "400 context": says(400, _LONG, "context_length_exceeded"),
    "400 context of llama.cpp": says(
        400, "the request exceeds the available context size. try increasing the context size", 400
    ),
    "400 format": says(400, "response_format: json_schema is not supported"),
    "400 parameter": says(400, "Unrecognized request argument supplied: frobnicate"),
    "400 max_tokens": says(
        400,
        "Unsupported parameter: 'max_tokens' is not supported with this model. "
        "Use 'max_completion_tokens' instead.",
        "unsupported_parameter",
    ),
    "error inside 200": http(200, {"error": {"message": "Provider returned error", "code": 502}}),
    "overload inside 200": http(200, {"error": {"message": "overloaded", "code": 503}}),
    "rate limit inside 200": http(200, {"error": {"message": "slow down", "code": 429}}),
    "error of text inside 200": http(200, {"error": "it broke"}),
    "error without a code inside 200": http(200, {"error": {"message": "it broke"}}),
    "error beside a choice": answers(error={"message": "it broke", "code": 502}),
    "error is null": answers(error=None),
}

BROKEN: dict[str, Answer] = {
    "choices are empty": http(200, completion() | {"choices": []}),
    "choices are null": http(200, completion() | {"choices": None}),
    "choices are missing": http(200, {"id": "x"}),
    "an old completion": http(200, completion() | {"choices": [{"text": "Yes.", "index": 0}]}),
    "message is null": answers(choice={"message": None}),
    "a list": http(200, []),
    "a text": http(200, "hello"),
    "null alone": http(200, b"null", Content_Type="application/json"),
    "no body": http(200),
    "status 204": http(204),
    "a page": http(200, HTML),
    "a page called JSON": http(200, HTML, Content_Type="application/json"),
    "not JSON": http(200, b"hello", Content_Type="application/json"),
    "half of the JSON": http(200, _HALF[:100], Content_Type="application/json"),
    "a stream of events": http(
        200, b"data: {}\n\ndata: [DONE]\n\n", Content_Type="text/event-stream"
    ),
    "invalid UTF-8": http(200, _HALF.replace(b"served-1", b"served-\xff")),
    "nested deeply": http(200, b"[" * 100_000, Content_Type="application/json"),
    "301": http(301, Location="/login"),
    "302": http(302, Location="https://login.invalid/"),
    "307": http(307, Location="/v1/chat/completions/"),
    "308 without a place": http(308),
    "304": http(304),
    "too late": silent,
    "cut off in mid-body": raw(_HEAD + b"Content-Length: 999\r\n\r\n" + _HALF[:100]),
    "cut off in a chunk": raw(
        _HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + b"fff\r\n" + _HALF[:100]
    ),
    "cut off in the headers": raw(_HEAD),
    "dropped": raw(b""),
    "no HTTP": raw(b"hello\r\n"),
    "gzip that is none": http(200, b"hello", Content_Encoding="gzip"),
}

SITUATIONS = ANSWERS | THOUGHTS | COUNTS | ERRORS | BROKEN
