"""Comments that cut a sentence are found, and comments that are only comments are not."""

import pytest
from support.mistakes import POLICY

from delibctl.lint import Options, lint
from delibctl.source import read

CUT = {
    "a number": "rationale: See ticket # 4711 and the one after it.",
    "the rest of a sentence": "rationale: A forged permit # takes something from a person.",
    "without a space": "rationale: See ticket #4711.",
    "an owner with a number": "owner: Team # 12",
    "a title with a number": "title: Issue # 12",
    "on the line below": "rationale: See ticket\n          #4711 and others",
    "on the line below, before a number": "rationale: See ticket\n          # 4711 and others",
    "in Chinese": "rationale: 参见工单 # 以及后续说明",
    "two hashes": "rationale: See section ## 3 of it",
}
SOUND = {
    "a choice": "severity: high # because of the dose",
    "an id": "overrides: [plants.care] # see above",
    "a sentence that has ended": "rationale: Most plants die of water. # says the shop",
    "a question": "rationale: Who waters it? # nobody knows",
    "a title": "title: Poisonous plants # shown in the menu",
    "assumed": "rationale: Plants die # assumed",
    "quoted": 'rationale: "See ticket # 4711"',
    "a block": "rationale: >-\n          See ticket # 4711 and #5",
    "a comment below": "rationale: Most plants die\n        # of water",
    "a comment below, indented": "rationale: Most plants die\n          # of water",
}


RATIONALE = "        rationale: Most plants die of too much water.\n"


def codes(field: str) -> list[str]:
    """The rules with a finding if the first clause of a policy has this field."""
    replaced = {
        "title": "        title: Watering and pruning\n",
        "severity": "        severity: low\n",
        "rationale": RATIONALE,
    }
    # Fields that the clause does not have yet stand before its reason.
    new = f"        {field}\n"
    old = replaced.get(field.partition(":")[0])
    text = POLICY.replace(old, new, 1) if old else POLICY.replace(RATIONALE, new + RATIONALE, 1)
    document = read(text.encode(), "policy.yaml")
    assert document.data is not None, document.problems
    options = Options(select=("YML009", "YML012", "YML013"))
    return [finding.code for finding in lint([], [document], options).findings]


@pytest.mark.parametrize("field", CUT.values(), ids=CUT)
def test_a_comment_that_cuts_a_sentence_is_found(field: str) -> None:
    assert len(codes(field)) == 1


@pytest.mark.parametrize("field", SOUND.values(), ids=SOUND)
def test_a_sound_comment_is_none(field: str) -> None:
    assert codes(field) == []


JOINED = {
    "items after >-": "rationale: >-\n          One of:\n          - water\n          - light",
    "items in unquoted text": "rationale: One of\n          - water\n          - light",
    "numbers": "rationale: >\n          1. water\n          2. light",
    "an arrow for a mark": "rationale: ->\n          Too much water.",
    "another arrow": "rationale: <-\n          Too much water.",
    "a hyphen first": "rationale: -|\n          Too much water.",
    "an item that is too deep": "overrides:\n          - plants.care\n            - orders.price",
    "a key in a block": "rationale: |\n          Too much water.\n          severity: high",
}
KEPT = {
    "items after |": "rationale: |\n          One of:\n          - water\n          - light",
    "one line with a dash": "rationale: >-\n          Water\n          - and light.",
    "a word with a colon": "rationale: >-\n          Mind this.\n          Note: water.",
    "a mark": "rationale: |-\n          Too much water.",
    "an arrow in a text": "rationale: Water ->\n          mould.",
    "a list in a list": "excludes:\n          - text: |\n              - water\n"
    "              - light\n            to: orders.price",
    "a list": "overrides:\n          - plants.care\n          - orders.price",
}


@pytest.mark.parametrize("field", JOINED.values(), ids=JOINED)
def test_a_list_or_a_key_that_a_text_takes_in_is_found(field: str) -> None:
    assert codes(field) == ["YML013"]


@pytest.mark.parametrize("field", KEPT.values(), ids=KEPT)
def test_what_a_text_keeps_is_no_finding(field: str) -> None:
    assert codes(field) == []
