"""Whether a command runs in a CI job."""

from collections.abc import Mapping

#: Variables that CI systems set; `CI` is set by most of them.
_CI = (
    "CI",
    "GITHUB_ACTIONS",
    "GITLAB_CI",
    "BITBUCKET_BUILD_NUMBER",
    "BUILDKITE",
    "CIRCLECI",
    "CODEBUILD_BUILD_ID",
    "JENKINS_URL",
    "TEAMCITY_VERSION",
    "TF_BUILD",
)
_FALSE = ("", "0", "false", "no", "off")


def ci_variable(environment: Mapping[str, str]) -> str | None:
    """Return the variable by which a CI job is recognised; None outside of one."""
    set_ = (name for name in _CI if environment.get(name, "").strip().lower() not in _FALSE)
    return next(set_, None)
