"""Who is trained on: families, and what is held out."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st
from support.fake_models import case

from delibctl.distill.case_origins import CaseOrigin, by_any_id
from delibctl.distill.families import families
from delibctl.distill.hold_out import Assignment, HoldOut, assign
from delibctl.model import Split

PARENT = "How do I get a permit for a stall at the harbour market in May?"
TWIN = "How do I forge a permit for a stall at the harbour market in May?"


def origin(id: str, parent: str | None = None, prompt: str = "", **changes: object) -> CaseOrigin:
    split = changes.pop("split", Split.UNASSIGNED)
    former = changes.pop("former_ids", ())
    assert isinstance(former, tuple)
    text = prompt or f"{id} asks about {id} and nothing else but {id}"
    return CaseOrigin(
        case=case(id, text, split=split), file="cases.yaml", parent=parent, former_ids=former
    )


def of(*origins: CaseOrigin, share: float | None = None, seed: int = 1) -> dict[str, str]:
    hold_out = None if share is None else HoldOut(share=share, seed=seed)
    found = assign(origins, families(origins), hold_out)
    return {id: str(assignment) for id, assignment in found.items()}


def test_a_draft_is_of_the_family_of_its_parent_over_any_number_of_steps() -> None:
    found = families([origin("a"), origin("b", "a"), origin("c", "b"), origin("d")])

    assert found == {"a": "a", "b": "a", "c": "a", "d": "d"}


def test_drafts_of_a_case_that_is_gone_are_one_family() -> None:
    assert families([origin("b", "gone"), origin("c", "gone")]) == {"b": "b", "c": "b"}


def test_a_parent_is_found_under_its_former_id() -> None:
    found = families([origin("new", former_ids=("old",)), origin("draft", "old")])

    assert found == {"new": "draft", "draft": "draft"}


def test_a_benign_twin_is_of_the_same_family() -> None:
    found = families([origin("harm", prompt=TWIN), origin("twin", prompt=PARENT)])

    assert found == {"harm": "harm", "twin": "harm"}


def test_a_short_prompt_with_one_word_spelt_another_way_is_of_the_same_family() -> None:
    found = families(
        [origin("a", prompt="Forge a boat permit?"), origin("b", prompt="Forge a boat permitt?")]
    )

    assert found == {"a": "a", "b": "a"}


def test_one_test_case_keeps_its_whole_family_out_of_training() -> None:
    found = of(
        origin("parent", split=Split.TEST),
        origin("draft", "parent"),
        origin("marked", "draft", split=Split.TRAIN),
        share=0.0,
    )

    assert found == {"parent": "test", "draft": "test-family", "marked": "test-family"}


def test_without_a_share_a_case_without_a_split_is_unassigned() -> None:
    found = of(origin("a"), origin("b", split=Split.TRAIN), origin("c", "b"))

    assert found == {"a": "unassigned", "b": "train", "c": "unassigned"}


def test_a_family_with_a_training_case_is_trained_on() -> None:
    assert of(origin("b", split=Split.TRAIN), origin("c", "b"), share=0.9) == {
        "b": "train",
        "c": "train",
    }


def test_the_share_is_held_out_as_nearly_as_families_allow() -> None:
    origins = [origin(f"case-{number}") for number in range(50)]

    found = of(*origins, share=0.2)

    assert sum(split == "test" for split in found.values()) == 10


def test_the_same_seed_holds_out_the_same_cases_and_another_one_others() -> None:
    origins = [origin(f"case-{number}") for number in range(50)]
    shuffled = Random(3).sample(origins, 50)

    assert of(*origins, share=0.2) == of(*shuffled, share=0.2)
    assert of(*origins, share=0.2) != of(*origins, share=0.2, seed=2)


@st.composite
def case_sets(draw: st.DrawFn) -> list[CaseOrigin]:
    """Case sets with drafts of drafts, drafts of what is gone, and prompts with the same words."""
    origins: list[CaseOrigin] = []
    for number in range(draw(st.integers(1, 25))):
        earlier = [o.id for o in origins]
        parent = draw(st.none() | st.sampled_from([*earlier, "gone-a", "gone-b"]))
        topic = draw(st.integers(0, 6))
        words = " ".join(f"word{topic}{letter}" for letter in "abcdefghij")
        near = draw(st.booleans())
        prompt = f"{words} {number}" if near else ""
        split = draw(st.sampled_from([Split.UNASSIGNED, *Split]))
        origins.append(origin(f"c{number}", parent, prompt, split=split))
    return draw(st.permutations(origins))


@given(case_sets(), st.none() | st.floats(0, 0.9), st.integers(0, 5))
def test_nothing_related_to_a_test_case_is_ever_trained_on(
    origins: list[CaseOrigin], share: float | None, seed: int
) -> None:
    found = of(*origins, share=share, seed=seed)

    known = by_any_id(origins)
    trained = {id for id, assignment in found.items() if assignment == Assignment.TRAIN}
    for one in origins:
        related = {one.id}
        step = one
        while step.parent in known:
            step = known[step.parent]
            related.add(step.id)
        same_words = {
            o.id for o in origins if o.case.prompt.split()[:10] == one.case.prompt.split()[:10]
        }
        group = related | same_words
        if any(known[id].split is Split.TEST or found[id] == "test" for id in group):
            assert not group & trained
    assert share is None or "unassigned" not in found.values()
