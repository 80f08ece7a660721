"""The trials of a run, each folded to the little that a comparison needs of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from delibctl.model import Case, Form, Mode, NotAskable, Outcome, Reply, ReplyForm, Run
from delibctl.score.declared_style import named_style
from delibctl.score.metrics import METRICS
from delibctl.score.scored_trial import ScoredTrial
from delibctl.score.trial_scoring import Places, TrialScoring
from delibctl.stats.share import Share

#: The metrics that both sides show, in the order of the reports.
HEADLINES = tuple(metric for metric in METRICS if metric.headline)


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One trial. `figures` has a share for each of HEADLINES; empty if the trial does not count.

    `question` and `reply` are hashes of what was sent and what came back, which hold for this
    process alone; None where messages were not read. `kept`: the reply came from the cache.
    `form` is the layout that was asked for. `former`: whether it is right by the expectation of the
    other run; None where that is the same.
    """

    repeat: int
    scored: bool
    askable: bool
    unusable: bool
    critical: bool
    set_aside: str
    figures: tuple[Share, ...]
    missed: bool
    cited: tuple[str, ...]
    outcome: Outcome | None
    declared: str | None
    question: int | None
    reply: int | None
    kept: bool
    form: ReplyForm | None
    former: bool | None = None


#: The rows of each case, by the alias of the model and the mode.
Rows = Mapping[tuple[str, Mode], Mapping[str, list[Row]]]


@dataclass
class Served:
    """What answered as one model: names of models and fingerprints of systems, as replies say."""

    models: set[str] = field(default_factory=set)
    fingerprints: set[str] = field(default_factory=set)

    def add(self, replies: Iterable[Reply]) -> None:
        """Add what answered with these replies."""
        for reply in replies:
            self.models.update(filter(None, (reply.served,)))
            self.fingerprints.update(filter(None, (reply.fingerprint,)))

    def sorted(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the models and the fingerprints in alphabetical order."""
        return tuple(sorted(self.models)), tuple(sorted(self.fingerprints))


@dataclass(frozen=True, kw_only=True)
class FoldedRun:
    """A run without its trials, and a row for each of them; what answered, by the model's alias."""

    run: Run
    rows: Rows
    served: Mapping[str, Served] = field(default_factory=dict)

    def of(self, alias: str, mode: Mode) -> Mapping[str, list[Row]]:
        """Return the rows of one model in one mode, by case."""
        return self.rows.get((alias, mode), {})


@dataclass
class Folding:
    """Folds the scored trials of a run one by one, so that a long run needs little memory.

    `others`: the cases whose expectation is another one in the other run, with that expectation.
    """

    run: Run
    others: Mapping[str, Case] = field(default_factory=dict)
    _figures: dict[tuple[object, ...], tuple[Share, ...]] = field(default_factory=dict)
    _shared: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    _styles: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        policy, judges = self.run.policy, self.run.judges
        self._by_others = TrialScoring(policy, judges, places=Places.NONE)

    def fold(self, trials: Iterable[ScoredTrial]) -> FoldedRun:
        """Return the run with a row for each trial."""
        rows: dict[tuple[str, Mode], dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
        served: dict[str, Served] = defaultdict(Served)
        for trial in trials:
            key = trial.key
            served[key.model].add(exchange.reply for exchange in trial.exchanges)
            rows[key.model, key.mode][key.case].append(self.row(trial))
        return FoldedRun(run=self.run, rows=rows, served=served)

    def row(self, trial: ScoredTrial) -> Row:
        """Return the row of a trial."""
        cited = tuple([c.clause or c.citation.clause for c in trial.cited])
        scored = trial.scored
        declared = self._declared(trial.named_style)
        exchanges = trial.exchanges
        set_aside = trial.set_aside or ""
        replies = [exchange.reply for exchange in exchanges]
        return Row(
            repeat=trial.key.repeat,
            scored=scored,
            askable=not isinstance(trial.result, NotAskable),
            unusable=not scored or trial.unreadable,
            critical=trial.critical,
            set_aside=set_aside,
            figures=self._figures_of(trial) if scored and not set_aside else (),
            missed=trial.missed,
            cited=self._shared.setdefault(cited, cited),
            outcome=trial.observed,
            declared=declared,
            question=_question(trial),
            reply=hash(tuple((reply.text, reply.reasoning) for reply in replies)) or None,
            kept=bool(replies) and all(reply.kept for reply in replies),
            form=replies[-1].form if replies and not trial.blocked else None,
            former=self._right_by_other(trial),
        )

    def _declared(self, written: str | None) -> str | None:
        """Return the name of a style that a model wrote so; what it wrote if there is none."""
        if written is None:
            return None
        name = self._styles.get(written)
        if name is None:
            style = named_style(written, self.run.policy)
            name = self._styles[written] = style.name if style else written
        return name

    def _right_by_other(self, trial: ScoredTrial) -> bool | None:
        other = self.others.get(trial.key.case)
        if other is None or not trial.scored:
            return None
        return not self._by_others.score(other, trial.trial).missed

    def _figures_of(self, trial: ScoredTrial) -> tuple[Share, ...]:
        """Return the share of each headline metric; few sorts of trials occur, so each is kept."""
        sort = (
            *(trial.citation, trial.outcome, trial.style, trial.observed, trial.right.outcomes),
            *(len(trial.missing), trial.form is Form.BLOCKED),
            len(trial.case.expected.clauses) + bool(trial.case.expected.either),
            len(trial.recalled.not_asked_for) if trial.recalled else None,
        )
        figures = self._figures.get(sort)
        if figures is None:
            figures = tuple(metric.count([trial]) for metric in HEADLINES)
            self._figures[sort] = figures
        return figures


def _question(trial: ScoredTrial) -> int | None:
    """Return a hash of all messages that were sent; None if they were not read."""
    messages = [message for exchange in trial.exchanges for message in exchange.messages]
    return hash(tuple((m.role, m.content) for m in messages)) if messages else None


def total(rows: Iterable[Row]) -> Mapping[str, Share]:
    """Return the sum of the figures of rows, by the key of the metric."""
    sums = [[0, 0] for _ in HEADLINES]
    for row in rows:
        for counts, share in zip(sums, row.figures, strict=False):
            counts[0] += share.hits
            counts[1] += share.total
    return _shares(tuple([(hits, all_) for hits, all_ in sums]))


@lru_cache(maxsize=4096)
def _shares(sums: tuple[tuple[int, int], ...]) -> Mapping[str, Share]:
    """Return shares by the key of the metric; most cases of a long run have the same ones."""
    return {
        metric.key: Share(hits=hits, total=all_)
        for metric, (hits, all_) in zip(HEADLINES, sums, strict=True)
    }
