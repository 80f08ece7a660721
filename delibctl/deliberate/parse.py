"""Parsing a reply of any layout. Never raises, and never adds an id that the text lacks."""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from delibctl.deliberate import structured, tagged
from delibctl.deliberate.copied import names_layout, placeholder
from delibctl.deliberate.copied_ids import without_copied_ids
from delibctl.deliberate.mentions import ids_in
from delibctl.deliberate.stated import count_differing
from delibctl.model import Citation, Deliberation, Form, ReplyForm
from delibctl.text.embedded import unescaped
from delibctl.text.json_values import inner_text
from delibctl.text.lazy import later
from delibctl.text.placeholders import is_type_word
from delibctl.text.thoughts import split_thoughts

#: The citations of one reply that are read; more is no reply to a question.
MAX_CITATIONS = 300
_EDGE = later(r"[\s\ufeff>*`~]*+(?:json)?\s*+", re.IGNORECASE)
_JSON = later(r"""\{\s*(?:["'}“]|\Z)|\[\s*[\[{"\]]""")
#: JSON that holds nothing. A number or `true` may be the answer itself.
_NOTHING = later(r"""(?:null|""|\[\s*\])[`~\s]*+""")
_WORD = later(r"[A-Za-z][A-Za-z0-9_.-]*")


def parse(
    text: str,
    known_ids: Container[str],
    reasoning: str = "",
    asked: ReplyForm | None = None,
) -> Deliberation | None:
    """Return the deliberation in a reply; None if it has the requested layout but no answer.

    Answers that differ are none: which of them is meant is anybody's guess.

    `known_ids` are the ids of the policy. `reasoning` is the text that the provider returned beside
    the reply. `asked` is the layout that the question asked for; None if it asked for none.
    """
    split = split_thoughts(text)
    body = inner_text(split.text)
    if not body:
        return None
    parts = _laid_out(body)
    before = "\n\n".join(filter(None, (reasoning.strip(), split.thoughts)))
    if parts is None:
        return None if asked and _holds_no_answer(body, asked) else _free(body, before, known_ids)
    if not parts.answer:
        return None
    if _differing(body, parts):
        return None if asked else _free(body, before, known_ids)
    reasoning = "\n\n".join(filter(None, (before, parts.reasoning)))
    searched = f"{before}\n{text}\n{unescaped(text)}"
    declared = tuple(_written(parts.citations, searched))
    written = without_copied_ids(reasoning, headings=True)
    cited = {citation.clause for citation in declared}
    mentions = (id for id in ids_in(written, known_ids) if id in searched and id not in cited)
    return replace(parts, reasoning=reasoning, citations=declared, mentioned=tuple(mentions))


def differing_answers(text: str) -> int:
    """Return the number of answers of a reply, outside of thoughts, that differ; 0 if none do."""
    body = inner_text(split_thoughts(text).text)
    return _differing(body, _laid_out(body))


def _differing(body: str, laid_out: Deliberation | None) -> int:
    objects, tags = structured.stated(body), tagged.stated(body)
    if laid_out and laid_out.form is Form.TAGGED:
        blocks = tagged.places(body)
        objects = [one for one in objects if not one.within(blocks)]
    else:
        # A tag around an object is its wrapper.
        tags = [tag for tag in tags if not any(one.within([tag.place]) for one in objects)]
    places = [one.place for one in objects]
    return count_differing((*objects, *(tag for tag in tags if not tag.within(places))))


def _laid_out(body: str) -> Deliberation | None:
    """Return the content of an object or of tags; of both, the outer one with an answer."""
    object, tags = structured.read(body), tagged.read(body)
    if object is None or tags is None:
        return object or tags
    around = tagged.begins(body) < structured.begins(body)
    complete = tags.answer and (tags.reasoning or tags.citations or tags.style)
    return tags if (complete and around) or not object.answer else object


def _holds_no_answer(body: str, asked: ReplyForm) -> bool:
    """Return True if a reply without our keys is not meant for the user.

    It repeats the layout, or it is nothing but JSON where JSON was asked for.
    """
    if placeholder(body) or names_layout(body):
        return True
    return asked is not ReplyForm.PROMPT and is_only_json(body)


def is_only_json(body: str) -> bool:
    """Return True if a text is JSON and nothing else, whole, broken or cut off."""
    edge = _EDGE.match(body)
    start = edge.end() if edge else 0
    if _NOTHING.fullmatch(body, start):
        return True
    if _JSON.match(body, start) is None:
        return False
    end = structured.end_of_json(body, start)
    return end is None or not body[end:].strip("`~ \t\r\n,;.}]")


def _written(citations: Iterable[Citation], searched: str) -> Iterator[Citation]:
    """Yield the first citations, without placeholders and without ids that the text lacks."""
    words = set(_WORD.findall(searched))
    for number, citation in enumerate(citations):
        if number >= MAX_CITATIONS:
            return
        known = citation.clause in words or citation.clause in searched
        if known and not _stands_for_value(citation.clause):
            yield replace(citation, quote="") if _stands_for_value(citation.quote) else citation


def _stands_for_value(text: str) -> bool:
    return placeholder(text) or is_type_word(text)


def _free(body: str, reasoning: str, known_ids: Container[str]) -> Deliberation:
    text = without_copied_ids(f"{reasoning}\n\n{body}", headings=True)
    ids = ids_in(text, known_ids)
    citations = tuple(Citation(clause=id, found="id") for id in ids)
    return Deliberation(form=Form.FREE, answer=body, reasoning=reasoning, citations=citations)
