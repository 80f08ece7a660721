"""`delibctl show`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Annotated

import typer

from delibctl.api.asking.template import pinned_template
from delibctl.api.policies.load import open_one
from delibctl.cli.options import shared
from delibctl.cli.output import choice, print_message, render_options, write_exact, write_report
from delibctl.cli.process_workspace import here
from delibctl.deliberate import Prompter
from delibctl.edge.providers.knowledge.tokens import count_tokens, estimate_tokens
from delibctl.errors import DelibctlError, ExitCode
from delibctl.model import Case, Category, Message, Mode, Policy, ReplyForm, Shown
from delibctl.policy import excerpt
from delibctl.text.escape import as_json
from delibctl.text.suggest import nearest

EXAMPLE = "Example: delibctl show policy.yaml --category illicit"

Count = Callable[[Sequence[Message]], int]


@dataclass(frozen=True, kw_only=True)
class Subject:
    """The options for the subject of a prompt."""

    category: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Show the text of this category; may be repeated."),
    ] = None
    case: Annotated[
        str | None, typer.Option(metavar="ID", help="Show the conversation of this case.")
    ] = None
    clause: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID", help="In mode recall: show the text of this clause; may be repeated."
        ),
    ] = None


def command(
    path: shared.PolicyArgument = None,
    mode: Annotated[
        Mode,
        typer.Option(
            metavar="MODE", help="How much of the policy to show: category, full, recall or none."
        ),
    ] = Mode.CATEGORY,
    *,
    subject: Subject,
    model: Annotated[
        str | None,
        typer.Option(
            "--model",
            "-m",
            metavar="MODEL",
            help="Show the prompt and count its tokens as for this model.",
        ),
    ] = None,
    cases: shared.Cases = None,
    format: Annotated[str, typer.Option(metavar="FORMAT", help="One of text, json.")] = "text",
) -> ExitCode:
    """Print exactly what a model sees, and its number of tokens.

    Without --category or --case, mode `category` lists the tokens of every category.
    """
    choice("--format", format, ["text", "json"])
    workspace = here()
    settings = workspace.settings
    start = workspace.policy_or_default(path)
    policy, cases_of_policy = open_one(workspace, start, cases)
    spec = settings.model_spec(model) if model else None
    count: Count = (
        estimate_tokens if spec is None else lambda messages: count_tokens(spec, messages)
    )
    form = spec.structured if spec else ReplyForm.AUTO
    if subject.clause and mode is not Mode.RECALL:
        raise DelibctlError("--clause applies only to mode recall", next="add --mode recall")
    if subject.category and mode is not Mode.CATEGORY:
        raise DelibctlError(
            f"--category has no effect in mode {mode}", next="leave it out, or use --mode category"
        )
    case = _named(subject.case, {case.id: case for case in cases_of_policy}, "case")
    categories = _categories(subject, case, policy)
    _warn(policy, categories, count, settings.lint.category_tokens)
    prompter = Prompter(policy, pinned_template(settings))
    if mode is Mode.CATEGORY and not categories and case is None:
        from delibctl.report.before_asking.prompt_sizes import sizes

        write_report(sizes(_sizes(prompter, form, count), render_options("text")))
        return ExitCode.CLEAN
    messages = _messages(prompter, mode, subject, case, categories, form)
    if format == "json":
        write_report(as_json([asdict(message) for message in messages]))
    else:
        write_exact(_written(messages))
    print_message(f"{count(messages):,} tokens ({_how(model)})")
    return ExitCode.CLEAN


def _how(model: str | None) -> str:
    return f"as {model} counts them" if model else "estimated: a quarter of the characters"


def _named(id: str | None, known: dict[str, Case], what: str) -> Case | None:
    if id is not None and id not in known:
        raise DelibctlError(f"unknown {what} {id!r}", next=nearest(id, known, what))
    return known[id] if id is not None else None


def _categories(subject: Subject, case: Case | None, policy: Policy) -> tuple[str, ...]:
    """Return the named categories, else those of the case."""
    ids = [category.id for category in policy.categories]
    for id in subject.category or ():
        if id not in ids:
            raise DelibctlError(f"unknown category {id!r}", next=nearest(id, ids, "category"))
    return tuple(subject.category or (case.categories if case else ()))


def _messages(
    prompter: Prompter,
    mode: Mode,
    subject: Subject,
    case: Case | None,
    categories: tuple[str, ...],
    form: ReplyForm,
) -> tuple[Message, ...]:
    policy = prompter.policy
    if subject.clause and mode is Mode.RECALL:
        for id in subject.clause:
            if id not in policy.clause_by_id:
                raise DelibctlError(
                    f"unknown clause {id!r}", next=nearest(id, policy.clause_by_id, "clause")
                )
        return (prompter.clauses_message(subject.clause, form),)
    if mode is Mode.NONE and case is None:
        raise DelibctlError("mode none shows only the conversation of a case", next="add --case ID")
    shown_text = Shown(messages=case.messages if case else (), categories=categories)
    return prompter.opening(shown_text, mode, form).messages


def _warn(policy: Policy, wanted: tuple[str, ...], count: Count, limit: int) -> None:
    """Print a warning for each long category: it costs more, and models overlook its middle."""
    for category in policy.categories:
        tokens = count((Message(role="system", content=_text(policy, category)),))
        if tokens > limit and (not wanted or category.id in wanted):
            print_message(f"category {category.id} has {tokens:,} tokens, over {limit:,}: split it")


def _text(policy: Policy, category: Category) -> str:
    return excerpt(policy, [clause.id for clause in category.clauses])


def _sizes(prompter: Prompter, form: ReplyForm, count: Count) -> Iterable[tuple[str, str, int]]:
    """Yield each possible prompt: its mode, its name and its number of tokens."""
    for category in prompter.policy.categories:
        subject = Shown(messages=(), categories=(category.id,))
        question = prompter.opening(subject, Mode.CATEGORY, form)
        yield "category", category.id, count(question.messages)
    nothing = Shown(messages=(), categories=())
    yield "full", "every category", count(prompter.opening(nothing, Mode.FULL, form).messages)
    yield "recall", "the index", count(prompter.opening(nothing, Mode.RECALL, form).messages)


def _written(messages: Sequence[Message]) -> str:
    """Return the messages exactly as a model gets them, with headings between them."""
    if len(messages) == 1:
        return messages[0].content + "\n"
    return "\n".join(f"--- {message.role} ---\n{message.content}\n" for message in messages)
