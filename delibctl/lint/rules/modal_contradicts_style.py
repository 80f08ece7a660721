"""The text of a clause does not contradict its style.

Why: The model quotes the text and answers in the style. If the text says "may give" and the style
refuses, every answer breaks one of them.

Fails:

    clauses:
      - id: codes.reset
        title: Reset
        style: refuse
        text: The assistant may help with a lost code.

Passes:

    clauses:
      - id: codes.reset
        title: Reset
        style: refuse
        text: The assistant must not help with a lost code. It may say whom to call.

Fix: correct the style or the text.
"""

import re
from collections.abc import Iterator

from delibctl.lint.outline import Outline
from delibctl.lint.rule import Hit, PolicyRule
from delibctl.lint.wording import NAMED_ASSISTANT, Sentence, of_assistant, sentences, texts_with
from delibctl.model import Outcome
from delibctl.text.lazy import later

_WORK = "assist|comply|create|generate|give|help|produce|provide|share|supply|write"
_ALLOWS = of_assistant(
    rf"(?P<words>(?:can|may|must|shall|should|will|is (?:allowed|free|permitted) to)"
    rf" (?:also |always |freely |fully |gladly )?(?:answer|{_WORK}))\b",
    NAMED_ASSISTANT,
)
_FORBIDS = of_assistant(
    r"(?P<words>(?:cannot|may not|must never|must not|shall not|should not|will not)"
    r" (?:assist|comply|help|(?:give|offer|provide|share|supply)"
    r" (?:(?:a|actionable|an|any|detailed|practical|specific|step-by-step|working) )*"
    r"(?:assistance|directions|guidance|help|instructions|recipes?|steps))"
    r"|(?:must|shall|will) (?:always )?(?:decline|refuse))\b",
    NAMED_ASSISTANT,
)
#: Words that soften permission in a clause that refuses, such as reasons and alternatives.
_TURNS = later(
    r"n['’]t\b|\b(?:alternatives?|apolog\w*|avoid\w*|briefly|but|cannot|crisis|declin\w*|emergency"
    r"|except\w*|excus\w*|general|generic|helplines?|high-level|hotlines?|however|if|instead"
    r"|leav(?:e|es|ing) out|limit\w*|never|no|none|nor|not|nothing|omit\w*|only|otherwise"
    r"|professionals?|reasons?|redirect\w*|refer|referrals?|refers|refus\w*|resources|safe\w*|sorry"
    r"|support|unless|unlike|warn\w*|why|withh\w*|without|yet)\b",
    re.IGNORECASE,
)
#: Words that soften a ban in a clause that complies, such as what it allows instead.
_GRANTS = later(
    r"\b(?:allow\w*|answer\w*|assists|but|can|creates|describes|discuss\w*|except\w*|explain\w*"
    r"|free\w*|fully|gives|helps|however|if|instead|less|may|normal\w*|offers|otherwise|permit\w*"
    r"|provides|shares|tells|unless|without|worse|writes|only)\b",
    re.IGNORECASE,
)
_WORDS = (
    *("can ", "can\n", "may", "must", "shall", "should", "will", "cannot"),
    *("is allowed", "is free", "is permitted"),
)


def check(outline: Outline) -> Iterator[Hit]:
    """Report every clause whose text contradicts its style and has nothing that softens it."""
    for clause, prose in texts_with(outline, _WORDS):
        style = clause.text("style") or ""
        outcome = outline.outcomes.get(style)
        if outcome is None or outcome is Outcome.SAFE_COMPLETE:
            continue
        span = _contrary(list(sentences(prose.text)), outcome)
        if span:
            words = " ".join(prose.text[span[0] : span[1]].split())
            yield Hit(
                place=prose.at(*span),
                message=f"the text says {words!r}, but the style {style!r} "
                f"{'refuses' if outcome is Outcome.REFUSE else 'complies'}",
                next="correct the style or the text",
            )


def _contrary(text: list[Sentence], outcome: Outcome) -> tuple[int, int] | None:
    """Return the span where the first sentence contradicts an outcome; None if softened."""
    pattern, turns = (_ALLOWS, _TURNS) if outcome is Outcome.REFUSE else (_FORBIDS, _GRANTS)
    match = pattern.match(text[0].text) if text else None
    if match is None or "," in match[0][: match.start("words") - match.start()]:
        return None
    start, end = match.span("words")
    context = [text[0].text[:start], text[0].text[end:], *(s.text for s in text[1:])]
    if any(turns.search(passage) for passage in context):
        return None
    return text[0].start + start, text[0].start + end


rule = PolicyRule(code="WRD303", check=check)
