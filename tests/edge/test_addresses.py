"""Addresses, proxies, certificates and servers that cannot work: one message with what to do.

Every message is the same asked directly and through LiteLLM, unless a test says otherwise.
"""

import asyncio
import gzip
import os
import socket
import ssl
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from support.command import Cli, assert_ends
from support.raw_server import dripping, http, raw, raw_server
from support.situations import answers

from delibctl.edge.providers.requests.request_once import RequestSender
from delibctl.edge.rate_limit.limiter import RateLimiter
from delibctl.errors import DelibctlError
from delibctl.model import Failure, Message, ModelSpec, Question, Reply

#: What the parts of LiteLLM warn each other of, once in a process and so in any of these tests.
pytestmark = pytest.mark.filterwarnings("ignore")

KEY = "loopback/0123456789.wxyz"
QUESTION = Question(messages=(Message(role="user", content="May I?"),))
NO_COMPLETION = "the server answered, but with no completion: is `api_base` right?"
over_both_wires = pytest.mark.parametrize(
    "wire", ["direct", pytest.param("litellm", marks=pytest.mark.slow)]
)
#: Variables that set a proxy or certificates.
SET_BY_OTHERS = [
    *("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "http_proxy", "https_proxy"),
    *("all_proxy", "no_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR"),
]


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """No proxy and no certificates but those of a test. LiteLLM reads those of this process."""
    for name in SET_BY_OTHERS:
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def asked(url: str, wire: Any, timeout: float = 5.0, **environment: str) -> Reply | Failure:
    async def ask() -> Reply | Failure:
        model = ModelSpec(
            alias="m",
            name="openai/m",
            api_base=url,
            api_key_env="K_KEY",
            wire=wire,
            timeout=timeout,
        )
        sender = RequestSender(model, {"K_KEY": KEY, **environment}, RateLimiter(1))
        try:
            return (await sender.send(QUESTION)).reply
        finally:
            await sender.close()

    return asyncio.run(ask())


def said(url: str, wire: str, **environment: str) -> str:
    """The kind of a failure and its message, with HOST for the address of the server."""
    reply = asked(url, wire, 5.0, **environment)
    assert isinstance(reply, Failure), reply
    host = url.partition("://")[2].partition("/")[0]
    return f"{reply.kind}: {reply.message}".replace(host, "HOST")


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


PEM = "own.pem"
#: OpenSSL makes certificates of any time only as an authority.
AUTHORITY = """\
[ca]
default_ca = own
[own]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
x509_extensions = names
[any]
commonName = supplied
[names]
subjectAltName = IP:127.0.0.1
"""


class Certificates:
    """A certificate for 127.0.0.1 that signed itself, and the context of a server with it."""

    def __init__(self, folder: Path, ends: str = "20991231000000Z") -> None:
        (folder / "own.conf").write_text(AUTHORITY)
        (folder / "index.txt").touch()
        key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout own.key"
        dates = f"-startdate 20200101000000Z -enddate {ends}"
        for command in (
            f"req -new {key} -subj /CN=127.0.0.1 -out own.csr",
            f"ca -batch -selfsign -config own.conf {dates} -keyfile own.key -in own.csr -out {PEM}",
        ):
            subprocess.run(
                ["openssl", *command.split()], cwd=folder, check=True, capture_output=True
            )
        self.file = folder / PEM
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(self.file, folder / "own.key")


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("tls"))


ADDRESSES = [
    "not a url",
    "127.0.0.1:8000/v1",
    "ftp://example.invalid/v1",
    "http:///v1",
    "http://example.invalid:99999/v1",
    "http://exa mple.invalid/v1",
    "http://a..invalid/v1",
    "http://[::1/v1",
]


@over_both_wires
@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_no_address_is_an_error_before_anything_is_sent(address: str, wire: str) -> None:
    with pytest.raises(DelibctlError) as caught:
        asked(address, wire)

    assert caught.value.what == "m: the address of its server is not an http or https address"
    assert caught.value.next == (
        "set api_base of the model in delibctl.toml, for example http://127.0.0.1:8000/v1"
    )


@over_both_wires
def test_a_closed_port_and_an_unknown_name_are_told_apart(wire: str) -> None:
    assert [
        said(f"http://127.0.0.1:{closed_port()}/v1", wire),
        said("http://x.invalid/v1", wire),
    ] == [
        "connection: nothing answers at HOST (Connection refused): is it running, and is "
        "`api_base` right?",
        "connection: the host name HOST is not known (Name or service not known): check `api_base` "
        "and the network",
    ]


