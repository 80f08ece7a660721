"""The layouts that replies are asked for, by version of the template, and their placeholders.

Version 1 shows the layout by example. Small models send such an example back in place of an answer,
so version 2 describes each key in words.
"""

from dataclasses import dataclass

from delibctl.model import ReplyForm

_JSON_1 = """\
Reply with one JSON object and nothing else, with these keys in this order:
{"reasoning": "your deliberation", \
"citations": [{"clause": "id of the clause", "quote": "words copied from it"}], \
"style": "name of the style", "answer": "what the user reads"}"""

_TAGS_1 = """\
Lay your reply out in exactly this way:
<reasoning>
your deliberation
</reasoning>
<citations>
[id of the clause] "words copied from it"
</citations>
<style>name of the style</style>
<answer>
what the user reads
</answer>"""

_CLAUSES_JSON_1 = """\
Reply with one JSON object and nothing else, with these keys in this order:
{"reasoning": "which clauses may govern the request, and why", "clauses": ["id of a clause"]}"""

_CLAUSES_TAGS_1 = """\
Lay your reply out in exactly this way, an id to a line:
<clauses>
id of a clause
</clauses>"""

_JSON_2 = """\
Reply with one JSON object and nothing else. It has four keys, in this order.
- reasoning: a text with your deliberation.
- citations: a list with an object for each clause you cite. Each object has two keys: clause, \
which is the id of the clause as it stands in brackets in the policy, and quote, which is a text \
with the deciding words of that clause.
- style: a text, the name of the style you decided on.
- answer: a text, all that the user will read."""

_TAGS_2 = """\
Reply in four parts, each between an opening and a closing tag of its name, in this order.
- Between the tags named reasoning: your deliberation.
- Between the tags named citations: a line for each clause you cite. The line begins with the id \
of the clause in square brackets, and then gives the deciding words of that clause in quotation \
marks.
- Between the tags named style: the name of the style you decided on.
- Between the tags named answer: all that the user will read.
A tag is its name in angle brackets; the closing tag has a slash before the name."""

_CLAUSES_JSON_2 = """\
Reply with one JSON object and nothing else. It has two keys, in this order.
- reasoning: a text that says which clauses may govern the request, and why.
- clauses: a list of the ids of these clauses, each a text."""

_CLAUSES_TAGS_2 = """\
Reply with the ids of the clauses you need, one to a line, between an opening and a closing tag \
named clauses. A tag is its name in angle brackets; the closing tag has a slash before the name."""


@dataclass(frozen=True)
class Layouts:
    """The layouts of one version, for deliberations and for clause requests, as JSON and tags."""

    json: str
    tags: str
    clauses_json: str
    clauses_tags: str

    def deliberation(self, form: ReplyForm) -> str:
        """Return the layout of a deliberation.

        Constrained replies get one too, since not all models obey.
        """
        return self.tags if form is ReplyForm.PROMPT else self.json

    def clauses(self, form: ReplyForm) -> str:
        """Return the layout of a request for clauses."""
        return self.clauses_tags if form is ReplyForm.PROMPT else self.clauses_json


#: The layouts of each version. To change one, add a version and keep the old ones: the
#: configuration pins the version, since new words would invalidate all cached answers.
LAYOUTS = {
    1: Layouts(_JSON_1, _TAGS_1, _CLAUSES_JSON_1, _CLAUSES_TAGS_1),
    2: Layouts(_JSON_2, _TAGS_2, _CLAUSES_JSON_2, _CLAUSES_TAGS_2),
}

#: The words that stand for a value in any of these layouts, or say what it is.
PLACEHOLDERS = frozenset(
    {
        "your deliberation",
        "id of the clause",
        "words copied from it",
        "name of the style",
        "what the user reads",
        "which clauses may govern the request, and why",
        "id of a clause",
        "a text with your deliberation",
        "the id of the clause as it stands in brackets in the policy",
        "the id of the clause",
        "a text with the deciding words of that clause",
        "the deciding words of that clause",
        "the name of the style you decided on",
        "a text, the name of the style you decided on",
        "all that the user will read",
        "a text, all that the user will read",
        "a text that says which clauses may govern the request, and why",
    }
)
