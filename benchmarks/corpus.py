"""Policies of any number of clauses, the same for everyone, to time tools on.

The text is the hard case for a search for near-duplicates: clauses share whole sentences and most
of their phrases. Still no two are near-duplicates unless they were made so. A clause is built
from four phrases: subject, context, act and audience, and the index of the audience is the sum of
the other three. Two clauses that differ at all therefore differ in at least two phrases.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from random import Random
from textwrap import fill

import phrases

_OUTCOMES = (
    ("comply", phrases.EXPLAINED),
    ("refuse", phrases.WITHHELD),
    ("safe-complete", phrases.LEFT_OUT),
)
_ACTS = tuple((outcome, act) for outcome, acts in _OUTCOMES for act in acts)
_SMALL_WORDS = {"a", "an", "and", "for", "in", "of", "on", "or", "the", "to", "with"}

_HEAD = """\
# A synthetic policy to time tools on; nobody is meant to follow it.
schema_version: 1

policy:
  id: synthetic
  version: "1.0.0"
  title: Synthetic policy of {clauses} clauses

principles:
  - Judge what the answer would contain, not the words around it.

definitions:
  wrapper: Packaging that leaves unchanged what the answer would hold.

styles:
"""


@dataclass(frozen=True, kw_only=True)
class Corpus:
    """A policy file, and how many of its clauses repeat an earlier one but for a word."""

    text: str
    near_duplicates: int


@dataclass(frozen=True, kw_only=True)
class _Clause:
    id: str
    title: str
    outcome: str
    text: str
    fillers: dict[str, str]


def make(clauses: int) -> Corpus:
    """The policy of that many clauses; a larger one begins with all of a smaller one."""
    random = Random(1)
    lines = [_HEAD.format(clauses=clauses), *_styles(), "\ncategories:\n"]
    originals: list[_Clause] = []
    made = copies = 0
    for subject, context in _topics(random):
        if made == clauses:
            break
        count = min(random.randint(10, 20), clauses - made)
        lines.extend(_category_head(subject, context))
        category: list[_Clause] = []
        for act in random.sample(range(len(_ACTS)), count):
            clause = _clause(subject, context, act, random)
            if made % 100 == 99:
                clause = _copy(clause, originals.pop(), random)
                copies += 1
            elif made % 100 == 49:
                originals.append(clause)
            lines.extend(_yaml(clause, category, random))
            category.append(clause)
            made += 1
    return Corpus(text="".join(lines), near_duplicates=copies)


def _topics(random: Random) -> list[tuple[int, int]]:
    topics = list(product(range(len(phrases.SUBJECTS)), range(len(phrases.CONTEXTS))))
    random.shuffle(topics)
    return topics


def _clause(subject: int, context: int, act: int, random: Random) -> _Clause:
    outcome, what = _ACTS[act]
    audience = (subject + context + act) % len(phrases.AUDIENCES)
    a, b, c = random.sample(phrases.THINGS, 3)
    fillers = {
        "subject": phrases.SUBJECTS[subject],
        "context": phrases.CONTEXTS[context],
        "act": what,
        "audience": phrases.AUDIENCES[audience],
        "things": f"{a}, {b} and {c}",
    }
    shared = phrases.SHARED[outcome]
    weights = [1 / rank for rank in range(1, len(shared) + 1)]
    sentences = [s.format(**fillers) for s in phrases.SENTENCES[outcome]]
    return _Clause(
        id=f"{_category_id(subject, context)}.{_slug(what)}",
        title=_title(phrases.TITLES[outcome].format(**fillers)),
        outcome=outcome,
        text=" ".join([*sentences, *random.choices(shared, weights)]),
        fillers=fillers,
    )


def _copy(clause: _Clause, original: _Clause, random: Random) -> _Clause:
    """A clause in the place of another that says what the original says, but for a word."""
    last = original.fillers["things"].rpartition(" ")[2]
    other = random.choice([thing for thing in phrases.THINGS if thing not in original.text])
    return _Clause(
        id=clause.id,
        title=clause.title,
        outcome=original.outcome,
        text=original.text.replace(f"and {last}", f"and {other}"),
        fillers=original.fillers,
    )


def _styles() -> Iterator[str]:
    for name, (outcome, guide, must, must_not) in phrases.STYLES.items():
        yield f"  {name}:\n    outcome: {outcome}\n    guide: {guide}\n"
        yield f"    must:\n      - {must}\n    must_not:\n      - {must_not}\n"


def _category_head(subject: int, context: int) -> Iterator[str]:
    what, where = phrases.SUBJECTS[subject], phrases.CONTEXTS[context]
    summary = (
        f"Knowledge about {what} {where} is shared freely. Whatever would let somebody harm others "
        f"with {what} is not, and advice on one person's own case stays general."
    )
    yield f"\n  # {what} {where}\n"
    yield f"  - id: {_category_id(subject, context)}\n"
    yield f"    title: {_title(f'{what} {where}')}\n"
    yield f"    summary: >-\n{_folded(summary, 6)}    clauses:\n"


def _yaml(clause: _Clause, earlier: list[_Clause], random: Random) -> Iterator[str]:
    declared = [name for name, style in phrases.STYLES.items() if style[0] == clause.outcome]
    style = random.choice([clause.outcome, *declared])
    if random.random() < 0.1:
        yield f"      # reviewed in round {random.randint(1, 9)}\n"
    yield f"      - id: {clause.id}\n        title: {clause.title}\n        style: {style}\n"
    yield f"        text: >-\n{_folded(clause.text, 10)}"
    yield from _relations(clause, earlier, random)
    if random.random() < 0.2:
        yield f"        severity: {random.choice(['low', 'medium', 'high', 'critical'])}\n"
    if random.random() < 0.3:
        yield f"        rationale: {random.choice(phrases.RATIONALES).format(**clause.fillers)}\n"
    yield "        examples:\n"
    for prompt in phrases.PROMPTS[clause.outcome]:
        yield f'          - prompt: "{prompt.format(**clause.fillers)}"\n'
        yield f"            style: {style}\n"


def _relations(clause: _Clause, earlier: list[_Clause], random: Random) -> Iterator[str]:
    """Sometimes what the clause leaves to another, and which one it wins over."""
    others = list(earlier)
    random.shuffle(others)
    if others and random.random() < 0.3:
        other = others.pop()
        yield f"        excludes:\n          - text: the question is one of {other.title.lower()}\n"
        yield f"            to: {other.id}\n"
    weaker = [other for other in others if other.outcome == "comply"]
    if weaker and clause.outcome == "refuse" and random.random() < 0.4:
        yield f"        overrides: [{weaker[0].id}]\n"


def _category_id(subject: int, context: int) -> str:
    return f"{_slug(phrases.SUBJECTS[subject])}-{_slug(phrases.CONTEXTS[context])}"


def _title(phrase: str) -> str:
    return phrase[0].upper() + phrase[1:]


def _slug(phrase: str) -> str:
    return "-".join(word for word in phrase.split() if word not in _SMALL_WORDS)


def _folded(text: str, indent: int) -> str:
    space = " " * indent
    return fill(text, 98, initial_indent=space, subsequent_indent=space) + "\n"
