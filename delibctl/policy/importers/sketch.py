"""What a reader found in a policy of another form; what the form does not give is None."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class ExampleSketch:
    """A prompt with a good or a bad answer to it, and what the source says of them."""

    prompt: str
    good: str | None = None
    bad: str | None = None
    remark: str = ""


@dataclass(kw_only=True)
class ClauseSketch:
    """A clause as far as it is known. `line` counts from 1."""

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
    """A category; without a summary the first sentence of its first clause serves."""

    id: str | None
    title: str
    line: int
    summary: str = ""
    clauses: list[ClauseSketch] = field(default_factory=list)


@dataclass(kw_only=True)
class Sketch:
    """A policy. `left_over` are the lines that could not be carried over, each with why."""

    title: str
    description: str = ""
    definitions: dict[str, str] = field(default_factory=dict)
    categories: list[CategorySketch] = field(default_factory=list)
    left_over: list[tuple[int, str]] = field(default_factory=list)

    def leave(self, line: int, what: str) -> None:
        """Note that a line could not be carried over."""
        self.left_over.append((line, what))
