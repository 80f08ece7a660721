"""Every rule, reader, pattern and comparison, each prepared for a text of any length."""

import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

from adversarial import TEXTS
from long_replies import BEGINNINGS, IDS, PIECES, everything, reply_of

from delibctl.compare.wording.classify import classify
from delibctl.deliberate.parse import parse
from delibctl.edge.files.local import LocalFiles
from delibctl.judge.patterns import observe
from delibctl.lint.outline import Outline
from delibctl.lint.registry import RULES
from delibctl.lint.rule import FileRule, PolicyRule
from delibctl.model import Message, Outcome, ReplyForm
from delibctl.policy import gather
from delibctl.source import Document, forget_documents, read
from delibctl.text import embedded
from delibctl.text.escape import as_json, json_line, markdown, one_line, visible
from delibctl.text.near_passages import NearlyQuotable
from delibctl.text.passages import Quotable
from delibctl.text.quotes import stands_in
from delibctl.text.similarity import words
from delibctl.text.words import aligned

#: Clauses whose texts share the length.
_CLAUSES = 40

#: Returns what is timed, prepared for a text.
Prepare = Callable[[str], Callable[[], object]]


def _document(texts: list[str]) -> bytes:
    clauses = [
        {"id": f"a.c{number}", "title": f"C {number}", "style": "refuse", "text": text or "x"}
        for number, text in enumerate(texts)
    ]
    category = {"id": "a", "title": "A", "summary": "S.", "clauses": clauses}
    policy = {"id": "p", "version": "1", "title": "P"}
    return json.dumps({"schema_version": 1, "policy": policy, "categories": [category]}).encode()


def _whole(text: str) -> bytes:
    return _document([text])


def _plain(text: str) -> bytes:
    """Return a policy with the text as people write it: unquoted, as a block, and after a `#`."""
    lines = text.replace("\n", "\n      ")
    return (
        'schema_version: 1\npolicy: {id: p, version: "1", title: P}\n'
        f"principles:\n  - A word {lines}\n  - |-\n      A word {lines}\n  - A word # {lines}\n"
    ).encode()


def _cut(text: str) -> bytes:
    """Return a policy with many clauses that share the text."""
    share = len(text) // _CLAUSES
    return _document([text[n * share : (n + 1) * share] for n in range(_CLAUSES)])


def _of_rule(rule: FileRule | PolicyRule, content_of: Callable[[str], bytes]) -> Prepare:
    """Time a rule on the policy that a text is put into."""

    def prepare(text: str) -> Callable[[], object]:
        document = _read(content_of, text)

        def check() -> object:
            if isinstance(rule, FileRule):
                return list(rule.check(document))
            return list(rule.check(Outline(bundle=gather(document, LocalFiles(Path())))))

        return check

    return prepare


def _of_reading(content_of: Callable[[str], bytes]) -> Prepare:
    """Time the reading that the rules have behind them, and all that a document keeps."""

    def prepare(text: str) -> Callable[[], object]:
        content = content_of(text)

        def reading() -> object:
            forget_documents()
            document = read(content, "policy.yaml")
            for rule in (registered.rule for registered in RULES):
                if isinstance(rule, FileRule):
                    list(rule.check(document))
            return gather(document, LocalFiles(Path()))

        return reading

    return prepare


@lru_cache(maxsize=12)
def _read(content_of: Callable[[str], bytes], text: str) -> Document:
    """Read a policy once for all rules: three shapes of four lengths."""
    return read(content_of(text), "policy.yaml")


def _of_text(function: Callable[[str], object]) -> Prepare:
    return lambda text: lambda: function(text)


def _first_half(text: str) -> str:
    """Return the first half, up to the end of a word."""
    half = text[: len(text) // 2]
    return text[: half.rfind(" ") % len(half)]


def _within_words(text: str) -> bool:
    """Look for a quote that stands only within words, so often that it is searched by edges."""
    quote = f"a{text[: len(text) // 10]}a"
    return stands_in(quote, f"x{quote}x " * 10 + text)


def _later(text: str) -> str:
    """Return the last two thirds, from a word on, so that every length is cut alike."""
    rest = text[len(text) // 3 :]
    return rest.partition(" ")[2] or rest


def operations() -> Iterator[tuple[str, Prepare]]:
    """Yield every operation with its name."""
    yield "reading with rules", _of_reading(_whole)
    yield "reading with rules, clauses", _of_reading(_cut)
    yield "reading with rules, plain", _of_reading(_plain)
    for registered in RULES:
        if isinstance(registered.rule, FileRule | PolicyRule):
            yield f"rule {registered.name}", _of_rule(registered.rule, _whole)
            yield f"rule {registered.name}, clauses", _of_rule(registered.rule, _cut)
        if isinstance(registered.rule, FileRule):
            yield f"rule {registered.name}, plain", _of_rule(registered.rule, _plain)
    end = " It may do so."
    functions: dict[str, Callable[[str], object]] = {
        "words of a text": words,
        "visible": visible,
        "one line": one_line,
        "markdown": markdown,
        "JSON": lambda text: as_json([text]),
        "line of JSON": lambda text: json_line([text]),
        "objects in a reply": lambda text: list(embedded.objects(text)),
        "repaired object": embedded.repaired,
        "reply": lambda text: parse(text, {"a.b"}),
        "tagged reply": lambda text: parse(f"<answer>{text}</answer>", {"a.b"}),
        "outcome by patterns": lambda text: observe((Message(role="user", content="x"),), text),
        "quote": lambda text: stands_in(_first_half(text), text),
        "quote, within words": _within_words,
        "quotations": lambda text: list(Quotable([words(text)], 4).find(words(text))),
        "near quotes": lambda text: NearlyQuotable([words(text[:5000])], 6).find(words(text)),
        "word diff": lambda text: aligned(text, text + end),
        "word diff, moved": lambda text: aligned(text, _later(text) + end),
        "wording, longer": lambda text: classify(text, text + end, Outcome.REFUSE),
        "wording, all changed": lambda text: classify(
            text, text.replace("o", "0").replace("a", "e") + " x", Outcome.COMPLY
        ),
    }
    yield from ((name, _of_text(function)) for name, function in functions.items())


#: Texts by name, each of any length.
Texts = dict[str, Callable[[int], str]]


def measured() -> Iterator[tuple[str, Prepare, Texts]]:
    """Yield every operation with the texts that are hard for it."""
    yield from ((name, prepare, TEXTS) for name, prepare in operations())
    for place, begins in BEGINNINGS.items():
        replies = {name: reply_of(piece, begins) for name, piece in PIECES.items()}
        yield f"whole reply, {place}", _of_text(everything), replies
        yield f"reply under a schema, {place}", _of_text(_under_a_schema), replies


def _under_a_schema(text: str) -> object:
    return parse(text, IDS, asked=ReplyForm.JSON_OBJECT)
