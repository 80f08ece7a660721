"""Asks the requests of a file with inspect-ai, logging as it does by default.

Run it with the requests and a folder for the log, by a Python that has inspect-ai and openai.
"""

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

CONCURRENCY = 64


def main(requests: dict[str, Any], logs: str) -> int:
    """1 unless every sample was answered."""
    # It is not among our dependencies, so a type checker would not find it.
    inspect_ai: Any = import_module("inspect_ai")
    dataset: Any = import_module("inspect_ai.dataset")
    model: Any = import_module("inspect_ai.model")
    samples = [
        dataset.Sample(
            input=[
                model.ChatMessageSystem(content=requests["systems"][system]),
                model.ChatMessageUser(content=user),
            ]
        )
        for system, user in requests["users"]
    ]
    (log,) = inspect_ai.eval(
        inspect_ai.Task(dataset=samples),
        model=model.get_model(
            "openai-api/mock/mock", base_url=requests["url"], api_key="not-needed"
        ),
        max_connections=CONCURRENCY,
        max_tokens=requests["max_tokens"],
        max_retries=0,
        display="none",
        log_dir=logs,
    )
    print(log.status, log.error or "")
    return int(log.status != "success")


if __name__ == "__main__":
    sys.exit(main(json.loads(Path(sys.argv[1]).read_bytes()), sys.argv[2]))
