"""The style that a reasoning names where the model was not told how to declare one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from delibctl.deliberate.match import searched
from delibctl.deliberate.stated_outcomes import StatedOutcome, stated_in
from delibctl.deliberate.style_names import named_in
from delibctl.model import BUILT_IN_STYLES, Deliberation, Form, Mode, Outcome, Policy
from delibctl.text.lazy import later
from delibctl.text.located import Located
from delibctl.text.passages import Quotable
from delibctl.text.stems import STOP_WORDS, stems

#: The least number of shared words that is a quotation; as for clauses, we chose this number.
_QUOTED_WORDS = 6
_SENTENCE = later(r"(?<=[.!?;])\s+|(?<=[。！？])|\n+")
#: A longer passage between quotation marks is what somebody else says.
_QUOTATION = later(r'"[^"\n]*"')
_QUOTATION_WORDS = 4
#: The style below the heading of a clause, as prompts show it: it is that of the clause.
_OF_CLAUSE = later(r"(?m)^#{1,4} \[[^\]\n]{1,120}\][^\n]{0,300}\nStyle: [^\n]*")
#: Joins an outcome with how it is done.
_MANNER = later(r"\b(?:with|by|and|while|then|in|offering|giving)\b(.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundStyle:
    """A style that was found in a reasoning, and the words that name it.

    `found`: by "name", by its "guide", or by its "outcome". `style` is None if several styles have
    the outcome and nothing tells which of them is meant.
    """

    style: str | None
    outcome: Outcome
    found: str
    quote: str


def found_style(deliberation: Deliberation, policy: Policy, mode: Mode) -> FoundStyle | None:
    """Return the style that a reply names in mode `none` without declaring one; None if none.

    Where sentences differ, the last one counts that says which style is meant.
    """
    if mode is not Mode.NONE or deliberation.style or deliberation.form is Form.BLOCKED:
        return None
    sentences = _own_sentences(deliberation.reasoning or searched(deliberation, mode), policy)
    named = _by_name(sentences, policy) or _by_guide(sentences, policy)
    # An answer without a reasoning is the outcome, and does not announce it.
    return named or (_by_outcome(sentences, policy) if deliberation.reasoning else None)


def _own_sentences(text: str, policy: Policy) -> list[str]:
    """Return the sentences of a text without what it copies: clauses, and what others say."""
    located = Located(_OF_CLAUSE.sub("", text))
    own, end = [], 0
    for passage in _clauses(tuple(clause.text for clause in policy.clauses)).find(located.words):
        start, stop = located.span(passage.start, passage.end)
        own.append(located.text[end:start])
        end = max(end, stop)
    kept = "\n".join([*own, located.text[end:]])
    kept = _QUOTATION.sub(lambda m: m[0] if len(m[0].split()) < _QUOTATION_WORDS else " ", kept)
    return [sentence for sentence in _SENTENCE.split(kept) if sentence.strip()]


def _by_name(sentences: Sequence[str], policy: Policy) -> FoundStyle | None:
    named = [[*named_in(sentence, policy)] for sentence in sentences]
    firm = [[one for one in each if one.firm] for each in named]
    certain = [each for each in firm if len({one.style for one in each}) == 1]
    if not certain and len({one.style for each in named for one in each}) == 1:
        certain = [each for each in named if each]
    if not certain:
        return None
    last = certain[-1][-1]
    return _found(last.style, policy, "name", last.quote)


def _by_guide(sentences: Sequence[str], policy: Policy) -> FoundStyle | None:
    """Return the style whose guide is quoted; of several, the one of the last quotation."""
    names = tuple(policy.styles)
    guides = tuple(policy.styles[name].guide for name in names)
    for sentence in reversed(sentences):
        located = Located(sentence)
        passages = list(_guides(guides).find(located.words))
        if len({passage.source for passage in passages}) == 1:
            quote = located.written(passages[-1].start, passages[-1].end)
            return _found(names[passages[-1].source], policy, "guide", quote)
    return None


def _by_outcome(sentences: Sequence[str], policy: Policy) -> FoundStyle | None:
    for sentence in reversed(sentences):
        stated = list(stated_in(sentence))
        if len({one.outcome for one in stated}) == 1:
            return _styled(stated[-1], policy)
    return None


def _styled(stated: StatedOutcome, policy: Policy) -> FoundStyle:
    """Return the only style of an outcome, or the one whose guide alone has words of the manner."""
    names = [style.name for style in policy.styles.values() if style.outcome is stated.outcome]
    if len(names) < 2:
        built_in = (style.name for style in BUILT_IN_STYLES.values())
        of_outcome = (name for name in built_in if policy.outcome(name) is stated.outcome)
        return _found((*names, *of_outcome)[0], policy, "outcome", stated.quote)
    likely = [name for name in names if _tells(stated.manner, name, names, policy)]
    if len(likely) == 1:
        return _found(likely[0], policy, "guide", f"{stated.quote}{stated.manner}".strip())
    return FoundStyle(style=None, outcome=stated.outcome, found="outcome", quote=stated.quote)


def _tells(manner: str, name: str, names: Sequence[str], policy: Policy) -> bool:
    """Return True if words of a manner are in the guide of one style and of none of the others.

    One word is enough after "with", as in "with an apology".
    """
    match = _MANNER.search(manner)
    if match is None:
        return False
    others = {stem for other in names if other != name for stem in _guide_stems(other, policy)}
    own = set(_guide_stems(name, policy)) - others
    said = own & set(_telling(match[1]))
    return len(said) >= (1 if match[0][:4].casefold() == "with" else 2)


def _guide_stems(name: str, policy: Policy) -> Iterator[str]:
    style = policy.styles[name]
    yield from _telling(" ".join((style.guide, *style.must)))


def _telling(text: str) -> list[str]:
    return stems(word for word in Located(text).words if word not in STOP_WORDS)


def _found(name: str, policy: Policy, way: str, quote: str) -> FoundStyle:
    outcome = policy.outcome(name) or Outcome.COMPLY
    return FoundStyle(style=name, outcome=outcome, found=way, quote=quote)


@lru_cache(maxsize=4)
def _clauses(texts: tuple[str, ...]) -> Quotable:
    return Quotable([Located(text).words for text in texts], _QUOTED_WORDS)


@lru_cache(maxsize=4)
def _guides(texts: tuple[str, ...]) -> Quotable:
    return Quotable([Located(text).words for text in texts], _QUOTED_WORDS)
