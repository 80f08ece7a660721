"""Thoughts that stand in the text of a reply: the marks of each model family, and mere mentions."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delibctl.text.thoughts import Split, split_thoughts

DRAFT = '{"outcome": "refuse", "answer": "A draft."}'
FINAL = '{"outcome": "comply", "answer": "Paris."}'
HARMONY = "<|channel|>analysis<|message|>Easy.<|end|><|start|>assistant<|channel|>"

USED = {
    "think": "<think>Easy.</think>Paris.",
    "think on lines of its own": "<think>\nEasy.\n</think>\n\nParis.",
    "in capitals": "<THINK>Easy.</THINK>\nParis.",
    "with attributes": '<think type="hidden" turns=2>Easy.</think>Paris.',
    "thinking": "<thinking>Easy.</thinking> Paris.",
    "thought": "<thought>Easy.</thought>\nParis.",
    "thoughts": "<thoughts>Easy.</thoughts>\nParis.",
    "named by its family": "<seed:think>Easy.</seed:think>Paris.",
    "with an underscore": "<longcat_think>Easy.</longcat_think>\nParis.",
    "scratchpad": "<scratchpad>Easy.</scratchpad>\nParis.",
    "analysis": "<analysis>Easy.</analysis>\nParis.",
    "closed by another name": "<think>Easy.</thinking>\nParis.",
    "brackets": "[THINK]Easy.[/THINK]Paris.",
    "brackets in two lines": "[THINK]\nEasy.\n[/THINK]\nParis.",
    "kimi": "◁think▷Easy.◁/think▷Paris.",
    "cohere": "<|START_THINKING|>Easy.<|END_THINKING|><|START_RESPONSE|>Paris.<|END_RESPONSE|>",
    "begin of thought": "<|begin_of_thought|>Easy.<|end_of_thought|>"
    "<|begin_of_solution|>Paris.<|end_of_solution|>",
    "pipes": "<|think|>Easy.<|/think|>Paris.",
    "pipes, closed by a tag": "<|think|>Easy.</think>Paris.",
    "inner prefix": "<|inner_prefix|>Easy.<|inner_suffix|>Paris.",
    "gemma's channel": "<|channel>thought\nEasy.<channel|>Paris.",
    "granite": "Here is my thought process:\nEasy.\nHere is my response:\nParis.",
    "granite's other words": "Here's my thought process: Easy.\n\nHere's my response: Paris.",
    "response tags": "<think>Easy.</think><response>Paris.</response>",
    "details": '<details type="reasoning" done="true">Easy.</details>\nParis.',
    "harmony": HARMONY + "final<|message|>Paris.<|return|>",
    "harmony, cut at its end": HARMONY + "final<|message|>Paris.",
    "harmony, its first tokens missing": "Easy.<|end|><|start|>assistant<|channel|>final<|message|>"
    "Paris.",
    "harmony with a format": HARMONY + "final <|constrain|>json<|message|>Paris.<|return|>",
    "harmony with its role": "<|start|>assistant" + HARMONY + "final<|message|>Paris.<|end|>",
    "harmony, stripped": "analysisEasy.assistantfinalParis.",
    "harmony, stripped to lines": "analysis\nEasy.\nassistantfinal\nParis.",
    "harmony, stripped, its opening missing": "Easy.assistantfinalParis.",
    "opening tag missing": "Easy.\n</think>\n\nParis.",
    "opening tag missing, on one line": "Easy.</think>Paris.",
    "opening tag missing, a blank after": "Easy.</think> Paris.",
    "opening bracket missing": "Easy.[/THINK]Paris.",
    "fenced as a whole": "```\n<think>Easy.</think>\nParis.",
    "a token at the end": "<think>Easy.</think>Paris.<|im_end|>",
    "a stray closing tag at the end": "<think>Easy.</think>Paris.\n</think>",
}


@pytest.mark.parametrize("text", USED.values(), ids=USED)
def test_thoughts_are_told_from_the_answer(text: str) -> None:
    assert split_thoughts(text) == Split("Easy.", "Paris.")


DRAFTED = {
    "in tags": f"<think>First {DRAFT}, no.</think>{FINAL}",
    "in brackets": f"[THINK]First {DRAFT}[/THINK]{FINAL}",
    "the opening tag missing": f"First {DRAFT}, no.\n</think>\n{FINAL}",
    "nothing but the draft, the opening tag missing": f"{DRAFT}</think>{FINAL}",
    "a draft that is cut off": f"First {DRAFT[:-9]}\n</think>\n{FINAL}",
    "a fence that is left open": f"<think>\n```json\n{DRAFT}\n</think>\n```json\n{FINAL}\n```",
    "an open fence and no opening tag": f"```json\n{DRAFT}\n</think>\n```json\n{FINAL}\n```",
    "layout tags": f"<think><answer>A draft.</answer></think><answer>{FINAL}</answer>",
    "a layout tag left open": f"<think>I write <answer> now.</think>\n<answer>{FINAL}</answer>",
    "layout tags and no opening tag": f"<answer>\nA draft.\n</answer>\n</think>\n{FINAL}",
    "the closing tag named in the thoughts": f"<think>I end with </think> later. {DRAFT}\n</think>"
    f"\n{FINAL}",
    "after a word of welcome": f"Well. <think>{DRAFT}</think>\n{FINAL}",
    "twice": f"<think>{DRAFT}</think>\n<think>{DRAFT}</think>\n{FINAL}",
    "between two answers": f"{FINAL}\n<think>\n{DRAFT}\n</think>\n{FINAL}",
    "harmony's analysis": f"<|channel|>analysis<|message|>{DRAFT}<|end|><|start|>assistant"
    f"<|channel|>final<|message|>{FINAL}<|return|>",
    "harmony's commentary": f"<|channel|>commentary to=functions.save <|constrain|>json<|message|>"
    f"{DRAFT}<|call|><|start|>assistant<|channel|>final<|message|>{FINAL}",
    "harmony, stripped": f"analysisFirst {DRAFT}assistantfinal{FINAL}",
    "harmony, stripped, with a tool": f"analysisFirst.assistantcommentary to=save json{DRAFT}"
    f"assistantfinal{FINAL}",
    "harmony, stripped, the mark in a draft": "analysisFirst "
    + DRAFT.replace("draft", "draft, assistantfinal")
    + f"assistantfinal{FINAL}",
}


@pytest.mark.parametrize("text", DRAFTED.values(), ids=DRAFTED)
def test_a_draft_is_never_in_the_text(text: str) -> None:
    split = split_thoughts(text)
    assert "refuse" not in split.text
    assert "draft" not in split.text
    assert "Paris." in split.text
    assert not split.cut_off


CUT = {
    "think": "<think>First " + DRAFT,
    "after a closed block": "<think>Easy.</think><think>First " + DRAFT,
    "brackets": "[THINK]First " + DRAFT,
    "kimi": "◁think▷First " + DRAFT,
    "cohere": "<|START_THINKING|>First " + DRAFT,
    "begin of thought": "<|begin_of_thought|>First " + DRAFT,
    "granite": "Here is my thought process: First " + DRAFT,
    "harmony": "<|channel|>analysis<|message|>First " + DRAFT,
    "harmony before its final channel": HARMONY + "commentary<|message|>First " + DRAFT,
    "harmony with an empty final channel": "<|channel|>analysis<|message|>First "
    + DRAFT
    + "<|end|><|start|>assistant<|channel|>final<|message|>",
    "harmony, stripped": "analysisFirst " + DRAFT,
}


@pytest.mark.parametrize("text", CUT.values(), ids=CUT)
def test_thoughts_that_were_cut_off_leave_no_text(text: str) -> None:
    split = split_thoughts(text)
    assert (split.text, split.cut_off) == ("", True)
    assert split.thoughts.endswith(DRAFT)


MENTIONED = {
    "in prose": "Models put them between <think> and </think> before they answer.",
    "brackets in prose": "Some write [THINK] and [/THINK] around them.",
    "an opening bracket in prose": "Some open them with [THINK] in the text.",
    "in backticks": "The tag is `<think>`.",
    "in inline code": "Write `a <think> b </think>` there.\nThen go on.",
    "in quotation marks": 'They end with "</think>"\nand go on.',
    "in a fence": "Like this:\n\n```\n<think>\nEasy.\n</think>\n```\n\nThat is all.",
    "in a fence, closing tag only": "Like this:\n\n```\nEasy.\n</think>\n```\n\nThat is all.",
    "in a JSON text": json.dumps({"answer": "Write <think>\nEasy.\n</think>\nand end."}),
    "in a JSON text after prose": 'So: {"answer": "a </think>{"}',
    "in a JSON text that is cut off": '{"reasoning": "By <think>", "answer": "Use </think>',
    "in the answer tag": "<answer>\nWrite:\n<think>\nEasy.\n</think>\n</answer>",
    "in an answer tag that is not closed": "<answer>\nWrite:\n</think>\n\nand end.",
    "brackets of an id": "[think] decides, not [thinking].",
    "harmony in backticks": "It writes `<|channel|>analysis<|message|>` first.",
    "harmony in a JSON text": json.dumps({"answer": "It writes <|channel|>final<|message|>Hi"}),
    "harmony, stripped, in backticks": "A server leaves `assistantfinal` in the text.",
    "harmony, stripped, in a JSON text": json.dumps({"answer": "It leaves assistantfinal there"}),
    "harmony, stripped, in the answer tag": "<answer>\nIt leaves assistantfinal.\n</answer>",
    "an ordinary first word": "analysis of the request: nothing forbids it.",
    "a final word": "final answer: Paris.",
    "a variable": "finalScore = first + second",
    "a function": "finalScore(first, second) gives it.",
    "a field": "finalReport.total holds it.",
    "details of a page": "<details><summary>More</summary>Paris.</details>",
    "our own reasoning tag": "<reasoning>\nEasy.\n</reasoning>\n<answer>\nParis.\n</answer>",
    "empty": "",
}


@pytest.mark.parametrize("text", MENTIONED.values(), ids=MENTIONED)
def test_marks_that_are_only_mentioned_are_text(text: str) -> None:
    assert split_thoughts(text) == Split("", text)


def test_a_reasoning_tag_holds_thoughts_where_the_layout_has_none() -> None:
    text = f"<reasoning>First {DRAFT}</reasoning>\n{FINAL}"
    assert split_thoughts(text, layout=()) == Split(f"First {DRAFT}", FINAL)


marked = st.lists(
    st.sampled_from([*USED.values(), *CUT.values(), *MENTIONED.values(), "</think>", "<think>"])
    | st.text(max_size=5),
    max_size=5,
).map("".join)


@given(marked)
def test_nothing_is_read_twice_and_nothing_raises(text: str) -> None:
    split = split_thoughts(text)
    assert len(split.thoughts) + len(split.text) <= len(text) + text.count("<") * 2
    assert split.text == split.text.strip()
