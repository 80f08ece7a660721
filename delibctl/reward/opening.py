"""Opening a policy as a reward: what cannot work is said before training begins."""

import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path

from delibctl.api.asking.options import AskOptions, Spending
from delibctl.api.asking.preflight import prices_of
from delibctl.api.judging.options import JudgeOptions
from delibctl.api.policies.load import open_one
from delibctl.api.workspace import Workspace
from delibctl.edge.providers.access.check_model import check_model
from delibctl.edge.training_settings import over
from delibctl.errors import DelibctlError
from delibctl.judge.names import FITTED
from delibctl.library.arguments import check_range, choice, optional_path, paths
from delibctl.library.process import open_workspace
from delibctl.model import Judge, Outcome
from delibctl.reward.asking import ModelJudge
from delibctl.reward.core import Reward
from delibctl.reward.manifest import trained_cases
from delibctl.reward.scoring import expected_outcomes
from delibctl.reward.verdict import Form
from delibctl.text.count import counted

#: What refusing everything would earn where nothing is to be answered.
NO_BENIGN = (
    "no case is answered by complying, so a model that refuses everything earns the most; "
    "add cases that a careful answer helps with"
)


def open_reward(
    policy: str | Path | None = None,
    judge: str | None = None,
    *,
    cases: str | Path | Sequence[str | Path] = (),
    judge_runs: int | None = None,
    blind: bool = False,
    form: Form | str | None = None,
    manifest: str | Path | None = None,
    held_out: bool = False,
    max_cost: float | None = None,
    spend: bool = False,
    workspace: Workspace | None = None,
) -> Reward:
    """Open a policy as a reward.

    The table `[reward]` of the configuration says what is not given.

    Args:
        policy: the policy file or its folder; the configured one unless given.
        judge: `patterns`, which sees outcomes only and asks no model, or a model; `patterns` unless
            configured.
        cases: case files to read instead of the policy's own.
        judge_runs: how often a model scores each answer, 1 to 20; the lowest score counts. Once
            unless configured.
        blind: do not show the judge the expected outcome.
        form: `lowest` or `product`, see `Form`; `lowest` unless configured.
        manifest: the manifest of `delibctl distill`, which says which cases to train on; those of
            split train unless given.
        held_out: score the other cases too, as for an evaluation.
        max_cost: the budget of the judge in US dollars, for all calls together.
        spend: agree to any price beforehand.
        workspace: the working folder's unless given.

    Returns:
        The reward: a function of messages, visible answer and case id.

    Raises:
        DelibctlError: the policy has an error of lint, the manifest is of another, no case can be
            trained on, the judge cannot be asked, or it costs money and there is neither a budget
            nor consent.

    Warns:
        UserWarning: no case is to be answered by complying.
    """
    check_range("judge_runs", judge_runs, 1, 20)
    check_range("max_cost", max_cost, 0, whole=False)
    workspace = workspace or open_workspace()
    settings = over(
        workspace.settings.reward, judge=judge, judge_runs=judge_runs, form=form, max_cost=max_cost
    )
    start, files = workspace.policy_and_cases(optional_path(policy), paths(cases))
    loaded, built = open_one(workspace, start, files)
    options = JudgeOptions(judges=(settings.judge,), judge_runs=settings.judge_runs, blind=blind)
    spending = Spending(max_cost=settings.max_cost, yes=spend)
    reward = Reward(
        policy=loaded,
        cases={case.id: case for case in built},
        judge=_judge(workspace, options.chosen(workspace.settings), spending),
        form=choice(Form, settings.form, "form"),
        trained=None if manifest is None else _trained(workspace, Path(manifest), loaded.id),
        held_out=held_out,
    )
    for note in _checked(reward):
        warnings.warn(note, UserWarning, stacklevel=2)
    return reward


def _trained(workspace: Workspace, path: Path, policy: str) -> frozenset[str]:
    files = workspace.files
    name = files.name(workspace.path(path))
    return trained_cases(files.read(name), str(path), policy)


def _checked(reward: Reward) -> Iterable[str]:
    """Yield warnings. Raises DelibctlError if there is no case to train on."""
    trained = [case for case in reward.cases.values() if reward.trainable(case)]
    if not trained and reward.trained is not None:
        raise DelibctlError(
            f"the manifest trains on none of {counted(len(reward.cases), 'case')}",
            next="name the manifest of an export of this policy and its cases",
        )
    if not trained:
        raise DelibctlError(
            f"none of {counted(len(reward.cases), 'case')} is of split train",
            next="write `split: train` into the cases to train on, or name a manifest",
            usage="write `split: train` into the cases to train on, or add --manifest of an export",
        )
    if not any(Outcome.COMPLY in expected_outcomes(reward.policy, case) for case in trained):
        yield NO_BENIGN


def _judge(workspace: Workspace, judges: Sequence[Judge], spending: Spending) -> ModelJudge | None:
    if not judges:
        return None
    judge = judges[0]
    if judge.name == FITTED or judge.model is None:
        raise DelibctlError(
            f"the judge `{judge.name}` cannot be a reward: it learned from answers as they are, "
            "not as training makes them",
            next="use the judge `patterns` or a model",
        )
    check_model(judge.model, workspace.environment)
    prices = prices_of([judge.model])
    price = prices[judge.model.alias]
    if spending.max_cost is not None and price is None:
        raise DelibctlError(
            f"a budget needs prices, but the price of {judge.model.alias} is unknown",
            next="set input_price and output_price of the model in delibctl.toml",
        )
    if spending.max_cost is None and not spending.yes and price and (price.input or price.output):
        raise DelibctlError(
            f"the judge {judge.name} is paid for each answer of the training, without a limit",
            next="set a budget in dollars (max_cost), or agree to any price (spend)",
            usage="set a budget with --max-cost, or agree to any price with --yes",
        )
    asking = AskOptions.of(workspace, spending)
    return ModelJudge(workspace=workspace, judge=judge, options=asking, prices=prices)
