"""A chat-completions server on loopback that answers everything alike, and counts.

Run it with a latency; it prints its port, and ends once its input does.
"""

import asyncio
import json
import sys
import time

from aiohttp import web

_CLAUSE = "illicit.education"
_QUOTE = "How to apply for a genuine permit belongs here"
_REASONING = (
    f"The user asks how something works and what usually goes wrong with it. [{_CLAUSE}] governs "
    f'knowledge of that sort: "{_QUOTE}". Its neighbours speak of acts, and nothing here asks for '
    "help with one; the answer stays general, so no other clause decides."
)
_ANSWER = (
    "Here is what usually matters. Ask the office in charge first, keep every receipt, and compare "
    "at least two offers before you sign. Most trouble comes from haste and from papers that "
    "nobody read to the end."
)


def completion() -> bytes:
    """A reply laid out as asked for, with its usage."""
    citations = [{"clause": _CLAUSE, "quote": _QUOTE}]
    reply = {"reasoning": _REASONING, "citations": citations, "style": "comply", "answer": _ANSWER}
    message = {"role": "assistant", "content": json.dumps(reply)}
    whole = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "mock",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 3000, "completion_tokens": 150, "total_tokens": 3150},
    }
    return json.dumps(whole).encode()


class Server:
    """`GET /served` says what came since the last `GET /reset`, and how busy that made it."""

    def __init__(self, latency: float) -> None:
        self._latency = latency
        self._body = completion()
        self._questions = 0
        self._first = self._last = (0.0, 0.0)

    async def handle(self, request: web.BaseRequest) -> web.Response:
        """Answer one request."""
        if request.path.endswith("/chat/completions"):
            if not self._questions:
                self._first = _clocks()
            self._questions += 1
            await request.read()
            if self._latency:
                await asyncio.sleep(self._latency)
            self._last = _clocks()
            return web.Response(body=self._body, content_type="application/json")
        if request.path == "/reset":
            self._questions = 0
            self._first = self._last = (0.0, 0.0)
        elif request.path != "/served":
            return web.Response(status=404)
        seconds, cpu = (last - first for first, last in zip(self._first, self._last, strict=True))
        return web.json_response({"questions": self._questions, "seconds": seconds, "cpu": cpu})


def _clocks() -> tuple[float, float]:
    """Seconds by the clock, and of CPU."""
    return time.perf_counter(), time.process_time()


async def main() -> None:
    """Serve until the input ends, so that no server outlives the benchmark."""
    # No application: its routing would be a good part of the work of a request.
    runner = web.ServerRunner(web.Server(Server(float(sys.argv[1])).handle))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=1024).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
