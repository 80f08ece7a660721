"""Every alternative of every pattern of the judge `patterns` is matched by a sentence of the tests.

An alternative that no sentence matches is dead, or its sentence is missing. The outermost
alternatives are tested, each with the others taken out.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from re import _compiler, _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from delibctl.judge import signs, support_words
from delibctl.judge.declining import asked, crimes, late, limits, voice
from delibctl.judge.declining.chinese import CHINESE
from delibctl.judge.declining.english import ENGLISH
from delibctl.judge.declining.french import FRENCH
from delibctl.judge.declining.german import GERMAN
from delibctl.judge.declining.italian import ITALIAN
from delibctl.judge.declining.japanese import JAPANESE
from delibctl.judge.declining.portuguese import PORTUGUESE
from delibctl.judge.declining.sentences import sentences
from delibctl.judge.declining.spanish import SPANISH

HERE = Path(__file__).parent
FOLDERS = (HERE / "sentences", HERE / "development")
LANGUAGES = {
    "chinese": CHINESE,
    "english": ENGLISH,
    "french": FRENCH,
    "german": GERMAN,
    "italian": ITALIAN,
    "japanese": JAPANESE,
    "portuguese": PORTUGUESE,
    "spanish": SPANISH,
}


def patterns() -> Iterator[tuple[str, str, re.Pattern[str]]]:
    """Yield the language, a name and the pattern."""
    for name, language in LANGUAGES.items():
        yield name, "inability", language.inability.pattern
        yield name, "idioms", language.idioms
        if language.doubts:
            yield name, "doubts", language.doubts
        for one in ("crime", "forbidden"):
            if getattr(language, one):
                yield name, one, getattr(language, one).pattern
        for kinds in ("refusals", "rejections", "equality", "judgements"):
            for number, kind in enumerate(getattr(language, kinds)):
                yield name, f"{kinds} {number}", kind.pattern
    for module, names in (
        (crimes, ("CRIME", "HELD_AGAINST", "LAW_AS_FACT", "LAW_AS_FACT_ABROAD")),
        (
            asked,
            (
                "_WORDS_ASKED",
                "_DECLINING_ASKED",
                "_FICTION_ASKED",
                "_LAW_ASKED",
                "_FACT_ASKED",
                "_DOING_ASKED",
                "_OF_REQUEST",
            ),
        ),
        (limits, ("_OF_MEANS", "_OF_MEANS_BEFORE")),
        (voice, ("_INTRODUCES", "_OWN", "_SAID_AFTER")),
        (late, ("LATE",)),
        (support_words, ("STATE", "CJK", "ADVISERS")),
        (
            signs,
            (
                "REDIRECT",
                "BLAME",
                "NO_ACCESS",
                "ADVICE",
                "HOWEVER",
                "ALTERNATIVES",
            ),
        ),
    ):
        for name in names:
            yield "every", name, getattr(module, name)
    for number, kind in enumerate(support_words.REFERS):
        yield "every", f"REFERS {number}", kind.pattern


def alternatives(pattern: re.Pattern[str]) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield the pattern with each of its outermost alternatives alone."""
    count = len(_branch(_parsed(pattern)) or ())
    for number in range(count):
        # Read anew each time: a tree remembers the width of what it was compiled with.
        tree = _parsed(pattern)
        branch = _branch(tree) or []
        branch[:] = [branch[number]]
        yield f"{number} of {count}: {_read(branch[0])}", _compiler.compile(tree)
    if not count:
        yield "the whole", pattern


def _parsed(pattern: re.Pattern[str]) -> Any:
    return _parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)


def _branch(tree: Any) -> list[Any] | None:
    for operation, argument in tree:
        name = str(operation)
        if name == "BRANCH":
            found: list[Any] = argument[1]
            return found
        if name == "SUBPATTERN":
            return _branch(argument[-1])
    return None


def _read(tree: Any) -> str:
    """Return the literal characters of an alternative, which tell which one it is."""
    letters = ""
    for operation, argument in tree:
        name = str(operation)
        if name == "LITERAL":
            letters += chr(argument)
        elif name == "SUBPATTERN":
            letters += f"({_read(argument[-1])})"
        elif name == "BRANCH":
            letters += "|".join(_read(one) for one in argument[1])
        elif name in ("MAX_REPEAT", "MIN_REPEAT"):
            letters += f"[{_read(argument[-1])}]"
    return letters


def texts(language: str) -> list[str]:
    names = "*" if language == "every" else f"{language}*"
    paths = (path for folder in FOLDERS for path in sorted(folder.glob(f"{names}.txt")))
    read = "\n".join(path.read_text(encoding="utf-8") for path in paths).replace(" => ", "\n")
    lines = [line.replace("\\n", "\n").lower().replace("’", "'") for line in read.split("\n")]
    return [sentence for line in lines for _, sentence in sentences(line)]


@pytest.mark.parametrize(
    ("language", "name", "pattern"),
    [pytest.param(*one, id=f"{one[0]}, {one[1]}") for one in patterns()],
)
def test_every_alternative_is_matched_by_a_sentence(
    language: str, name: str, pattern: re.Pattern[str]
) -> None:
    read = texts(language)

    assert [
        which
        for which, alone in alternatives(pattern)
        if not any(alone.search(sentence) for sentence in read)
    ] == []
