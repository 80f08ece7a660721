"""A key of the environment is found in no output, file, warning or command line of any command.

The server says it wherever a server can say something: in headers, bodies, names and counts.
"""

import json
import socket
from base64 import b64encode, urlsafe_b64encode
from pathlib import Path
from urllib.parse import quote

import pytest
from support.command import Cli
from support.raw_server import RawServer, http, raw_server
from support.situations import completion

KEY = "sk-pl4nted/K3y+0123456789~<&>"
OTHER = "ghp_0therSecret+0123456789/ab"
#: The pieces of base64 that a key settles, at each place it can have in a longer text.
SPELLINGS = [
    spelled
    for secret in (KEY, OTHER)
    for spelled in (
        secret,
        quote(secret),
        quote(secret, safe=""),
        json.dumps(secret)[1:-1],
        *(
            encode(before + secret.encode() + b"  ").decode()[3:-8]
            for encode in (b64encode, urlsafe_b64encode)
            for before in (b"", b"u", b"us")
        ),
    )
]
COMMANDS = [
    ("doctor", "--ask"),
    ("probe", "-m", "answers", "--estimate"),
    ("probe", "-m", "MODEL", "--case", "lost-passport"),
    ("probe", "-m", "answers", "--run", "r.sqlite"),
    ("probe", "-m", "MODEL", "--case", "lost-passport", "--workers", "2", "--refresh"),
    ("probe", "-m", "baseline", "--run", "b.sqlite"),
    ("judge", "b.sqlite", "--judge", "MODEL", "--yes"),
    ("try", "May I?", "-m", "MODEL"),
    ("generate", "--model", "MODEL", "--strategy", "model"),
    ("diff", "r.sqlite"),
    ("diff", "r.sqlite", "--format", "json"),
    ("show",),
    ("lint",),
    ("coverage",),
]


def echo(connection: socket.socket, server: RawServer) -> None:
    """Answer with the key in each place and spelling, by the model that is asked."""
    _COMMAND_LINES.append(b"\n".join(map(_command_line, Path("/proc").glob("[0-9]*/cmdline"))))
    request = server.requests[-1]
    said = " ".join((KEY, OTHER, b64encode(KEY.encode()).decode(), quote(OTHER, safe="")))
    headers = {"X_Key": KEY, "X_Request_Id": quote(KEY), "Retry_After": "0"}
    model = json.loads(request.body)["model"]
    error = {"error": {"message": f"bad key: {said}", "type": said, "code": said, "param": said}}
    if model == "refuses":
        return http(401, error, **headers)(connection, server)
    if model == "breaks":
        return http(500, f"<p>{said}".encode(), **headers)(connection, server)
    if model == "moves":
        target = f"http://127.0.0.1:9/{quote(KEY, safe='')}?key={KEY}"
        return http(302, error, Location=target, **headers)(connection, server)
    style = json.dumps({"reasoning": said, "citations": [], "style": "comply", "answer": said})
    usage = {"prompt_tokens": 900, "completion_tokens": 9, "total_tokens": 909, said: said}
    body = completion(style, usage=usage, model=said, system_fingerprint=said, id=said)
    body["choices"][0]["message"] |= {"reasoning_content": said, "name": said}
    return http(200, body, **headers)(connection, server)


_COMMAND_LINES: list[bytes] = []


def _command_line(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


@pytest.mark.parametrize("wire", ["direct", pytest.param("litellm", marks=pytest.mark.slow)])
def test_a_planted_key_is_found_nowhere(cli: Cli, tmp_path: Path, wire: str) -> None:
    assert cli("init", ".").code == 0
    found: list[str] = []
    with raw_server(echo) as server:
        names = ("answers", "refuses", "breaks", "moves")
        tables = [
            f'[models.{name}]\nname = "openai/{name}"\nwire = "{wire}"\n'
            f'api_base = "{server.url}"\napi_key_env = "OUR_KEY"\n'
            "input_price = 0\noutput_price = 0\n"
            for name in names
        ]
        text = f'policy = "policy.yaml"\ntemplate = 1\nattempts = 1\n{"".join(tables)}'
        (tmp_path / "delibctl.toml").write_text(text, encoding="utf-8")
        for command in COMMANDS:
            for model in names if "MODEL" in command else ("",):
                words = [model if word == "MODEL" else word for word in command]
                done = cli(*words, OUR_KEY=KEY, GITHUB_TOKEN=OTHER)
                printed = done.out + done.err
                assert "Usage:" not in done.err
                found += [f"{words}: {text}" for text in SPELLINGS if text in printed]
        assert len(server.requests) > len(names)
    for path in tmp_path.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        found += [f"{path.name}: {text}" for text in SPELLINGS if text.encode() in content]
    found += [text for text in SPELLINGS if text.encode() in b"\n".join(_COMMAND_LINES)]
    assert found == []
