"""The duties and limits that a text has by itself, without an earlier text to compare it with."""

import re

from delibctl.compare.wording.duties import duties
from delibctl.compare.wording.duty import Force
from delibctl.compare.wording.sentences import sentences

_LIMIT = re.compile(r"\b(only|except\w*|unless|nothing else)\b", re.IGNORECASE)
_PERMISSIONS = {Force.PERMIT, Force.RELEASE}


def forbids(text: str) -> bool:
    """Return True if a sentence of the text forbids something."""
    return Force.FORBID in _forces(text)


def may_permit(text: str) -> bool:
    """Return True if the text permits something, or limits what it says."""
    return _LIMIT.search(text) is not None or not _PERMISSIONS.isdisjoint(_forces(text))


def _forces(text: str) -> set[Force]:
    return {duty.force for sentence in sentences(text) for duty in duties(sentence)}
