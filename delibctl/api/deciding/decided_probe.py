"""A probe that is held against an earlier run, and asks on until the gates are decided."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from delibctl.api.asking.probe import EndedProbe, run_probe
from delibctl.api.asking.probe_job import ProbeJob
from delibctl.api.asking.remaining import Remaining, cached_in
from delibctl.api.deciding.asked_side import Sides, sides_of
from delibctl.api.deciding.earlier_run import earlier_run, runs_of
from delibctl.api.deciding.fresh_rounds import SIDES, FreshRounds
from delibctl.api.listener import Listener
from delibctl.api.runs.change_texts import no_changes
from delibctl.api.runs.comparable import notes_on
from delibctl.api.runs.compare import compare_runs
from delibctl.api.runs.find import run_path
from delibctl.compare.runs.comparison import RunComparison
from delibctl.compare.runs.paired_case import PairedCase
from delibctl.compare.runs.rates import rates_of
from delibctl.edge.answers.store import AnswerStore
from delibctl.edge.providers.access.check_model import check_model
from delibctl.edge.run_file.fresh_trials import FreshTrialFile, Side
from delibctl.edge.run_file.run_file import RunFile
from delibctl.errors import DelibctlError, Interrupted
from delibctl.gates import trust_in_run
from delibctl.gates.comparison.applicable import applicable
from delibctl.gates.comparison.result import ComparisonGate, ComparisonLimits
from delibctl.gates.comparison.unseen import BRING_BACK, with_unseen
from delibctl.gates.deciding import Looks, decide, fixed_repeats
from delibctl.run.meter import Meter
from delibctl.score.scored_run import ScoredRun, score_run
from delibctl.text.count import counted

_CONTINUE = "the same command continues where it stopped; raise or remove the limit to get further"


@dataclass(frozen=True, kw_only=True)
class Decided:
    """The gates of each model after the last look, and the fresh repeats that it took.

    `fixed`: what a fixed number of repeats would have taken. `asked` of the repeats were asked over
    the network this time. `same`: the runs are equal, so no gate is on changes. `why` names what
    ended the asking before the gates were decided, and `next` what to do; both are empty if they
    are decided.
    """

    gates: Mapping[str, tuple[ComparisonGate, ...]]
    repeats: int
    fixed: int
    asked: int = 0
    same: bool = False
    why: str = ""
    next: str = ""


@dataclass(frozen=True, kw_only=True)
class DecidedProbe:
    """A probe with its earlier run.

    `decided` is None if the probe is not complete, or `untrusted` says that a run has too many
    trials without a result. `comparison` is the one that it was decided on, without texts.
    """

    probe: EndedProbe
    before: Path
    decided: Decided | None = None
    untrusted: str = ""
    comparison: RunComparison | None = None


def run_decided_probe(
    job: ProbeJob,
    listener: Listener,
    name: str,
    limits: ComparisonLimits,
    path: Path | None = None,
    *,
    max_broken: float,
) -> DecidedProbe:
    """Probe, compare with the run of a name, and ask both runs again until each gate is decided.

    The fresh repeats are kept in the file of the newer run. Nothing is asked again if more than
    `max_broken` of the trials of a run have no result. Raises DelibctlError if the runs cannot
    be compared, before anything is asked, and what `run_probe` raises.
    """
    _check_options(job)
    before_path, own = runs_of(job, name, path)
    before = earlier_run(job, before_path)
    sides, doubt = sides_of(job, before), _doubt(score_run(before), max_broken, "before")
    listener.note(f"comparing with {run_path(job.workspace, before_path)}")
    known = list(notes_on(before, job.run(before.info)))
    for note in known:
        listener.note(note)
    job = replace(job, asking=job.asking.with_deadline(job.workspace))
    probe = run_probe(job, listener, own)
    if limits.min_coverage is not None or limits.max_disputed is not None:
        listener.note("coverage and disputed cases are looked at when the runs are compared")
        limits = replace(limits, min_coverage=None, max_disputed=None)
    limits = applicable(limits, (before.policy, job.policy))
    doubt = doubt or _doubt(probe.scored, max_broken, "after")
    if doubt or probe.limit is not None or probe.unmeasured:
        return DecidedProbe(probe=probe, before=before_path, untrusted=doubt)
    comparison = compare_runs(job.workspace, before_path, probe.path, shown=no_changes)
    for note in (note for note in comparison.notes if note not in known):
        listener.note(note)
    if comparison.same:
        limits = limits.without_changes()
    session = _Session(job=job, listener=listener, sides=sides, limits=limits)
    decided = session.decide(comparison.pairs, before_path, probe.path)
    decided = _with_unseen(replace(decided, same=comparison.same), comparison)
    return DecidedProbe(probe=probe, before=before_path, decided=decided, comparison=comparison)


def _with_unseen(decided: Decided, comparison: RunComparison) -> Decided:
    """Return the decision; it is none where critical cases cannot be compared."""
    unseen, gone = comparison.unseen_critical, comparison.gone_critical
    gates = {name: with_unseen(of_model, unseen, gone) for name, of_model in decided.gates.items()}
    if gates == decided.gates:
        return decided
    why, next = "critical cases are gone", BRING_BACK
    if any(unseen.values()):
        why = "critical cases cannot be compared"
        next = "probe both runs until each critical case has an answer"
    return replace(decided, gates=gates, why=decided.why or why, next=decided.next or next)


def _doubt(run: ScoredRun, max_broken: float, side: Side) -> str:
    """Return a sentence about a run that is not to be trusted; "" if it is."""
    for figure in trust_in_run(run, max_broken):
        if not figure.trusted:
            return replace(figure, name=f"{figure.name}, {side}").doubt()
    return ""


def _check_options(job: ProbeJob) -> None:
    if job.judges:
        raise DelibctlError(
            "fresh repeats are judged by patterns alone, so that both runs are judged alike",
            next="decide without a judge that is a model; it can judge the run afterwards",
            usage="decide without --judge; delibctl judge can judge the run afterwards",
        )
    if job.asking.reuse.refresh:
        raise DelibctlError(
            "a decision asks fresh repeats anyway, and refresh would ask them again each time",
            next="probe with refresh first, and then decide without it",
            usage="probe with --refresh first, and then decide without it",
        )


@dataclass(frozen=True, kw_only=True)
class _Session:
    """What the decision of one comparison needs."""

    job: ProbeJob
    listener: Listener
    sides: Sides
    limits: ComparisonLimits
    meter: Meter = field(default_factory=Meter)

    def decide(
        self, pairs: Mapping[str, Sequence[PairedCase]], before: Path, after: Path
    ) -> Decided:
        """Go through the rounds until the gates are decided, or nothing more can be asked."""
        with closing(RunFile.open(before)) as run:
            key = run.plan_key()
        environment = self.job.workspace.environment
        with (
            closing(AnswerStore(self.job.workspace.state.answers)) as answers,
            closing(FreshTrialFile.claim(after, key)) as file,
        ):
            rounds = FreshRounds(
                sides=self.sides,
                looks=Looks(
                    pairs=pairs,
                    decide=lambda cases, looks, gates: decide(cases, self.limits, looks, gates),
                ),
                fold=rates_of,
                file=file,
                cached={side: cached_in(answers, environment) for side in SIDES},
            )
            fixed = sum(fixed_repeats(of_model, self.limits) for of_model in pairs.values())
            why, advice = self._go(rounds, answers, fixed)
        return Decided(
            gates=rounds.looks.gates,
            repeats=rounds.repeats,
            fixed=fixed,
            asked=self.meter.asked,
            why="" if rounds.looks.done else why or "no further repeat would decide it",
            next="" if rounds.looks.done else advice or "compare more cases",
        )

    def _go(self, rounds: FreshRounds, answers: AnswerStore, most: int) -> tuple[str, str]:
        """Return what ended the rounds, and what to do; empty if they ended by themselves."""
        others = rounds.rounds()
        first = next(others, None)
        if first is not None:
            if obstacle := self._obstacle(first):
                return obstacle
            limit = self._ask(rounds, answers, first, others, most)
            if limit:
                return limit, _CONTINUE
        if rounds.silent:
            return "not one fresh repeat of the last round could be scored", _CONTINUE
        return "", ""

    def _obstacle(self, first: Mapping[Side, Remaining]) -> tuple[str, str] | None:
        """Return the reason why nothing may be asked, with what to do; None if it may."""
        if self.job.asking.reuse.replay:
            return "a replay asks no fresh repeats", "decide without replay to ask them"
        for side, remaining in first.items():
            for model in remaining.to_pay():
                try:
                    check_model(model, self.job.workspace.environment)
                except DelibctlError as error:
                    where = " of the earlier run" if side == "before" else ""
                    return f"the model {model.alias}{where} cannot be asked: {error.what}", (
                        error.next or _CONTINUE
                    )
        return None

    def _ask(
        self,
        rounds: FreshRounds,
        answers: AnswerStore,
        first: Mapping[Side, Remaining],
        others: Iterator[Mapping[Side, Remaining]],
        most: int,
    ) -> str:
        """Ask the rounds; return the limit that was reached, or an empty text."""
        # It loads the model clients, which a decision from stored repeats does not need.
        from delibctl.api.deciding.ask_fresh import FreshQuestions

        aliases = frozenset(model.alias for model in self.sides.after.plan.models)
        questions = FreshQuestions(
            workspace=self.job.workspace,
            listener=self.listener,
            answers=answers,
            rounds=rounds,
            asking=self.job.asking,
            most=most,
            meter=self.meter,
            answered=dict.fromkeys(SIDES, aliases),
        )
        try:
            return str(questions.ask(first, others) or "")
        except KeyboardInterrupt:
            raise self._interrupted(rounds) from None

    def _interrupted(self, rounds: FreshRounds) -> Interrupted:
        repeats = counted(rounds.repeats, "fresh repeat")
        return Interrupted(
            f"interrupted: {repeats} {'is' if rounds.repeats == 1 else 'are'} stored",
            next="decide again with the same options to continue",
            usage="run the same command again to continue",
        )
