"""Loading a policy from its documents, and writing the text of it that models are shown."""

from delibctl.policy.build import build
from delibctl.policy.bundle import Bundle, Files, gather
from delibctl.policy.parts import differences, parts
from delibctl.policy.places import place_of
from delibctl.policy.spec import clause_heading, clause_text, excerpt, index, spec
from delibctl.policy.unnamed_cases import with_unnamed_cases

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
    "place_of",
    "spec",
    "with_unnamed_cases",
]
