"""The exported files in TRL: its trainers load them, and the reasoning bears loss."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from support.chat_templates import REASONING_CONTENT
from support.records import PAIR, REASONING, RECORDS
from support.small_trained_model import small_model

from delibctl.distill.chat_template import ChatTemplate
from delibctl.distill.formats import files_of
from delibctl.distill.formats.material import Material
from delibctl.distill.reasoning_place import Place, completion_of, places_read, prompt_of

pytestmark = [pytest.mark.train, pytest.mark.filterwarnings("default")]

#: Where TRL's own templates read reasoning; of a family, the original and the training template.
READ = {
    "qwen3": [Place.REASONING_CONTENT, Place.CONTENT],
    "qwen3_training": [Place.REASONING_CONTENT, Place.CONTENT],
    "gptoss": [Place.THINKING, Place.CONTENT],
    "gptoss_training": [Place.THINKING, Place.CONTENT],
    "lfm2_2_5": [Place.THINKING, Place.CONTENT],
    "nemotron_3_nano_training": [Place.REASONING_CONTENT, Place.CONTENT],
    "qwen2_5_training": [Place.CONTENT],
    "llama3_training": [Place.CONTENT],
    "deepseek_r1_distill": [],
}


def templates() -> dict[str, ChatTemplate]:
    trl = pytest.importorskip("trl")
    folder = Path(trl.__file__).parent / "chat_templates"
    return {path.stem: ChatTemplate(path.read_text(), path.name) for path in folder.glob("*.jinja")}


def dataset(tmp_path: Path, name: str, place: Place) -> Any:
    datasets = pytest.importorskip("datasets")
    material = Material(name="permits", records=RECORDS * 2, pairs=(PAIR,) * 4, place=place)
    [content] = files_of(name, material).values()
    path = tmp_path / "train.jsonl"
    path.write_bytes(content)
    return datasets.load_dataset(
        "json", data_files=str(path), split="train", cache_dir=str(tmp_path / "cache")
    )


def trained_on(tmp_path: Path, place: Place, template: str) -> tuple[Any, Any]:
    """A model and a tokenizer with that template, and words enough for the records."""
    chat = ChatTemplate(template)
    texts = [chat.render([*prompt_of(r), *completion_of(r, place)]) for r in RECORDS]
    model, tokenizer = small_model(texts)
    tokenizer.chat_template = template
    return model, tokenizer


def arguments(tmp_path: Path) -> dict[str, Any]:
    return {
        "output_dir": str(tmp_path),
        "max_steps": 2,
        "per_device_train_batch_size": 2,
        "logging_steps": 1,
        "use_cpu": True,
        "report_to": [],
        "save_strategy": "no",
    }


def test_two_steps_of_sft_and_the_whole_reasoning_bears_loss(tmp_path: Path) -> None:
    trl = pytest.importorskip("trl")
    place = Place.REASONING_CONTENT
    model, tokenizer = trained_on(tmp_path, place, REASONING_CONTENT)
    trainer = trl.SFTTrainer(
        model=model,
        processing_class=tokenizer,
        train_dataset=dataset(tmp_path, "trl", place),
        args=trl.SFTConfig(**arguments(tmp_path)),
    )

    trainer.train()

    assert [("loss" in entry) for entry in trainer.state.log_history[:2]] == [True, True]
    batch = trainer.data_collator([trainer.train_dataset[0]])
    labels = [token for token in batch["labels"][0].tolist() if token != -100]
    assert " ".join(REASONING.split()) in " ".join(tokenizer.decode(labels).split())
    assert "May I ask" not in tokenizer.decode(labels)


def test_two_steps_of_dpo_on_the_preference_pairs(tmp_path: Path) -> None:
    trl = pytest.importorskip("trl")
    place = Place.REASONING_CONTENT
    model, tokenizer = trained_on(tmp_path, place, REASONING_CONTENT)
    trainer = trl.DPOTrainer(
        model=model,
        ref_model=deepcopy(model),
        processing_class=tokenizer,
        train_dataset=dataset(tmp_path, "dpo", place),
        args=trl.DPOConfig(**arguments(tmp_path)),
    )

    trainer.train()

    assert [("loss" in entry) for entry in trainer.state.log_history[:2]] == [True, True]


def test_the_place_of_the_reasoning_is_found_in_trl_s_templates() -> None:
    found = templates()

    assert {name: places_read(found[name]) for name in READ} == READ


def test_records_are_rendered_as_transformers_renders_them() -> None:
    """A field that a template does not read is left out: newer transformers copies it over."""
    rendering = pytest.importorskip("transformers.utils.chat_template_utils")
    compared = set()
    for name, template in sorted(templates().items()):
        if name.startswith("llava_next") or "strftime_now" in template.source:
            continue  # they take lists of parts only, or print the date
        for place in places_read(template):
            chat = [*prompt_of(RECORDS[0]), *completion_of(RECORDS[0], place)]
            rendered, _ = rendering.render_jinja_template(
                [chat], chat_template=template.source, bos_token="", eos_token=""
            )
            assert template.render(chat) == rendered[0], name
            compared.add(name)
    assert len(compared) > 40
