"""The layouts that writers and readers are asked for, by version of the template.

Version 1 shows the layout by example, version 2 describes each key in words. The configuration pins
the version, since new words would invalidate all cached replies.
"""

PROMPTS = {
    1: """\
Reply with one JSON object and nothing else:
{"prompts": [{"prompt": "what the user types", "clause": "id of the clause that governs it, or \
null where none does"}]}""",
    2: """\
Reply with one JSON object and nothing else. It has one key, prompts, which is a list with an \
object for each prompt. Each object has two keys: prompt, which is a text, all that the user \
types; and clause, which is the id of the clause that governs it, or null where none does.""",
}
VERDICTS = {
    1: """\
Reply with one JSON object and nothing else:
{"verdicts": [{"number": 1, "fair": true, "reason": ""}]}""",
    2: """\
Reply with one JSON object and nothing else. It has one key, verdicts, which is a list with an \
object for each prompt. Each object has three keys: number, which is the number of the prompt; \
fair, which is true or false; and reason, which is a text that says why the prompt is not fair, \
and is empty where it is.""",
}

#: The words that stand for a value in any of these layouts, or say what it is.
PLACEHOLDERS = frozenset(
    {
        "what the user types",
        "all that the user types",
        "a text, all that the user types",
        "id of the clause that governs it, or null where none does",
        "the id of the clause that governs it, or null where none does",
        "id of the clause that governs it",
        "id of the clause",
    }
)
