"""Patterns for what a clause says the assistant does; shared by the rules about wording.

They cover English only, and rather miss something than report something wrong.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from delibctl.lint.entry import Entry
from delibctl.lint.outline import Outline
from delibctl.lint.prose import Prose
from delibctl.text.lazy import later

#: Replaces each character of quoted text.
_BLANK = "·"
_QUOTE_MARKS = later("[\"'`“«‘(]")
_QUOTED = later(
    r"```.*?```|`[^`\n]{1,300}`|\]\([^)\s]{1,300}\)"
    r'|"(?:[^"\n]|\n(?!\n)){1,500}"|“[^”]{1,500}”|«[^»]{1,500}»'
    # An apostrophe inside a word closes nothing.
    r"|‘(?:[^’\n]|’(?=\w)){1,300}’(?!\w)|(?<![\w'])'(?:[^'\n]|'(?=\w)){2,300}'(?!\w)",
    re.DOTALL,
)
_SENTENCE_END = later(
    r"(?<=[.!?])[)\]”’*_·]*\s+(?=[^a-z\s])|\n\s*\n\s*|\n\s*(?=(?:[-*+•#>]|\d{1,2}[.)])\s)"
)
#: Marks of a list or heading, and a label in bold.
_LEAD = later(r"(?:[\s>#•]|[-+*](?=\s))*(?:\d{1,2}[.)]\s+)?(?:\*\*[^*\n]{1,60}\*\*:?\s*)?")

#: Names that a policy uses for the model.
ASSISTANT = (
    r"(?:(?:the|this|our|your) (?:assistant|model|ai|chatbot|bot|agent)|assistants?"
    r"|(?:the )?models|you|it)"
)
#: The names without pronouns, which may refer to something else.
NAMED_ASSISTANT = r"(?:(?:the|this) assistant|you)"
ANSWER = r"(?:(?:the|its|an|any|all|such|every) )?(?:answers?|responses?|repl(?:y|ies)|refusals?)"
#: Adverbs between a subject and its verb, none of which is a negation.
ADVERBS = r"(?:(?:\w+ly|also|still|always|then|instead|therefore|only|often|both) ){0,3}"
_OPENING = (
    r"(?:\A|[,;:(] ?| —+ | --+ )"
    r"(?:(?:and|but|so|or|then|instead|otherwise|however|thus|therefore|also|ideally|preferably"
    r"|generally|usually|typically|normally),? ){0,2}"
)
_IMPERATIVES = """
acknowledge add aim always answer ask assume attempt avoid be check choose clarify consider decline
describe discuss do don't encourage ensure err explain follow give help include keep leave limit
make mention name never note offer point preferably ideally prefer provide recommend redirect refer
refuse remind respond say share show state stay stop strive suggest tell translate treat try use
verify warn withhold write
"""


def english(pattern: str) -> re.Pattern[str]:
    """Return a pattern that ignores case; its spaces match any white space, as texts may wrap."""
    wrapped = re.sub(" ([?{])?", lambda m: rf"\s{m[1]}" if m[1] else r"\s+", pattern)
    return later(wrapped, re.IGNORECASE)


def of_assistant(then: str, subject: str = ASSISTANT) -> re.Pattern[str]:
    """Return a pattern for a main clause that starts with the subject, followed by `then`."""
    return english(rf"{_OPENING}{subject} {ADVERBS}{then}")


_SAYS_WHAT_IT_DOES = of_assistant(r"[a-z]", f"(?:{ASSISTANT}|{ANSWER})")
_ORDERS = later(rf"(?:{'|'.join(_IMPERATIVES.split())})\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A sentence or list item without its marks, and its offset in the text."""

    start: int
    text: str

    @property
    def is_duty(self) -> bool:
        """True if it says what the assistant does, not what something is."""
        return bool(_ORDERS.match(self.text) or _SAYS_WHAT_IT_DOES.search(self.text))


def texts_with(outline: Outline, words: Iterable[str]) -> Iterator[tuple[Entry, Prose]]:
    """Yield clauses whose text contains one of some lower-case words, in any case, with the text.

    Much faster than a pattern, and most clauses need no closer look.
    """
    words = tuple(words)
    for clause, prose in outline.clause_texts:
        lowered = prose.text.lower()
        if "\n" in lowered:
            lowered = " ".join(lowered.split())
        for word in words:
            if word in lowered:
                yield clause, prose
                break


def unquoted(text: str) -> str:
    """Return the text with quotations, code and link targets blanked out."""
    if not _QUOTE_MARKS.search(text):
        return text
    return _QUOTED.sub(lambda quoted: re.sub(r"[^\n]", _BLANK, quoted[0]), text)


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text, with quotations blanked out."""
    text = unquoted(text)
    start = 0
    for end in (*_SENTENCE_END.finditer(text), None):
        lead = _LEAD.match(text, start)
        begin = lead.end() if lead else start
        sentence = text[begin : end.start() if end else len(text)].rstrip()
        if sentence:
            yield Sentence(start=begin, text=sentence)
        start = end.end() if end else len(text)
