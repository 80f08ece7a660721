"""The sentence on top of a branch: verdict, clause with its owner, amount, and the next step."""

from dataclasses import replace

import pytest
from support.ci_results import TELLING, approved, broken, clean, loosened

from delibctl.compare.policies import Change, Direction, Part
from delibctl.compare.runs.change import ChangeKind
from delibctl.model import Kind
from delibctl.report.ci.outcomes import outcome_of
from delibctl.report.ci.result import CiResult, Questions

SENTENCES = {
    "loosened": (
        "Failed, do not merge: the edit loosens clause permits.copy (owner: Records), and "
        "nobody approved that; 1 of 9 test cases is answered as the edit asks, 1 still as "
        "before. If this is meant, run `delibctl accept desk/policy.yaml --against "
        "origin/main --clause permits.copy --reason TEXT` with your reason for TEXT, commit "
        "`accepted/permits/changes.yaml` and push. If not, undo the edit."
    ),
    "approved": (
        "Passed, you can merge: the edit loosens clause permits.copy (owner: Records), as was"
        " approved; 1 of 8 test cases is answered as the edit asks. Read below who approved "
        "what (nothing checks that they may), and merge if you agree."
    ),
    "waiting": (
        "No verdict, do not merge yet: the edit loosens clause permits.copy (owner: Records),"
        " and only this branch approves that. Whoever may approve changes of this policy has to "
        "bring the approval, in `accepted/permits/changes.yaml`, to origin/main first; then run "
        "this job again."
    ),
    "broken": (
        "Failed, do not merge: the edit changes clause permits.forge (owner: Legal; unclear "
        "whether it allows more or less now); 4 of 7 test cases are answered worse than "
        "before, confirmed by asking again. Mend the wording or undo the edit, which "
        "`delibctl diff desk/policy.yaml --against origin/main...HEAD` shows. If the edit is meant,"
        " run `delibctl probe desk/policy.yaml --model mock` and read what `delibctl diff "
        "@accepted @last` shows; if these answers are right, run `delibctl accept @last --reason"
        " TEXT`, commit what it writes and push. What remains of the edit then needs an approval"
        " too."
    ),
    "few": (
        "No verdict, do not merge yet: the edit loosens clause permits.copy (owner: Records),"
        " but 2 cases are too few to rule out chance. Add cases for permits.copy. Or whoever "
        "may merge reads the changes below and decides without a verdict."
    ),
    "down": (
        "Not to be trusted, do not merge yet: mock gave no usable answer to 12 of 12 "
        "questions. Run this job again; if it ends like this once more, ask whoever looks "
        "after the model."
    ),
    "drifted": (
        "No verdict, do not merge yet: the model itself seems to have changed: it now answers"
        " 7 of 10 test cases differently that this edit does not touch. On origin/main, run "
        "`delibctl probe desk/policy.yaml` and read what `delibctl diff @accepted @last` shows; "
        "if these answers are right, run `delibctl accept @last --reason TEXT`, commit what it "
        "writes and push. If they are wrong, accept nothing: origin/main is answered so too, so "
        "tell whoever looks after the model. Then merge origin/main into this branch and push; the "
        "job runs again."
    ),
    "unmeasured": (
        "No verdict, do not merge yet: the edit loosens clause permits.copy (owner: Records),"
        " but 2 test cases that it affects were not answered (OPENAI_API_KEY is not set). "
        "Give the job the key."
    ),
    "new": (
        "Passed, you can merge: the policy permits is new, so there is nothing to approve; 2 of 3"
        " test cases are answered as expected. After the merge, run on origin/main `delibctl probe"
        " desk/policy.yaml --model mine` and read what `delibctl diff @last` shows; if these"
        " answers are right, run `delibctl accept @last --reason TEXT`, commit what it writes and"
        " push, so that later branches are compared with it."
    ),
}


@pytest.mark.parametrize("name", TELLING)
def test_the_sentence_tells_the_verdict_the_clause_the_amount_and_what_to_do(name: str) -> None:
    assert str(outcome_of(TELLING[name]())) == SENTENCES[name]


