"""The tag `{% generation %}`, with which training templates enclose what the model writes."""

from collections.abc import Callable

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser


class GenerationTag(Extension):
    """Renders what the tag encloses as if the tag were not there."""

    tags = {"generation"}  # noqa: RUF012 - jinja2 declares it

    def parse(self, parser: Parser) -> nodes.Node:
        """Return the enclosed part as a block of its own."""
        line = next(parser.stream).lineno
        body = parser.parse_statements(("name:endgeneration",), drop_needle=True)
        block = nodes.CallBlock(self.call_method("_enclosed"), [], [], body)
        return block.set_lineno(line)

    def _enclosed(self, caller: Callable[[], str]) -> str:
        return caller()
