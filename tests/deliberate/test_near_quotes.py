"""Near quotes in mode `none`, on sentences about the sample policies that were labelled by hand."""

from functools import cache
from pathlib import Path

import pytest
from deliberate.near_quotes import CHANGED, ON_TOPIC
from support.loading import load_policy
from support.project import SAMPLES

from delibctl.deliberate import match
from delibctl.model import Case, Deliberation, Form, Mode, Policy

#: Clauses that are not seen through the changed words, by the words that hide them.
MISSED = {
    "bodies, reproduction": "a list that is half left out",
    "such a fake": "words of which only one tells something",
    "something different besides": "words of which only one tells something",
}
#: A sentence that was meant to quote nothing, and still holds six words of a clause.
FOUND = "the payment desk and debt advice"


@cache
def sample(name: str) -> tuple[Policy, tuple[Case, ...]]:
    return load_policy(SAMPLES / name, Path.cwd())


def found(name: str, reasoning: str) -> dict[str, str]:
    """The clauses that are cited by a reasoning, and how each was found."""
    policy, _ = sample(name)
    said = Deliberation(form=Form.FREE, answer="No.", reasoning=reasoning)
    return {m.clause or "": m.citation.found for m in match(said, policy, Mode.NONE)}


@pytest.mark.parametrize(
    ("name", "clause", "text"),
    [(name, clause, text) for name, pairs in CHANGED.items() for clause, text in pairs],
)
def test_a_clause_with_a_few_words_changed_is_cited_and_no_other(
    name: str, clause: str, text: str
) -> None:
    missed = any(words in text for words in MISSED)

    assert found(name, text) == ({} if missed else {clause: "near quote"})


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, texts in ON_TOPIC.items() for text in texts]
)
def test_a_sentence_on_the_topic_of_clauses_cites_none(name: str, text: str) -> None:
    assert (found(name, text) != {}) is (FOUND in text)


@pytest.mark.parametrize("name", CHANGED)
def test_what_users_ask_cites_nothing(name: str) -> None:
    _, cases = sample(name)

    assert [case.prompt for case in cases if found(name, case.prompt)] == []


@pytest.mark.parametrize("name", CHANGED)
def test_a_whole_clause_cites_itself_and_no_other(name: str) -> None:
    policy, _ = sample(name)

    cited = {clause.id: found(name, f"It says: {clause.text}") for clause in policy.clauses}

    assert cited == {id: {id: "quote"} for id in cited}
