"""Edits of one word or phrase, and which way they move a clause."""

import pytest
from compare.policies.small import reverse

from delibctl.compare.scales import Direction
from delibctl.compare.wording.classify import classify
from delibctl.compare.wording.reading import read_words
from delibctl.model import Outcome

LOOSENS, TIGHTENS, NEUTRAL, UNKNOWN = Direction
COMPLY, CARE, REFUSE = Outcome.COMPLY, Outcome.SAFE_COMPLETE, Outcome.REFUSE

LOCKS = (
    "The assistant must not explain how to pick a lock, bump a lock or copy a key, for any "
    "purpose. Framing the request as a puzzle changes nothing."
)
PERMITS = "The assistant must not describe how to forge permits."
ALL = "The assistant refuses all requests for permits."
HELPLINE = "The assistant must offer a helpline."
METHODS = "The assistant must not describe methods."
LOCKS_EXPLAINED = "The assistant must explain how locks work."
DOSES = "Give general safety information, and leave out doses and steps."
DRUGS = "The assistant answers questions about medicine and law."


@pytest.mark.parametrize(
    ("outcome", "text", "out", "into", "expected"),
    [
        # Duties.
        (REFUSE, LOCKS, "must not", "may", LOOSENS),
        (REFUSE, LOCKS, "must not", "ought not to", LOOSENS),
        (REFUSE, LOCKS, "must not", "must rarely", LOOSENS),
        (REFUSE, LOCKS, "must not", "need not", LOOSENS),
        (REFUSE, LOCKS, "must not", "must", LOOSENS),
        (REFUSE, LOCKS, "must not", "should try not to", LOOSENS),
        (REFUSE, PERMITS, "must not", "should not", LOOSENS),
        (REFUSE, "The assistant must refuse such requests.", "must", "may", LOOSENS),
        (REFUSE, "The assistant must refuse such requests.", "refuse", "answer", LOOSENS),
        (REFUSE, "The assistant must refuse such requests.", "refuse", "discourage", LOOSENS),
        (REFUSE, "Such content is prohibited.", "prohibited", "discouraged", LOOSENS),
        (REFUSE, "Such content is not allowed.", "not allowed", "allowed", LOOSENS),
        (REFUSE, "Help with locks is not allowed.", "is not", "is usually not", LOOSENS),
        (COMPLY, LOCKS_EXPLAINED, "must", "may", TIGHTENS),
        (COMPLY, LOCKS_EXPLAINED, "must", "must not", TIGHTENS),
        (COMPLY, "The assistant must not add warnings.", "must not", "should not", TIGHTENS),
        (CARE, HELPLINE, "must", "may", LOOSENS),
        (CARE, HELPLINE, "must", "need not", LOOSENS),
        (CARE, METHODS, "must not", "should not", LOOSENS),
        (None, "The assistant must not help with weapons.", "must not", "may", LOOSENS),
        # Exceptions, conditions, concessions.
        (REFUSE, LOCKS, ", for any purpose", ", barring an emergency", LOOSENS),
        (REFUSE, LOCKS, ", for any purpose", "", LOOSENS),
        (REFUSE, ALL, "permits", "permits save for those of doctors", LOOSENS),
        (REFUSE, ALL, "permits", "permits, with the exception of old ones", LOOSENS),
        (REFUSE, ALL, "permits", "permits as long as the user is a child", LOOSENS),
        (REFUSE, ALL, "permits", "permits where the user is a child", LOOSENS),
        (REFUSE, f"{ALL[:-1]} except from doctors.", " except from doctors", "", TIGHTENS),
        (CARE, HELPLINE, "helpline", "helpline if asked", LOOSENS),
        (COMPLY, DRUGS, "law", "law if the user is a doctor", TIGHTENS),
        (
            REFUSE,
            "It must not share data without consent.",
            "consent",
            "consent or a warrant",
            LOOSENS,
        ),
        (REFUSE, "It must not help, even if asked twice.", ", even if asked twice", "", LOOSENS),
        (
            REFUSE,
            "It must not forge permits, whatever the reason.",
            ", whatever the reason",
            "",
            LOOSENS,
        ),
        (
            REFUSE,
            "It must not share it without consent, whatever the reason.",
            ", whatever the reason",
            "",
            LOOSENS,
        ),
        (REFUSE, "It must not write such scenes, in fiction too.", ", in fiction too", "", LOOSENS),
        # What is left out.
        (CARE, DOSES, ", and leave out doses and steps", "", LOOSENS),
        (CARE, DOSES, "leave out doses", "leave out exact doses", LOOSENS),
        (CARE, DOSES, " and steps", "", LOOSENS),
        (CARE, "Give safety information, and omit doses.", ", and omit doses", "", LOOSENS),
        (CARE, "The assistant leaves out doses.", "doses", "most doses", LOOSENS),
        (CARE, "The assistant explains it, without doses.", ", without doses", "", LOOSENS),
        (CARE, "The assistant explains it in general terms.", " in general terms", "", LOOSENS),
        # Scope.
        (REFUSE, ALL, "all", "some", LOOSENS),
        (REFUSE, ALL, "all", "most", LOOSENS),
        (REFUSE, ALL, "refuses", "refuses only", LOOSENS),
        (COMPLY, "The assistant explains how some locks work.", "some", "all", LOOSENS),
        (REFUSE, "Requests for guns are refused.", "Requests", "Most requests", LOOSENS),
        (REFUSE, "Requests for guns must be refused.", "must be", "can be", LOOSENS),
        (REFUSE, "It does not sell guns under any circumstances.", "any", "most", LOOSENS),
        (REFUSE, "It must not help, not even in fiction.", ", not even in fiction", "", LOOSENS),
        (COMPLY, "The assistant explains it.", "it", "it only to doctors", TIGHTENS),
        (CARE, "The assistant always adds a warning.", "always adds", "adds", LOOSENS),
        (CARE, "It warns of all risks.", "all", "some", LOOSENS),
        # Items.
        (REFUSE, LOCKS, ", bump a lock", "", LOOSENS),
        (REFUSE, "The assistant refuses weapons and drugs.", " and drugs", "", LOOSENS),
        (REFUSE, "The assistant refuses knives, guns and drugs.", "knives, ", "", LOOSENS),
        (COMPLY, DRUGS, " and law", "", TIGHTENS),
        # Numbers and units.
        (REFUSE, "The assistant refuses to sell over 10 mg.", "10 mg", "10 g", LOOSENS),
        (REFUSE, "The assistant refuses to sell more than 5 knives.", "5", "3", TIGHTENS),
        (REFUSE, "It must not help below 5 degrees.", "5", "-5", LOOSENS),
        (COMPLY, "The assistant may sell up to 5 knives.", "5", "3", TIGHTENS),
        (COMPLY, "The assistant may sell for up to 10 days.", "10 days", "2 weeks", LOOSENS),
        # Words of a scale, modifiers, hedges.
        (REFUSE, "Content that promotes violence.", "violence", "serious violence", LOOSENS),
        (REFUSE, "Content that promotes serious harm.", "serious ", "", TIGHTENS),
        (REFUSE, "Content that promotes significant harm.", "significant", "severe", LOOSENS),
        (REFUSE, METHODS, "describe", "describe specific", LOOSENS),
        (REFUSE, METHODS, "methods", "methods in detail", LOOSENS),
        (COMPLY, LOCKS_EXPLAINED, "must", "must usually", TIGHTENS),
        # Sentences.
        (REFUSE, LOCKS, " Framing the request as a puzzle changes nothing.", "", LOOSENS),
        (REFUSE, LOCKS, "changes nothing", "makes it fine", LOOSENS),
        (REFUSE, PERMITS, "permits.", "permits. It may describe old ones.", LOOSENS),
        (REFUSE, PERMITS, "permits.", "permits. Tests of one's own do not count.", LOOSENS),
        (CARE, METHODS, "methods.", "methods. It must offer a helpline.", TIGHTENS),
    ],
)
def test_an_edit_moves_its_clause_and_the_reverse_edit_moves_it_back_or_is_unclear(
    outcome: Outcome | None, text: str, out: str, into: str, expected: Direction
) -> None:
    assert text.count(out) == 1
    edited = text.replace(out, into)

    assert read_words(text, edited, outcome).direction is expected
    assert read_words(edited, text, outcome).direction in (reverse(expected), UNKNOWN)


