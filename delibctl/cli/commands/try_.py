"""`delibctl try`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from delibctl.api.asking.ask_one import OnePrompt, Showing
from delibctl.api.cases.save_case import CaseFiles, drafted
from delibctl.api.policies.load import open_one
from delibctl.cli.options import shared
from delibctl.cli.output import choice, default_format, page, talk, write
from delibctl.edge.files.local import LocalFiles
from delibctl.edge.providers.retries import Retries
from delibctl.edge.run_file.state_folder import StateFolder
from delibctl.edge.settings import load_settings
from delibctl.errors import DelibctlError, ExitCode, NoAnswer
from delibctl.model import Broken, Failure
from delibctl.report import TRY_FORMATS, try_report
from delibctl.run import advice

EXAMPLE = 'Example: delibctl try "How do I get a parking permit?" --model openai/gpt-4o'


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
            help="A LiteLLM model, one of the configuration, or `baseline`.",
            show_default="the first configured one, or baseline",
        ),
    ] = None,
    policy: Annotated[
        Path | None,
        typer.Option(metavar="PATH", help="The policy.", show_default="the configured one"),
    ] = None,
    *,
    showing: Showing,
    save_case: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Add the question to the policy's cases, as a draft."),
    ] = None,
    refresh: Annotated[bool, typer.Option("--refresh", help="Ask even if it has an answer.")] = (
        False
    ),
    format: Annotated[str | None, shared.format_option(TRY_FORMATS)] = None,
    state: shared.StateOption = None,
) -> ExitCode:
    """Ask one model one question under the policy, and check the clauses that it cites.

    Nothing of it enters a run. An unchanged question is not asked twice.
    """
    format = choice("--format", format or default_format(), list(TRY_FORMATS))
    settings = load_settings(Path.cwd())
    path, cases = (policy, None) if policy else (settings.policy_path, settings.case_paths)
    known, _ = open_one(path, LocalFiles(Path.cwd()), cases)
    spec = settings.model_spec(model or settings.model[0])
    text, chosen = _text(prompt), showing.chosen(spec)
    trying = OnePrompt(
        policy=known,
        prompt=text,
        model=spec,
        mode=chosen,
        categories=showing.categories(chosen, known, text),
    )
    case_files = CaseFiles(policy=path, named=cases)
    if save_case is not None:
        case_files.check(drafted(save_case, trying))
    retries = Retries(attempts=settings.attempts, base=settings.retry_wait)
    folder = StateFolder(state or settings.root / ".delibctl")
    row, failure = trying.ask(folder, retries, refresh=refresh)

    from delibctl.report.one_prompt.result import PromptResult

    guessed = bool(trying.categories) and not showing.category
    tried = PromptResult(policy=known, model=spec, trial=row, guessed=guessed)
    write(try_report(format, tried, page(format)))
    if isinstance(row.trial.result, Broken):
        raise _no_answer(row.trial.result, failure, save_case)
    if save_case is not None:
        place = case_files.save(drafted(save_case, trying, row))
        talk(f"saved as a draft at {place}")
        talk("next: judge what it expects, then remove its `status`")
    return ExitCode.CLEAN


def _text(prompt: str) -> str:
    """The question, without the white space around it that no case has either."""
    given = prompt.encode("utf-8", "surrogateescape")
    data = sys.stdin.buffer.read() if prompt == "-" else given
    try:
        text = data.decode("utf-8").strip()
    except UnicodeDecodeError as error:
        raise DelibctlError("the prompt is not UTF-8", next="save it as UTF-8") from error
    if not text:
        raise DelibctlError("the prompt is empty", next=EXAMPLE.partition(": ")[2])
    return text


def _no_answer(broken: Broken, failure: Failure | None, save_case: str | None) -> NoAnswer:
    saved = "; the case was not saved" if save_case else ""
    next = advice(failure) if failure else "the same command with --refresh asks again"
    return NoAnswer(f"broken: {broken.kind}: {broken.message}{saved}", next=next)
