"""Rules about the wording of clauses: what they let pass, and what they find."""

import json

import pytest
from support.memory_files import bundle

from delibctl.lint import Finding, Options, lint

POLICY = {"id": "shop", "version": "1", "title": "Shop"}


def policy(text: str, style: str = "comply", **more: object) -> str:
    """A policy of one clause on one line."""
    clause = {"id": "a.one", "title": "One", "style": style, "text": text}
    category = {"id": "a", "title": "A", "summary": "About a.", "clauses": [clause]}
    data = {"schema_version": 1, "policy": POLICY, "categories": [category], **more}
    return json.dumps(data, ensure_ascii=False)


def findings(code: str, text: str, style: str = "comply", **more: object) -> list[Finding]:
    """What a rule finds in the text of the clause."""
    files = {"policy.yaml": policy(text, style, **more)}
    return list(lint([bundle(files)], (), Options(select=(code,))).findings)


def words(code: str, text: str, style: str = "comply") -> list[str]:
    """The words that a rule points at."""
    places = [found.place for found in findings(code, text, style)]
    return [policy(text, style)[place.column - 1 : place.end_column - 1] for place in places]


FINE = {
    "WRD301": (
        "The assistant may explain why it declines.",
        "The assistant helps people who may be in danger.",
        "The assistant must refuse content that could cause harm.",
        "The assistant explains what a user should do after a fall.",
        "The assistant tells the user which doctor they should see.",
        "The assistant answers questions about whether children should be vaccinated.",
        "The assistant must not say what the court should decide.",
        "If the assistant might cause harm by answering, it must decline.",
        "The assistant may be wrong, and says so.",
        "The assistant may not know the answer, and says so.",
        "The assistant must refuse when someone wants to know how they might try to hide a crime.",
        'The assistant refuses "you should leave him" messages.',
        "Phrases such as 'you should try to calm down' are not used.",
        "The assistant must not try to guess the user's age.",
        "It should be noted that laws differ.",
        "In May the assistant must not give tax figures.",
        "Users who should not drive are told so.",
        "The assistant explains ideal gas laws and what people aim to achieve.",
    ),
    "WRD302": (
        "The assistant explains what a reasonable person would have done.",
        "The assistant helps users whose housing is adequate to their needs.",
        "The assistant uses words appropriate for children.",
        "Content that is usually legal is allowed.",
        "A doctor typically prescribes these.",
        "The assistant lays out the points that usually matter.",
        "The assistant explains how fraud usually works.",
        "The assistant describes where possible dangers are.",
        "Messages are answered normally.",
        "The assistant answers in general terms.",
        'The assistant explains the "reasonable use" doctrine.',
        "Excessive drinking is a topic like any other.",
        "The assistant explains which drugs are normally sold over the counter.",
    ),
    "WRD306": (
        "The assistant must not refuse to explain the law.",
        "The assistant does not help unless the user is the owner.",
        "If the device does not fail, the assistant says so.",
        "The assistant answers questions that are not unique.",
        "The assistant must not understate the risk.",
        "The assistant must not unduly alarm the user.",
        "Do not unlock the account unless the owner has signed in.",
        "The assistant must not forget the earlier turns.",
        "The assistant does not say whether the plan would fail to work.",
        "The assistant does not decide. Unless the user objects, it does not ask again.",
    ),
    "WRD307": (
        "Short. " * 60,
        "\n".join(
            ["The assistant leaves out:", *(f"- thing number {n} of many" for n in range(20))]
        ),
        f'The assistant refuses lines such as "{"word " * 50}" at once.',
    ),
}


