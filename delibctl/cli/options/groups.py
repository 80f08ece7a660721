"""Options that belong together: a dataclass in a command's signature stands for its fields.

The workflows own these dataclasses and know nothing of Typer; a `Words` table beside each says how
its fields are called and explained on the command line.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import Field, dataclass, fields, is_dataclass
from inspect import Parameter, Signature, signature
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from delibctl.errors import ExitCode

Command = Callable[..., ExitCode]


@dataclass(frozen=True)
class Typed:
    """An option that is typed in another form than its field holds: its type, and the way over."""

    type: Any
    option: Any
    read: Callable[[Any], Any]


#: What a field is on the command line: a Typer option, or one with a form of its own.
Words = Mapping[str, Any]


def flattened(command: Command) -> Command:
    """Return the command as Typer wants it: each option a parameter, the groups put together."""
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, _Group] = {}
    parameters: list[Parameter] = []
    for name, parameter in signature(command).parameters.items():
        group = _group(hints[name])
        if group is None:
            parameters.append(
                parameter.replace(annotation=hints[name], kind=Parameter.KEYWORD_ONLY)
            )
        else:
            groups[name] = group
            parameters += group.parameters()

    def flat(**values: Any) -> ExitCode:
        built = {name: group.build(values) for name, group in groups.items()}
        return command(**values, **built)

    flat.__doc__ = command.__doc__
    flat.__signature__ = Signature(parameters)  # type: ignore[attr-defined]  # read by Typer
    flat.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return flat


@dataclass(frozen=True)
class _Group:
    type: Any
    words: Words

    def parameters(self) -> list[Parameter]:
        """Return one parameter for each field that has words; a field without keeps its default."""
        hints = get_type_hints(self.type, include_extras=True)
        return [
            Parameter(
                field.name,
                Parameter.KEYWORD_ONLY,
                default=self._default(field, hints[field.name]),
                annotation=self._annotation(field.name, hints[field.name]),
            )
            for field in self._fields
        ]

    @property
    def _fields(self) -> list[Field[Any]]:
        return [field for field in fields(self.type) if not self.words or field.name in self.words]

    def _annotation(self, name: str, hint: Any) -> Any:
        option = self.words.get(name)
        if option is None:
            return hint
        if isinstance(option, Typed):
            return Annotated[option.type, option.option]
        if get_origin(hint) is Sequence:
            # Typer knows lists only.
            hint = list[get_args(hint)[0]] | None  # type: ignore[misc]
        return Annotated[hint, option]

    def _default(self, field: Field[Any], hint: Any) -> Any:
        typed = isinstance(self.words.get(field.name), Typed)
        return None if typed or get_origin(hint) is Sequence else field.default

    def build(self, values: dict[str, Any]) -> Any:
        """Take the fields out of `values`, and return the dataclass that they make."""
        hints = get_type_hints(self.type, include_extras=True)
        built = {}
        for field in self._fields:
            value, option = values.pop(field.name), self.words.get(field.name)
            if isinstance(option, Typed):
                value = option.read(value)
            elif get_origin(hints[field.name]) is Sequence:
                value = tuple(value or ())
            built[field.name] = value
        return self.type(**built)


def _group(hint: Any) -> _Group | None:
    if is_dataclass(hint):
        return _Group(hint, {})
    if get_origin(hint) is Annotated and is_dataclass(get_args(hint)[0]):
        type, words = get_args(hint)[:2]
        return _Group(type, words)
    return None
