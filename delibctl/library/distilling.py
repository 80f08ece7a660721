"""Distilling: training files from a judged run."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from delibctl.api.asking.options import AskOptions, Reuse, Spending, Throughput
from delibctl.api.distilling.distill import DistilledFiles, distill_run
from delibctl.api.distilling.options import Choosing, Rendering
from delibctl.api.distilling.prepare import Source
from delibctl.api.distilling.rewrite import Rewriter
from delibctl.api.listener import Listener
from delibctl.api.runs.find import find_run_with_answers
from delibctl.api.workspace import Workspace
from delibctl.distill.reasoning_place import Place
from delibctl.edge.cancellation import Cancellation
from delibctl.library.arguments import check_limits, choice, names, optional_path, paths
from delibctl.library.process import open_workspace
from delibctl.library.threads import completed


def distill(
    run: str | Path | None = None,
    *,
    output: str | Path,
    policy: str | Path | None = None,
    cases: str | Path | Sequence[str | Path] = (),
    judges: str | Sequence[str] = (),
    min_correctness: int | None = None,
    min_helpfulness: int | None = None,
    hold_out: float | None = None,
    seed: int | None = None,
    write_split: bool = False,
    per_group: int | None = None,
    formats: str | Sequence[str] = (),
    chat_template: str | Path | None = None,
    reasoning_in: Place | str | None = None,
    max_tokens: int | None = None,
    tokenizer: str | Path | None = None,
    rewrite: str | None = None,
    max_cost: float | None = None,
    max_time: str | None = None,
    spend: bool = False,
    refresh: bool = False,
    concurrency: int | None = None,
    workspace: Workspace | None = None,
    listener: Listener | None = None,
) -> DistilledFiles:
    """Write training files from a judged run into a new folder, wholly or not at all.

    A model is asked only if `rewrite` names one; this works where an event loop is running. The
    table `[distill]` of the configuration says what is not given.

    Args:
        run: what `load_run` takes.
        output: the new folder.
        policy: the policy whose cases the run asked; the configured one unless given.
        cases: case files to read instead of the policy's own.
        judges: those of the run that decide, or `patterns`; all of the run unless given.
        min_correctness: the least correctness, 1 to 5, in the lowest of all votes; 4 unless
            configured.
        min_helpfulness: the least helpfulness, likewise.
        hold_out: the share of the cases without a split that is held out, in families.
        seed: of what is held out and balanced away; 1 unless configured.
        write_split: also write the split of each case into its case file.
        per_group: the most records of one category, outcome and kind; three times the median
            unless given.
        formats: `trl`, `dpo`, `axolotl`, `llama-factory`, `openai`, `prime-rl` or `parquet`; `trl`
            unless given.
        chat_template: the file of the model's chat template; plain ChatML unless given.
        reasoning_in: reasoning_content, thinking or content; what the template reads unless given.
        max_tokens: the length at which a trainer cuts.
        tokenizer: a tokenizer.json that counts tokens; they are estimated unless given.
        rewrite: a model that rewrites reasoning which points at the policy, instead of dropping it.
        max_cost: the budget in US dollars.
        max_time: the time after which to stop, like 90s, 10m or 2h.
        spend: agree to any price beforehand; else the listener is asked where there is no budget.
        refresh: ask again, also what has a cached answer.
        concurrency: at most how many questions at once.
        workspace: the working folder's unless given.
        listener: told what happens; nobody unless given.

    Returns:
        The records, everything that was dropped with its reason, the files, and the manifest.

    Raises:
        DelibctlError: the run has no judge, no case may be trained on, nothing is kept, or the chat
            template would lose the reasoning.
        NoVerdict: a limit was reached; nothing was written, and the replies so far are cached.
        Interrupted: Ctrl-C; likewise.
    """
    check_limits(judge_runs=1, max_cost=max_cost, max_time=max_time, concurrency=concurrency)
    opened = workspace or open_workspace()
    wanted = Choosing(
        judges=names(judges),
        min_correctness=min_correctness,
        min_helpfulness=min_helpfulness,
        hold_out=hold_out,
        seed=seed,
        write_split=write_split,
        per_group=per_group,
    ).chosen(opened.settings.distill)
    rendering = Rendering(
        formats=names(formats),
        chat_template=optional_path(chat_template),
        reasoning_in=None if reasoning_in is None else choice(Place, reasoning_in, "field"),
        max_tokens=max_tokens,
        tokenizer=optional_path(tokenizer),
    )
    source = Source(
        run=find_run_with_answers(opened, None if run is None else str(run), "`distill`"),
        policy=optional_path(policy),
        cases=paths(cases) or None,
    )
    asking = AskOptions.of(
        opened,
        Spending(max_cost=max_cost, max_time=max_time, yes=spend),
        Throughput(concurrency=concurrency),
        Reuse(refresh=refresh),
    )

    def workflow(cancellation: Cancellation) -> DistilledFiles:
        rewriter = None
        if rewrite is not None:
            guarded = replace(asking, guard=cancellation.guard)
            rewriter = Rewriter(model=opened.settings.model_spec(rewrite), options=guarded)
        told = listener or Listener()
        return distill_run(opened, told, source, Path(output), wanted, rendering, rewriter)

    return completed(workflow)
