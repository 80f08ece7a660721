"""A reader of prompts, as lenient as a model: what it takes for the frame, and what is inside."""

import re
import unicodedata
from dataclasses import dataclass, field

_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_MARKS = re.compile(r"\A[\s>*_~`|]+")


@dataclass
class ReadClause:
    """A clause as it was read."""

    id: str
    title: str
    style: str = ""
    text: list[str] = field(default_factory=list)
    excludes: list[tuple[str, str]] = field(default_factory=list)
    overrides: list[str] = field(default_factory=list)


@dataclass
class ReadPrompt:
    """What a prompt says: lines of its sections, and its clauses."""

    title: str = ""
    sections: dict[str, list[str]] = field(default_factory=dict)
    clauses: list[ReadClause] = field(default_factory=list)
    ends: int = 0


def seen(text: str) -> str:
    """A text as it is seen: without case, width, and characters that nobody sees."""
    shown = "".join(
        char for char in text if unicodedata.category(char) not in _UNSEEN or char.isspace()
    )
    plain = unicodedata.normalize("NFKC", shown).casefold()
    return " ".join(plain.split())


def read_prompt(text: str) -> ReadPrompt:
    """Read the clauses and sections of a prompt, from its policy to its end."""
    prompt = ReadPrompt()
    section: list[str] = []
    clause: ReadClause | None = None
    for raw in text.splitlines():
        whole = seen(raw)
        line = _MARKS.sub("", whole) if whole.startswith((">", "*", "_")) else whole
        if heading := re.match(r"(#+) ?(.*)", line):
            level, words = len(heading[1]), heading[2]
            clause = None
            if level == 1 and words.startswith("policy:"):
                assert not prompt.title, raw
                prompt.title = words.removeprefix("policy:").strip()
            elif words == "reply":
                prompt.ends += 1
            elif named := re.match(r"\[([^\]]*)\] ?(.*)", words):
                clause = ReadClause(named[1], named[2])
                prompt.clauses.append(clause)
            else:
                assert words not in prompt.sections, raw
                section = prompt.sections.setdefault(words, [])
        elif clause is None:
            section.append(line)
        elif line.startswith("now answer the last user message"):
            clause, section = None, []
        else:
            _read_line(clause, line, whole)
    return prompt


def _read_line(clause: ReadClause, line: str, whole: str) -> None:
    if line.startswith("style:"):
        assert not clause.style, line
        clause.style = line.removeprefix("style:").strip()
    elif line.startswith("does not cover:"):
        situation, _, to = line.removeprefix("does not cover:").rpartition("->")
        clause.excludes.append((situation.strip(), to.strip()))
    elif line.startswith("wins over:"):
        clause.overrides += re.findall(r"\[([^\]]*)\]", line)
    else:
        clause.text += whole.split()
