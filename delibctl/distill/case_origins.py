"""The cases of the case files, with what they come from and how they are split."""

from collections.abc import Iterable
from dataclasses import dataclass

from delibctl.model import Case, Split, Status
from delibctl.source import Document


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseOrigin:
    """A case as the case files have it now. `parent` is the id of the case it was made from."""

    case: Case
    file: str
    parent: str | None = None
    former_ids: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of the case."""
        return self.case.id

    @property
    def split(self) -> Split:
        """The split in the file."""
        return self.case.split

    @property
    def usable(self) -> bool:
        """True if its expectation can be relied on; drafts wait for a review, but count."""
        status = self.case.status
        return status in (Status.ACCEPTED, Status.DRAFT) and not self.case.quarantined


def case_origins(documents: Iterable[Document], cases: Iterable[Case]) -> tuple[CaseOrigin, ...]:
    """Return the cases with their origins; `cases` were built from the documents, in order."""
    entries = [(document.name, entry) for document in documents for entry in document.data["cases"]]
    return tuple(
        CaseOrigin(
            case=case,
            file=file,
            parent=_parent(entry.get("origin", {}).get("parent")),
            former_ids=tuple(entry.get("renamed_from", ())),
        )
        for (file, entry), case in zip(entries, cases, strict=True)
    )


def _parent(value: object) -> str | None:
    return str(value) if value is not None else None


def by_any_id(origins: Iterable[CaseOrigin]) -> dict[str, CaseOrigin]:
    """Return the cases by their ids and by their former ids; a present id wins."""
    found = list(origins)
    former = {id: origin for origin in found for id in origin.former_ids}
    return {**former, **{origin.id: origin for origin in found}}
