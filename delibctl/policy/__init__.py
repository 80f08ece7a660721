"""From documents to a policy, and from a policy to the text that a model is shown."""

from delibctl.policy.build import build
from delibctl.policy.bundle import Bundle, Files, gather
from delibctl.policy.parts import differences, parts
from delibctl.policy.spec import clause_heading, clause_text, excerpt, index, spec

__all__ = [
    "Bundle",
    "Files",
    "build",
    "clause_heading",
    "clause_text",
    "differences",
    "excerpt",
    "gather",
    "index",
    "parts",
    "spec",
]
