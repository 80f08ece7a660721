"""Chat templates that read reasoning from one place each, as those of real models do."""

_TURN = "{{ '<|im_start|>' + message.role + '\n' }}"
_START = "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"


def _template(turn: str) -> str:
    return "{% for message in messages %}" + _TURN + turn + "{% endfor %}" + _START


#: It writes `field` before the last answer only, and splits <think> out of content.
FIELD = _template(
    "{% set answer = message.content.split('</think>')[-1] %}"
    "{% if message.FIELD is defined and loop.last %}"
    "{{ '<think>\n' + message.FIELD + '\n</think>\n\n' }}{% endif %}"
    "{% generation %}{{ answer + '<|im_end|>\n' }}{% endgeneration %}"
)
REASONING_CONTENT = FIELD.replace("FIELD", "reasoning_content")
THINKING = FIELD.replace("FIELD", "thinking")
#: A model that does not reason: its template drops whatever stands before </think>.
NOTHING = _template("{{ message.content.split('</think>')[-1] + '<|im_end|>\n' }}")
BROKEN = "{% for message in messages %}{{ message.content }}"
RAISES = "{{ raise_exception('Conversation roles must alternate') }}"
HOSTILE = "{{ messages.__class__.__mro__[1].__subclasses__() }}"
