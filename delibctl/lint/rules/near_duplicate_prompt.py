"""No two cases with the same expectation have nearly the same words.

Why: They measure the same thing, which then counts twice in every figure, and takes the place of a
case that would show something else.

Fails:

    # cases.yaml
    schema_version: 1
    cases:
      - {id: how, prompt: "How do I get my money back?", kind: direct, clauses: [refunds.how]}
      - {id: now, prompt: "How do I get my money back now?", kind: direct, clauses: [refunds.how]}

Passes:

    # cases.yaml
    schema_version: 1
    cases:
      - {id: how, prompt: "How do I get my money back?", kind: direct, clauses: [refunds.how]}
      - {id: lost, prompt: "I lost the receipt. What now?", kind: direct, clauses: [refunds.how]}

Fix: remove one, retire it with `status: retired`, or reword it. Cases of another kind or language,
or with another expectation, are not reported.
"""

from collections.abc import Iterator

from delibctl.lint.case_prompts import case_prompts
from delibctl.lint.outline import Outline
from delibctl.lint.rule import Hit, Level, PolicyRule
from delibctl.text.near_prompts import near_by_words


def check(outline: Outline) -> Iterator[Hit]:
    """Report every case with nearly the words of an earlier one, at most one in five differing."""
    cases = list(case_prompts(outline))

    def differ(index: int, earlier: int) -> bool:
        return cases[index].messages != cases[earlier].messages  # the same have their own rule

    texts, expectations = [case.text for case in cases], [case.expectation for case in cases]
    for index, earlier in near_by_words(texts, expectations, differ):
        case, first = cases[index], cases[earlier].entry
        yield Hit(
            place=case.entry.place(case.place_key),
            message=f"{case.entry.text('id')!r} has nearly the same words as "
            f"{first.text('id')!r} at {first.place('id')}",
            next="remove one of them, or reword it",
        )


rule = PolicyRule(code="CAS657", level=Level.INFO, check=check)
