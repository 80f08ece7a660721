"""Deliberation: what a model is asked, and what its reply says."""

from delibctl.deliberate.category import Conversation, deliberate, shown_messages
from delibctl.deliberate.match import CitationStatus, MatchedCitation, match
from delibctl.deliberate.parse import parse
from delibctl.deliberate.prompt import REPLY_SCHEMA, TEMPLATE

__all__ = [
    "REPLY_SCHEMA",
    "TEMPLATE",
    "CitationStatus",
    "Conversation",
    "MatchedCitation",
    "deliberate",
    "match",
    "parse",
    "shown_messages",
]
