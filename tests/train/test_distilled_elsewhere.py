"""The exported files in the loaders of Axolotl and LLaMA-Factory."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from support.chat_templates import REASONING_CONTENT, THINKING
from support.records import REASONING, RECORDS
from support.small_trained_model import small_model

from delibctl.distill.chat_template import ChatTemplate
from delibctl.distill.formats import files_of
from delibctl.distill.formats.material import Material
from delibctl.distill.reasoning_place import Place, completion_of, prompt_of

pytestmark = [pytest.mark.train, pytest.mark.filterwarnings("default")]


def written(tmp_path: Path, name: str, place: Place) -> Path:
    material = Material(name="permits", records=RECORDS, pairs=(), place=place)
    for path, content in files_of(name, material).items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(content)
    return tmp_path / name


@pytest.mark.parametrize(
    ("place", "template"),
    [(Place.REASONING_CONTENT, REASONING_CONTENT), (Place.THINKING, THINKING)],
    ids=["reasoning_content", "thinking"],
)
def test_axolotl_trains_on_the_reasoning_and_the_answer_of_the_last_turn(
    tmp_path: Path, place: Place, template: str
) -> None:
    strategy = pytest.importorskip("axolotl.prompt_strategies.chat_template")
    cfgs = pytest.importorskip("axolotl.utils.dict")
    datasets = pytest.importorskip("datasets")
    folder = written(tmp_path, "axolotl", place)
    [entry] = YAML(typ="safe").load(folder / "dataset.yaml")["datasets"]
    chat = ChatTemplate(template)
    texts = [chat.render([*prompt_of(r), *completion_of(r, place)]) for r in RECORDS]
    _, tokenizer = small_model(texts)
    tokenizer.chat_template = template
    cfg = cfgs.DictDefault({"sequence_len": 512, "train_on_inputs": False})
    loader = strategy.load(tokenizer, cfg, {**entry, "chat_template": "tokenizer_default"})
    rows: Any = datasets.load_dataset(
        "json", data_files=str(folder / "train.jsonl"), split="train", cache_dir=str(tmp_path)
    )

    tokenized = loader.tokenize_prompt(rows[1])

    labels = tokenizer.decode([token for token in tokenized["labels"] if token != -100])
    assert " ".join(REASONING.split()) in " ".join(labels.split())
    assert "An answer about two." in " ".join(labels.split())
    assert "Hello, what is it?" not in " ".join(labels.split())


def test_llama_factory_finds_every_row_and_takes_the_last_answer_as_the_response(
    tmp_path: Path,
) -> None:
    converter = pytest.importorskip("llamafactory.data.converter", exc_type=ImportError)
    parser = pytest.importorskip("llamafactory.data.parser", exc_type=ImportError)
    datasets = pytest.importorskip("datasets")
    folder = written(tmp_path, "llama-factory", Place.CONTENT)
    [attributes] = parser.get_dataset_list(["permits"], str(folder))
    rows: Any = datasets.load_dataset(
        "json",
        data_files=str(folder / attributes.dataset_name),
        split="train",
        cache_dir=str(tmp_path),
    )
    convert = converter.SharegptDatasetConverter(attributes, None)

    converted = [convert(row) for row in rows]

    assert [len(row["_prompt"]) for row in converted] == [1, 3]
    assert [row["_system"] for row in converted] == ["", "You work at a desk."]
    assert converted[1]["_response"] == [
        {
            "role": "assistant",
            "content": f"<think>\n{REASONING}\n</think>\n\nAn answer about two.",
        }
    ]
