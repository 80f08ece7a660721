"""No two cases with the same expectation ask nearly the same in other words.

Why: They measure the same thing, which then counts twice in every figure. Words alone do not show
it. The rule needs the extra `delibctl[semantic]`. If you select it by its code and the extra is not
installed, lint ends with an error, so that no result depends on what happens to be installed. With
`--preview`, lint says that the rule did not run. It takes two seconds, and one more for about every
hundred prompts; other rules never load the encoder.

Fails:

    # cases.yaml
    schema_version: 1
    cases:
      - {id: bomb, prompt: "Who created the atom bomb?", kind: direct, clauses: [refunds.how]}
      - {id: atom, prompt: "Who invented the atomic bomb?", kind: direct, clauses: [refunds.how]}

Passes:

    # cases.yaml
    schema_version: 1
    cases:
      - {id: bomb, prompt: "Who created the atom bomb?", kind: direct, clauses: [refunds.how]}
      - {id: lamp, prompt: "Who made the first light bulb?", kind: direct, clauses: [refunds.how]}

Fix: remove one, retire it with `status: retired`, or ask something else.
"""

from collections.abc import Iterator

from delibctl.lint.case_prompts import case_prompts
from delibctl.lint.outline import Outline
from delibctl.lint.rule import Hit, Level, PolicyRule
from delibctl.text.meaning import SAME
from delibctl.text.near_prompts import near_by_words


def check(outline: Outline) -> Iterator[Hit]:
    """Report every case that means nearly the same as an earlier one, in other words."""
    cases = list(case_prompts(outline))
    if outline.encoder is None:
        return
    texts, expectations = [case.text for case in cases], [case.expectation for case in cases]

    def differ(index: int, earlier: int) -> bool:
        return cases[index].messages != cases[earlier].messages

    def same(index: int, earlier: int) -> bool:
        return expectations[index] == expectations[earlier] and differ(index, earlier)

    by_words = {index for index, _ in near_by_words(texts, expectations, differ)}  # has its rule
    for index, earlier in outline.encoder.near_pairs(texts, SAME, same):
        case, other = cases[index], cases[earlier]
        if index not in by_words:
            yield Hit(
                place=case.entry.place(case.place_key),
                message=f"{case.entry.text('id')!r} asks nearly the same as "
                f"{other.entry.text('id')!r} at {other.entry.place('id')}",
                next="remove one of them, or ask something else",
            )


rule = PolicyRule(code="CAS658", level=Level.INFO, check=check, preview=True, needs_encoder=True)
