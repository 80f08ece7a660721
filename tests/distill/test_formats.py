"""The files of each format, whole, and that no reasoning is lost in a chat template."""

import json
import sys
from io import BytesIO
from typing import Any

import pytest
from support.chat_templates import (
    BROKEN,
    HOSTILE,
    NOTHING,
    RAISES,
    REASONING_CONTENT,
    THINKING,
)
from support.records import PAIR, REASONING, RECORDS, record

from delibctl.distill.chat_template import PLAIN, ChatTemplate
from delibctl.distill.formats import FORMATS, files_of
from delibctl.distill.formats.material import Material
from delibctl.distill.reasoning_place import (
    Place,
    check_trained,
    chosen_place,
    completion_of,
    places_read,
    prompt_of,
)
from delibctl.errors import DelibctlError
from delibctl.model import Message

THOUGHT = f"<think>\n{REASONING}\n</think>\n\n"
USER = {"role": "user", "content": "May I ask about one?"}
TURNS = [
    {"role": "system", "content": "You work at a desk."},
    {"role": "user", "content": "Hello!"},
    {"role": "assistant", "content": "Hello, what is it?"},
    {"role": "user", "content": "May I copy a permit?"},
]


def written(name: str, place: Place = Place.CONTENT) -> dict[str, str]:
    material = Material(name="permits", records=RECORDS, pairs=(PAIR,), place=place)
    return {path: content.decode() for path, content in files_of(name, material).items()}


def rows(name: str, place: Place = Place.CONTENT) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(name, place)[f"{name}/train.jsonl"].splitlines()]


def test_trl_gets_prompt_and_completion_with_the_reasoning_where_the_template_reads_it() -> None:
    assert rows("trl") == [
        {
            "prompt": [USER],
            "completion": [{"role": "assistant", "content": f"{THOUGHT}An answer about one."}],
            "case": "one",
        },
        {
            "prompt": TURNS,
            "completion": [{"role": "assistant", "content": f"{THOUGHT}An answer about two."}],
            "case": "two",
        },
    ]
    assert rows("trl", Place.THINKING)[0]["completion"] == [
        {"role": "assistant", "content": "An answer about one.", "thinking": REASONING}
    ]


def test_prime_rl_gets_no_other_column() -> None:
    first = {"prompt", "completion"}

    assert [set(row) for row in rows("prime-rl")] == [first, first]
    assert [row["prompt"] for row in rows("prime-rl")] == [row["prompt"] for row in rows("trl")]


def test_a_preference_pair_has_the_kept_answer_and_the_dropped_one() -> None:
    assert rows("dpo", Place.REASONING_CONTENT) == [
        {
            "prompt": [USER],
            "chosen": [
                {
                    "role": "assistant",
                    "content": "An answer about one.",
                    "reasoning_content": REASONING,
                }
            ],
            "rejected": [
                {
                    "role": "assistant",
                    "content": "First, take ink.",
                    "reasoning_content": "I see nothing wrong.",
                }
            ],
            "case": "one",
            "reason": "another outcome than expected",
        }
    ]


def test_axolotl_trains_on_the_last_turn_only_and_is_told_the_key_of_the_template() -> None:
    files = written("axolotl", Place.THINKING)

    row = json.loads(files["axolotl/train.jsonl"].splitlines()[1])
    assert [message["training"] for message in row["messages"]] == [False] * 4 + [True]
    assert row["messages"][-1] == {
        "role": "assistant",
        "content": "An answer about two.",
        "reasoning_content": REASONING,
        "training": True,
    }
    assert files["axolotl/dataset.yaml"] == (
        "datasets:\n"
        "  - path: axolotl/train.jsonl\n"
        "    ds_type: json\n"
        "    type: chat_template\n"
        "    field_messages: messages\n"
        "    field_thinking: reasoning_content\n"
        "    template_thinking_key: thinking\n"
        "    roles_to_train: []\n"
        "    message_field_training: training\n"
        "    train_on_eos: turn\n"
    )


def test_llama_factory_finds_the_rows_by_the_id_of_the_policy() -> None:
    files = written("llama-factory", Place.THINKING)

    assert json.loads(files["llama-factory/dataset_info.json"]) == {
        "permits": {
            "file_name": "train.json",
            "formatting": "sharegpt",
            "columns": {"messages": "conversations", "system": "system"},
        }
    }
    assert json.loads(files["llama-factory/train.json"])[1] == {
        "conversations": [
            {"from": "human", "value": "Hello!"},
            {"from": "gpt", "value": "Hello, what is it?"},
            {"from": "human", "value": "May I copy a permit?"},
            {"from": "gpt", "value": f"{THOUGHT}An answer about two."},
        ],
        "system": "You work at a desk.",
    }


