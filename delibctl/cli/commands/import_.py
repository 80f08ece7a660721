"""`delibctl import`."""

from pathlib import Path
from typing import Annotated

import typer

from delibctl.api.cases.import_cases import import_cases
from delibctl.cases.append import new_file
from delibctl.cases.importers import FORMATS as CASE_FORMATS
from delibctl.cases.importers import SourceFile
from delibctl.cases.importers import guess as guess_cases
from delibctl.cases.importers.fields import SETTINGS
from delibctl.cli.options import shared
from delibctl.cli.options.key_values import pairs
from delibctl.cli.output import write, write_exact
from delibctl.cli.process_workspace import here, unconfigured
from delibctl.cli.screens.terminal_listener import TerminalListener
from delibctl.edge.files.source_text import load_source
from delibctl.errors import DelibctlError, ExitCode
from delibctl.text.suggest import nearest

EXAMPLE = (
    "Example: delibctl import model_spec.md --default-style comply --output policy.yaml, "
    "then delibctl import xstest.csv --map 'contrast_*=illicit.how-to' --output cases/xstest.yaml; "
    "for a whole file: --set kind=jailbreak --set status=draft"
)


def complete_setting(incomplete: str) -> list[str]:
    """Return the fields and values of `--set` that begin like a word."""
    settings = [f"{field}={value}" for field, s in SETTINGS.items() for value in s.values]
    return [setting for setting in settings if setting.startswith(incomplete)]


def command(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="A prompt set, a table, or a policy.")
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--as", metavar="FORMAT", help="Format of FILE (see --list).", show_default="detected"
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write a new policy to this file, or append cases to it.",
            show_default="standard output",
        ),
    ] = None,
    default_style: Annotated[
        str | None,
        typer.Option(metavar="STYLE", help="Policies only: the style of clauses without one."),
    ] = None,
    policy: Annotated[
        Path | None,
        typer.Option(
            metavar="PATH",
            help="Prompts only: the policy that they test.",
            show_default="the configured policy",
        ),
    ] = None,
    cases: shared.Cases = None,
    map_: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="LABEL=CLAUSE",
            help="Prompts only: map a label or a pattern of labels to clauses or a category.",
        ),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD=COLUMN",
            help="Tables only: the column that holds prompt, label, style, id, kind or lang.",
        ),
    ] = None,
    style: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WORD=STYLE", help="Tables only: the style that a word of the table means."
        ),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="Prompts only: give all cases the same kind, style, lang, status or sensitive.",
            autocompletion=complete_setting,
        ),
    ] = None,
    suggest: Annotated[
        bool,
        typer.Option(
            "--suggest",
            help="Prompts only: draft what no label maps with the nearest clause of the policy.",
        ),
    ] = False,
    list_: Annotated[bool, typer.Option("--list", help="List the formats and exit.")] = False,
) -> ExitCode:
    """Import prompts as cases, or a policy in another format.

    Lists line by line what it cannot import. Marks and counts what it assumed.
    """
    # They load a Markdown parser, which takes a while.
    from delibctl.api.policies.import_policy import FORMATS as POLICY_FORMATS
    from delibctl.api.policies.import_policy import guess as guess_policy
    from delibctl.api.policies.import_policy import import_policy

    descriptions = {name: form.doc for name, form in POLICY_FORMATS.items()}
    descriptions |= {name: form.doc for name, form in CASE_FORMATS.items()}
    if list_:
        write("".join(f"{name}: {doc}\n" for name, doc in descriptions.items()))
        return ExitCode.CLEAN
    if file is None:
        raise DelibctlError("FILE is required", next="delibctl import FILE")
    listener = TerminalListener()
    source = SourceFile(
        text=load_source(file),
        name=file.name,
        columns=pairs("column", column),
        styles=pairs("style", style),
        values=pairs("set", set_),
    )
    if not source.text.strip():
        raise DelibctlError(f"{file} is empty", next="name a file with prompts or a policy")
    name = form or guess_cases(source) or guess_policy(source.text, source.ending)
    if name in POLICY_FORMATS:
        _refuse(
            "a policy",
            policy=policy,
            cases=cases,
            map=map_,
            column=column,
            style=style,
            set=set_,
            suggest=suggest,
        )
        format = POLICY_FORMATS[name]
        # A policy is imported into any folder, whatever configuration is there.
        workspace = unconfigured()
        text = import_policy(workspace, listener, source.text, file, format, default_style, output)
        write_exact("" if output else text)
        return ExitCode.CLEAN
    if name in CASE_FORMATS:
        _refuse("prompts", default_style=default_style)
        new = import_cases(
            *(here(), listener, source, name, map_ or [], policy, cases, output), suggest=suggest
        )
        if new.cases and output is None:
            write_exact(new_file(new.cases, assumed=new.assumed))
        return ExitCode.CLEAN
    if form:
        raise DelibctlError(f"unknown format {form!r}", next=nearest(form, descriptions, "format"))
    raise DelibctlError(
        f"cannot detect the format of {file}",
        next=f"add --as FORMAT, one of {', '.join(descriptions)}",
    )


def _refuse(what: str, **options: object) -> None:
    """Raise DelibctlError for an option that would have no effect."""
    for name, value in options.items():
        if value:
            raise DelibctlError(
                f"--{name.replace('_', '-')} has no effect: the file is imported as {what}",
                next="remove the option, or name another format with --as",
            )