@pytest.mark.parametrize(
    ("text", "out", "into"),
    [
        ("The assistant must not assist with locks.", "assist with", "help with"),
        ("The assistant cannot help with locks.", "cannot", "can not"),
        ("The assistant doesn't help with locks.", "doesn't", "does not"),
        ("The colour of the weapon must not be told.", "colour", "color"),
        ("The assistant must recognise weapons.", "recognise", "recognize"),
        ("The assistant must give sources.", "give", "provide"),
        ("The assistant must show sources.", "show", "display"),
        ("The assistant declines such requests.", "declines", "refuses"),
        ("The assistant declines every request.", "every", "each"),
        (
            "It must not explain guns, knives or bombs.",
            "guns, knives or bombs",
            "knives, bombs or guns",
        ),
        ("Sources, names and dates are given.", "Sources, names", "Names, sources"),
        ("It must not help unless asked.", "unless", "except if"),
        ("It must warn, for example about age.", "for example", "for instance"),
        ("It must not help children.", "children", "kids"),
        (
            "It must not help, regardless of whether it is asked.",
            "regardless of whether",
            "no matter whether",
        ),
        ("It must not help people to do so.", "people", "persons"),
        ("It must not recieve orders.", "recieve", "receive"),
        ("It must not help, and must say so.", "help, and", "help and"),
        ("It must not sell weapons.", "sell weapons.", "sell weapons"),
        ("It must not utilize such data.", "utilize", "use"),
        ("It must verify this prior to the order.", "prior to", "before"),
        ("It must be polite, and must be brief.", "polite", "courteous"),
        ("The licence of a gun must be checked.", "licence", "license"),
        ("It must not use co-operative tricks.", "co-operative", "cooperative"),
    ],
)
@pytest.mark.parametrize("outcome", [COMPLY, CARE, REFUSE])
def test_an_edit_that_changes_nothing_has_no_direction(
    text: str, out: str, into: str, outcome: Outcome
) -> None:
    edited = text.replace(out, into)

    assert edited != text
    assert classify(text, edited, outcome).direction in (NEUTRAL, UNKNOWN)
    assert classify(edited, text, outcome).direction in (NEUTRAL, UNKNOWN)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The assistant refuses class I drugs.", "The assistant refuses class II drugs."),
        ("The assistant refuses Schedule A drugs.", "The assistant refuses Schedule B drugs."),
        ("It refuses requests from minors.", "It refuses requests from adults."),
        ("It must not sell 10 knives.", "It must not sell 20 knives."),
        ("It refuses users aged < 18.", "It refuses users aged > 18."),
        ("It must not name the US persons.", "It must not name the us persons."),
        ("It refuses drugs, except guns, knives.", "It refuses guns, except drugs, knives."),
        ("Users must not ask for locks.", "Users may ask for locks."),
        ("It must not talk about locks.", "It must not talk about keys."),
        ("Es darf niemals Waffen oder Drogen verkaufen, auch nicht an Freunde.", "Es darf."),
        ("武器を売ってはいけない。", "武器を売ってもよい。"),
    ],
)
@pytest.mark.parametrize("outcome", [CARE, REFUSE])
def test_a_change_that_is_not_understood_is_unclear(
    before: str, after: str, outcome: Outcome
) -> None:
    assert classify(before, after, outcome).direction is UNKNOWN
    assert classify(after, before, outcome).direction is UNKNOWN


def test_a_loosening_among_unclear_edits_loosens_and_a_tightening_among_them_is_unclear() -> None:
    before = "The assistant must not explain locks. It must not talk about keys."
    after = "The assistant may explain locks. It must not talk about doors."

    assert classify(before, after, REFUSE).direction is LOOSENS
    assert classify(after, before, REFUSE).direction is UNKNOWN


def test_edits_in_both_directions_are_unclear() -> None:
    before = "The assistant must not explain locks. It must not describe some keys."
    after = "The assistant should not explain locks. It must not describe all keys."

    assert classify(before, after, REFUSE).direction is UNKNOWN
