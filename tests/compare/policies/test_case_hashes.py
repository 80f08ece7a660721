"""Approvals name a hash of a case, which a later version must not change."""

from dataclasses import replace

from support.scored_trials import CASE

from delibctl.compare.policies.case_changes import case_hashes
from delibctl.compare.policies.change import Part
from delibctl.model import Case, Outcome


def hash_of(case: Case) -> str:
    """The hash that an approval of the case names."""
    return case_hashes([case], "permits")[Part.CASE, case.id]


def test_the_hash_of_a_case_without_outcomes_stays_what_it_was() -> None:
    stated = replace(CASE, expected=replace(CASE.expected, outcomes=(Outcome.REFUSE,)))

    assert hash_of(CASE) == "4fe67b2a333bf534"
    assert hash_of(stated) != hash_of(CASE)
