"""A `gh` that knows `gh api` as far as our steps use it, and asks the server in STUB_API."""

import argparse
import json
import os
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import jq  # type: ignore[import-not-found]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("api", choices=["api"])
    parser.add_argument("path")
    parser.add_argument("--paginate", action="store_true")
    parser.add_argument("--method", default="GET")
    parser.add_argument("--field", action="append", default=[])
    parser.add_argument("--jq")
    asked = parser.parse_args()
    fields = dict(field.split("=", 1) for field in asked.field)
    body = {
        name: Path(text[1:]).read_text() if text[:1] == "@" else text
        for name, text in fields.items()
    }
    for page in (
        pages(asked.method, asked.path, body)
        if asked.paginate
        else [request(asked.method, asked.path, body)]
    ):
        if not asked.jq:
            print(json.dumps(page))
            continue
        for value in jq.compile(asked.jq).input_value(page):
            print(value if isinstance(value, str) else json.dumps(value))


def pages(method: str, path: str, body: dict[str, str]) -> Any:
    number = 1
    while page := request(method, f"{path}&page={number}", body):
        yield page
        number += 1


def request(method: str, path: str, body: dict[str, str]) -> Any:
    sent = urllib.request.Request(
        f"{os.environ['STUB_API']}/{path}",
        method=method,
        data=json.dumps(body).encode() if body else None,
        headers={"Authorization": f"token {os.environ['GH_TOKEN']}"},
    )
    try:
        with urllib.request.urlopen(sent) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        print(f"gh: HTTP {error.code}", file=sys.stderr)
        raise SystemExit(1) from error


if __name__ == "__main__":
    main()
