"""The sentence on top of two compared runs: what it blames."""

from dataclasses import replace

import pytest
from support.run_comparison import GATES, full_view, view_of

from delibctl.compare.runs.comparison import ModelComparison
from delibctl.report.comparison.headline import headline
from delibctl.report.comparison.view import ComparisonView

FULL = full_view().comparison


def model(alias: str, settings: tuple[str, ...] = (), served: str = "gpt-1") -> ModelComparison:
    """A model of that alias with regressions, whose settings or served model changed."""
    (only,) = FULL.models
    before, after = (
        replace(side, model=replace(side.model, alias=alias), served=(name,))
        for side, name in ((only.before, "gpt-1"), (only.after, served))
    )
    return replace(only, name=alias, before=before, after=after, settings=settings)


def failing(
    failed: tuple[str, ...], *models: ModelComparison, policy_changes: int = 0
) -> ComparisonView:
    """The view of models, some of which failed their gate on clauses."""
    gate = next(gate for gate in GATES if gate.name == "max_regressed_clauses")
    comparison = replace(FULL, models=models, policy_changes=policy_changes)
    return view_of(comparison, *(replace(gate, model=name) for name in failed))


WORSE = "4 of 8 cases of permits.forge got worse"
ANOTHER = "the model is another one now"
PROVIDER = "the policy is the same, so ask what changed at the provider."
FORMER = "probe again with the former settings, to see what the policy does."
KEEP = "keep the former model, or adapt the policy to this one."


@pytest.mark.parametrize(
    ("view", "sentence"),
    [
        (failing(("a",), model("a")), f"{WORSE}; {PROVIDER}"),
        (failing(("a",), model("a", served="gpt-2")), f"{ANOTHER}, and {WORSE}; {KEEP}"),
        (failing(("a",), model("a", ("name",))), f"{ANOTHER}, and {WORSE}; {KEEP}"),
        (
            failing(("a",), model("a", ("temperature", "max_tokens"))),
            f"a has other settings now (temperature, max_tokens), and {WORSE}; {FORMER}",
        ),
        (
            failing(("a",), model("a"), model("b", served="gpt-2")),
            f"{WORSE}; {PROVIDER}",
        ),
        (
            failing(("a",), model("a"), model("b", ("temperature",))),
            f"{WORSE}; {PROVIDER}",
        ),
        (
            failing(("b",), model("a"), model("b", ("name", "temperature"))),
            f"b is another model now, and {WORSE}; {KEEP}",
        ),
        (
            failing(("a", "b"), model("a", ("name",)), model("b", served="gpt-2")),
            f"a, b are other models now, and {WORSE}; {KEEP}",
        ),
        (
            failing(("a",), model("a", served="gpt-2"), policy_changes=1),
            f"{ANOTHER}, and {WORSE}; probe the earlier policy with the present model, and compare "
            "with that run.",
        ),
    ],
)
def test_only_what_changed_of_a_model_that_failed_is_blamed(
    view: ComparisonView, sentence: str
) -> None:
    assert headline(view) == f"Failed: {sentence}"
