"""An export: the files of a distilled run, each checked as its consumer renders it."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from delibctl.distill.chat_template import ChatTemplate
from delibctl.distill.distilled import Distilled
from delibctl.distill.formats import RENDERED, files_of
from delibctl.distill.formats.material import Material
from delibctl.distill.lengths import CountTokens, Lengths, lengths_of
from delibctl.distill.reasoning_place import Place, check_trained, chosen_place
from delibctl.errors import DelibctlError


@dataclass(frozen=True, kw_only=True)
class ExportOptions:
    """The formats, the template that renders them, where reasoning goes, and a length to watch.

    Without `place` it goes where the template reads it.
    """

    formats: tuple[str, ...]
    template: ChatTemplate
    place: Place | None = None
    max_tokens: int | None = None


@dataclass(frozen=True, kw_only=True)
class Export:
    """The files by path, where the reasoning stands, and the lengths of the records."""

    files: dict[str, bytes]
    formats: tuple[str, ...]
    template: ChatTemplate
    place: Place
    lengths: Lengths

    @property
    def checksums(self) -> dict[str, str]:
        """The SHA-256 of each file by its path."""
        return {path: sha256(content).hexdigest() for path, content in self.files.items()}


def export(distilled: Distilled, options: ExportOptions, count: CountTokens | None) -> Export:
    """Return the files of every format.

    Raises DelibctlError if the template would lose reasoning or an answer of any record, or a
    format needs a package that is missing.
    """
    template = options.template
    place = chosen_place(template, options.place)
    records = distilled.records
    if set(options.formats) & set(RENDERED):
        check_trained(records, template, place)
    if "dpo" in options.formats:
        _check_pairs(distilled)
        check_trained([pair.rejected for pair in distilled.pairs], template, place)
    material = Material(
        name=distilled.run.policy.id,
        records=records,
        pairs=distilled.pairs,
        place=place,
    )
    return Export(
        files=_files(options.formats, material),
        formats=options.formats,
        template=template,
        place=place,
        lengths=lengths_of(records, template, place, options.max_tokens, count),
    )


def _check_pairs(distilled: Distilled) -> None:
    """Raise DelibctlError if there are no preference pairs to write."""
    if not distilled.pairs:
        raise DelibctlError(
            "there are no preference pairs: no prompt has both a kept answer and a worse one",
            next="probe each case several times, or with several models, or leave out the format "
            "`dpo`",
            usage="probe with --repeats 4 or several models, or leave out --for dpo",
        )


def _files(formats: Sequence[str], material: Material) -> dict[str, bytes]:
    return {path: content for name in formats for path, content in files_of(name, material).items()}