CLOSED = "connection: HOST closed the connection without an answer"
SPEAKERS = {
    "SMTP": (raw(b"220 mail.invalid ESMTP\r\n"), "HOST does not speak HTTP"),
    "SSH": (raw(b"SSH-2.0-OpenSSH_9.6\r\n"), "HOST does not speak HTTP"),
    "garbage": (raw(b"\x00\xff\x13garbage" * 20), "HOST does not speak HTTP"),
    "an alert of TLS": (raw(b"\x15\x03\x03\x00\x02\x02\x28"), "HOST speaks TLS"),
}


@over_both_wires
@pytest.mark.parametrize("speaker", SPEAKERS)
def test_a_server_of_another_protocol_is_named_as_such(speaker: str, wire: str) -> None:
    answer, fault = SPEAKERS[speaker]
    with raw_server(answer, speaks_first=True) as server:
        found = said(server.url, wire)

    tls = fault == "HOST speaks TLS"
    step = "write https:// in `api_base`" if tls else "is `api_base` the address of a model?"
    assert found == f"address: {fault}: {step}"


@over_both_wires
def test_http_on_a_port_of_tls_and_tls_on_one_of_http(wire: str, tls: Certificates) -> None:
    with raw_server(raw(b"HTTP/1.1 400 Bad Request\r\n\r\n"), speaks_first=True) as plain:
        https = said(plain.url.replace("http", "https"), wire)
    with raw_server(answers(), tls=tls.context) as encrypted:
        plain_text = said(encrypted.url, wire)

    assert https == (
        "address: HOST does not speak TLS (WRONG VERSION NUMBER): write http:// in `api_base`, or "
        "name the HTTPS port"
    )
    assert plain_text == f"{CLOSED}: if it speaks TLS, write https:// in `api_base`"
    assert encrypted.requests == []


@over_both_wires
def test_a_certificate_is_not_trusted_until_it_is_named(
    tls: Certificates, wire: str, environment: pytest.MonkeyPatch
) -> None:
    with raw_server(answers(), tls=tls.context) as server:
        url = server.url.replace("http", "https")
        untrusted = said(url, wire)
        assert server.requests == []
        environment.setenv("SSL_CERT_FILE", str(tls.file))
        trusted = asked(url, wire, SSL_CERT_FILE=str(tls.file))
        other = said(url.replace("127.0.0.1", "localhost"), wire, SSL_CERT_FILE=str(tls.file))

    assert untrusted == (
        "address: the certificate of HOST is not trusted (self-signed certificate): name the "
        "certificates to trust in SSL_CERT_FILE"
    )
    assert isinstance(trusted, Reply)
    assert other == (
        "address: the certificate of HOST is for another name (Hostname mismatch, certificate is "
        "not valid for 'localhost'): write its name in `api_base`"
    )


@over_both_wires
def test_a_certificate_that_is_out_of_date_is_not_called_untrusted(
    tmp_path: Path, wire: str, environment: pytest.MonkeyPatch
) -> None:
    old = Certificates(tmp_path, ends="20200102000000Z")
    environment.setenv("SSL_CERT_FILE", str(old.file))
    with raw_server(answers(), tls=old.context) as server:
        found = said(server.url.replace("http", "https"), wire, SSL_CERT_FILE=str(old.file))

    assert found == (
        "address: the certificate of HOST is out of date (certificate has expired): renew it, or "
        "set the clock of this machine"
    )


@pytest.fixture
def bundles(tmp_path: Path) -> dict[str, Path]:
    """What SSL_CERT_FILE may name, by what is wrong with it."""
    (tmp_path / "empty.pem").touch()
    (tmp_path / "text.pem").write_text("no certificates\n")
    return {
        "there is no such file": tmp_path / "nowhere.pem",
        "it is a folder": tmp_path,
        "it holds none": tmp_path / "empty.pem",
        "it holds none ": tmp_path / "text.pem",
    }


@over_both_wires
def test_a_file_without_certificates_is_named_before_anything_is_sent(
    bundles: dict[str, Path], wire: str
) -> None:
    for reason, bundle in bundles.items():
        with pytest.raises(DelibctlError) as caught:
            asked("https://127.0.0.1:1/v1", wire, SSL_CERT_FILE=str(bundle))

        error = caught.value
        assert (error.what, error.where, error.next) == (
            f"SSL_CERT_FILE names no bundle of certificates: {reason.strip()}",
            str(bundle),
            "name a file in PEM format, or unset the variable",
        )
        with raw_server(answers()) as server:  # plain HTTP needs none
            assert isinstance(asked(server.url, wire, SSL_CERT_FILE=str(bundle)), Reply)


