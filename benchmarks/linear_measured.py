"""Times of rules, patterns and comparisons on growing texts; `benchmarks/linear` says how."""

import argparse
import gc
import json
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from adversarial import TEXTS
from long_replies import BEGINNINGS, IDS, PIECES, everything, reply_of
from pyperf import perf_counter

from delibctl.compare.wording.classify import classify
from delibctl.deliberate.parse import parse
from delibctl.edge.files.local import LocalFiles
from delibctl.judge.patterns import observe
from delibctl.lint.outline import Outline
from delibctl.lint.registry import RULES
from delibctl.lint.rule import FileRule, PolicyRule
from delibctl.model import Message, Outcome, ReplyForm
from delibctl.policy import gather
from delibctl.source import read
from delibctl.text import embedded
from delibctl.text.escape import as_json, json_line, markdown, one_line, visible
from delibctl.text.near_passages import NearlyQuotable
from delibctl.text.passages import Quotable
from delibctl.text.quotes import stands_in
from delibctl.text.similarity import words
from delibctl.text.words import aligned

LIMIT, LONGEST = 2.6, 5.0
#: Seconds below which a time is noise; a faster one counts as this.
_NOISE = 0.03
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
        content = content_of(text)

        def check() -> object:
            document = read(content, "policy.yaml")
            if isinstance(rule, FileRule):
                return list(rule.check(document))
            return list(rule.check(Outline(bundle=gather(document, LocalFiles(Path())))))

        return check

    return prepare


def _of_text(function: Callable[[str], object]) -> Prepare:
    return lambda text: lambda: function(text)


def operations() -> Iterator[tuple[str, Prepare]]:
    """Yield every operation with its name."""
    for registered in RULES:
        if isinstance(registered.rule, FileRule | PolicyRule):
            yield f"rule {registered.name}", _of_rule(registered.rule, lambda t: _document([t]))
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
        "quote": lambda text: stands_in(text[: len(text) // 2], text),
        "quotations": lambda text: list(Quotable([words(text)], 4).find(words(text))),
        "near quotes": lambda text: NearlyQuotable([words(text[:5000])], 6).find(words(text)),
        "word diff": lambda text: aligned(text, text + end),
        "word diff, moved": lambda text: aligned(text, text[len(text) // 3 :] + end),
        "wording, longer": lambda text: classify(text, text + end, Outcome.REFUSE),
        "wording, all changed": lambda text: classify(
            text, text.replace("o", "0").replace("a", "e") + " x", Outcome.COMPLY
        ),
    }
    yield from ((name, _of_text(function)) for name, function in functions.items())


#: Texts by name, each of any length.
Texts = dict[str, Callable[[int], str]]


def _measured() -> Iterator[tuple[str, Prepare, Texts]]:
    """Yield every operation with the texts that are hard for it."""
    yield from ((name, prepare, TEXTS) for name, prepare in operations())
    for place, begins in BEGINNINGS.items():
        replies = {name: reply_of(piece, begins) for name, piece in PIECES.items()}
        yield f"whole reply, {place}", _of_text(everything), replies
        yield f"reply under a schema, {place}", _of_text(_under_a_schema), replies


def _under_a_schema(text: str) -> object:
    return parse(text, IDS, asked=ReplyForm.JSON_OBJECT)


def main() -> int:
    """Print the operations that grow too fast; 1 if there are any."""
    options = _options()
    gc.disable()
    failures = 0
    for name, prepare, texts in _measured():
        if options.only and options.only not in name:
            continue
        for text, make in texts.items():
            seconds = list(_seconds(prepare, make, options.sizes))
            ratio = max((max(b, _NOISE) / max(a, _NOISE) for a, b in pairwise(seconds)), default=1)
            missed = ratio > LIMIT or seconds[-1] > LONGEST
            failures += missed
            if missed or options.all:
                times = " ".join(f"{value:8.3f}" for value in seconds)
                print(f"{name:40} {text:18} {times}  {ratio:5.2f}{' MISSED' * missed}", flush=True)
            gc.collect()  # documents have cycles, which would pile up to gigabytes
    print(f"{failures} of them take more than {LIMIT} times as long for twice the text")
    return int(failures > 0)


def _seconds(prepare: Prepare, make: Callable[[int], str], sizes: list[int]) -> Iterator[float]:
    """Yield the best of two times for each size, and stop once one is too long."""
    for size in sizes:
        timed = prepare(make(size))
        best = min(_once(timed), _once(timed))
        yield best
        if best > LONGEST:
            return


def _once(timed: Callable[[], object]) -> float:
    start = perf_counter()
    timed()
    return float(perf_counter() - start)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks/linear", description=__doc__)
    parser.add_argument("--all", action="store_true", help="print every time")
    parser.add_argument("--only", metavar="NAME", help="operations whose name contains this")
    parser.add_argument("--sizes", type=_sizes, default=[50_000, 100_000, 200_000])
    return parser.parse_args()


def _sizes(text: str) -> list[int]:
    return [int(size) for size in text.split(",")]


if __name__ == "__main__":
    sys.exit(main())
