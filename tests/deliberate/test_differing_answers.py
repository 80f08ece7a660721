"""Several answers in one reply: equal ones are one, and ones that differ are none."""

import json

import pytest
from support.conversations import held
from support.example_run import example_run

from delibctl.deliberate import differing_answers, parse
from delibctl.model import Message, Reply, ReplyForm, Shown

KNOWN = {"S1", "S2"}
REPAIR = """\
Your reply could not be read: it held 2 answers that differ. Send the whole reply again, with one \
answer.

"""


def laid_out(
    answer: str = "Yes.", style: str = "comply", clause: str = "S1", because: str = "By S1."
) -> str:
    citations = [{"clause": clause, "quote": "must not"}]
    parts = {"reasoning": because, "citations": citations, "style": style, "answer": answer}
    return json.dumps(parts)


def tagged(
    answer: str = "Yes.", style: str = "comply", clause: str = "S1", because: str = "By S1."
) -> str:
    return (
        f'<reasoning>{because}</reasoning>\n<citations>\n[{clause}] "must not"\n</citations>\n'
        f"<style>{style}</style>\n<answer>\n{answer}\n</answer>"
    )


ONE, TAGS = laid_out(), tagged()
BROKEN = ONE.replace("}]", "},]")
NO, NO_TAGS = laid_out("No."), tagged("No.")
EXAMPLE = '{"reasoning": "your deliberation", "style": "name of the style", "answer": "..."}'

DIFFERENT = {
    "answers": f"{ONE}\n{NO}",
    "styles": f"{ONE}\n{laid_out(style='hard-refusal')}",
    "clauses": f"{ONE}\n{laid_out(clause='S2')}",
    "in a list": f"[{ONE}, {NO}]",
    "in fences": f"```json\n{ONE}\n```\nOr:\n```json\n{NO}\n```",
    "in a wrapper": f'{{"draft": {ONE}, "final": {NO}}}',
    "in a list of a wrapper": f'{{"replies": [{ONE}, {NO}]}}',
    "the first broken": f"{BROKEN}\n{NO}",
    "the last broken": f"{NO}\n{BROKEN}",
    "the last cut off": f'{NO}\n{{"reasoning": "By S1.", "answer": "Yes',
    "the last with nothing else": f'{ONE}\n{{"answer": "No."}}',
    "both with nothing else": '{"answer": "Yes."}\n{"answer": "No."}',
    "no clause": f"{ONE}\n{json.dumps({'answer': 'Yes.', 'citations': []})}",
    "answers in tags": f"{TAGS}\nAgain:\n{NO_TAGS}",
    "styles in tags": f"{TAGS}\n{tagged(style='hard-refusal')}",
    "clauses in tags": f"{TAGS}\n{tagged(clause='S2')}",
    "a second tag alone": f"{TAGS}\n<answer>No.</answer>",
    "tags in a fence": f"```\n{TAGS}\n{NO_TAGS}\n```",
    "an object, then tags": f"{ONE}\n\n{NO_TAGS}",
    "tags, then an object": f"{TAGS}\n\n{NO}",
    "an object between tags": TAGS.replace("<style>", f"{NO}\n<style>"),
    "two objects in one tag": f"<answer>\n{ONE}\n{NO}\n</answer>",
}

ALIKE = {
    "one": ONE,
    "the same": f"{ONE}\n{ONE}",
    "other reasons": f"{laid_out(because='I think.')}\n{ONE}",
    "other spacing": laid_out("Yes,  and\n no.") + "\n" + laid_out("Yes, and no."),
    "other quotes": f"{ONE.replace('must not', 'must  not')}\n{ONE}",
    "the same with less": f'{ONE}\n{{"answer": "Yes."}}',
    "the same in tags": f"{TAGS}\n{TAGS}",
    "other reasons in tags": f"{tagged(because='I think.')}\n{TAGS}",
    "the same in both layouts": f"{ONE}\n\n{TAGS}",
    "an object in thoughts": f"<think>{NO}</think>\n{ONE}",
    "tags in thoughts": f"<think>\n{NO_TAGS}\n</think>\n{TAGS}",
    "an object in a tag of reasons at the end": f"<answer>Yes.</answer>\n<style>comply</style>\n"
    f'<citations>[S1] "must not"</citations>\n<reasoning>\nFirst:\n{NO}\n</reasoning>',
    "an object in a tag of reasons": tagged(because=f"First:\n{NO}\n"),
    "an example with placeholders": f"```json\n{EXAMPLE}\n```\n{ONE}",
    "an object without an answer": f'{ONE}\n{{"reasoning": "Fine.", "answer": ""}}',
    "an object in mid-sentence": f"{ONE}\nThe user sent {NO} to me.",
}

TEXT = {
    "an object in the answer": (laid_out(f"Yes: {NO}"), f"Yes: {NO}"),
    "lines of objects in the answer": (laid_out(f"{NO}\n{ONE}"), f"{NO}\n{ONE}"),
    "tags in the answer": (laid_out(f"Yes:\n{NO_TAGS}"), f"Yes:\n{NO_TAGS}"),
    "an object in a tag": (tagged(f"Yes:\n{NO}"), f"Yes:\n{NO}"),
}


@pytest.mark.parametrize("text", DIFFERENT.values(), ids=DIFFERENT)
def test_answers_that_differ_are_none(text: str) -> None:
    assert differing_answers(text) == 2
    assert parse(text, KNOWN, asked=ReplyForm.PROMPT) is None


@pytest.mark.parametrize("text", ALIKE.values(), ids=ALIKE)
def test_answers_that_say_the_same_are_one(text: str) -> None:
    found = parse(text, KNOWN, asked=ReplyForm.PROMPT)

    assert differing_answers(text) == 0
    assert found is not None
    assert (found.answer[:3], found.style) == ("Yes", "comply")
    assert [citation.clause for citation in found.citations] == ["S1"]


@pytest.mark.parametrize(("text", "answer"), TEXT.values(), ids=TEXT)
def test_an_answer_inside_an_answer_is_its_text(text: str, answer: str) -> None:
    found = parse(text, KNOWN, asked=ReplyForm.PROMPT)

    assert differing_answers(text) == 0
    assert found is not None
    assert found.answer == answer


def test_all_answers_that_differ_are_counted() -> None:
    assert differing_answers("\n".join(map(laid_out, ("A.", "B.", "C.", "A.")))) == 3


def test_where_no_layout_was_asked_for_the_whole_text_is_the_answer() -> None:
    found = parse(f"{ONE}\n{NO}", KNOWN)

    assert found is not None
    assert found.answer == f"{ONE}\n{NO}"


@pytest.mark.parametrize("text", [f"{ONE}\n{NO}", f"{TAGS}\n{NO_TAGS}"], ids=["objects", "tags"])
def test_answers_that_differ_are_asked_about_once(text: str) -> None:
    shown = Shown(messages=(Message(role="user", content="May I?"),), categories=())
    asked, said = held(example_run().policy, shown, Reply(text=text), Reply(text=ONE))

    assert said == parse(ONE, KNOWN)
    assert len(asked) == 2
    assert asked[-1].messages[-1].content.startswith(REPAIR)
