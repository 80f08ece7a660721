"""Seeded mutations of the files that are read: bytes, lines, values and cells of a database."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from random import Random
from typing import Any
from warnings import catch_warnings, simplefilter

from ruamel.yaml import YAML, YAMLError

#: Bytes that mean something to a parser, or are no text at all.
_TOKENS = (
    *(b"\x00", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\xc2\x85"),
    *(
        b"\r",
        b"\n",
        b"\t",
        b"  ",
        b"- ",
        b": ",
        b"#",
        b" #",
        b"|",
        b">-",
        b"'",
        b'"',
        b"\\",
        b"\\u",
    ),
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b"[" * 300,
        b"{" * 300,
        b"- " * 300,
        b"&a",
        b"*a",
        b"<<: *a",
        b"!!x ",
    ),
    *(
        b"%YAML 1.1\n",
        b"---\n",
        b"...\n",
        b"?",
        b"@",
        b"`",
        b"~",
        b"null",
        b"yes",
        b"1e999",
        b".nan",
    ),
    *(
        b"9" * 5000,
        b"0x1F",
        b"2026-13-45",
        b",",
        b";",
        b"sep=;\n",
        b"=",
        b"{{",
        b"{% x %}",
        b"file://",
    ),
    *(b"<<<<<<< a\n", b"=======\n", b">>>>>>> b\n", b"\x1b[31m", b"\xe2\x80\xae", b"a" * 5000),
)
#: Values of other types, sizes and shapes.
_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**63, -(2**63), 10**30, 1.5, -0.0, 1e308),
    *(
        "",
        " ",
        "x",
        "comply",
        "\x00",
        "\ud800",
        "\u202e",
        "a" * 3000,
        "- x",
        "1",
        "null",
        "{}",
        "*",
    ),
    *([], {}, [[]], [None], {"": ""}, {"id": "x"}, ["a", 1, {}], [["a"]], {"a": {"b": {"c": []}}}),
)


def mutated(data: bytes, random: Random) -> bytes:
    """Return the contents of a text file after one to three mutations."""
    for _ in range(random.randint(1, 3)):
        data = random.choice((_bytes, _bytes, _lines, _lines, _values))(data, random)
    return data


def _bytes(data: bytes, random: Random) -> bytes:
    start = random.randint(0, len(data))
    end = min(len(data), start + random.choice((0, 1, 1, 2, 8, 60)))
    token = random.choice(
        (b"", data[start:end] * 2, random.choice(_TOKENS), random.choice(_TOKENS))
    )
    if random.random() < 0.05:
        return data[:start]
    return data[:start] + token + data[end:]


def _lines(data: bytes, random: Random) -> bytes:
    lines = data.split(b"\n")
    at, other = random.randrange(len(lines)), random.randrange(len(lines))
    match random.randrange(6):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, lines[other])
        case 2:
            lines[at], lines[other] = lines[other], lines[at]
        case 3:
            lines[at] = b" " * random.randint(1, 5) + lines[at]
        case 4:
            lines[at] = lines[at].lstrip()
        case _:
            lines[at : at + 1] = [lines[at]] * random.choice((2, 50))
    return b"\n".join(lines)


def _values(data: bytes, random: Random) -> bytes:
    """Replace, remove or repeat a value of YAML or JSON; JSON is what is written."""
    try:
        with catch_warnings():
            simplefilter("ignore")  # a copied line may use an anchor again
            value = YAML(typ="safe", pure=True).load(data.decode())
        if not isinstance(value, dict | list):
            raise ValueError("plain text")
        _mutate_value(value, random)
        return json.dumps(value, default=str).encode()
    except (YAMLError, ValueError, RecursionError, TypeError, KeyError, AttributeError):
        return _bytes(data, random)


def _mutate_value(root: Any, random: Random) -> None:
    """Change one place of a nested value."""
    places: list[tuple[Any, Any]] = []
    stack = [root]
    while stack:
        value = stack.pop()
        keys = list(value) if isinstance(value, dict) else range(len(value))
        places += [(value, key) for key in keys]
        stack += [value[key] for key in keys if isinstance(value[key], dict | list)]
    if not places:
        return
    parent, key = random.choice(places)
    match random.randrange(5):
        case 0:
            del parent[key]
        case 1 if isinstance(parent, list):
            parent.append(parent[key])
        case 2 if isinstance(parent, dict):
            parent[random.choice(("id", "text", "x", "", "policy", "cases"))] = parent.pop(key)
        case 3:
            parent[key] = _nested(random.choice((3, 60, 400)))
        case _:
            parent[key] = random.choice(_VALUES)


def _nested(depth: int) -> Any:
    value: Any = "x"
    for level in range(depth):
        value = [value] if level % 2 else {"a": value}
    return value


def mutate_database(path: Path, random: Random) -> None:
    """Change cells, rows or bytes of an SQLite file."""
    if random.random() < 0.3:
        data = bytearray(path.read_bytes())
        for _ in range(random.choice((1, 4, 64)) if data else 0):
            data[random.randrange(len(data))] = random.randrange(256)
        page = random.randrange(max(1, len(data) // 4096)) * 4096
        damage = random.randrange(4)
        if damage == 0:
            data[page : page + 4096] = bytes(4096)
        elif damage == 1:
            del data[page + random.randrange(4096) :]
        path.write_bytes(bytes(data))
        return
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        for _ in range(random.randint(1, 2)):
            _mutate_table(file, random)


def _mutate_table(file: sqlite3.Connection, random: Random) -> None:
    tables = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type='table'")]
    if not tables:  # an earlier mutation took the last one
        return
    table = random.choice(tables)
    columns = [row[1] for row in file.execute(f'PRAGMA table_info("{table}")')]
    column = random.choice(columns)
    rows = [row[0] for row in file.execute(f'SELECT rowid FROM "{table}"')]
    if not rows or random.random() < 0.05:
        file.execute(random.choice((f'DROP TABLE "{table}"', f'DELETE FROM "{table}"')))
        return
    row = random.choice(rows)
    if random.random() < 0.1:
        file.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (row,))
        return
    (cell,) = file.execute(f'SELECT "{column}" FROM "{table}" WHERE rowid = ?', (row,)).fetchone()
    change: Callable[[Any, Random], Any] = random.choice((_json_cell, _json_cell, _other_cell))
    value = change(cell, random)
    as_text = isinstance(value, bytes) and random.random() < 0.8
    target = "CAST(? AS TEXT)" if as_text else "?"
    statement = f'UPDATE OR REPLACE "{table}" SET "{column}" = {target} WHERE rowid = ?'
    with suppress(sqlite3.IntegrityError):  # the column may hold no NULL
        file.execute(statement, (value, row))


def _json_cell(cell: Any, random: Random) -> Any:
    try:
        value = json.loads(cell)
        if not isinstance(value, dict | list):
            raise ValueError("plain")
        for _ in range(random.randint(1, 2)):
            _mutate_value(value, random)
        return json.dumps(value).encode()
    except (ValueError, TypeError, KeyError, RecursionError):
        return _other_cell(cell, random)


def _other_cell(cell: Any, random: Random) -> Any:
    if isinstance(cell, str) and random.random() < 0.6:
        return _bytes(cell.encode(), random)
    return random.choice(
        (None, 7, -1, 2**62, 1.5, b"", b"\xff", b"[" * 3000, b"NaN", b"{", b"[]", b"1e999")
    )
