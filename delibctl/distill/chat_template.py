"""A chat template, rendered as transformers does: what a model is trained on, as text."""

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn

from delibctl.errors import DelibctlError

if TYPE_CHECKING:
    from jinja2 import Template

Message = Mapping[str, str]

#: ChatML, which writes each content as it is. It stands in where no template is named.
PLAIN = (
    "{% for message in messages %}"
    "{{ '<|im_start|>' + message.role + '\n' + message.content + '<|im_end|>' + '\n' }}"
    "{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
PLAIN_NAME = "plain ChatML"


class ChatTemplate:
    """A template in Jinja. `name` is the file, or what stands in for it."""

    def __init__(self, source: str = PLAIN, name: str = PLAIN_NAME) -> None:
        self.source = source
        self.name = name

    def render(self, messages: Sequence[Message], *, prompt_only: bool = False) -> str:
        """Return the text of a conversation; with `prompt_only` up to where the model begins.

        Raises DelibctlError if the template does not render it.
        """
        from jinja2 import TemplateError

        try:
            return self._template.render(
                messages=[dict(message) for message in messages],
                add_generation_prompt=prompt_only,
                bos_token="",
                eos_token="",
                tools=None,
            )
        except (TemplateError, TypeError, ValueError, OverflowError) as error:
            raise DelibctlError(
                f"the chat template does not render a conversation: {error}",
                where=self.name,
                next="name the template of the model that you train",
            ) from error

    def trained_part(self, prompt: Sequence[Message], completion: Sequence[Message]) -> str:
        """Return what bears loss: the conversation after the prompt, by its length, as TRL does."""
        whole = self.render([*prompt, *completion])
        return whole[len(self.render(prompt, prompt_only=True)) :]

    @cached_property
    def _template(self) -> "Template":
        # Imported on first use: only exports render anything.
        from jinja2 import TemplateSyntaxError
        from jinja2.ext import loopcontrols
        from jinja2.sandbox import ImmutableSandboxedEnvironment

        from delibctl.distill.generation_tag import GenerationTag

        environment = ImmutableSandboxedEnvironment(
            trim_blocks=True, lstrip_blocks=True, extensions=[GenerationTag, loopcontrols]
        )
        environment.filters["tojson"] = _as_json
        environment.globals["raise_exception"] = _raise
        environment.globals["strftime_now"] = _no_date
        try:
            return environment.from_string(self.source)
        except TemplateSyntaxError as error:
            raise DelibctlError(
                f"the chat template is not Jinja: {error.message}",
                where=f"{self.name}:{error.lineno}",
                next="name the file chat_template.jinja of the model that you train",
            ) from error


def _as_json(value: Any, ensure_ascii: bool = False, indent: int | None = None, **_: Any) -> str:
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent)


def _no_date(_format: str) -> str:
    """Return a date for templates that print one; it bears no loss."""
    return "1 January 2026"


def _raise(message: str) -> NoReturn:
    from jinja2 import TemplateError

    raise TemplateError(message)
