"""A policy contains no secret keys, no personal e-mail addresses and no live links in examples.

Why: A policy is sent to models and reviewers. A key in it must be revoked, and a model that learns
from the examples offers their links to users.

Fails:

    clauses:
      - id: refunds.how
        title: How
        style: comply
        text: Explain how to ask.
        examples:
          - {prompt: "How do I ask?", style: comply, good: "See https://lamps.shop/back."}

Passes:

    clauses:
      - id: refunds.how
        title: How
        style: comply
        text: Explain how to ask.
        examples:
          - {prompt: "How do I ask?", style: comply, good: "See https://example.org/back."}

Fix: remove it, and revoke a key. Use example.com or example.org for addresses and links.
"""

import re
from collections.abc import Iterator

from delibctl.lint.outline import Outline, Prose
from delibctl.lint.rule import Hit, Level, PolicyRule
from delibctl.text.lazy import later

_KEY = later(
    r"(?<![\w-])(?:sk-[A-Za-z0-9_-]{20,}|[rs]k_live_[A-Za-z0-9]{16,}|(?:AKIA|ASIA)[A-Z0-9]{16}"
    r"|gh[oprsu]_[A-Za-z0-9]{30,}|github_pat_\w{22,}|glpat-[\w-]{20,}|xox[abeprs]-[\w-]{10,}"
    r"|AIza[\w-]{35}|hf_[A-Za-z0-9]{30,}|npm_[A-Za-z0-9]{36}"
    r"|eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,})(?![\w-])"
    r"|-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----"
)
_STAND_IN = later(r"example|placeholder|redacted|your|x{4}|(.)\1{5}", re.IGNORECASE)
_MAIL = later(r"(?<![\w.+%/:-])([\w.+%-]{1,64})@([\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,})(?![\w@])")
_URL = later(r"https?://(?:[^\s/@\"'<>]*@)?([^\s/:?#\"'<>)\]]+)[^\s\"'<>)\]]*", re.IGNORECASE)
#: Domains reserved for examples, and names of the local machine.
_RESERVED = later(
    r"(?:.*\.)?(?:example\.(?:com|edu|net|org)|example|invalid|localhost|test)\.?|127\.0\.0\.1",
    re.IGNORECASE,
)
#: Mailboxes of an office, not of a person.
_OFFICE = later(
    r"(?:abuse|accessibility|accounts?|admin|billing|compliance|contact|enquir\w+|feedback|hello|help"
    r"|helpdesk|hr|info|legal|mail|no-?reply|office|postmaster|press|privacy|returns|safety|sales"
    r"|security|service|support|team|webmaster|welfare)(?:[.+-]\w+)?",
    re.IGNORECASE,
)
_HINTS = (
    *("@", "://", "sk-", "k_live_", "AKIA", "ASIA", "ghp_", "gho_", "ghr_", "ghs_", "ghu_"),
    *("github_pat_", "glpat-", "xox", "AIza", "hf_", "npm_", "eyJ", "PRIVATE"),
)


def check(outline: Outline) -> Iterator[Hit]:
    """Report every key and personal address in any text, and every live link in an example."""
    texts = [root.document.text for root in outline.parts]
    hints = [hint for hint in _HINTS if any(hint in text for text in texts)]
    for prose in outline.prose if hints else ():
        if any(hint in prose.text for hint in hints):
            yield from _keys(prose)
            yield from _mails(prose)
            if "examples" in prose.path:
                yield from _links(prose)


def _keys(prose: Prose) -> Iterator[Hit]:
    for match in _KEY.finditer(prose.text):
        if _STAND_IN.search(match[0]) or (match[0].startswith("sk-") and match[0].islower()):
            continue
        private = match[0].startswith("-")
        kind = "a private key" if private else f"a secret key ({match[0][:4]}…)"
        yield Hit(
            place=prose.at(*match.span()),
            message=f"the policy contains {kind}",
            next="remove it, and revoke it where it was issued: others may have read it",
        )


def _mails(prose: Prose) -> Iterator[Hit]:
    for match in _MAIL.finditer(prose.text):
        if not _RESERVED.fullmatch(match[2]) and not _OFFICE.fullmatch(match[1]):
            yield Hit(
                place=prose.at(*match.span()),
                message=f"an e-mail address at {match[2]!r} may belong to a person",
                next="use an address at example.com",
            )


def _links(prose: Prose) -> Iterator[Hit]:
    for match in _URL.finditer(prose.text):
        if not _RESERVED.fullmatch(match[1]):
            yield Hit(
                place=prose.at(*match.span()),
                message=f"an example links to {match[1]!r}",
                next="use example.com, or describe the page in words",
            )


rule = PolicyRule(code="SEC703", level=Level.WARNING, check=check)