def test_llama_factory_gets_turns_that_alternate() -> None:
    messages = (
        Message(role="user", content="Hello!"),
        Message(role="user", content="May I copy a permit?"),
    )
    material = Material(
        name="p", records=(record("one", messages=messages),), pairs=(), place=Place.CONTENT
    )

    [row] = json.loads(files_of("llama-factory", material)["llama-factory/train.json"])

    assert row["conversations"][0] == {"from": "human", "value": "Hello!\n\nMay I copy a permit?"}
    assert len(row["conversations"]) == 2


def test_openai_gets_answers_only_and_no_loss_on_earlier_ones() -> None:
    assert rows("openai")[1] == {
        "messages": [
            *TURNS[:2],
            {**TURNS[2], "weight": 0},
            TURNS[3],
            {"role": "assistant", "content": "An answer about two."},
        ]
    }


def test_parquet_has_the_columns_of_trl_and_more() -> None:
    from pyarrow import parquet

    material = Material(name="p", records=RECORDS, pairs=(), place=Place.THINKING)
    table = parquet.read_table(BytesIO(files_of("parquet", material)["parquet/train.parquet"]))

    assert table.column_names[:3] == ["prompt", "completion", "case"]
    assert table.to_pylist()[0]["completion"] == completion_of(RECORDS[0], Place.THINKING)


def test_parquet_without_its_extra_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    material = Material(name="p", records=RECORDS, pairs=(), place=Place.THINKING)

    with pytest.raises(DelibctlError) as told:
        files_of("parquet", material)

    assert (told.value.what, told.value.next) == (
        "Parquet needs pyarrow, which is not installed",
        "install delibctl[parquet], or leave out the format `parquet`",
    )


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "parquet"])
def test_every_format_has_the_prompt_the_answer_and_all_but_openai_s_the_reasoning(
    name: str,
) -> None:
    text = "".join(written(name).values())

    assert "May I ask about one?" in text
    assert "An answer about one." in text
    assert ("Forging permits" in text) == (name != "openai")


@pytest.mark.parametrize(
    ("template", "read"),
    [
        pytest.param(PLAIN, [Place.CONTENT], id="plain"),
        pytest.param(REASONING_CONTENT, [Place.REASONING_CONTENT], id="reasoning_content"),
        pytest.param(THINKING, [Place.THINKING], id="thinking"),
        pytest.param(NOTHING, [], id="a model that does not reason"),
    ],
)
def test_where_a_template_reads_reasoning_is_found_by_rendering(
    template: str, read: list[Place]
) -> None:
    assert places_read(ChatTemplate(template, "t.jinja")) == read


def refused(template: str, place: Place | None = None) -> str:
    with pytest.raises(DelibctlError) as caught:
        chosen_place(ChatTemplate(template, "t.jinja"), place)
    return f"{caught.value} - {caught.value.next}"


def test_a_template_that_drops_reasoning_is_refused_and_the_field_it_reads_is_named() -> None:
    assert refused(NOTHING) == (
        "t.jinja: the chat template drops the reasoning: it reads neither reasoning_content, "
        "thinking nor <think> in content - name the template of a model that reasons, such as its "
        "training template"
    )
    assert refused(THINKING, Place.CONTENT) == (
        "t.jinja: the chat template drops reasoning in content; it reads thinking - put the "
        "reasoning in thinking"
    )


def test_a_template_that_is_none_is_refused() -> None:
    assert refused(BROKEN).startswith("t.jinja:1: the chat template is not Jinja: ")
    assert "Conversation roles must alternate" in refused(RAISES)


def test_a_template_reaches_nothing_outside_of_it() -> None:
    assert "does not render a conversation: access to attribute" in refused(HOSTILE)


def test_every_record_is_rendered_and_one_that_loses_a_part_is_named() -> None:
    cut = REASONING_CONTENT.replace(
        "message.reasoning_content +", "message.reasoning_content[:30] +"
    )
    template = ChatTemplate(cut, "t.jinja")

    with pytest.raises(DelibctlError) as caught:
        check_trained(RECORDS, template, Place.REASONING_CONTENT)

    assert caught.value.what == (
        "the chat template drops the reasoning of one in reasoning_content; it reads "
        "reasoning_content"
    )


def test_what_bears_loss_begins_where_the_prompt_ends() -> None:
    first = RECORDS[0]

    trained = ChatTemplate(THINKING, "t").trained_part(
        prompt_of(first), completion_of(first, Place.THINKING)
    )

    assert trained == f"{THOUGHT}An answer about one.<|im_end|>\n"
