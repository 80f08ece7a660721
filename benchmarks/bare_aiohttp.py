"""The least that sends the requests of a file with aiohttp and keeps every reply.

Run it with the requests and a file for the replies, one JSON object to a line.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any, TextIO

import aiohttp

CONCURRENCY = 64


async def main(requests: dict[str, Any], replies: TextIO) -> None:
    """Ask everything, at most so many at once."""
    turns = asyncio.Semaphore(CONCURRENCY)
    url = f"{requests['url']}/chat/completions"
    same = {name: requests[name] for name in ("model", "max_tokens", "response_format")}

    async def ask(session: aiohttp.ClientSession, system: int, user: str) -> None:
        messages = [
            {"role": "system", "content": requests["systems"][system]},
            {"role": "user", "content": user},
        ]
        async with turns, session.post(url, json={**same, "messages": messages}) as response:
            response.raise_for_status()
            reply = await response.text()
        replies.write(f"{reply}\n")

    connector = aiohttp.TCPConnector(limit=0)  # the turns bound it
    async with aiohttp.ClientSession(connector=connector) as session:
        await asyncio.gather(*(ask(session, system, user) for system, user in requests["users"]))


if __name__ == "__main__":
    with Path(sys.argv[2]).open("w", encoding="utf-8") as file:
        asyncio.run(main(json.loads(Path(sys.argv[1]).read_bytes()), file))
