"""A clause does not tell the assistant to do what its style forbids, nor forbid what it asks for.

Why: The text is what a model quotes and the style how it answers; where one says "may give" and
the other refuses, every answer breaks one of them.

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
#: A refusal may be explained, be short, and come with something else; so may what is forbidden.
_TURNS = later(
    r"n['’]t\b|\b(?:alternatives?|apolog\w*|avoid\w*|briefly|but|cannot|crisis|declin\w*|emergency"
    r"|except\w*|excus\w*|general|generic|helplines?|high-level|hotlines?|however|if|instead"
    r"|leav(?:e|es|ing) out|limit\w*|never|no|none|nor|not|nothing|omit\w*|only|otherwise"
    r"|professionals?|reasons?|redirect\w*|refer|referrals?|refers|refus\w*|resources|safe\w*|sorry"
    r"|support|unless|unlike|warn\w*|why|withh\w*|without|yet)\b",
    re.IGNORECASE,
)
#: What else a clause that forbids something grants, or a way of helping that it forbids.
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
    """Every clause whose text says the contrary of its style, and nothing that softens it."""
    for clause, prose in texts_with(outline, _WORDS):
        style = clause.text("style") or ""
        outcome = outline.outcomes.get(style)
        if outcome is None or outcome is Outcome.SAFE_COMPLETE:
            continue
        found = _contrary(list(sentences(prose.text)), outcome)
        if found:
            words = " ".join(prose.text[found[0] : found[1]].split())
            yield Hit(
                place=prose.at(*found),
                message=f"the text says {words!r}, and the style {style!r} "
                f"{'refuses' if outcome is Outcome.REFUSE else 'complies'}",
                next="correct the style or the text",
            )


def _contrary(text: list[Sentence], outcome: Outcome) -> tuple[int, int] | None:
    """Where the first sentence says the contrary of an outcome, if nothing turns it round."""
    pattern, turns = (_ALLOWS, _TURNS) if outcome is Outcome.REFUSE else (_FORBIDS, _GRANTS)
    match = pattern.match(text[0].text) if text else None
    if match is None or "," in match[0][: match.start("words") - match.start()]:
        return None
    start, end = match.span("words")
    rest = [text[0].text[:start], text[0].text[end:], *(sentence.text for sentence in text[1:])]
    if any(turns.search(part) for part in rest):
        return None
    return text[0].start + start, text[0].start + end


rule = PolicyRule(code="WRD303", check=check)
