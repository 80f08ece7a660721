"""The parts of an imported policy; fields that its format lacks are None or empty."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class ExampleSketch:
    """A prompt with a good or a bad answer, and the remark of the source about them."""

    prompt: str
    good: str | None = None
    bad: str | None = None
    remark: str = ""


@dataclass(kw_only=True)
class ClauseSketch:
    """A clause, as far as the source defines it. `line` counts from 1.

    One without text is left out of the policy, but an id from its title stays taken.
    """

    id: str | None
    title: str
    line: int
    text: str = ""
    style: str | None = None
    authority: str | None = None
    severity: str | None = None
    rationale: str = ""
    examples: list[ExampleSketch] = field(default_factory=list)


@dataclass(kw_only=True)
class CategorySketch:
    """A category. If it has no summary, the first sentence of its first clause is used."""

    id: str | None
    title: str
    line: int
    summary: str = ""
    clauses: list[ClauseSketch] = field(default_factory=list)

    @property
    def has_text(self) -> bool:
        """True if a clause of the category has text."""
        return any(clause.text for clause in self.clauses)


@dataclass(kw_only=True)
class Sketch:
    """A policy. `left_over` are the lines that could not be imported, each with the reason."""

    title: str
    description: str = ""
    definitions: dict[str, str] = field(default_factory=dict)
    categories: list[CategorySketch] = field(default_factory=list)
    left_over: list[tuple[int, str]] = field(default_factory=list)

    def leave(self, line: int, reason: str) -> None:
        """Note that a line could not be imported."""
        self.left_over.append((line, reason))
