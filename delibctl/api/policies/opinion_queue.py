"""The votes of a model on changes of words: those that are cached, and those to ask for."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from delibctl.api.asking.remaining import cached_in, nothing_cached
from delibctl.api.policies.opinion_options import OpinionModel
from delibctl.api.workspace import Workspace
from delibctl.compare.policies import Comparison, Direction, Opinion, Vote
from delibctl.edge.answers.store import AnswerStore
from delibctl.judge.changes.prompt import ShownChange
from delibctl.judge.changes.read import ChangeVote, Way
from delibctl.judge.changes.voting import voting
from delibctl.model import Estimate, ModelSpec, Price, Question
from delibctl.run.estimate import estimate_questions, prompt_tokens
from delibctl.run.opinion_tasks import shown_changes
from delibctl.run.replay import FindCached

_DIRECTIONS = {
    Way.LOOSENS: Direction.LOOSENS,
    Way.TIGHTENS: Direction.TIGHTENS,
    Way.NEUTRAL: Direction.NEUTRAL,
    Way.UNCLEAR: Direction.UNKNOWN,
}


@dataclass(frozen=True, kw_only=True)
class VoteTask:
    """A request for one vote on one change; `number` counts from 1."""

    change: ShownChange
    number: int
    template: int


@dataclass(kw_only=True)
class OpinionQueue:
    """The votes of a model so far, and the questions that lead to the others.

    `material`: each change as it is shown to the model, by the `id()` of the change. A vote is None
    if it is unreadable. `failures`: the reasons why votes got no reply.
    """

    comparison: Comparison
    model: ModelSpec
    wanted: int
    template: int
    material: dict[int, ShownChange]
    votes: dict[VoteTask, ChangeVote | None] = field(default_factory=dict)
    failures: dict[VoteTask, str] = field(default_factory=dict)
    pending: dict[VoteTask, Question] = field(default_factory=dict)

    def to_pay(self) -> list[ModelSpec]:
        """Return the model, if it has to be asked."""
        return [self.model] if self.pending else []

    def estimates(self, prices: dict[str, Price | None]) -> list[Estimate]:
        """Return the estimate for the model."""
        questions = self.pending.values()
        estimate = estimate_questions(
            self.model,
            calls=len(questions),
            tokens=sum(map(prompt_tokens, questions)),
            trials=len(questions) + len(self.votes),
            cached=len(self.votes),
            price=prices.get(self.model.alias),
        )
        return [estimate]

    def result(self, unasked: str) -> Comparison:
        """Return the comparison with opinions; `unasked` says why a vote was not asked for."""
        policies = []
        for compared in self.comparison.policies:
            pairs = [
                (change, self._opinion(self.material[id(change)], unasked))
                for change in compared.diff.changes
                if id(change) in self.material
            ]
            policies.append(replace(compared, opinions=tuple(pairs)))
        return replace(self.comparison, policies=tuple(policies))

    def tasks(self, shown: ShownChange) -> Iterator[VoteTask]:
        """Yield the votes on one change."""
        for number in range(1, self.wanted + 1):
            yield VoteTask(change=shown, number=number, template=self.template)

    def _opinion(self, shown: ShownChange, unasked: str) -> Opinion:
        tasks = list(self.tasks(shown))
        votes = [self.votes[task] for task in tasks if task in self.votes]
        failures = [self.failures.get(task, unasked) for task in tasks if task not in self.votes]
        return Opinion(
            model=self.model.alias,
            wanted=self.wanted,
            votes=tuple(
                Vote(direction=_DIRECTIONS[vote.way], reason=vote.why) for vote in votes if vote
            ),
            unreadable=votes.count(None),
            failure=failures[0] if failures else "",
        )


def opinion_queue(
    workspace: Workspace,
    comparison: Comparison,
    asked: OpinionModel,
    answers: AnswerStore,
    *,
    refresh: bool,
) -> OpinionQueue:
    """Return the queue of votes after those with cached answers; none is cached with `refresh`."""
    material = {
        id(change): shown
        for compared in comparison.policies
        for change, shown in shown_changes(compared)
    }
    queue = OpinionQueue(
        comparison=comparison,
        model=asked.model,
        wanted=asked.votes,
        template=asked.template,
        material=material,
    )
    find = nothing_cached if refresh else cached_in(answers, workspace.environment)
    for change in dict.fromkeys(material.values()):
        for task in queue.tasks(change):
            _replay(queue, task, find)
    return queue


def _replay(queue: OpinionQueue, task: VoteTask, find: FindCached) -> None:
    """Take the vote from cached answers, else note the first question without one."""
    conversation = voting(task.change, task.number, task.template)
    question = next(conversation)
    while (reply := find(queue.model, question)) is not None:
        try:
            question = conversation.send(reply)
        except StopIteration as end:
            queue.votes[task] = end.value
            return
    queue.pending[task] = question
