"""The checks of `delibctl doctor` on what `delibctl ci` needs: [ci], and what is beside it."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from shlex import quote

from delibctl.api.accepting.rows_folder import accepted_folder
from delibctl.api.checking.ci_job_files import CiJob, jobs_of
from delibctl.api.checking.ci_reviewers import reviewers
from delibctl.api.policies.opening import open_paths
from delibctl.api.workspace import Workspace
from delibctl.edge.accepted.folder import load_rows
from delibctl.edge.files.existence import exists
from delibctl.edge.git.repository import root_of
from delibctl.edge.git.tracked import tracked_names
from delibctl.edge.settings import CiSettings
from delibctl.errors import DelibctlError
from delibctl.model import ModelSpec
from delibctl.policy import build
from delibctl.report.doctor.checks import Check, note, ok, problem
from delibctl.text.count import counted, listed

_SET_BUDGET = "set max_cost in [ci], in US dollars"


def ci(workspace: Workspace) -> Iterator[Check]:
    """Yield the checks of a repository with a configuration; one note if it has no part of a CI."""
    settings = workspace.settings
    root = root_of(settings.root)
    if settings.file is None or root is None:
        return
    jobs = jobs_of(root, settings.root)
    system = "gitlab" if exists(root / ".gitlab-ci.yml") else "github"
    init = f"delibctl init --ci {system} writes one"
    if not jobs and settings.ci == CiSettings():
        yield note("ci", "no job runs delibctl ci in this folder, and there is no [ci]", init)
        return
    models = _models(workspace)
    yield from _job(jobs, root, init)
    yield _asked(workspace, models)
    yield from _keys(workspace, models, jobs)
    yield from _budget(workspace, models)
    yield from _accepted(workspace, models)
    yield reviewers(workspace, root)


def _models(workspace: Workspace) -> list[ModelSpec]:
    settings = workspace.settings
    names = dict.fromkeys(settings.ci.models or settings.model)
    return [settings.model_spec(name) for name in names]


def _job(jobs: list[CiJob], root: Path, init: str) -> Iterator[Check]:
    if not jobs:
        yield note("ci job", "no job of the repository runs delibctl ci in this folder", init)
    for job in jobs:
        if job.pins and not exists(root / job.pins):
            next = "docs/ci.md says how to write it; commit it with the job"
            yield problem("ci job", f"{job.name} installs what {job.pins} pins: not found", next)
        elif not job.is_included:
            next = f"add `- local: {job.name}` to its list `include`"
            yield problem("ci job", f"{job.name} is not included by .gitlab-ci.yml", next)
        else:
            yield ok("ci job", job.name)


def _asked(workspace: Workspace, models: list[ModelSpec]) -> Check:
    names = listed([model.alias for model in models])
    if all(model.is_baseline for model in models):
        text = "only baseline, which matches words and is no language model"
        return note("ci models", text, "name language models as models in [ci]")
    if not workspace.settings.ci.models:
        return note("ci models", f"{names}, those of probe", "models in [ci] names others")
    return ok("ci models", names)


def _keys(workspace: Workspace, models: list[ModelSpec], jobs: list[CiJob]) -> Iterator[Check]:
    """Yield a note for each job of GitHub that hands on no variable of a model's key."""
    # Loads the table of models.
    from delibctl.edge.providers.access.key_variables import usual_names
    from delibctl.edge.providers.knowledge.model_info import model_facts

    for model in models:
        if model.is_baseline:
            continue
        keys = list(model_facts(model, workspace.environment).keys)
        for job in jobs:
            if job.system == "github" and keys and not job.names_any(keys):
                name = usual_names(keys)
                yield note(
                    f"ci key {model.alias}",
                    f"{job.name} does not hand on {name}",
                    f"store a secret {name}, and in env of the step that runs delibctl ci write "
                    f"{name}: ${{{{ secrets.{name} }}}}",
                )


def _budget(workspace: Workspace, models: list[ModelSpec]) -> Iterator[Check]:
    from delibctl.edge.providers.knowledge.prices import price_of

    limit = workspace.settings.ci.max_cost
    asked = [model for model in models if not model.is_baseline]
    prices = {model.alias: price_of(model) for model in asked}
    unpriced = [alias for alias, price in prices.items() if price is None]
    paid = [alias for alias, price in prices.items() if price and (price.input or price.output)]
    if limit is None and paid:
        text = f"{listed(paid)} {_is(paid)} paid, and there is no max_cost, so nothing is asked"
        yield problem("ci budget", text, f"{_SET_BUDGET}: max_cost = 5.0")
    elif limit is None and unpriced:
        text = f"no max_cost, and what {listed(unpriced)} {_costs(unpriced)} is not known"
        yield note("ci budget", text, f"{_SET_BUDGET}, unless asking is free")
    elif limit is not None and unpriced:
        tables = listed([f"[models.{alias}]" for alias in unpriced])
        yield problem(
            "ci budget",
            f"max_cost is ${limit:g}, and {listed(unpriced)} {_has(unpriced)} no known price, "
            "so nothing is asked",
            f"set input_price and output_price in {tables}, in dollars per million tokens",
        )
    elif limit is not None:
        yield ok("ci budget", f"${limit:g} for each check")


def _is(names: list[str]) -> str:
    return "is" if len(names) == 1 else "are"


def _costs(names: list[str]) -> str:
    return "costs" if len(names) == 1 else "cost"


def _has(names: list[str]) -> str:
    return "has" if len(names) == 1 else "have"


def _accepted(workspace: Workspace, models: list[ModelSpec]) -> Iterator[Check]:
    """Yield a check of the accepted rows of each policy that can be read."""
    settings = workspace.settings
    with suppress(DelibctlError):  # the check of the policy says why
        opened = open_paths([workspace.policy_path], workspace.files, settings.case_paths)
        for id in dict.fromkeys(build(bundle).id for bundle in opened.bundles):
            yield _rows(workspace, id, models)


def _rows(workspace: Workspace, policy: str, models: list[ModelSpec]) -> Check:
    name = "ci accepted"
    accept = "delibctl accept @last --reason TEXT, after a probe, and commit accepted/"
    try:
        folder = accepted_folder(workspace, policy)
        rows = load_rows(workspace.repository_files, folder)
        is_committed = bool(tracked_names(folder, workspace.environment))
    except DelibctlError as error:
        where = f"{error.where}: " if error.where else ""
        return problem(name, f"{where}{error.what}", error.next)
    counts = {
        model.alias: sum(row.model.alias == model.alias for each in rows.values() for row in each)
        for model in models
    }
    without = [alias for alias, count in counts.items() if not count]
    if without:
        text = (
            f"{policy} has no accepted answers of {listed(without)}: each check asks the base too"
        )
        return note(name, text, accept)
    text = listed([f"{counted(count, 'answer')} of {alias}" for alias, count in counts.items()])
    if not is_committed:
        shown = quote(str(workspace.short(folder)))
        return note(name, f"{policy}: {text}, not committed", f"git add {shown}, and commit")
    return ok(name, f"{policy}: {text}")
