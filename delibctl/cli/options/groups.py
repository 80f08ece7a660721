"""Groups of options: a dataclass in the signature of a command is expanded to its fields.

The workflows own these dataclasses, which are independent of Typer. A `TyperOptions` table maps
their fields to options of the command line.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import Field, dataclass, fields, is_dataclass
from inspect import Parameter, Signature, signature
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from delibctl.errors import ExitCode
from delibctl.text.documentation import documentation

Command = Callable[..., ExitCode]


@dataclass(frozen=True)
class Converted:
    """An option whose field has another type: the type on the command line, and the conversion."""

    type: Any
    option: Any
    convert: Callable[[Any], Any]


#: Field names and their options: each a Typer option, or a Converted one.
TyperOptions = Mapping[str, Any]


def flattened(command: Command) -> Command:
    """Return the command with a parameter for each option of its groups, as Typer requires."""
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

    flat.__doc__ = documentation(command)
    flat.__signature__ = Signature(parameters)  # type: ignore[attr-defined]  # read by Typer
    flat.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return flat


@dataclass(frozen=True)
class _Group:
    type: Any
    options: TyperOptions

    def parameters(self) -> list[Parameter]:
        """Return a parameter for each field with an option; other fields keep their defaults."""
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
        return [
            field for field in fields(self.type) if not self.options or field.name in self.options
        ]

    def _annotation(self, name: str, hint: Any) -> Any:
        option = self.options.get(name)
        if option is None:
            return hint
        if isinstance(option, Converted):
            return Annotated[option.type, option.option]
        if get_origin(hint) is Sequence:
            # Typer supports only lists.
            hint = list[get_args(hint)[0]] | None  # type: ignore[misc]
        return Annotated[hint, option]

    def _default(self, field: Field[Any], hint: Any) -> Any:
        converted = isinstance(self.options.get(field.name), Converted)
        return None if converted or get_origin(hint) is Sequence else field.default

    def build(self, values: dict[str, Any]) -> Any:
        """Remove the fields from `values`, and return the dataclass with them."""
        hints = get_type_hints(self.type, include_extras=True)
        built = {}
        for field in self._fields:
            value, option = values.pop(field.name), self.options.get(field.name)
            if isinstance(option, Converted):
                value = option.convert(value)
            elif get_origin(hints[field.name]) is Sequence:
                value = tuple(value or ())
            built[field.name] = value
        return self.type(**built)


def _group(hint: Any) -> _Group | None:
    if is_dataclass(hint):
        return _Group(hint, {})
    if get_origin(hint) is Annotated and is_dataclass(get_args(hint)[0]):
        type, options = get_args(hint)[:2]
        return _Group(type, options)
    return None