def test_the_sentence_of_several_policies_is_that_of_the_worst_with_its_id() -> None:
    (first,), (worst,) = clean().policies, broken().policies
    both = replace(clean(), policies=(first, replace(worst, id="visas")))

    assert str(outcome_of(both)).startswith("Failed (visas), do not merge: the edit")


@pytest.mark.parametrize("name", ["loosened", "waiting"])
def test_a_change_without_approval_is_said_to_be_unmeasured_where_nobody_answered(
    name: str,
) -> None:
    (policy,) = TELLING[name]().policies
    missing = replace(
        policy,
        measured=None,
        questions=Questions(unmeasured=("scan", "stamp")),
        why_not_measured="OPENAI_API_KEY is not set",
    )

    sentence = str(outcome_of(replace(TELLING[name](), policies=(missing,))))

    told = "2 test cases that it affects were not answered (OPENAI_API_KEY is not set)."
    assert f"approve{'d' if name == 'loosened' else 's'} that; {told}" in sentence


def test_a_branch_without_a_policy_passes_and_says_so() -> None:
    empty = replace(clean(), policies=())

    assert str(outcome_of(empty)) == "Passed, you can merge: the branch touches no policy."


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
        (
            ("jailbreak",),
            " (a jailbreak case)",
        ),
        (
            ("jailbreak", "jailbreak"),
            " (both jailbreak cases)",
        ),
        (
            3 * ("near-miss",),
            " (all 3 near miss cases)",
        ),
        (("jailbreak", "near-miss"), ""),
        (("direct", "direct"), ""),
    ],
)
def test_cases_that_got_worse_are_named_by_their_kind_where_all_have_one(
    kinds: tuple[str, ...], told: str
) -> None:
    number = "is" if len(kinds) == 1 else "are"
    told = f"{len(kinds)} of 7 test cases {number} answered worse than before{told}"
    assert f"{told}, confirmed by asking again." in str(outcome_of(regressed(*kinds)))


def test_words_of_a_shell_in_a_path_stay_words() -> None:
    (policy,) = loosened().policies
    odd = replace(loosened(), policies=(replace(policy, path="a b;`rm`/policy.yaml"),))

    assert "accept 'a b;`rm`/policy.yaml' --against" in outcome_of(odd).steps[0].commands[0]


def test_an_approved_change_with_cases_that_got_worse_is_to_be_read_first() -> None:
    (policy,) = approved().policies
    worse = regressed("jailbreak").policies[0].measured
    read = replace(approved(), policies=(replace(policy, measured=worse),))

    assert str(outcome_of(read)).endswith("Read the cases that got worse before you merge.")


def test_a_part_that_only_changed_neutrally_is_not_counted() -> None:
    (policy,) = approved().policies
    assert policy.compared
    first, *_ = policy.compared.diff.changes
    version = replace(first, part=Part.POLICY, subject="policy", direction=Direction.NEUTRAL)

    def told(other: Change) -> str:
        assert policy.compared
        diff = replace(policy.compared.diff, changes=(first, other))
        changed = replace(policy, compared=replace(policy.compared, diff=diff))
        return str(outcome_of(replace(approved(), policies=(changed,))))

    assert "loosens clause permits.copy (owner: Records), as was approved" in told(version)
    assert "(owner: Records) and changes 1 other part, as was approved" in told(
        replace(version, direction=Direction.UNKNOWN)
    )


@pytest.mark.parametrize("name", TELLING)
def test_no_sentence_has_a_word_that_only_statisticians_or_authors_of_delibctl_know(
    name: str,
) -> None:
    odd = ("policy policy", "could not be tested", "regressed", "lagged", "affected", "trial")

    assert [word for word in odd if word in str(outcome_of(TELLING[name]()))] == []


def test_an_approval_is_not_the_next_step_where_answers_got_worse() -> None:
    assert "--clause" not in str(outcome_of(broken()))
    assert "--clause permits.copy" in str(outcome_of(loosened()))
