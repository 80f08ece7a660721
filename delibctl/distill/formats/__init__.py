"""The formats of training files: a module for each consumer, imported on first use."""

from importlib import import_module

from delibctl.distill.formats.material import Material

#: Each with the folder of its files, and what reads them.
FORMATS = {
    "trl": "TRL: prompt and completion",
    "dpo": "TRL: preference pairs",
    "axolotl": "Axolotl: chat_template",
    "llama-factory": "LLaMA-Factory: sharegpt, with dataset_info.json",
    "openai": "OpenAI's chat fine-tuning: answers without reasoning",
    "prime-rl": "prime-rl: prompt and completion",
    "parquet": "Parquet: prompt and completion (extra `parquet`)",
}
#: The formats whose consumer renders messages with the model's chat template.
RENDERED = ("trl", "dpo", "axolotl", "prime-rl", "parquet")


def files_of(name: str, material: Material) -> dict[str, bytes]:
    """Return the files of a format, by their paths in the folder of the export."""
    module = import_module(f"delibctl.distill.formats.{name.replace('-', '_')}")
    return {f"{name}/{path}": content for path, content in module.files(material).items()}
