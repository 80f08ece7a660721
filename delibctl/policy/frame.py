"""The frame of a prompt: the headings, labels and sentences around texts of a policy.

A text of several lines can imitate it, so that a model takes a part of the text for another clause,
or for the end of the policy. Such a text is shown on one line.
"""

import unicodedata
from collections.abc import Iterator

from delibctl.text.invisible import invisible_in
from delibctl.text.lazy import later

#: How the sentences of the prompts begin, to models, judges, writers of cases and their readers.
_SENTENCES = (
    *("you answer the last user message of", "now answer the last user message of"),
    *(
        "find the clauses of the policy that govern",
        "reason over their text",
        "find the style that",
    ),
    *("cite each clause you rely on", "decide on the style that the", "write the answer. it holds"),
    *("first ask for the text of the clauses", "here is the text of the clauses you asked for"),
    *("(you asked for none", "the policy has no clause", "ask again for the clauses"),
    *("your reply could not be read", "reply with one json object", "reply with the ids of the"),
    *("lay your reply out in exactly", "reply in four parts, each", "between the tags named"),
    *("a tag is its name in angle", "the conversation begins with this system message"),
    *("you check how an assistant answered", "look for every clause that bears"),
    *("say what the answer does", "rate correctness and helpfulness", "give the reason in one to"),
    *("the message also holds what another ai", "that could not be read"),
    *("you write test prompts for a policy", "you check test prompts for a policy"),
    *("the clause to be tested", "clauses beside it", "they should differ from each other"),
    *("for each prompt in the user's message",),
)
#: What Markdown puts before a heading or around a label: a quotation, emphasis, a cell.
_QUOTING = later(r"[\s>*_~`|]*")
_BULLETS = later(r"(?:(?:[-+•–]|\(?\w{1,3}[.)])\s[\s>*_~`|]*)*")
_LINE = later(
    r"#+(?:\s|\[|\Z)|<h[1-6]\b|={3,}\Z"  # ## Styles, ### [id] Title
    r"|(?:style|does not cover|wins over)[\s*_`]*:"
    r"|-{2,}\s*(?:system|user|assistant)\s*-{2,}"
    r"|<\s*/?\s*(?:reasoning|citations|style|answer|clauses)\s*>"
    r"|\{\s*\"(?:reason|reasoning)\"\s*:"
)
_ITEM = later(r"##+(?:\s|\[|\Z)|[\w.-]+ ?\((?:comply|refuse|safe-complete)\) ?:")
#: The headings of a policy. A conversation's own system message may have others.
_OF_POLICY = later(r"#+ ?(?:\[|policy ?:|clauses of )")
#: The characters of a line that tell what it is.
_TELLING = 300


def lines_like_frame(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each line that a model could take for a part of the frame.

    Whatever breaks a line for some reader does; case, width and invisible characters do not count.
    """
    start = 0
    for line in text.splitlines(keepends=True):
        if _looks_like_frame(line):
            yield start, start + len(line.rstrip())
        start += len(line)


def on_one_line(text: str) -> str:
    """Return a text that imitates the frame on one line, after a label; another one as it is."""
    if next(lines_like_frame(text), None) is None:
        return text
    return f"Text: {' '.join(text.split())}"


def quoted(text: str) -> str:
    """Return a conversation's own text, each line quoted if one is like a heading of a policy."""
    lines = text.splitlines()
    if not any(_OF_POLICY.match(_without_quoting(line)) for line in lines):
        return text
    return "\n".join(f"> {line}" for line in lines)


def _looks_like_frame(line: str) -> bool:
    rest = _without_quoting(line)
    if _LINE.match(rest):
        return True
    bullets = _BULLETS.match(rest)
    item = rest[bullets.end() :] if bullets else rest
    return _ITEM.match(item) is not None or item.startswith(_SENTENCES)


def _without_quoting(line: str) -> str:
    """Return a line as all readers take it, without marks before its first word or heading."""
    line = line.strip()
    if not (line.isascii() and line.isprintable()):
        unseen = invisible_in(line)
        seen = "".join(character for character in line if character not in unseen)
        line = unicodedata.normalize("NFKC", seen)
    plain = " ".join(line.split())[:_TELLING].casefold()
    quoting = _QUOTING.match(plain)
    return plain[quoting.end() :] if quoting else plain
