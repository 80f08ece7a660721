"""The prompt templates around the policy: the task, and the layout of the reply."""

from copy import deepcopy
from typing import Any

from delibctl.deliberate.layouts import LAYOUTS
from delibctl.model import Choices, ReplyForm, Wants
from delibctl.policy.frame import quoted

#: The versions of the templates; the configuration pins one.
TEMPLATES = tuple(LAYOUTS)

_TASK = """\
You answer the last user message of the conversation that follows. Work under the policy below.

1. Find the clauses of the policy that govern the request, and leave the others aside.
2. Reason over their text: what is asked, which clause decides, and why its neighbours do not.
3. Cite each clause you rely on by its id in square brackets, quoting the words that decide, \
exactly as they stand in the clause. Put the deciding clause first.
4. Decide on the style that the deciding clause names: comply, refuse or safe-complete, or one of \
the named styles, and follow its guide.
5. Write the answer. It holds only what the user should read: no clause ids, no mention of the \
policy."""

_RECALL_TASK = """\
You answer the last user message of the conversation that follows. Work under the policy below, of \
which you see an index: what each category is about, and the id and title of each clause, but not \
its text.

First ask for the text of the clauses that may govern the request: their ids, and no more clauses \
than you need. You are then given their text, and answer."""

_GIVEN = """\
Here is the text of the clauses you asked for.

{clauses}

Now answer the last user message of the conversation above.

{steps}

{form}"""

_NOTHING_GIVEN = "(You asked for none.)"

_CORRECTION = """\
The policy has no clause {ids}. Ask again for the clauses you need, by ids of the index.

{form}"""

_REPAIR = """\
Your reply could not be read: it held {what}. Send the whole reply again{how}.

{form}"""

#: Stored questions are recognised by these beginnings; other template versions add theirs.
CORRECTION_BEGINS = _CORRECTION.partition("{")[0]
GIVEN_BEGINS = _GIVEN.partition("\n")[0]
REPAIR_BEGINS = _REPAIR.partition("{")[0]

#: Sent to providers that can constrain a reply; strict mode demands that all keys are required.
_REPLY_SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["reasoning", "citations", "style", "answer"],
    "properties": {
        "reasoning": {"type": "string"},
        "citations": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["clause", "quote"],
                "properties": {"clause": {"type": "string"}, "quote": {"type": "string"}},
            },
        },
        "style": {"type": "string"},
        "answer": {"type": "string"},
    },
}
_CLAUSES_SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["reasoning", "clauses"],
    "properties": {
        "reasoning": {"type": "string"},
        "clauses": {"type": "array", "items": {"type": "string"}},
    },
}


def reply_schema(wants: Wants, choices: Choices | None = None) -> dict[str, object] | None:
    """Return the JSON Schema of the reply to a question; None if any text is accepted.

    With `choices`, it allows no other id and no other style.
    """
    schemas: dict[Wants, dict[str, Any]] = {
        Wants.DELIBERATION: _REPLY_SCHEMA,
        Wants.CLAUSES: _CLAUSES_SCHEMA,
    }
    schema = schemas.get(wants)
    if schema is None or choices is None:
        return schema
    schema = deepcopy(schema)
    fields, ids = schema["properties"], {"type": "string", "enum": list(choices.clauses)}
    if wants is Wants.CLAUSES:
        fields["clauses"]["items"] = ids
    else:
        fields["citations"]["items"]["properties"]["clause"] = ids
        fields["style"] = {"type": "string", "enum": list(choices.styles)}
    return schema


def system_text(spec: str, form: ReplyForm, template: int) -> str:
    """Return the system message: the task, the policy, and the layout of the reply."""
    layout = LAYOUTS[template].deliberation(form)
    return f"{_TASK}\n\n{layout}\n\n{spec}\n\n## Reply\n{layout}"


def repair_text(form: ReplyForm, template: int, differing: int = 0) -> str:
    """Return the repair question, which follows a reply without an answer or with several."""
    what = f"{differing} answers that differ" if differing else "no answer"
    how = ", with one answer" if differing else ""
    return _REPAIR.format(what=what, how=how, form=LAYOUTS[template].deliberation(form))


def recall_text(index: str, form: ReplyForm, template: int) -> str:
    """Return the system message of `recall`: the task, the index, and how to ask for clauses."""
    layout = LAYOUTS[template].clauses(form)
    return f"{_RECALL_TASK}\n\n{layout}\n\n{index}\n\n## Reply\n{layout}"


def given_text(clauses: str, form: ReplyForm, template: int) -> str:
    """Return the turn with the requested clauses, and the task."""
    _, steps = _TASK.split("\n\n", 1)
    layout = LAYOUTS[template].deliberation(form)
    return _GIVEN.format(clauses=clauses or _NOTHING_GIVEN, steps=steps, form=layout)


def correction_text(ids: str, form: ReplyForm, template: int) -> str:
    """Return the correction, which follows a request for clauses that do not exist."""
    return _CORRECTION.format(ids=ids, form=LAYOUTS[template].clauses(form))


def own_system_text(text: str) -> str:
    """Return the system text of a case, marked as part of the conversation, not of the policy."""
    return f"The conversation begins with this system message of its own:\n\n{quoted(text)}"
