"""Near quotes found and found wrongly, over thresholds; `benchmarks/near_quotes` says how."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

import corpus

from delibctl.api.policies.load import open_one
from delibctl.api.workspace import Workspace
from delibctl.deliberate import match
from delibctl.deliberate.undeclared import QUOTED_WORDS
from delibctl.edge.files.local import LocalFiles
from delibctl.model import Case, Deliberation, Form, Mode, Policy
from delibctl.policy import build, gather
from delibctl.source import read
from delibctl.text.located import Located
from delibctl.text.near_passages import LEAST_SHARED, NearlyQuotable

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from deliberate.near_quotes import CHANGED, ON_TOPIC  # noqa: E402

THRESHOLDS = (0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9)


def main() -> None:
    """Print both tables."""
    samples = {
        name: open_one(Workspace.open(ROOT, {}), ROOT / "sample_policies" / name)
        for name in CHANGED
    }
    print(
        "changed: clauses found in sentences that change a few of their words; and wrongly, beside"
    )
    print("on topic: clauses found in sentences and prompts that quote none")
    print("others: clauses found in the text of another clause; and once that one is taken away")
    print("threshold  changed       precision  on topic    others    taken away", flush=True)
    for threshold in THRESHOLDS:
        rows = [_row(name, *samples[name], threshold) for name in samples]
        found, wrong, labelled, topics, texts, others, without = map(sum, zip(*rows, strict=True))
        changed = f"{found} of {labelled} + {wrong}"
        precision = found / (found + wrong + topics)
        mark = "  <- chosen" if threshold == LEAST_SHARED else ""
        print(
            f"{threshold:9.2f}  {changed:12}  {precision:9.1%}  {topics:3} of {texts}  "
            f"{others:8}  {without:10}{mark}",
            flush=True,
        )
    for clauses, words in ((400, 3_000), (400, 12_000), (1_600, 3_000)):
        first, later = _seconds(clauses, words)
        print(
            f"{clauses} clauses, a reply of {words} words: {later:.3f} s of CPU, "
            f"the first {first:.3f} s"
        )


def _row(name: str, policy: Policy, cases: Iterable[Case], threshold: float) -> tuple[int, ...]:
    """Found, wrong beside, labelled; found on topic, texts; found in others, and once removed."""
    found = [(id, _found(policy, text, threshold)) for id, text in CHANGED[name]]
    topics = [*ON_TOPIC[name], *_on_topic(policy, cases)]
    texts = [(clause.id, clause.text) for clause in policy.clauses]
    return (
        sum(id in ids for id, ids in found),
        sum(len(ids - {id}) for id, ids in found),
        len(found),
        sum(len(_found(policy, text, threshold)) for text in topics),
        len(topics),
        sum(len(_found(policy, text, threshold) - {id}) for id, text in texts),
        sum(len(_found(_without(policy, id), text, threshold)) for id, text in texts),
    )


def _on_topic(policy: Policy, cases: Iterable[Case]) -> Iterator[str]:
    """What users ask and what good and bad answers say: all about clauses, none quotes one."""
    yield from (case.prompt for case in cases)
    for clause in policy.clauses:
        for example in clause.examples:
            yield from filter(None, (example.prompt, example.good, example.bad))


def _without(policy: Policy, id: str) -> Policy:
    return replace(
        policy,
        categories=tuple(
            replace(category, clauses=tuple(c for c in category.clauses if c.id != id))
            for category in policy.categories
        ),
    )


def _found(policy: Policy, text: str, threshold: float) -> set[str]:
    ids = tuple(policy.clause_by_id)
    texts = tuple(clause.text for clause in policy.clauses)
    near = _near(texts, threshold)
    return {ids[passage.source] for passage in near.find(Located(text).words)}


_KEPT: dict[tuple[tuple[str, ...], float], NearlyQuotable] = {}


def _near(texts: tuple[str, ...], threshold: float) -> NearlyQuotable:
    if (texts, threshold) not in _KEPT:
        words = [Located(text).words for text in texts]
        _KEPT[texts, threshold] = NearlyQuotable(words, QUOTED_WORDS, threshold)
    return _KEPT[texts, threshold]


def _seconds(clauses: int, words: int) -> tuple[float, float]:
    """Of matching a reply: the first of a policy, and the others."""
    with TemporaryDirectory() as folder:
        document = read(corpus.make(clauses).text.encode(), "policy.yaml")
        policy = build(gather(document, LocalFiles(Path(folder))))
    said = Deliberation(form=Form.FREE, answer="No.", reasoning=_reasoning(policy, words))
    times = []
    for _ in range(8):
        start = process_time()
        match(said, policy, Mode.NONE)
        times.append(process_time() - start)
    return times[0], median(times[1:])


def _reasoning(policy: Policy, length: int) -> str:
    """The hard case: whole clauses, ten of their words, and their words in disorder."""
    random = Random(1)
    clauses = list(policy.clauses)
    words: list[str] = []
    while len(words) < length:
        text = random.choice(clauses).text.split()
        start = random.randrange(max(1, len(text) - 10))
        disorder = random.sample(text, len(text))
        words += random.choice((text, text[start : start + 10], disorder))
    return " ".join(words[:length])


if __name__ == "__main__":
    main()