@pytest.mark.parametrize("setting", ["", "False", "/nowhere.pem"])
def test_no_variable_switches_the_check_of_certificates_off(
    tls: Certificates, setting: str, environment: pytest.MonkeyPatch
) -> None:
    """LiteLLM itself would read SSL_VERIFY."""
    environment.setenv("SSL_VERIFY", setting)
    with raw_server(answers(), tls=tls.context) as server:
        found = said(server.url.replace("http", "https"), "litellm")

    assert found.startswith("address: the certificate of HOST is not trusted (self-signed")
    assert server.requests == []


def test_a_file_without_certificates_is_named_by_doctor_and_hinders_no_plain_http(
    cli: Cli, tmp_path: Path, bundles: dict[str, Path]
) -> None:
    (tmp_path / "delibctl.toml").write_text(
        '[models.claude]\nname = "anthropic/claude-sonnet-4-5"\n'
        '[models.llama]\nname = "ollama_chat/llama3.2"\n'
        '[models.gpt]\nname = "openai/gpt-4o"\n'
    )
    bundle = bundles["it holds none"]
    done = cli(
        *("doctor", "--format", "json"),
        SSL_CERT_FILE=str(bundle),
        ANTHROPIC_API_KEY=KEY,
        OPENAI_API_KEY=KEY,
    )

    found = {check["name"]: check for check in done.json()["checks"]}
    wrong = f"{bundle}: SSL_CERT_FILE names no bundle of certificates: it holds none"
    assert "Traceback" not in done.err
    assert [found[f"model {name}"]["text"] for name in ("claude", "gpt")] == [wrong] * 2
    assert "at http://localhost:11434, no key needed" in found["model llama"]["text"]
    assert "CERT" not in found["model llama"]["text"]
    assert done.code == 2


@pytest.mark.slow
def test_a_new_process_loads_litellm_whatever_file_is_set(bundles: dict[str, Path]) -> None:
    program = "from delibctl.edge.providers.through_litellm.litellm_library import load; load()"
    for bundle in bundles.values():
        environment = {**os.environ, "SSL_CERT_FILE": str(bundle)}

        done = subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, check=False
        )

        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_a_folder_without_certificates_is_named_before_anything_is_sent(tmp_path: Path) -> None:
    """LiteLLM reads no folder of certificates."""
    (tmp_path / "file.pem").touch()
    (tmp_path / "empty").mkdir()
    (tmp_path / "hashed").mkdir()
    (tmp_path / "hashed" / "1a2b3c4d.0").touch()
    reasons = {
        "there is no such folder": tmp_path / "nowhere",
        "it is a file": tmp_path / "file.pem",
        "it holds none under the names of c_rehash": tmp_path / "empty",
    }
    for reason, folder in reasons.items():
        with pytest.raises(DelibctlError) as caught:
            asked("https://127.0.0.1:1/v1", "direct", SSL_CERT_DIR=str(folder))
        assert caught.value.what == f"SSL_CERT_DIR names no folder of certificates: {reason}"
        with raw_server(answers()) as server:  # plain HTTP needs none
            assert isinstance(asked(server.url, "direct", SSL_CERT_DIR=str(folder)), Reply)

    several = f"{tmp_path / 'nowhere'}:{tmp_path / 'hashed'}"
    assert isinstance(asked("https://127.0.0.1:1/v1", "direct", SSL_CERT_DIR=several), Failure)


@over_both_wires
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_is_dead_is_named_without_its_password(
    wire: str, scheme: str, environment: pytest.MonkeyPatch
) -> None:
    variable, port = f"{scheme.upper()}_PROXY", closed_port()
    proxy = f"http://me:secret@127.0.0.1:{port}"
    environment.setenv(variable, proxy)

    found = said(f"{scheme}://x.invalid/v1", wire, **{variable: proxy})

    assert found == (
        f"connection: the proxy http://127.0.0.1:{port} cannot be reached (Connection refused): "
        f"unset {variable}, or name HOST in NO_PROXY"
    )


PROXIES = {
    ("http", 407): "address: the proxy PROXY asks for a password (407): write "
    "http://user:password@host:port in HTTP_PROXY",
    ("https", 407): "address: the proxy PROXY asks for a password (407): write "
    "http://user:password@host:port in HTTPS_PROXY",
    ("http", 403): "forbidden: it says no (through the proxy PROXY of HTTP_PROXY)",
    ("http", 502): "server error: it says no (through the proxy PROXY of HTTP_PROXY)",
    ("https", 502): "address: the proxy PROXY turned the request down (502): unset HTTPS_PROXY, or "
    "name HOST in NO_PROXY",
}


