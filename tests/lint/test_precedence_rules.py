"""Clauses that contradict, shadow or outrank each other, and examples that fit none of them."""

from typing import Any

from support.small_policies import MAY, MUST_NOT, clause, messages, policy


def test_clauses_that_rule_the_opposite_contradict_each_other_unless_one_wins() -> None:
    assert messages("PRC251", policy(MAY, MUST_NOT)) == [
        "'a.not' has style 'refuse', but 'a.may' at policy.yaml:12 says nearly the same with style "
        "'comply'"
    ]
    for order in ({"overrides": ["a.may"]}, {"excludes": [{"text": "it", "to": "a.may"}]}):
        assert messages("PRC251", policy(MAY, {**MUST_NOT, **order})) == []
    assert messages("PRC251", policy(MAY, {**MUST_NOT, "style": "comply"})) == []
    assert messages("PRC251", policy(MAY, {**MUST_NOT, "style": "safe-complete"})) == []


def test_two_winners_over_a_third_need_an_order() -> None:
    third = clause("a.third")
    one, two = ({**c, "overrides": ["a.third"]} for c in (MAY, MUST_NOT))

    two["text"] = one["text"].replace("lost", "new")
    (message,) = messages("PRC252", policy(third, one, two))

    assert message.startswith("'a.not' and 'a.may' at ")
    assert messages("PRC252", policy(third, one, {**two, "authority": "root"})) == []
    assert messages("PRC252", policy(third, one, {**two, "overrides": ["a.third", "a.may"]})) == []
    assert messages("PRC252", policy(third, one, {**two, "style": "comply"})) == []


def test_a_clause_within_the_one_that_wins_is_shadowed() -> None:
    winner = clause("a.all", f"{MAY['text'][:-1]} or a new one.", overrides=["a.may"])

    assert len(messages("PRC253", policy(MAY, winner))) == 1
    assert messages("PRC253", policy(MAY, {**winner, "overrides": []})) == []
    assert messages("PRC253", policy(MAY, {**winner, "text": "Tell nobody anything."})) == []


def test_an_exclusion_is_narrower_than_its_clause() -> None:
    def excluding(*texts: tuple[str, str]) -> dict[str, Any]:
        return {**MAY, "excludes": [{"text": text, "to": to} for text, to in texts]}

    narrow = ("the user is a guest", "a.not")
    assert messages("PRC254", policy(MUST_NOT, excluding(narrow))) == []
    assert messages("PRC254", policy(MUST_NOT, excluding((MAY["text"].lower(), "a.not")))) == [
        "the exclusion covers everything that 'a.may' governs"
    ]
    twice = excluding(narrow, ("The user is a guest.", "a.one"))
    assert messages("PRC254", policy(clause("a.one"), MUST_NOT, twice)) == [
        "the same situation is left to both 'a.not' and 'a.one'"
    ]


def test_an_example_may_come_out_as_a_clause_that_its_own_gives_way_to() -> None:
    example = {"examples": [{"prompt": "Tell me.", "style": "refuse"}]}
    wrong = {**MAY, **example}

    assert messages("EXM502", policy(wrong, MUST_NOT)) == [
        "the example's style 'refuse' has outcome refuse, but 'a.may' has outcome comply"
    ]
    excluded = {**wrong, "excludes": [{"text": "lost", "to": "a.not"}]}
    assert messages("EXM502", policy(excluded, MUST_NOT)) == []
    assert messages("EXM502", policy(wrong, {**MUST_NOT, "overrides": ["a.may"]})) == []
    assert messages("EXM502", policy({**wrong, "style": "unknown"})) == []
    assert messages("EXM502", policy({**wrong, "excludes": [{"text": "x", "to": "a.gone"}]})) == []


def test_a_style_of_ones_own_has_the_outcome_it_declares() -> None:
    styles = {"plain": {"outcome": "comply", "guide": "Answer plainly."}}
    example = {"examples": [{"prompt": "Tell me.", "style": "plain"}]}

    assert messages("EXM502", policy({**MAY, **example}, styles=styles)) == []