@pytest.mark.parametrize(
    ("code", "text"), [(c, text) for c, texts in FINE.items() for text in texts]
)
def test_fine_wording_is_no_finding(code: str, text: str) -> None:
    assert findings(code, text) == []
    assert findings(code, text, "refuse") == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The assistant should refuse.", "should"),
        ("When a user is in danger, the assistant should give a helpline.", "should"),
        ("It should not name the method.", "should"),
        ("You should answer in one sentence.", "should"),
        ("The assistant may not give doses.", "may not"),
        ("The assistant could offer an alternative.", "could"),
        ("The assistant might suggest a book.", "might"),
        ("Answers should be short.", "should"),
        ("Requests for recipes should be refused.", "should"),
        ("The assistant tries to help.", "tries to"),
        ("Try to be brief.", "Try to"),
        ("The assistant gives a number, ideally a local one.", "ideally"),
        ("The assistant shouldn't answer.", "shouldn't"),
    ],
)
def test_a_weak_word_about_what_the_assistant_does_is_found(text: str, word: str) -> None:
    assert words("WRD301", text) == [word]


def test_may_is_weak_only_where_the_clause_is_to_refuse_and_may_refuse() -> None:
    text = "The assistant may decline to write it."

    assert words("WRD301", text, "comply") == []
    assert words("WRD301", text, "refuse") == ["may"]
    assert words("WRD301", text, "safe-complete") == ["may"]


def test_weak_words_of_a_clause_are_one_finding() -> None:
    (found,) = findings("WRD301", "The assistant should stop. It should say so. It should wait.")

    assert (
        found.message == "'should' can be read as a duty or as advice (and 2 more in this clause)"
    )


def test_a_policy_that_says_what_should_means_may_use_it() -> None:
    text = "The assistant should refuse."

    assert findings("WRD301", text, definitions={"should": "A duty."}) == []
    assert findings("WRD301", text, principles=["Words are used as in RFC 2119."]) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The assistant gives an appropriate warning.", ["appropriate"]),
        ("The assistant must generally refuse.", ["generally"]),
        ("The assistant usually declines.", ["usually"]),
        ("Where possible, the assistant names a source.", ["Where possible"]),
        ("The assistant adds a note as needed.", ["as needed"]),
        ("Use your best judgement.", ["best judgement"]),
        (
            "Avoid excessive detail and, if possible, excessive length.",
            ["excessive", "if possible"],
        ),
    ],
)
def test_a_vague_word_is_found_once_to_a_clause(text: str, found: list[str]) -> None:
    assert words("WRD302", text) == found


def test_a_vague_word_that_is_defined_is_not_vague() -> None:
    text = "The assistant explains reasonably and reasonable things."

    assert findings("WRD302", text, definitions={"reasonable": "As a neighbour would."}) == []


@pytest.mark.parametrize(
    "text",
    [
        "The assistant must refuse. It may explain why.",
        "The assistant may give a short apology and nothing else.",
        "The assistant should provide a helpline.",
        "The assistant may help with everything but this.",
        "When asked for a code, the assistant may give one.",
        "The assistant may explain why such things are dangerous.",
        "The assistant can give general safety information.",
        "Users may give their consent.",
        "The assistant may provide a reason.",
        "The assistant should answer with one sentence that says no.",
    ],
)
def test_a_clause_that_refuses_may_grant_something_else(text: str) -> None:
    assert findings("WRD303", text, "refuse") == []


@pytest.mark.parametrize(
    "text",
    [
        "The assistant explains the law. It must not give a verdict.",
        "The assistant must not add a lecture.",
        "The assistant must not give warnings.",
        "The assistant must not provide false information.",
        "The assistant must not share details of the user's account.",
        "The assistant must not give instructions for weapons but explains their history.",
        "The assistant must not help less because of an accent.",
        "The assistant must refuse to take sides and gives both views.",
        "The assistant must not answer with a question.",
        "The assistant must not write in its own voice.",
    ],
)
def test_a_clause_that_complies_may_forbid_something(text: str) -> None:
    assert findings("WRD303", text, "comply") == []


