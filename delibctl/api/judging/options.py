"""The options for judges."""

from collections.abc import Sequence
from dataclasses import dataclass

from delibctl.api.asking.template import pinned_template
from delibctl.edge.settings import Settings
from delibctl.errors import DelibctlError
from delibctl.judge.names import FITTED, PATTERNS
from delibctl.model import Judge, Sight


@dataclass(frozen=True, kw_only=True)
class JudgeOptions:
    """Judges by name, the number of their votes, and the parts of a trial that they see."""

    judges: Sequence[str] = ()
    judge_runs: int = 1
    judge_sees: Sight = Sight.REWARD
    blind: bool = False

    def chosen(self, settings: Settings) -> tuple[Judge, ...]:
        """Return the judges, each once; none if only `patterns` judges.

        Raises DelibctlError if a name cannot be a judge, or the options do not apply to it.
        """
        names = tuple(dict.fromkeys(self.judges or (PATTERNS,)))
        if not set(names) - {PATTERNS, FITTED}:
            if self.judge_runs > 1 or self.blind or self.judge_sees is not Sight.REWARD:
                raise DelibctlError(
                    "votes, sight and blindness apply only to judges that are models",
                    next="name a model as a judge",
                    usage="leave out --judge-runs, --judge-sees and --blind, or add --judge MODEL",
                )
            if names == (PATTERNS,):
                return ()
        return tuple(self._judge(name, settings) for name in names)

    def _judge(self, name: str, settings: Settings) -> Judge:
        if name in (PATTERNS, FITTED):
            return Judge(name=name)
        model = settings.model_spec(name)
        if model.is_baseline:
            raise DelibctlError(
                "the baseline cannot judge: it is not a language model",
                next="use the judge `patterns`, or name a language model",
            )
        return Judge(
            name=name,
            model=model,
            sight=self.judge_sees,
            runs=self.judge_runs,
            blind=self.blind,
            template=pinned_template(settings),
        )
