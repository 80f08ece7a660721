"""What a caller may say of how a run is distilled."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from delibctl.distill.chat_template import PLAIN, PLAIN_NAME, ChatTemplate
from delibctl.distill.export import ExportOptions
from delibctl.distill.formats import FORMATS
from delibctl.distill.hold_out import HoldOut
from delibctl.distill.judged import Thresholds
from delibctl.distill.reasoning_place import Place
from delibctl.edge.files.text import load_text
from delibctl.edge.training_settings import DistillSettings, over
from delibctl.errors import DelibctlError


@dataclass(frozen=True, kw_only=True)
class Choosing:
    """What a caller says of which trials are trained on; the configuration says what is None."""

    judges: Sequence[str] = ()
    min_correctness: int | None = None
    min_helpfulness: int | None = None
    hold_out: float | None = None
    seed: int | None = None
    write_split: bool = False
    per_group: int | None = None

    def chosen(self, settings: DistillSettings) -> "Choice":
        """Return which trials are trained on. Raises DelibctlError for options that cannot be."""
        wanted = over(
            settings,
            min_correctness=self.min_correctness,
            min_helpfulness=self.min_helpfulness,
            hold_out=self.hold_out,
            seed=self.seed,
            per_group=self.per_group,
        )
        return Choice(
            judges=self.judges,
            min_correctness=wanted.min_correctness,
            min_helpfulness=wanted.min_helpfulness,
            hold_out=wanted.hold_out,
            seed=wanted.seed,
            write_split=self.write_split,
            per_group=wanted.per_group,
        )


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which trials are trained on.

    `judges`: those of the run that decide; all of its models if empty. `hold_out`: the share
    of cases without a split that is held out. `write_split` writes it into the case files.
    `per_group`: the most records of one category, outcome and kind; None balances them.
    """

    judges: Sequence[str]
    min_correctness: int
    min_helpfulness: int
    hold_out: float | None
    seed: int
    write_split: bool
    per_group: int | None

    def __post_init__(self) -> None:
        if self.hold_out is not None and not 0 <= self.hold_out < 1:
            raise DelibctlError(
                f"{self.hold_out:g} is not a share to hold out",
                next="name one from 0 up to, but not 1, such as 0.2",
            )
        if self.write_split and self.hold_out is None:
            raise DelibctlError(
                "there is no split to write without a share to hold out",
                next="name the share to hold out too",
                usage="add --hold-out 0.2",
            )

    @property
    def thresholds(self) -> Thresholds:
        """The least score on each axis."""
        return Thresholds(correctness=self.min_correctness, helpfulness=self.min_helpfulness)

    @property
    def held_out(self) -> HoldOut | None:
        """The share to hold out, with the seed."""
        return None if self.hold_out is None else HoldOut(share=self.hold_out, seed=self.seed)


@dataclass(frozen=True, kw_only=True)
class Rendering:
    """The formats of the files, and how the model that is trained renders them.

    `chat_template`: the model's template; plain ChatML unless given. `reasoning_in`: the field of
    the reasoning; the one that the template reads unless given. `tokenizer`: a tokenizer.json
    that counts tokens; they are estimated without.
    """

    formats: Sequence[str] = ()
    chat_template: Path | None = None
    reasoning_in: Place | None = None
    max_tokens: int | None = None
    tokenizer: Path | None = None

    def export_options(self, folder: Path, settings: DistillSettings) -> ExportOptions:
        """Return the options with the template read; paths are relative to the folder.

        The configuration says what is not given.

        Raises DelibctlError if a format is unknown or the template cannot be read.
        """
        wanted = over(
            settings,
            formats=tuple(self.formats) or None,
            reasoning_in=self.reasoning_in,
            max_tokens=self.max_tokens,
        )
        formats = tuple(dict.fromkeys(wanted.formats))
        for name in formats:
            if name not in FORMATS:
                raise DelibctlError(
                    f"unknown format of training files {name!r}",
                    next=f"choose one of {', '.join(FORMATS)}",
                )
        return ExportOptions(
            formats=formats,
            template=self._template(folder),
            place=None if wanted.reasoning_in is None else Place(wanted.reasoning_in),
            max_tokens=wanted.max_tokens,
        )

    def _template(self, folder: Path) -> ChatTemplate:
        if self.chat_template is None:
            return ChatTemplate(PLAIN, PLAIN_NAME)
        return ChatTemplate(load_text(folder / self.chat_template), str(self.chat_template))