@over_both_wires
@pytest.mark.parametrize(("scheme", "status"), PROXIES)
def test_a_proxy_that_turns_a_request_down_is_named(
    wire: str, scheme: str, status: int, environment: pytest.MonkeyPatch
) -> None:
    variable = f"{scheme.upper()}_PROXY"
    with raw_server(http(status, b"it says no")) as server:
        proxy = f"http://127.0.0.1:{server.port}"
        environment.setenv(variable, proxy)
        found = said(f"{scheme}://x.invalid/v1", wire, **{variable: proxy})

    assert found.replace(proxy, "PROXY") == PROXIES[scheme, status]
    assert len(server.requests) == 1


@over_both_wires
@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1", "http://"])
def test_what_is_no_http_proxy_is_an_error_before_anything_is_sent(proxy: str, wire: str) -> None:
    with pytest.raises(DelibctlError) as caught:
        asked("http://x.invalid/v1", wire, ALL_PROXY=proxy)

    error = caught.value
    assert (error.what, error.where, error.next) == (
        f"the proxy {proxy} is not an HTTP proxy",
        "the environment variable ALL_PROXY",
        "set an http:// proxy, or name x.invalid in NO_PROXY",
    )


@over_both_wires
def test_a_redirect_to_another_host_is_named_and_nothing_goes_there(wire: str) -> None:
    with raw_server(answers()) as other, raw_server(http(307, Location=other.url)) as server:
        found = said(server.url, wire)

    assert found == (
        f"address: {NO_COMPLETION} It points to {other.url} (307); nothing was sent there"
    )
    assert (other.connections, len(server.requests)) == (0, 1)


LARGE = b'{"choices": [' + b" " * 50_000_000 + b"]}"


@over_both_wires
@pytest.mark.parametrize("packed", [False, True])
def test_an_answer_of_over_20_mb_is_not_read_to_its_end(packed: bool, wire: str) -> None:
    body = gzip.compress(LARGE) if packed else LARGE
    headers = {"Content_Encoding": "gzip"} if packed else {}
    with raw_server(http(200, body, **headers)) as server:
        tracemalloc.start()
        found = said(server.url, wire)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()

    assert found == "bad reply: the server answered with over 20 MB"
    # The client below LiteLLM unpacks what comes in one piece as a whole.
    assert peak < (90_000_000 if wire == "litellm" and packed else 45_000_000)


@over_both_wires
def test_a_server_that_drips_meets_the_time_limit(wire: str) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + b" " * 100
    with raw_server(dripping(head, 0.1)) as server:
        started = time.monotonic()
        found = asked(server.url, wire, timeout=1.0)

    assert isinstance(found, Failure)
    assert f"{found.kind}: {found.message}" == "timeout: no reply within 1 s"
    assert time.monotonic() - started < 4


def configure(folder: Path, url: str, wire: str) -> None:
    lines = ("[models.mock]", 'name = "openai/m"', f'api_base = "{url}"', f'wire = "{wire}"')
    (folder / "delibctl.toml").write_text("\n".join((*lines, 'api_key_env = "K_KEY"', "")))


def probe(cli: Cli, policy: Path, folder: Path, url: str, wire: str, **environment: str) -> Any:
    configure(folder, url, wire)
    command = ("probe", policy, "--model", "mock", "--sample", "20")
    return cli(*command, K_KEY=KEY, **environment)


@over_both_wires
def test_a_probe_of_a_server_that_cannot_work_stops_after_one_request(
    cli: Cli, support_bot: Path, tmp_path: Path, wire: str, tls: Certificates
) -> None:
    with (
        raw_server(http(405)) as wrong,
        raw_server(raw(b"SSH-2.0-OpenSSH_9.6\r\n"), speaks_first=True) as ssh,
        raw_server(answers(), tls=tls.context) as untrusted,
    ):
        servers = [wrong, ssh, untrusted]
        urls = [wrong.url, ssh.url, untrusted.url.replace("http", "https")]
        done = [probe(cli, support_bot, tmp_path, url, wire) for url in urls]

    faults = [
        f"mock: address: {NO_COMPLETION} It says 405",
        f"mock: address: 127.0.0.1:{ssh.port} does not speak HTTP: is `api_base` the address",
        f"mock: address: the certificate of 127.0.0.1:{untrusted.port} is not trusted",
    ]
    for ended, fault in zip(done, faults, strict=True):
        assert_ends(ended, 2, fault)
        assert KEY not in ended.out + ended.err
    assert [server.connections for server in servers] == [1, 1, 1]
