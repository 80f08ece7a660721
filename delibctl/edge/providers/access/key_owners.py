"""Whose secret a variable holds: a configuration sends no secret that is not a model's."""

import re

from delibctl.edge.endpoint import provider_name
from delibctl.edge.providers.access.key_variables import key_owners
from delibctl.edge.providers.access.own_servers import OWN_SERVERS
from delibctl.errors import DelibctlError
from delibctl.model import ModelSpec

#: How the secrets begin that jobs of CI, clouds, registries and shells hold.
_ELSEWHERE = re.compile(
    r"(ACTIONS|ARTIFACTORY|AWS|AZURE|BITBUCKET|BUILDKITE|BUNDLE|CARGO|CI|CIRCLE|CLOUDSDK|CODECOV"
    r"|COMPOSER|CONDA|COSIGN|DATABASE|DB|DIGITALOCEAN|DOCKER|DOCKERHUB|GCLOUD|GCP|GEM|GH|GHCR|GIT"
    r"|GITEA|GITHUB|GITLAB|GOOGLE|GPG|GRADLE|HATCH|HOMEBREW|JENKINS|JIRA|JWT|KUBE|KUBECONFIG|MAVEN"
    r"|MONGO|MONGODB|MYSQL|NETLIFY|NODE|NPM|NUGET|PG|PGPASSWORD|PIP|POETRY|POSTGRES|PULUMI|PYPI"
    r"|QUAY|REDIS|REGISTRY|RUBYGEMS|RUNNER|SENTRY|SIGNING|SLACK|SMTP|SNYK|SONAR|SSH|STRIPE|SYSTEM"
    r"|TERRAFORM|TF|TRAVIS|TWILIO|TWINE|UV|VAULT|VERCEL|YARN)(_.*)?"
    r"|(.*_)?(ACCESS_KEY|CLIENT_SECRET|DEPLOY_KEY|PASSWD|PASSWORD|PRIVATE_KEY|SECRET_KEY"
    r"|WEBHOOK)(_ID|_URL)?"
)
#: Secrets of others under which a provider takes its key as well.
_TAKEN = {"GITHUB_TOKEN": {"github"}, "GH_TOKEN": {"github"}, "HF_TOKEN": {"huggingface"}}


def check_key_variable(model: ModelSpec, where: str) -> None:
    """Raise DelibctlError if `api_key_env` names a secret that is not one of the model's provider.

    At an address of its own a model is given its provider's key only under the name of a model.
    """
    variable, provider = model.api_key_env, provider_name(model)
    if variable is None:
        return
    owners = key_owners(variable) | _TAKEN.get(variable, set())
    general = _ELSEWHERE.fullmatch(variable) and (not owners or _is_general(variable, model))
    if not general and (not owners or owners & _family(provider)):
        return
    others = owners - _family(provider)
    whose = f"the key of another provider ({min(others)})" if others else "no key of a model"
    raise DelibctlError(
        f"{variable} holds {whose}: it is not sent to {provider}",
        where=where,
        next=f"name the variable with the key of {provider}; export it under a name of its own",
    )


def _is_general(variable: str, model: ModelSpec) -> bool:
    """Return True for the credentials of a whole account, at an address that is not its own."""
    return variable.startswith(("AWS_", "GH_", "GITHUB_TOKEN")) and bool(model.api_base)


def _family(provider: str) -> set[str]:
    """Return the providers whose keys a provider takes."""
    if provider in OWN_SERVERS or provider in {"custom_openai", "text-completion-openai"}:
        return {provider, "openai"}
    plain = re.sub(r"^text-completion-|_(chat|text|beta)$", "", provider)
    if plain == "vertex_ai":
        return {provider, plain, "gemini"}
    return {provider, plain, f"{plain}_chat", f"{plain}_text", f"{plain}_ai"}
