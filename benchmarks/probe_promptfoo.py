"""Runs promptfoo on the requests of a folder, and counts what it stored."""

import json
import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PROMPT = Path(__file__).with_name("promptfoo_prompt.cjs")
_CONFIG = "promptfooconfig.json"


@dataclass(frozen=True)
class Promptfoo:
    """The folder where npm installed it with the package `node`, and the folder for its results."""

    installed: Path
    home: Path

    def command(self, concurrency: int) -> list[str]:
        """An evaluation that reads and writes no cache, shares nothing and stores its results."""
        options = ["--no-cache", "--no-share", "--no-table", "--no-progress-bar"]
        run = [str(self._programs / "promptfoo"), "eval", "--config", _CONFIG]
        return [*run, "--max-concurrency", str(concurrency), *options]

    def environment(self) -> Mapping[str, str]:
        """Its own Node before any other, its folder, and nothing fetched or reported.

        Its logs on disk are off, as it can fail while it closes them.
        """
        off = "TELEMETRY", "UPDATE", "REMOTE_GENERATION", "SHARING", "DEBUG_LOG", "ERROR_LOG"
        return {
            "PATH": f"{self._programs.resolve()}{os.pathsep}{os.environ.get('PATH', '')}",
            "PROMPTFOO_CONFIG_DIR": str(self.home),
            **{f"PROMPTFOO_DISABLE_{name}": "1" for name in off},
        }

    def stored(self) -> int:
        """How many results of all its evaluations succeeded and are in its database."""
        database = self.home / "promptfoo.db"
        if not database.exists():
            return 0
        with closing(sqlite3.connect(database)) as connection:
            query = "select count(*) from eval_results where success"
            (count,) = connection.execute(query).fetchone()
        return int(count)

    @property
    def _programs(self) -> Path:
        return self.installed / "node_modules" / ".bin"


def write_config(folder: Path, requests: Mapping[str, Any]) -> None:
    """Write what promptfoo reads beside the requests of a folder."""
    settings = {
        "apiBaseUrl": requests["url"],
        "apiKey": "not-needed",
        "max_tokens": requests["max_tokens"],
        "response_format": requests["response_format"],
    }
    config = {
        "prompts": [f"file://{_PROMPT.resolve()}"],
        "providers": [{"id": f"openai:chat:{requests['model']}", "config": settings}],
        "tests": [{"vars": {"system": s, "user": u}} for s, u in requests["users"]],
    }
    (folder / _CONFIG).write_text(json.dumps(config), encoding="utf-8")
