"""Opened policies, and what was found beside them and could not be read."""

from dataclasses import dataclass, field, replace

from delibctl.policy.bundle import Bundle
from delibctl.source import Document
from delibctl.text.count import counted, listed


@dataclass
class Opened:
    """The policies at some paths, and documents outside of any policy.

    `others`: YAML files that are of no policy. `unread`: the problem of each file or folder that
    could not be read, by its name.
    """

    bundles: list[Bundle] = field(default_factory=list)
    loose: list[Document] = field(default_factory=list)
    others: list[Document] = field(default_factory=list)
    unread: dict[str, str] = field(default_factory=dict)
    label: str = ""

    @property
    def names(self) -> set[str]:
        """The names of all documents that were read as part of a policy."""
        documents = [each for bundle in self.bundles for each in bundle.documents]
        return {document.name for document in (*documents, *self.loose)}

    def has(self, name: str) -> bool:
        """Return True if a file, or one in a folder of that name, was read as part of a policy."""
        return any(each == name or each.startswith(f"{name}/") for each in self.names)

    def without(self, noted: "Opened") -> "Opened":
        """Return the same without the files that another one notes for the same reason."""
        known = {document.name for document in noted.others}
        return replace(
            self,
            others=[document for document in self.others if document.name not in known],
            unread=dict(self.unread.items() - noted.unread.items()),
        )

    def without_reported(self) -> "Opened":
        """Return the same without the files that are errors of a policy anyway."""
        parts = self.names | {
            missing.pattern for bundle in self.bundles for missing in bundle.unmatched
        }
        return replace(
            self,
            others=[document for document in self.others if document.name not in parts],
            unread={name: why for name, why in self.unread.items() if name not in parts},
        )

    @property
    def broken(self) -> list[Document]:
        """The documents outside of any policy that could not be read as YAML."""
        return [document for document in self.loose if document.data is None]

    @property
    def notes(self) -> list[str]:
        """Sentences about files that were left out although nobody may have meant to."""
        names: dict[str, list[str]] = {}
        for name, why in self.unread.items():
            names.setdefault(why, []).append(name)
        notes = [self._unread(*of_reason) for of_reason in names.items()]
        unparsed = [document.name for document in self.others if document.data is None]
        if unparsed:
            notes.append(
                f"{counted(len(unparsed), 'other YAML file')}{self.label} cannot be parsed: "
                f"{listed(unparsed)}"
            )
        return notes

    @property
    def not_asked(self) -> list[str]:
        """Sentences about case files that no policy names."""
        unnamed = [name for bundle in self.bundles for name in bundle.unnamed]
        loose = [document.name for document in self.loose if document.kind == "cases"]
        return [
            f"the cases in {name} are not asked: no policy names the file"
            for name in dict.fromkeys((*unnamed, *loose))
        ]

    def _unread(self, why: str, names: list[str]) -> str:
        if len(names) == 1:
            return f"{names[0]}{self.label} was not read: it {why}"
        files = counted(len(names), "file")
        return f"{files}{self.label} were not read ({listed(names)}): each {why}"
