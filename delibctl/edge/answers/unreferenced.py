"""Which kept answers some run holds.

By content, not by key: a key depends on the environment of its probe, which no run file tells.
Two answers with equal text, time and tokens count as one, so what a run holds is always found.
"""

import hashlib
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from delibctl.edge.answers.store import ANSWERS
from delibctl.edge.run_file.database import connect, damaged, reading, wrapped
from delibctl.edge.run_file.schema import RUN_FILE
from delibctl.model import Reply


@dataclass(frozen=True, kw_only=True)
class StoredAnswer:
    """An answer of the file of answers: its key, its digest, and its bytes."""

    key: str
    digest: bytes
    size: int


@dataclass(frozen=True, kw_only=True)
class _Replied:
    """The part of an exchange that matters here."""

    reply: Reply


def reply_digest(reply: Reply) -> bytes:
    """Equal for equal replies, whether sent now or kept from before."""
    return hashlib.sha256(msgspec.json.encode(replace(reply, kept=False))).digest()


def replies_of_run(path: Path) -> set[bytes]:
    """The digests of all replies that a run holds."""
    decoder = msgspec.json.Decoder(list[_Replied])
    with reading(path, RUN_FILE) as connection:
        try:
            return {
                reply_digest(exchange.reply)
                for (exchanges,) in connection.execute("SELECT exchanges FROM trial")
                for exchange in decoder.decode(exchanges)
            }
        except (TypeError, msgspec.MsgspecError) as error:
            raise damaged(path, RUN_FILE, f"trials: {error}") from error


def all_answers(path: Path) -> list[StoredAnswer]:
    """Every kept answer; none where there is no file of them."""
    if not path.is_file():
        return []
    decoder = msgspec.json.Decoder(Reply)
    with closing(connect(path, ANSWERS, create=False)) as connection, wrapped(path, ANSWERS):
        try:
            return [
                StoredAnswer(
                    key=key, digest=reply_digest(decoder.decode(reply)), size=len(key) + len(reply)
                )
                for key, reply in connection.execute("SELECT key, reply FROM answer ORDER BY key")
            ]
        except (TypeError, msgspec.MsgspecError) as error:
            raise damaged(path, ANSWERS, str(error)) from error


def remove_answers(path: Path, answers: Iterable[StoredAnswer]) -> None:
    """Remove answers, and give their room back."""
    with (
        closing(connect(path, ANSWERS, create=False)) as connection,
        wrapped(path, ANSWERS),
    ):
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "DELETE FROM answer WHERE key = ?", [(answer.key,) for answer in answers]
        )
        connection.execute("COMMIT")
        connection.execute("VACUUM")
