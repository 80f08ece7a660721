"""The least that sends the requests of a file through LiteLLM and keeps every reply.

Run it with the requests and a file for the replies, one JSON object to a line.
"""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any, TextIO

# As delibctl sets them: fetch nothing, read no .env.
os.environ["LITELLM_MODE"] = "PRODUCTION"
os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
os.environ["LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS"] = "True"
os.environ["LITELLM_LOG"] = "ERROR"

import litellm

CONCURRENCY = 64


async def main(requests: dict[str, Any], replies: TextIO) -> None:
    """Ask everything, at most so many at once."""
    turns = asyncio.Semaphore(CONCURRENCY)

    async def ask(system: int, user: str) -> None:
        messages = [
            {"role": "system", "content": requests["systems"][system]},
            {"role": "user", "content": user},
        ]
        async with turns:
            response = await litellm.acompletion(
                model=f"openai/{requests['model']}",
                messages=messages,
                max_tokens=requests["max_tokens"],
                response_format=requests["response_format"],
                api_base=requests["url"],
                api_key="not-needed",
                timeout=120,
                num_retries=0,
                max_retries=0,
            )
        replies.write(f"{response.model_dump_json()}\n")

    await asyncio.gather(*(ask(system, user) for system, user in requests["users"]))
    await litellm.close_litellm_async_clients()


if __name__ == "__main__":
    with Path(sys.argv[2]).open("w", encoding="utf-8") as file:
        asyncio.run(main(json.loads(Path(sys.argv[1]).read_bytes()), file))
