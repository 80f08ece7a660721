"""Loading a policy from its documents, and writing the text of it that models are shown."""

from delibctl.policy.build import build
from delibctl.policy.bundle import Bundle, Files, gather
from delibctl.policy.frame import lines_like_frame
from delibctl.policy.parts import differences, parts
from delibctl.policy.places import place_of
from delibctl.policy.spec import (
    clause_heading,
    clause_text,
    excerpt,
    index,
    on_one_line_in_prompts,
    spec,
)
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
    "lines_like_frame",
    "on_one_line_in_prompts",
    "parts",
    "place_of",
    "spec",
    "with_unnamed_cases",
]
