"""Long hostile replies, and all that is done with a reply of a model."""

from collections.abc import Callable

from delibctl.deliberate import copies_layout, found_style, match, named_categories, parse
from delibctl.deliberate.clause_requests import requested_clauses
from delibctl.judge.changes.read import read_vote
from delibctl.judge.patterns import observe
from delibctl.judge.read import read
from delibctl.model import (
    Category,
    Clause,
    Deliberation,
    Form,
    Mode,
    Place,
    Policy,
    ReplyForm,
)
from delibctl.text.thoughts import split_thoughts

_CLAUSE = Clause(
    id="permits.forge",
    title="Forging permits",
    style="refuse",
    text="The assistant must not explain how official permits are forged or altered.",
    place=Place(file="policy.yaml", line=1),
)
_POLICY = Policy(
    id="permits",
    version="1.0.0",
    title="Permit desk",
    definitions={},
    styles={},
    categories=(Category(id="permits", title="Permits", summary="S.", clauses=(_CLAUSE,)),),
)
IDS = frozenset(_POLICY.clause_by_id)
_QUOTE = " ".join(_CLAUSE.text.split()[:5])
#: Texts that are repeated, alone and after the beginning of a reply.
PIECES = {
    "markup": "[@click=app.quit]x[/] ",
    "braces": "{",
    "closing braces": "}",
    "brackets": "[",
    "quotation marks": '"',
    "curly quotation marks": "“",
    "other opening marks": "«",
    "backticks": "`",
    "fences": "```\n",
    "tildes": "~~~\n",
    "keys": '{"answer":',
    "whole objects": '{"answer": "x"} ',
    "whole replies": '{"reasoning": "r", "style": "comply", "answer": "x"}\n',
    "keys without a colon": '{"answer" ',
    "escaped quotes in braces": '{"a\\"',
    "braces and comments": "{//",
    "nested lists": '{"a":[',
    "repeated keys": '"answer": "x{}",'.replace("{}", "y"),
    "think": "<think>",
    "think closed": "</think>",
    "think in lines": "<think>\n</think>\n",
    "think in brackets": "[THINK]",
    "channels": "<|channel|>analysis<|message|>",
    "stripped channels": "assistantfinal",
    "answer": "<answer>",
    "answers in lines": "<answer>\n</answer>\n",
    "citations": "<citations>\n[permits.forge]\n",
    "ids": "[permits.forge] ",
    "unknown ids": "[a.b] “",
    "ids in a list": "s1, s2\n",
    "a quote": _QUOTE + " ",
    "routes": "does not cover x -> [permits.forge] ",
    "styles": "style refuse ",
    "denied styles": "not comply, ",
    "announced outcomes": "so to be ",
    "quotations in sentences": 'x. "a" ',
    "words": "a ",
    "one word": "a",
    "blanks": " ",
    "line ends": "\n",
    "dots": "...",
    "bullets": "- x\n",
    "emphasis": "**a ",
}
BEGINNINGS = {
    "alone": "",
    "in an answer": '{"reasoning": "r", "citations": [{"clause": "permits.forge", "quote": "',
    "in citations": "<reasoning>\nr\n</reasoning>\n<citations>\n",
    "in thoughts": "<think>\n",
}


def reply_of(piece: str, begins: str) -> Callable[[int], str]:
    """Return what makes such a reply of a length."""
    return lambda length: begins + piece * (length // len(piece))


def everything(text: str) -> None:
    """What is done with a reply between its arrival and its figures."""
    for asked in (None, ReplyForm.JSON_OBJECT, ReplyForm.PROMPT):
        deliberation = parse(text, IDS, asked=asked)
        if deliberation is None:
            copies_layout(text)
            deliberation = Deliberation(form=Form.FREE, answer=text, reasoning=text)
        match(deliberation, _POLICY, Mode.NONE)
        named_categories(deliberation, _POLICY, Mode.NONE)
        found_style(deliberation, _POLICY, Mode.NONE)
        observe((), deliberation.answer)
    requested_clauses(text, _POLICY)
    split_thoughts(text, layout=())
    read(text, IDS)
    read_vote(text)