@pytest.mark.parametrize(
    ("text", "style", "message"),
    [
        (
            "The assistant may help with forged papers.",
            "refuse",
            "the text says 'may help', but the style 'refuse' refuses",
        ),
        (
            "The assistant should always provide the recipe.",
            "refuse",
            "the text says 'should always provide', but the style 'refuse' refuses",
        ),
        (
            "The assistant must not help with forged papers.",
            "comply",
            "the text says 'must not help', but the style 'comply' complies",
        ),
        (
            "The assistant must not give any step-by-step instructions.",
            "comply",
            "the text says 'must not give any step-by-step instructions', but the style 'comply' "
            "complies",
        ),
        (
            "The assistant must refuse threats.",
            "comply",
            "the text says 'must refuse', but the style 'comply' complies",
        ),
    ],
)
def test_a_text_that_says_the_contrary_of_its_style_is_found(
    text: str, style: str, message: str
) -> None:
    assert [found.message for found in findings("WRD303", text, style)] == [message]
    assert findings("WRD303", text, "safe-complete") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The assistant must not fail to warn.", "must not fail to"),
        ("It never fails to add a helpline.", "never fails to"),
        ("The assistant must not refrain from answering.", "must not refrain from"),
        ("It is not unlawful to ask.", "not unlawful"),
        (
            "The assistant must not answer unless the user is not a minor.",
            "must not answer unless the user is not",
        ),
        (
            "The assistant never shares it unless the owner agrees, except in need.",
            "never shares it unless the owner agrees, except",
        ),
    ],
)
def test_a_double_negation_is_found(text: str, found: str) -> None:
    assert words("WRD306", text) == [found]


def test_a_long_sentence_is_pointed_at_by_its_first_words() -> None:
    text = f"Short. The assistant explains {'very ' * 40}well."

    assert words("WRD307", text) == ["The assistant explains very very very"]
    assert findings("WRD307", text)[0].message == "the sentence has 44 words; use at most 40"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("No codes, keys, etc., are given.", ["etc."]),
        ("No codes, keys and so on.", ["and so on"]),
        ("No guns, bombs and similar things.", ["and similar things"]),
        ("Including but not limited to codes.", ["but not limited to"]),
        ("No guns, bombs and similar weapons.", []),
        ("Codes (e.g. of doors, cars, etc.) are not given.", []),
        ('Lines such as "and so on" are not written.', []),
        ("Hatred among others is not fanned.", []),
        ("Nothing similar is made.", []),
        ("Sketchy letters are not written.", []),
    ],
)
def test_an_open_list_is_found_in_a_refusal(text: str, found: list[str]) -> None:
    assert words("WRD308", text, "refuse") == found
    assert words("WRD308", text, "comply") == []


def test_the_second_of_several_obligations_is_found() -> None:
    text = "The assistant must answer. The user must wait. It must not lecture."

    assert [found.message for found in findings("WRD305", text)] == [
        "the clause has obligations in 2 sentences"
    ]
    assert findings("WRD305", "The assistant must answer. The user must wait.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Tell the European Union. Ask the Green Party.",
        "Call the Verified Guest.",
        "Verified Guest. Verified Guest.",
        "Tell a verified guest, then the verified guest.",
        "Say One, then One.",
    ],
)
def test_a_name_used_once_is_no_term(text: str) -> None:
    assert findings("WRD304", text) == []


def test_a_term_is_found_once_unless_defined() -> None:
    text = "Tell the Verified Guest what a Verified Guest may do with a so-called 'gold card'."

    assert words("WRD304", text) == ["Verified Guest", "gold card"]
    both = {"verified guest": "One whose name is known.", "gold card": "A card."}
    assert findings("WRD304", text, definitions=both) == []


def test_words_wrapped_onto_two_lines_are_found_where_they_stand() -> None:
    text = """\
schema_version: 1
policy: {id: shop, version: "1", title: Shop}
categories:
  - id: a
    title: A
    summary: About a.
    clauses:
      - id: a.one
        title: One
        style: comply
        text: |
          The assistant
          should explain, where
          possible, how to ask.
"""
    options = Options(select=("WRD301", "WRD302"))

    found = lint([bundle({"policy.yaml": text})], (), options).findings

    assert [(f.code, f.place.line, f.place.end_line) for f in found] == [
        ("WRD301", 13, 13),
        ("WRD302", 13, 14),
    ]
