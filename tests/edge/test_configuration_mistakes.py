"""A mistake in the configuration is reported on its line, with its remedy."""

from pathlib import Path

import pytest

from delibctl.edge.settings import load_settings
from delibctl.errors import DelibctlError

VALUE = ("a value is not TOML", 'quote text with ", and write true or false small')
NOT_TOML = "write `key = value`, or `[table]`; the file is TOML, not YAML or JSON"
SYNTAX = {
    "no quotes": ("[lint]\nselect = YML\n", 2, *VALUE),
    "curly quotes": ("model = “gpt”\n", 1, *VALUE),
    "a capital": ("[lint]\npreview = True\n", 2, *VALUE),
    "a colon": ('[lint]\nselect: ["YML"]\n', 2, "a key has no `=` after it", NOT_TOML),
    "a no-break space": ("[lint]\nselect\u00a0= []\n", 2, "a key has no `=` after it", NOT_TOML),
    "JSON": ('{"lint": {}}\n', 1, "a line is not TOML", NOT_TOML),
    "a fence": ("```toml\n[lint]\n```\n", 1, "a line is not TOML", NOT_TOML),
    "an open quote": ('[lint]\nselect = ["YML]\n', 2, "a quote is never closed", "close the quote"),
    "an open list": (
        '[lint]\nselect = ["YML"\n\n[models.x]\nname = "a/b"\n',
        2,
        "a list is never closed",
        "close it with `]`",
    ),
    "a backslash": (
        'model = "x"\npolicy = "C:\\policies"\n',
        2,
        "a backslash in double quotes begins an escape, and this is none",
        "double the backslash, or use single quotes",
    ),
    "a key twice": (
        "[lint]\npreview = true\npreview = false\n",
        3,
        "a key appears twice",
        "keep one of them",
    ),
    "a table twice": (
        "[lint]\n\n[lint]\n",
        3,
        "a table appears twice",
        "put its keys into one of them",
    ),
}


def error(folder: Path, content: bytes) -> DelibctlError:
    (folder / "delibctl.toml").write_bytes(content)
    with pytest.raises(DelibctlError) as raised:
        load_settings(folder)
    return raised.value


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("text", "line", "what", "advice"), SYNTAX.values(), ids=SYNTAX)
def test_a_syntax_error_is_on_its_line(
    tmp_path: Path, text: str, line: int, what: str, advice: str, end: str
) -> None:
    raised = error(tmp_path, text.replace("\n", end).encode())

    assert (raised.where, raised.what, raised.next) == (
        f"delibctl.toml:{line}",
        f"cannot read the configuration: {what}",
        advice,
    )


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("[lint]\n\nignor = []\n", "delibctl.toml:3: lint"),
        ("# x\nconcurency = 1\n", "delibctl.toml:2"),
        ("\n[modles.x]\n", "delibctl.toml:2"),
        ('[models.x]\nname = "a/b"\nrpm = 0\n', "delibctl.toml:3: models.x"),
        ('[models."x.y"]\nname = "a/b"\nrpm = 0\n', "delibctl.toml:3: models.x.y"),
        ("[models]\n\n[models.x]\nseed = 1\n", "delibctl.toml:3: models"),
        ("lint = {ignor = []}\n", "delibctl.toml: lint"),
    ],
)
def test_a_wrong_value_is_on_its_line(tmp_path: Path, text: str, where: str) -> None:
    assert error(tmp_path, text.encode()).where == where


def test_a_byte_that_is_not_utf_8_is_on_its_line(tmp_path: Path) -> None:
    raised = error(tmp_path, b"[lint]\n# caf\xe9\n")

    assert (raised.where, raised.what, raised.next) == (
        "delibctl.toml:2",
        "byte 0xe9 of the configuration is not valid UTF-8",
        "save it as UTF-8",
    )
