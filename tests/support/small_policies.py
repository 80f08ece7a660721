"""Small policies as data, and what one rule finds in them."""

from typing import Any

from support.memory_files import bundle

from delibctl.lint import Options, Report, lint
from delibctl.source.emit import emit


def clause(id: str, text: str = "", style: str = "comply", **more: Any) -> dict[str, Any]:
    return {"id": id, "title": "One", "style": style, "text": text or f"About {id}.", **more}


def policy(*clauses: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A policy of one category."""
    category = {"id": "a", "title": "A", "summary": "About a.", "clauses": list(clauses)}
    head = {"id": "shop", "version": "1", "title": "Shop"}
    return {"schema_version": 1, "policy": head, "categories": [category], **more}


def report(code: str, data: dict[str, Any] | str, cases: dict[str, Any] | None = None) -> Report:
    """What a rule finds in a policy with its cases."""
    text = data if isinstance(data, str) else emit(data, "# A policy.", {})
    files = {"policy.yaml": text}
    if cases is not None:
        files["cases.yaml"] = emit(cases, "# Cases.", {})
    return lint([bundle(files)], (), Options(select=(code,)))


def messages(
    code: str, data: dict[str, Any] | str, cases: dict[str, Any] | None = None
) -> list[str]:
    return [finding.message for finding in report(code, data, cases).findings]


#: Two clauses that rule the opposite.
MAY = clause("a.may", "The assistant may tell the user a lost code.", "comply")
MUST_NOT = clause("a.not", "The assistant must not tell the user a lost code.", "refuse")
