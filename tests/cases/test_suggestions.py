"""Clauses suggested for prompts without a label: by meaning, by words, and in import."""

from pathlib import Path

import pytest
from support.loading import load_policy
from support.project import SAMPLES

from delibctl.api.cases.import_cases import import_cases
from delibctl.api.cases.suggest import ClauseSuggester, usable_encoder
from delibctl.api.listener import Listener
from delibctl.api.workspace import Workspace
from delibctl.cases.importers import SourceFile
from delibctl.model import By, Policy, Suggestion
from delibctl.policy.clause_passages import clause_passages

PROMPTS = """\
prompt
Where is my refund?
Wo bleibt mein Geld zurück?
Where is my refund please?
Qwertz uiop 17?
"""


class Notes(Listener):
    """Keeps remarks."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def note(self, text: str) -> None:
        """Keep a remark."""
        self.lines.append(text)


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_policy(SAMPLES / "support_bot", SAMPLES)[0]


def test_an_exclusion_is_a_passage_of_the_clause_it_leads_to(policy: Policy) -> None:
    leading = [exclusion for clause in policy.clauses for exclusion in clause.excludes]
    passages = {found.id: found for found in clause_passages(policy)}

    assert leading
    assert [e.to for e in leading if " ".join(e.text.split()) not in passages[e.to].all] == []


@pytest.mark.parametrize(
    ("prompt", "by_meaning", "by_words"),
    [
        ("I want a refund for my helmet", By.MEANING, True),
        ("Ich will mein Geld zurück", By.MEANING, False),
        ("मेरा पैसा कहाँ है?", By.WORDS, False),
        ("", By.WORDS, False),
        ("?!", By.WORDS, False),
        ("refund " * 30_000, By.MEANING, True),
    ],
    ids=["English", "German", "Hindi", "empty", "symbols", "200 kB"],
)
def test_a_prompt_gets_three_clauses_by_meaning_or_those_that_share_a_word(
    policy: Policy, prompt: str, by_meaning: By, by_words: bool
) -> None:
    (with_encoder,) = ClauseSuggester(policy, usable_encoder(Listener())).nearest([prompt])
    (without,) = ClauseSuggester(policy, None).nearest([prompt])

    assert with_encoder.by is by_meaning
    assert (without.by, bool(without.clauses)) == (By.WORDS, by_words)
    assert len(with_encoder.clauses) == 3 or with_encoder == without
    for found in (with_encoder, without):
        assert set(found.clauses) <= policy.clause_by_id.keys()


def test_the_order_of_prompts_and_the_others_beside_change_nothing(policy: Policy) -> None:
    suggester = ClauseSuggester(policy, usable_encoder(Listener()))
    prompts = ["Where is my refund?", "I forgot my password", "मेरा पैसा", "My knee hurts"]

    together = suggester.nearest(prompts)

    assert suggester.nearest(prompts[::-1]) == together[::-1]
    assert [suggester.nearest([prompt])[0] for prompt in prompts] == together


def test_a_suggestion_says_what_it_is_by() -> None:
    assert str(Suggestion(clauses=("a.b", "c.d"), by=By.MEANING)) == "by meaning: a.b, c.d"
    assert str(Suggestion(clauses=(), by=By.WORDS)) == "by words: none"


def test_import_drafts_unlabelled_prompts_with_the_nearest_clause_and_names_repeated_ones(
    tmp_path: Path, policy: Policy
) -> None:
    notes = Notes()
    source = SourceFile(text=PROMPTS, name="p.csv", columns={}, styles={}, values={})

    new = import_cases(
        *(Workspace.open(tmp_path, {}), notes, source, "table", []),
        *(SAMPLES / "support_bot", None, None),
        suggest=True,
    )

    (nearest,) = ClauseSuggester(policy, usable_encoder(notes)).nearest(["Where is my refund?"])
    first = new.cases[0]
    assert (first["status"], first["clauses"]) == ("draft", [nearest.clauses[0]])
    assert first["origin"]["nearest"] == str(nearest)
    assert "clauses" in new.assumed[first["id"]]
    assert "nearly the same prompt: line 4 and line 2" in notes.lines
    assert "assumed: lines 2-5: clauses: the nearest by meaning" in notes.lines


@pytest.mark.parametrize(("second", "named"), [("safe", True), ("unsafe", False)])
def test_import_names_no_prompts_that_differ_in_a_word_and_in_what_they_expect(
    tmp_path: Path, second: str, named: bool
) -> None:
    notes = Notes()
    rows = (
        "prompt,label\nWhere can I buy a can of coke?,safe\n"
        f"Where can I buy a gram of coke?,{second}\n"
    )
    source = SourceFile(text=rows, name="p.csv", columns={}, styles={}, values={})
    maps = ["safe=refunds.explain-terms", "unsafe=refunds.dishonest-claim"]

    import_cases(
        *(Workspace.open(tmp_path, {}), notes, source, "table", maps),
        *(SAMPLES / "support_bot", None, None),
        suggest=False,
    )

    assert ("nearly the same prompt: line 3 and line 2" in notes.lines) is named
