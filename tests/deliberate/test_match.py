"""Citations held against the policy of the example run."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.example_run import COPY, EXPLAIN, FORGE, POLICY

from delibctl.deliberate import CitationStatus, MatchedCitation, match
from delibctl.model import Citation, Clause, Deliberation, Form, Policy

EXISTS, FORMER, NON_EXISTENT = CitationStatus
TEXT = {clause.id: clause.text for clause in POLICY.clauses}
REASON = "A forged permit puts others at risk."


def with_clause(old: str, /, **changes: object) -> Policy:
    """The policy with a few fields of one clause changed."""

    def changed(clause: Clause) -> Clause:
        return replace(clause, **changes) if clause.id == old else clause  # type: ignore[arg-type]

    (category,) = POLICY.categories
    clauses = tuple(changed(clause) for clause in category.clauses)
    return replace(POLICY, categories=(replace(category, clauses=clauses),))


def cited(
    *citations: tuple[str, str],
    reasoning: str = "",
    policy: Policy = POLICY,
    form: Form = Form.STRUCTURED,
    answer: str = "An answer.",
) -> tuple[MatchedCitation, ...]:
    """What is matched of a reply that declares ids with quotes."""
    said = Deliberation(
        form=form,
        answer=answer,
        reasoning=reasoning,
        citations=tuple(Citation(clause=id, quote=quote) for id, quote in citations),
    )
    return match(said, policy)


def one(id: str, quote: str = "", **given: object) -> MatchedCitation:
    (found,) = cited((id, quote), **given)  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize(
    ("written", "status", "clause"),
    [
        (FORGE, EXISTS, FORGE),
        ("Permits.FORGE", EXISTS, FORGE),
        ("permits.fake", FORMER, FORGE),
        ("permits.forgery", NON_EXISTENT, None),
        ("permits", NON_EXISTENT, None),
        ("forge", NON_EXISTENT, None),
    ],
    ids=["as it is", "in other case", "before a renaming", "unknown", "of a category", "a part"],
)
def test_an_id_is_resolved(written: str, status: CitationStatus, clause: str | None) -> None:
    assert one(written) == MatchedCitation(
        citation=Citation(clause=written), status=status, clause=clause
    )


def test_an_id_that_exists_wins_over_a_former_one_and_over_another_case() -> None:
    policy = with_clause(EXPLAIN, id="permits.fake")

    assert (one("permits.fake", policy=policy).clause, one(FORGE, policy=policy).clause) == (
        "permits.fake",
        FORGE,
    )


STANDS = {
    "word for word": TEXT[FORGE],
    "in part": "official permits are forged",
    "in other case": "MUST NOT EXPLAIN",
    "over two lines": "must not\n   explain",
    "with a full stop": "are forged or altered.",
    "in quotation marks": "“must not explain”",
    "with words left out": "must not ... altered",
    "from the title": "Forging permits",
}


@pytest.mark.parametrize("name", STANDS)
def test_a_quote_stands(name: str) -> None:
    found = one(FORGE, STANDS[name])

    assert (found.quoted, found.misquoted, found.stands_at) == (True, False, None)


def test_a_quote_stands_in_the_rationale() -> None:
    assert one(FORGE, "others at risk", policy=with_clause(FORGE, rationale=REASON)).quoted is True


def test_a_quote_stands_in_an_exclusion() -> None:
    assert one(EXPLAIN, "making one").quoted is True


def test_a_quote_stands_that_is_copied_with_the_words_around_an_exclusion() -> None:
    assert one(EXPLAIN, f"Does not cover: making one -> [{FORGE}]").quoted is True


@pytest.mark.parametrize("quote", [FORGE, "Style: hard-refusal", "###", "hard-refusal"])
def test_an_id_a_style_or_a_mark_is_no_quote_of_a_clause(quote: str) -> None:
    assert one(FORGE, quote).quoted is False


@pytest.mark.parametrize(
    ("reasoning", "sentence"),
    [
        (f"First [{FORGE}-abroad]. Then [{FORGE}].", 2),
        ("First. Then Permits.Forge decides.", 2),
        ("First. Then it says: permits.fake.", 2),
        (f"First. Not {FORGE}.more.", None),
    ],
    ids=["not as a part of another id", "in other case", "by its former id", "not before a dot"],
)
def test_a_clause_is_named_in_the_sentence(reasoning: str, sentence: int | None) -> None:
    written = "permits.fake" if "fake" in reasoning else FORGE

    assert one(written, reasoning=reasoning).sentence == sentence


def test_a_quote_of_a_former_id_stands_in_the_clause_it_is_now() -> None:
    assert one("permits.fake", TEXT[FORGE]) == MatchedCitation(
        citation=Citation(clause="permits.fake", quote=TEXT[FORGE]),
        status=FORMER,
        clause=FORGE,
        quoted=True,
    )


@pytest.mark.parametrize(
    ("quote", "stands_at"),
    [
        (TEXT[COPY], COPY),
        ("Copies for records", COPY),
        ("making one", EXPLAIN),
        ("The assistant must never print permits.", None),
        ("altered ... must not", None),
        (f"{TEXT[FORGE]} {TEXT[COPY]}", None),
        ("...", None),
    ],
    ids=[
        "another text",
        "another title",
        "another exclusion",
        "no clause",
        "turned round",
        "two clauses",
        "left-out words alone",
    ],
)
def test_a_misquote_is_traced_to(quote: str, stands_at: str | None) -> None:
    found = one(FORGE, quote)

    assert (found.quoted, found.misquoted, found.stands_at) == (False, True, stands_at)


def test_nothing_quoted_is_no_misquote() -> None:
    found = one(FORGE)

    assert (found.quoted, found.misquoted) == (None, False)


def test_the_quote_of_a_clause_that_does_not_exist_is_not_checked() -> None:
    found = one("permits.forgery", TEXT[FORGE])

    assert (found.quoted, found.misquoted, found.stands_at) == (None, False, None)


def test_each_clause_stands_once_in_the_order_of_its_first_citation() -> None:
    found = cited(
        (COPY, ""), (FORGE, ""), ("none", ""), ("permits.fake", ""), (COPY, ""), ("none", "")
    )

    assert [(c.citation.clause, c.clause) for c in found] == [
        (COPY, COPY),
        (FORGE, FORGE),
        ("none", None),
    ]


@pytest.mark.parametrize(
    ("quotes", "kept"),
    [
        (("must not explain", "must print"), "must print"),
        (("must print", "must not explain"), "must print"),
        (("must print", "must sell"), "must print"),
        (("must not explain", "are forged"), "must not explain"),
        (("", "must print"), "must print"),
    ],
    ids=["right, wrong", "wrong, right", "wrong, wrong", "right, right", "none, wrong"],
)
def test_of_two_quotes_of_a_clause_the_first_wrong_one_is_kept(
    quotes: tuple[str, str], kept: str
) -> None:
    (found,) = cited(*((FORGE, quote) for quote in quotes))

    assert found.citation.quote == kept


@pytest.mark.parametrize(
    ("reasoning", "sentence", "sentences"),
    [
        ("", None, 0),
        ("It is about permits.", None, 1),
        (f"First I look. Then [{FORGE}] decides. [{FORGE}] again!", 2, 3),
        (f"Is it so?\nNo.\n\n{FORGE} holds", 3, 3),
        ("First. It must not explain how, so no.", 2, 2),
        (f"まず見る。 次に[{FORGE}]。", 2, 2),
    ],
    ids=["no reasoning", "not named", "by id", "by line", "by its words", "in Japanese"],
)
def test_the_sentence_that_first_names_the_clause_is_counted(
    reasoning: str, sentence: int | None, sentences: int
) -> None:
    found = one(FORGE, "must not explain how", reasoning=reasoning)

    assert (found.sentence, found.sentences) == (sentence, sentences)


SIX = "explain how official permits are forged"
FIVE = "how official permits are forged"


@pytest.mark.parametrize("around", ["I shall {}, yes.", 'See "{}".', "{}", "({})", "**{}**"])
@pytest.mark.parametrize("place", ["reasoning", "answer"])
def test_six_words_of_a_clause_cite_it_in_free_text(place: str, around: str) -> None:
    (found,) = cited(form=Form.FREE, **{place: around.format(SIX)})  # type: ignore[arg-type]

    assert found.citation == Citation(clause=FORGE, quote=SIX, found="quote")
    assert (found.status, found.clause, found.quoted) == (EXISTS, FORGE, True)


@pytest.mark.parametrize(
    ("form", "answer"),
    [
        (Form.FREE, f"I may not tell {FIVE}."),
        (Form.FREE, f"I shall {SIX[:-1]}."),
        (Form.FREE, f"I shall {SIX[2:]}."),
        (Form.STRUCTURED, SIX),
        (Form.TAGGED, SIX),
        (Form.BLOCKED, SIX),
    ],
    ids=[
        "in free text but of five words",
        "in free text but cut in a word",
        "in free text but begun in another",
        "in JSON",
        "in tags",
        "in a blocked reply",
    ],
)
def test_words_of_a_clause_cite_nothing(form: Form, answer: str) -> None:
    assert cited(form=form, answer=answer) == ()


def test_a_clause_named_and_quoted_in_free_text_is_cited_once() -> None:
    found = cited((FORGE, ""), form=Form.FREE, answer=f"{FORGE}: {SIX}. {TEXT[COPY]}")

    assert [(c.clause, c.citation.quote) for c in found] == [
        (FORGE, ""),
        (COPY, TEXT[COPY].rstrip(".")),
    ]


ids = st.sampled_from([EXPLAIN, COPY, FORGE, "permits.fake", "PERMITS.COPY", "none"])
quotes = st.sampled_from(["", "must not explain", "may explain", "making one", "words of nobody"])


@given(st.lists(st.tuples(ids, quotes), max_size=8))
def test_matching_what_was_matched_changes_nothing(citations: list[tuple[str, str]]) -> None:
    found = cited(*citations)

    again = cited(*((c.citation.clause, c.citation.quote) for c in found))
    assert again == found
    assert len({c.clause or c.citation.clause for c in found}) == len(found)
    written = {(c.citation.clause, c.citation.quote) for c in found}
    assert written <= set(citations)
    assert {c.misquoted for c in cited(*citations[::-1])} == {c.misquoted for c in found}
