"""Measure one question under hostile bodies: peak memory and wall time of the whole probe.

Each body goes over both wires, without workers and with two. It fails above 400 MB, or above the
time limit of the question and 2 seconds beyond what the same probe takes with a plain answer.

    benchmarks/hostile_bodies [--timeout SECONDS] [--only WORD]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

MOST_MB, SPARE_SECONDS = 400, 2.0
MB = 1 << 20
_HEAD = (
    b'{"id":"x","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,'
    b'"finish_reason":"stop","message":{"role":"assistant","content":"'
)
_TAIL = b'"}}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}'
_ANSWER = json.dumps(
    {"reasoning": "", "citations": [], "style": "comply", "answer": "Yes."}
).replace('"', '\\"')


def _said(text: bytes) -> bytes:
    return _HEAD + text + _TAIL


def _packed(megabytes: int, wbits: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, wbits)
    pieces = [packer.compress(_HEAD)]
    pieces += [packer.compress(b"a" * MB) for _ in range(megabytes)]
    return b"".join([*pieces, packer.compress(_TAIL), packer.flush()])


#: From the name of a body to its Content-Encoding and its bytes; None drips for ever.
BODIES: dict[str, tuple[str, bytes | None]] = {
    "plain": ("", _said(_ANSWER.encode())),
    "gzip of 1 GB": ("gzip", _packed(1024, 31)),
    "deflate of 1 GB": ("deflate", _packed(1024, 15)),
    "gzip of 19 MB": ("gzip", _packed(19, 31)),
    "70 MB": ("", _said(b"a" * 70 * MB)),
    "19 MB of letters": ("", _said(b"a" * 19_900_000)),
    "19 MB of words": ("", _said(b"no way " * 2_800_000)),
    "19 MB of quotes": ("", _said(b'\\"' * 9_900_000)),
    "19 MB of braces": ("", _said(b"{" * 19_900_000)),
    "290,000 braces": ("", _said(b"{" * 290_000)),
    "19 MB of tags": ("", _said(b"<answer>" * 2_400_000)),
    "19 MB of control characters": ("", _said(b"\\u0001" * 3_300_000)),
    "19 MB that are no UTF-8": ("", _said(b"\xff" * 19_900_000)),
    "a list of 6 million objects": ("", b"[" + b"{}," * 6_600_000 + b"{}]"),
    "290,000 numbers": ("", b"[" + b"0," * 290_000 + b"0]"),
    "nested 9 million deep": ("", b"[" * 9_900_000 + b"]" * 9_900_000),
    "nested 100,000 deep": ("", b"[" * 100_000 + b"]" * 100_000),
    "one number of 19 MB": ("", b'{"choices":' + b"9" * 19_900_000 + b"}"),
    "an error of 19 MB": ("", b'{"error":{"message":"' + b"e " * 9_900_000 + b'"}}'),
    "drips": ("", None),
}


class _Handler(BaseHTTPRequestHandler):
    body: tuple[str, bytes | None] = BODIES["plain"]

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        encoding, body = self.body
        self.send_response(200)
        self.send_header("content-type", "application/json")
        if encoding:
            self.send_header("content-encoding", encoding)
        self.send_header("content-length", str(len(body or b" " * 9999)))
        self.end_headers()
        try:
            if body is not None:
                self.wfile.write(body)
            else:
                while True:
                    self.wfile.write(b" ")
                    time.sleep(0.2)
        except OSError:
            pass  # the client has had enough
        self.close_connection = True

    def log_message(self, *_: Any) -> None:
        pass


def _measured(folder: Path, name: str, workers: int) -> tuple[int, float, int]:
    """Return the exit code, the seconds and the peak in MB of the largest process of a probe."""
    command = [
        *(sys.executable, "-m", "delibctl", "probe", "-m", name, "--max-cost", "1000"),
        *("--case", "lost-passport", "--workers", str(workers), "--refresh", "--run", "r.sqlite"),
    ]
    (folder / "r.sqlite").unlink(missing_ok=True)
    started = time.monotonic()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    peak = 0
    while process.poll() is None:
        peak = max(peak, *(_high_water(pid) for pid in _family(process.pid)), 0)
        time.sleep(0.02)
    return process.returncode, time.monotonic() - started, peak


def _family(pid: int) -> Iterator[int]:
    yield pid
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = path.read_text().split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))


def _high_water(pid: int) -> int:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    lines = [line.split() for line in status.splitlines() if line.startswith("VmHWM")]
    return int(lines[0][1]) // 1024 if lines else 0


def main() -> None:
    """Print a row for each body, and fail if one is above a limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--timeout", type=float, default=5.0)
    parser.add_argument("--only", default="", help="bodies with this word")
    options = parser.parse_args()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    above = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _prepare(folder, server.server_port, options.timeout)
        print(f"{'body':30} {'wire':8} {'workers':>7} {'exit':>4} {'seconds':>8} {'MB':>5}")
        for model in ("direct", "litellm"):
            for workers in (1, 2):
                _Handler.body = BODIES["plain"]
                base = min(_measured(folder, model, workers)[1] for _ in range(2))
                for label, body in BODIES.items():
                    if options.only not in label:
                        continue
                    _Handler.body = body
                    code, seconds, peak = _measured(folder, model, workers)
                    late = seconds > base + options.timeout + SPARE_SECONDS
                    mark = " ABOVE" if late or peak > MOST_MB else ""
                    above += [label] if mark else []
                    print(
                        f"{label:30} {model:8} {workers:7} {code:4} {seconds:8.1f} {peak:5}{mark}",
                        flush=True,
                    )
    sys.exit(f"above the limits: {', '.join(sorted(set(above)))}" if above else 0)


def _prepare(folder: Path, port: int, timeout: float) -> None:
    subprocess.run(
        [sys.executable, "-m", "delibctl", "init", "."], cwd=folder, check=True, capture_output=True
    )
    tables = [
        f'[models.{wire}]\nname = "hosted_vllm/m"\nwire = "{wire}"\ntimeout = {timeout}\n'
        f'api_base = "http://127.0.0.1:{port}/v1"\ninput_price = 1\noutput_price = 1\n'
        for wire in ("direct", "litellm")
    ]
    text = f'policy = "policy.yaml"\ntemplate = 1\nattempts = 1\n{"".join(tables)}'
    (folder / "delibctl.toml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    os.environ.pop("GITHUB_ACTIONS", None)
    main()
