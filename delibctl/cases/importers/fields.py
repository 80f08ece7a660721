"""The fields of a case that a column of any table can hold, or a whole file can be given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from delibctl.cases.importers.conversation import is_conversation
from delibctl.cases.importers.language import language_tag
from delibctl.cases.importers.record import Record
from delibctl.cases.table import Table
from delibctl.errors import DelibctlError
from delibctl.model import BUILT_IN_STYLES, Kind, Policy, Status
from delibctl.text.suggest import nearest

#: The fields that a column of any table can hold.
FIELDS = (*("prompt", "label", "style", "id", "kind", "lang", "role", "conversation", "turn"),)
#: The usual names of a column, the likeliest first; that of a prompt counts if it is the only one.
USUAL = {
    "prompt": ("prompt", "messages", "conversations"),
    "id": ("id", "custom_id"),
    "conversation": ("conversation_id", "conversation", "dialog_id", "dialogue_id", "chat_id",
                     "thread_id", "session_id"),
    "turn": ("turn", "turn_id", "turn_index", "turn_number"),
    "role": ("role", "speaker", "from"),
}  # fmt: skip
#: Other names of a column of prompts, if a table has just one of them.
OTHER_PROMPTS = ("question", "query", "user_input", "user_prompt", "input", "instruction", "text",
                 "message", "content")  # fmt: skip


def usual_columns(columns: tuple[str, ...]) -> dict[str, str]:
    """Return the columns by field, as far as their names tell."""
    names = {column.casefold() for column in columns}
    by_field = {
        field: next((name for name in USUAL.get(field, (field,)) if name in names), None)
        for field in FIELDS
    }
    prompt_names = [name for name in OTHER_PROMPTS if name in names]
    if by_field["prompt"] is None and len(prompt_names) == 1:
        by_field["prompt"] = prompt_names[0]
    return {field: column for field, column in by_field.items() if column}


def columns_of(table: Table) -> dict[str, str]:
    """Return the columns of a table by field, as far as their names and values tell.

    Without a column of prompts, they may be in the only column of conversations, or in the keys of
    objects.
    """
    by_field = usual_columns(table.columns)
    if "prompt" in by_field:
        return by_field
    talks = [
        column
        for column in table.columns
        if any(is_conversation(row.value(column)) for row in table.rows)
    ]
    if len(talks) == 1:
        return {**by_field, "prompt": talks[0]}
    nested: dict[str, list[str]] = {}
    for name in table.names:
        if name not in table.columns:
            nested.setdefault(name.rpartition(".")[2].casefold(), []).append(name)
    only = {key: names[0] for key, names in nested.items() if len(names) == 1}
    inner = {field: only[key] for field, key in usual_columns(tuple(only)).items()}
    plain = {
        field: name
        for field, name in inner.items()
        if field == "prompt"
        or not any(isinstance(row.value(name), list | dict) for row in table.rows)
    }
    return {**plain, **by_field} if "prompt" in inner else by_field


@dataclass(frozen=True, kw_only=True)
class Setting:
    """A field that `--set` gives to all cases of a file, with its values as far as they are few."""

    doc: str
    values: tuple[str, ...]
    read: Callable[[str, Policy], Any]


def _one_of(values: type[Kind] | type[Status]) -> Callable[[str, Policy], Any]:
    def read(text: str, _policy: Policy) -> Any:
        if text not in set(map(str, values)):
            raise DelibctlError("", next=nearest(text, list(map(str, values)), "value"))
        return values(text)

    return read


def _style(text: str, policy: Policy) -> str:
    if policy.outcome(text) is None:
        names = [*BUILT_IN_STYLES, *policy.styles]
        raise DelibctlError("", next=nearest(text, names, "style"))
    return text


def _language(text: str, _policy: Policy) -> str:
    tag = language_tag(text)
    if tag is None:
        raise DelibctlError("", next="use a BCP 47 language tag, such as en or pt-BR")
    return tag


def _flag(text: str, _policy: Policy) -> bool:
    if text not in {"true", "false"}:
        raise DelibctlError("", next="use true or false")
    return text == "true"


#: The fields that `--set` takes, in the order of its help.
SETTINGS = {
    "kind": Setting(doc="the kind of test", values=tuple(map(str, Kind)), read=_one_of(Kind)),
    "style": Setting(doc="the style of the answer", values=tuple(BUILT_IN_STYLES), read=_style),
    "lang": Setting(doc="the language", values=("en", "de", "fr", "pt-BR"), read=_language),
    "status": Setting(
        doc="the review status", values=tuple(map(str, Status)), read=_one_of(Status)
    ),
    "sensitive": Setting(doc="hiding the text in reports", values=("true", "false"), read=_flag),
}
_OTHER_NAMES = {"language": "lang"}


def settings(given: Mapping[str, str], policy: Policy) -> dict[str, Any]:
    """Return the values of `--set` by field. Raises DelibctlError for one that is invalid."""
    values: dict[str, Any] = {}
    for name, text in given.items():
        field = _OTHER_NAMES.get(name, name)
        if field not in SETTINGS:
            raise DelibctlError(
                f"--set {name}: unknown field", next=nearest(name, SETTINGS, "field")
            )
        if field in values:
            raise DelibctlError(f"--set {field} has two values", next="give it once")
        try:
            values[field] = SETTINGS[field].read(text, policy)
        except DelibctlError as error:
            raise DelibctlError(
                f"--set {name}={text}: {SETTINGS[field].doc} cannot be {text!r}",
                next=error.next,
            ) from error
    return values


def with_settings(record: Record, values: Mapping[str, Any]) -> Record:
    """Return a record with the values of `--set`, which come before those of the source."""
    if not values:
        return record
    assumed = {key: why for key, why in record.assumed.items() if key not in values}
    return replace(record, **values, assumed=assumed)
