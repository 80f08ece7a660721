"""The edits that rules are fitted on: enough of each kind, half of them held back."""

from collections import Counter

from compare.wording.development import halves, load

EDITS = load("development_edits.txt")


def test_each_kind_has_six_edits_or_more_and_half_of_them_are_held_back() -> None:
    fitted, held_back = (Counter(edit.kind for edit in half) for half in halves(EDITS))

    assert fitted + held_back == Counter(edit.kind for edit in EDITS)
    assert min((fitted + held_back).values()) >= 6
    assert all(fitted[kind] - held_back[kind] in (0, 1) for kind in fitted)


def test_an_edit_changes_the_words_in_its_brackets() -> None:
    edit = next(edit for edit in EDITS if edit.kind == "numbers and units")

    assert edit.before == "Recipes that use more than 5 g of an oxidiser."
    assert edit.after == "Recipes that use more than 50 g of an oxidiser."
