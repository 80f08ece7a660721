"""Deliberation: the questions to a model, and reading its replies."""

from delibctl.deliberate.categories import named_categories
from delibctl.deliberate.clause_requests import resolve_clause
from delibctl.deliberate.copied import copies_layout
from delibctl.deliberate.found_style import FoundStyle, found_style
from delibctl.deliberate.match import (
    CitationStatus,
    MatchedCitation,
    match,
    matched_clauses,
    searched,
    with_places,
)
from delibctl.deliberate.parse import differing_answers, parse
from delibctl.deliberate.prompt import TEMPLATES, reply_schema
from delibctl.deliberate.prompter import Conversation, Prompter
from delibctl.deliberate.turns import Turn, is_repair, turns

__all__ = [
    "TEMPLATES",
    "CitationStatus",
    "Conversation",
    "FoundStyle",
    "MatchedCitation",
    "Prompter",
    "Turn",
    "copies_layout",
    "differing_answers",
    "found_style",
    "is_repair",
    "match",
    "matched_clauses",
    "named_categories",
    "parse",
    "reply_schema",
    "resolve_clause",
    "searched",
    "turns",
    "with_places",
]
