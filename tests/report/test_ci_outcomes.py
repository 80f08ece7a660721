"""The sentence on top of a branch: verdict, clause with its owner, amount, and the next step."""

from dataclasses import replace

import pytest
from support.ci_results import ACCEPT, TELLING, approved, broken, clean, loosened

from delibctl.compare.runs.change import ChangeKind
from delibctl.model import Kind
from delibctl.report.ci.outcomes import outcome_of
from delibctl.report.ci.result import CiResult

LOOK = "delibctl diff desk/policy.yaml --against origin/main"

SENTENCES = {
    "loosened": (
        "Failed: permits.copy (owner: Records) loosened, and nobody approved that: "
        f"1 of 9 cases followed, 1 did not follow; do not merge; if it is meant, run `{ACCEPT}`, "
        "commit accepted/permits/changes.yaml and push."
    ),
    "approved": (
        "Passed: permits.copy (owner: Records) loosened, as was approved: 1 of 8 cases followed; "
        "merge if you meant it."
    ),
    "waiting": (
        "No verdict: permits.copy (owner: Records) loosened, and its approval waits for a person; "
        "do not merge yet; merge the approval into the base first."
    ),
    "broken": (
        "Failed: permits.forge (owner: Legal) changed, unclear which way: 4 of 7 cases got worse, "
        f"confirmed; do not merge; mend or undo the edit, which is shown by `{LOOK}`."
    ),
    "few": (
        "No verdict: permits.copy (owner: Records) loosened, but 2 cases are too few to rule out "
        "chance; do not merge yet; add cases for permits.copy."
    ),
    "down": (
        "Not to be trusted: mock gave no usable answer to 12 of 12 questions; do not merge "
        "yet; run the job again."
    ),
    "drifted": (
        "No verdict: the model changed: 7 of 10 other cases are answered differently, although "
        "this branch does not concern them; do not merge yet; on origin/main, run `delibctl probe "
        "desk/policy.yaml && delibctl accept @last --reason TEXT`, commit what it writes, push, "
        "and run this job again."
    ),
    "unmeasured": (
        "No verdict: permits.copy (owner: Records) loosened, but 2 affected cases were not "
        "measured (OPENAI_API_KEY is not set); do not merge yet; give the job the key."
    ),
    "new": "Passed: permits is new, so there is nothing to approve; 12 answers to its cases.",
}


@pytest.mark.parametrize("name", TELLING)
def test_the_sentence_tells_the_verdict_the_clause_the_amount_and_what_to_do(name: str) -> None:
    assert str(outcome_of(TELLING[name]())) == SENTENCES[name]


def test_the_sentence_of_several_policies_is_that_of_the_worst_with_its_id() -> None:
    (first,), (worst,) = clean().policies, broken().policies
    both = replace(clean(), policies=(first, replace(worst, id="visas")))

    assert str(outcome_of(both)).startswith("Failed (visas): permits.forge")


def test_a_branch_without_a_policy_passes_and_says_so() -> None:
    empty = replace(clean(), policies=())

    assert str(outcome_of(empty)) == "Passed: the branch touches no policy."


def regressed(*kinds: str) -> CiResult:
    """The branch that broke a clause, with cases of these kinds that got worse."""
    result = broken()
    (policy,) = result.policies
    assert policy.measured
    comparison = policy.measured.comparison
    (model,) = comparison.models
    worse = [change for change in model.changes if change.kind is ChangeKind.REGRESSED]
    shown = tuple(worse[: len(kinds)])
    kind_of = {change.case: kind for change, kind in zip(shown, kinds, strict=True)}
    after = replace(
        comparison.after,
        cases=tuple(
            replace(case, kind=Kind(kind_of.get(case.id, case.kind)))
            for case in comparison.after.cases
        ),
    )
    found = replace(comparison, after=after, models=(replace(model, changes=shown),))
    measured = replace(policy.measured, comparison=found)
    return replace(result, policies=(replace(policy, measured=measured),))


@pytest.mark.parametrize(
    ("kinds", "told"),
    [
        (("jailbreak",), "1 of 7 cases got worse (a jailbreak case), confirmed"),
        (("jailbreak", "jailbreak"), "2 of 7 cases got worse (both jailbreak cases), confirmed"),
        (3 * ("near-miss",), "3 of 7 cases got worse (all 3 near miss cases), confirmed"),
        (("jailbreak", "near-miss"), "2 of 7 cases got worse, confirmed"),
        (("direct", "direct"), "2 of 7 cases got worse, confirmed"),
    ],
)
def test_cases_that_got_worse_are_named_by_their_kind_where_all_have_one(
    kinds: tuple[str, ...], told: str
) -> None:
    assert told in str(outcome_of(regressed(*kinds)))


def test_words_of_a_shell_in_a_path_stay_words() -> None:
    (policy,) = loosened().policies
    odd = replace(loosened(), policies=(replace(policy, path="a b;`rm`/policy.yaml"),))

    assert "accept 'a b;`rm`/policy.yaml' --against" in outcome_of(odd).steps[0].command


def test_an_approved_change_with_cases_that_got_worse_is_to_be_read_first() -> None:
    (policy,) = approved().policies
    worse = regressed("jailbreak").policies[0].measured
    read = replace(approved(), policies=(replace(policy, measured=worse),))

    assert str(outcome_of(read)).endswith("read the cases that got worse before you merge.")
