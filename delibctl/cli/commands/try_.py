"""`delibctl try`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from delibctl.api.asking.ask_one import OnePrompt, Showing, ask_one
from delibctl.api.asking.template import pinned_template
from delibctl.api.listener import Listener
from delibctl.api.policies.load import open_one
from delibctl.cli.options import shared
from delibctl.cli.options.groups import TyperOptions
from delibctl.cli.output import choice, default_format, print_message, render_options, write_report
from delibctl.cli.process_workspace import here
from delibctl.cli.screens.terminal_listener import TerminalListener, waiting_for
from delibctl.errors import DelibctlError, ExitCode, NoAnswer
from delibctl.model import Broken, Failure, Policy, Suggestion
from delibctl.report import TRY_FORMATS, try_report
from delibctl.run.circuit_breaker import advice

EXAMPLE = 'Example: delibctl try "How do I get a parking permit?" --model openai/gpt-4o'


SHOWING: TyperOptions = {
    "mode": typer.Option(
        metavar="MODE",
        help="How much of the policy the model sees: category, full, recall or none.",
        show_default="recall; category for the baseline",
    ),
    "category": typer.Option(
        metavar="ID",
        help="Show the text of this category; may be repeated.",
        show_default="the baseline's guess",
    ),
}
ShowingOptions = Annotated[Showing, SHOWING]


def command(
    prompt: Annotated[
        str, typer.Argument(metavar="PROMPT", help="The question; - reads standard input.")
    ],
    model: Annotated[
        str | None,
        typer.Option(
            "--model",
            "-m",
            metavar="MODEL",
            help="A LiteLLM model, a model from the configuration, or `baseline`.",
            show_default="the first configured model, or baseline",
        ),
    ] = None,
    policy: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="The policy.", show_default="the configured policy"),
    ] = None,
    *,
    showing: ShowingOptions,
    save_case: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Save the question as a draft case with this id."),
    ] = None,
    suggest: Annotated[
        bool, typer.Option("--suggest", help="Also list the three clauses nearest to the question.")
    ] = False,
    refresh: Annotated[
        bool, typer.Option("--refresh", help="Ask again even if the answer is cached.")
    ] = (False),
    format: Annotated[str | None, shared.format_option(TRY_FORMATS)] = None,
    state: shared.StateOption = None,
) -> ExitCode:
    """Ask one model one question, and check its citations.

    The answer is not recorded in any run. An unchanged question is not asked twice.
    """
    format = choice("--format", format or default_format(), list(TRY_FORMATS))
    workspace = here(state)
    path = workspace.policy_or_default(policy)
    cases = None if policy else workspace.settings.case_paths
    loaded, _ = open_one(workspace, path, cases)
    spec = workspace.settings.model_spec(model or workspace.settings.model[0])
    text, mode = _text(prompt), showing.mode_for(spec)
    one_prompt = OnePrompt(
        policy=loaded,
        prompt=text,
        model=spec,
        mode=mode,
        categories=showing.categories(mode, loaded, text),
        template=pinned_template(workspace.settings),
    )
    if save_case is not None:
        # Imported for saving only, as most questions are not saved.
        from delibctl.api.cases.save_case import CaseFiles, drafted

        case_files = CaseFiles(workspace=workspace, policy=path, named=cases)
        case_files.check(drafted(save_case, one_prompt))
    with waiting_for(spec):
        trial, failure = ask_one(workspace, one_prompt, TerminalListener(), refresh=refresh)

    from delibctl.report.one_prompt.result import PromptResult

    guessed = bool(one_prompt.categories) and not showing.category
    # The document of a program says itself what it compared by.
    listener = Listener() if format == "json" else TerminalListener()
    nearest = _nearest(loaded, text, listener) if suggest else None
    result = PromptResult(policy=loaded, model=spec, trial=trial, guessed=guessed, nearest=nearest)
    write_report(try_report(format, result, render_options(format)))
    if isinstance(trial.trial.result, Broken):
        raise _no_answer(trial.trial.result, failure, save_case)
    if save_case is not None:
        place = case_files.save(drafted(save_case, one_prompt, trial))
        print_message(f"saved as a draft at {place}")
        print_message("next: set what the case expects, then remove its `status`")
    return ExitCode.CLEAN


def _text(prompt: str) -> str:
    """Return the question without the white space around it, which cases do not have either."""
    typed = prompt.encode("utf-8", "surrogateescape")
    data = sys.stdin.buffer.read() if prompt == "-" else typed
    try:
        text = data.decode("utf-8").strip()
    except UnicodeDecodeError as error:
        raise DelibctlError("the prompt is not UTF-8", next="save it as UTF-8") from error
    if not text:
        raise DelibctlError("the prompt is empty", next=EXAMPLE.partition(": ")[2])
    return text


def _nearest(policy: Policy, prompt: str, listener: Listener) -> Suggestion:
    # Imported for suggestions only, like what saves a case.
    from delibctl.api.cases.suggest import ClauseSuggester, usable_encoder

    (found,) = ClauseSuggester(policy, usable_encoder(listener)).nearest([prompt])
    return found


def _no_answer(broken: Broken, failure: Failure | None, save_case: str | None) -> NoAnswer:
    saved = "; the case was not saved" if save_case else ""
    next = advice(failure) if failure else "ask again: the same command with --refresh"
    return NoAnswer(f"broken: {broken.kind}: {broken.message}{saved}", next=next)
