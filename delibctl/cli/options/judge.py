"""The options that say who judges, and how."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

import typer

from delibctl.edge.baseline import lexical_model
from delibctl.errors import DelibctlError
from delibctl.judge import PATTERNS
from delibctl.model import Judge, ModelSpec, Sight


@dataclass(frozen=True, kw_only=True)
class Judging:
    """Judges, and what each is shown."""

    judge: Annotated[
        list[str] | None,
        typer.Option(
            "--judge",
            metavar="JUDGE",
            help="Who says what an answer did: `patterns`, or a model; may be repeated.",
            show_default="patterns",
        ),
    ] = None
    judge_runs: Annotated[
        int,
        typer.Option(
            min=1, max=20, metavar="K", help="Looks of a model at each answer; the lowest counts."
        ),
    ] = 1
    judge_sees: Annotated[
        Sight,
        typer.Option(
            metavar="FORM", help="`reward`: the answer alone; `filter`: the reasoning as well."
        ),
    ] = Sight.REWARD
    blind: Annotated[
        bool,
        typer.Option("--blind", help="Do not tell judges the label as another's claim."),
    ] = False

    def judges(self, model_spec: Callable[[str], ModelSpec]) -> tuple[Judge, ...]:
        """The judges by name, each once; empty where `patterns` alone judges."""
        names = tuple(dict.fromkeys(self.judge or (PATTERNS,)))
        if names == (PATTERNS,):
            if self.judge_runs > 1 or self.blind or self.judge_sees is not Sight.REWARD:
                raise DelibctlError(
                    "the judge `patterns` sees each answer once, and nothing else",
                    next="--judge MODEL asks a model",
                )
            return ()
        return tuple(self._judge(name, model_spec) for name in names)

    def _judge(self, name: str, model_spec: Callable[[str], ModelSpec]) -> Judge:
        if name == PATTERNS:
            return Judge(name=name)
        if name == lexical_model.NAME:
            raise DelibctlError(
                "the baseline cannot judge: it is no model", next="--judge patterns needs no model"
            )
        return Judge(
            name=name,
            model=model_spec(name),
            sight=self.judge_sees,
            runs=self.judge_runs,
            blind=self.blind,
        )
