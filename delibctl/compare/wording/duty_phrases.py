"""English phrases of duty, each with its force and its strength."""

from functools import cache

from delibctl.compare.wording.duty import Force

#: After these, "never" and "always" name no act.
_NO_ACT = {(), ("in",), ("at",), ("on",), ("for",), ("a",), ("the",), ("by",), ("as",), ("with",)}

#: After these, "will" is a noun.
_POSSESSIVES = {
    (word,)
    for word in ["their", "his", "her", "your", "our", "my", "the", "free", "own", "good", "ill"]
}

#: The words of a phrase, its force and its strength.
Entry = tuple[tuple[str, ...], Force, float]

#: Phrases of duty, each with its strength from 1 to 4.
_PHRASES: dict[Force, dict[float, str]] = {
    Force.FORBID: {
        4: "must not|must never|shall not|shall never|may not|may never|can not|can never|will not"
        "|will never|do not|does not|did not|never|is not to|are not to|no longer|is forbidden to"
        "|is forbidden from|is prohibited from|are prohibited from|is barred from|refrain from"
        "|refrains from|under no circumstances|is not allowed to|are not allowed to"
        "|nor does it|nor does the assistant|nor will it|nor may it|nor can it|nor must it"
        "|nor shall it|nor does the model|nor do they|is not permitted to|are not permitted to"
        "|has no right to|must refrain from",
        3.5: "should never|avoid|avoids|must avoid|has to avoid|steer clear of",
        3: "nor should it|nor should the assistant"
        "|should not|ought not to|ought not|would not|could not|should avoid|should refrain from",
        2: "try not to|tries not to|prefer not to|prefers not to|is discouraged from|rarely|seldom"
        "|should rarely|must rarely|must seldom|should seldom|should try not to|hardly ever"
        "|should try to avoid|should hesitate to|might not|tries to avoid|try to avoid",
    },
    Force.REQUIRE: {
        4: "must|shall|will|has to|have to|needs to|need to|is required to|are required to"
        "|is obliged to|must always|should always|always|is to|are to|is obligated to",
        3: "should|ought to|ought|is expected to|are expected to|is supposed to|would|had better",
        2: "is encouraged to|are encouraged to|aims to|aim to|tries to|try to|prefers to|strives to"
        "|strive to|should try to|should aim to|should strive to|should consider|might want to"
        "|should ideally|is advised to|seeks to|tends to|attempts to|should generally try to"
        "|should preferably",
    },
    Force.PERMIT: {
        1: "may|can|could|might|is allowed to|are allowed to|is permitted to|are permitted to"
        "|is free to|are free to|is welcome to|may choose to|can choose to|is able to|may also"
        "|is at liberty to|is entitled to",
    },
    Force.RELEASE: {
        0.5: "need not|needs not|does not have to|do not have to|does not need to|do not need to"
        "|is not required to|are not required to|is under no obligation to|has no need to"
        "|rarely need to|rarely needs to|seldom need to|seldom needs to"
        "|is not obliged to|are not obliged to|is not expected to|may choose not to|may skip"
        "|should not have to|should not need to",
    },
}


_TRYING = (
    "try to|aim to|strive to|seek to|attempt to|endeavor to|endeavour to|make an effort to"
    "|make every effort to|do its best to|work to|look to"
)


#: Phrases that leave something out: what follows is not said.
_OMITTING = """
omit|omits|omitting|leave out|leaves out|leave aside|leaves aside|hold back|holds back|keep back
|keeps back|keep out|keeps out|skip|skips|exclude|excludes|withhold|withholds|keep silent about
|leave off|leaves off|avoid|avoids
"""


@cache
def omitting() -> frozenset[tuple[str, ...]]:
    """Return the phrases that leave something out."""
    return frozenset(tuple(phrase.split()) for phrase in _OMITTING.split("|"))


def duty_phrase(words: tuple[str, ...], index: int) -> Entry | None:
    """Return the longest phrase of duty at a place."""
    if words[index] in ("never", "always") and words[index + 1 : index + 2] in _NO_ACT:
        return None
    if words[index] == "will" and words[index - 1 : index] in _POSSESSIVES:
        return None
    entries = _table().get(words[index], ())
    return next((e for e in entries if words[index : index + len(e[0])] == e[0]), None)


def duty_starts() -> frozenset[str]:
    """Return the first words of the phrases of duty."""
    return frozenset(_table())


@cache
def _table() -> dict[str, list[Entry]]:
    """Return the phrases by their first word, the longest first."""
    table: dict[str, list[Entry]] = {}
    for force, by_strength in _PHRASES.items():
        for strength, phrases in by_strength.items():
            for phrase in phrases.split("|"):
                words = tuple(phrase.split())
                table.setdefault(words[0], []).append((words, force, strength))
    for modal in ("must", "should", "shall", "will"):
        tries = [(modal, *trying.split()) for trying in _TRYING.split("|")]
        table.setdefault(modal, []).extend((phrase, Force.REQUIRE, 2) for phrase in tries)
    for words in omitting():
        table.setdefault(words[0], []).append((words, Force.FORBID, 4))
    for phrases_of_word in table.values():
        phrases_of_word.sort(key=lambda entry: -len(entry[0]))
    return table
