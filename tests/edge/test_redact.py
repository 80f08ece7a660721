"""Keys are found in texts however they are written."""

import io
from base64 import b64encode, urlsafe_b64encode
from urllib.parse import quote, quote_plus

import pytest

from delibctl.cli.streams import QuietStream
from delibctl.edge.providers.redact import Redactor

KEYS = ["sk-0123/4567+89>?", "plain-key-01", "k3y\N{UMBRELLA}-0123~~~456"]


def spellings(key: str) -> list[str]:
    """Return a key as servers and libraries write it."""
    raw = key.encode()
    in_64 = [
        encode(before + raw + after)
        for encode in (b64encode, urlsafe_b64encode)
        for before in (b"", b"user:", b"u:", b"me:", b"Bearer ")
        for after in (b"", b"@", b"\n", b":x", b" and more")
    ]
    padded = [text.decode() for text in in_64]
    addresses = [quote(key), quote(key, safe=""), quote_plus(key)]
    return [key, *addresses, *padded, *(text.rstrip("=") for text in padded)]


@pytest.mark.parametrize("key", KEYS)
def test_a_key_is_removed_in_each_spelling(key: str) -> None:
    redact = Redactor({"MODEL_API_KEY": key})

    for spelled in spellings(key):
        redacted = redact(f"it said {spelled} to us")
        assert "[key]" in redacted, spelled
        # Of base64 stays what surrounds the key, and a character at each end.
        assert len(redacted) <= len("it said [key] to us") + 26, spelled
        assert spelled not in redacted


@pytest.mark.parametrize(
    "variable",
    ["OPENAI_API_KEY", "GITHUB_TOKEN", "CLIENT_SECRET", "WATSONX_APIKEY", "DB_PASSWORD"],
)
def test_what_standard_error_gets_holds_no_secret(
    variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, KEYS[0])
    written = io.StringIO()

    for spelled in (KEYS[0], b64encode(KEYS[0].encode()).decode(), quote(KEYS[0], safe="")):
        print(f"UserWarning: it is {spelled}.", file=QuietStream(written))

    assert written.getvalue().count("[key]") == 3
    assert KEYS[0][3:8] not in written.getvalue()


def test_other_texts_stay_as_they_are() -> None:
    redact = Redactor({"MODEL_API_KEY": "sk-0123456789", "SHORT_KEY": "words", "HOME": "/home/me"})

    assert redact("words of /home/me and sk-01234567") == "words of /home/me and sk-01234567"
