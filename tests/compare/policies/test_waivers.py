"""A waiver accepts one change exactly as it was, and nothing else."""

import json
import re
from dataclasses import replace
from hashlib import sha256

import pytest
from compare.policies.small import COPY, FORGE, POLICY, TRAVEL, content, plus, with_clause, without

from delibctl.compare.policies import Change, Waived, Waiver, policy_diff, waive
from delibctl.model import Exclusion, Place, Policy


def changes(new: Policy, old: Policy = POLICY) -> tuple[Change, ...]:
    return tuple(content(policy_diff(old, new)))


def waiver(change: Change, **fields: str) -> Waiver:
    """A waiver of that change."""
    made = Waiver(
        code=change.kind.code,
        id=change.subject,
        from_hash=change.before_hash,
        to_hash=change.after_hash,
        reason="Reviewed.",
        by="Ada",
    )
    return replace(made, **fields)


NEW = with_clause(TRAVEL, with_clause(COPY, text="Copies."), title="Visas")


def test_changes_that_are_accepted_are_set_apart_with_their_waivers() -> None:
    first, second = changes(NEW)
    accepted = waiver(first)
    other = waiver(first, id="permits.else")

    assert waive((first, second), (other, accepted)) == Waived(
        unwaived=(second,), waived=((first, accepted),), unused=(other,)
    )


@pytest.mark.parametrize("field", ["code", "id", "from_hash", "to_hash"])
def test_a_waiver_that_differs_in_anything_is_unused(field: str) -> None:
    (first, *_) = changes(NEW)
    other = waiver(first, **{field: "BRK999"})

    assert waive((first,), (other,)) == Waived(unwaived=(first,), waived=(), unused=(other,))


def test_an_accepted_text_that_is_edited_again_is_no_longer_accepted() -> None:
    (accepted,) = changes(with_clause(COPY, text=f"{COPY.text} Kindly."))
    (edited,) = changes(with_clause(COPY, text=f"{COPY.text} Warmly."))

    assert (accepted.kind, accepted.subject) == (edited.kind, edited.subject)
    assert waive((edited,), (waiver(accepted),)).unwaived == (edited,)


def test_an_accepted_change_stays_accepted_while_other_things_change() -> None:
    accepted, _ = changes(NEW)
    later = replace(with_clause(COPY, NEW, place=Place(file="else.yaml", line=99)), title="Town")

    assert accepted in [change for change, _ in waive(changes(NEW), (waiver(accepted),)).waived]
    assert len(waive(changes(later), (waiver(accepted),)).waived) == 1


def test_an_accepted_exclusion_is_not_accepted_once_it_leads_to_another_outcome() -> None:
    target = replace(FORGE, id="permits.sell", text="No sale.", overrides=(), renamed_from=())
    excluding = with_clause(FORGE, excludes=(Exclusion(text="a sale", to="permits.sell"),))
    strict = changes(plus(target, policy=excluding))
    lax = changes(plus(replace(target, style="comply"), policy=excluding))

    assert [str(change.direction) for change in (strict[0], lax[0])] == ["unknown", "loosens"]
    assert waive(lax[:1], (waiver(strict[0]),)).unwaived == lax[:1]


def test_hashes_are_of_canonical_json_and_empty_where_there_is_nothing() -> None:
    (titled,) = changes(with_clause(COPY, title="Copies"))
    (removed,) = changes(without(TRAVEL))
    (added,) = changes(POLICY, without(TRAVEL))

    digest = sha256(json.dumps("Copies").encode()).hexdigest()
    assert titled.after_hash == digest[:16]
    assert removed.after_hash == "" == added.before_hash
    assert re.fullmatch("[0-9a-f]{16}", removed.before_hash)
    assert removed.before_hash == added.after_hash


def test_a_place_is_no_part_of_a_hash() -> None:
    elsewhere = with_clause(TRAVEL, place=Place(file="else.yaml", line=99))

    (removed,) = changes(without(TRAVEL, elsewhere), elsewhere)

    assert removed.before_hash == changes(without(TRAVEL))[0].before_hash
