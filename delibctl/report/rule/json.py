"""Lint rules for programs."""

from delibctl.lint import Registered
from delibctl.report.render_options import RenderOptions
from delibctl.text.escape import as_json


def render(rules: tuple[Registered, ...], _options: RenderOptions) -> str:
    """Render one document with every rule."""
    return as_json(
        {
            "schema_version": 1,
            "rules": [
                {
                    "code": registered.code,
                    "name": registered.name,
                    "level": registered.rule.level,
                    "preview": registered.rule.preview,
                    "fix": registered.rule.fixes,
                    "summary": registered.summary,
                    "documentation": registered.documentation,
                }
                for registered in rules
            ],
        }
    )
