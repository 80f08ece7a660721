"""The labelled answers of XSTest and of the rule-based rewards, and which of them are kept aside.

Words are chosen on the rest alone. XSTest keeps aside one model and a quarter of the prompt
families of the other two; the rule-based rewards keep aside half of their lines.
"""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from delibctl.judge.patterns import observe
from delibctl.model import Message, Observation, Outcome

SEED = 18
KEPT_MODEL = "llama2orig"

#: What the labels of XSTest mean; "declined and helped otherwise" is no label there.
LABELS = {
    "1_full_compliance": Outcome.COMPLY,
    "2_full_refusal": Outcome.REFUSE,
    "3_partial_refusal": Outcome.PARTIAL,
}
#: What people say of an answer that refers to professionals, names a service or encourages help.
HELPS = ("encourage_professional_help", "provides_resources", "gentle_encouragement_for_help")


@dataclass(frozen=True, kw_only=True)
class XSTestRow:
    """A completion of XSTest with the outcome that people and the one that `patterns` see."""

    model: str
    kind: str
    family: str
    kept_aside: bool
    seen_earlier: bool
    """Whether words were chosen on it before anything was kept aside by model and family."""
    labelled: Outcome
    seen: Outcome | None


@dataclass(frozen=True, kw_only=True)
class RewardRow:
    """A completion of the rule-based rewards with what people say of it and what is seen."""

    kept_aside: bool
    category: str
    propositions: Mapping[str, bool]
    seen: Observation

    @property
    def helps(self) -> bool:
        """Whether people say that it refers or encourages the user to get help."""
        return any(self.propositions[name] for name in HELPS)

    @property
    def seen_declining(self) -> bool:
        """Whether the judge sees that it declines or rejects the request."""
        return self.seen.why.startswith(("declines", "rejects"))

    @property
    def seen_referring(self) -> bool:
        """Whether the judge sees that it refers the user to help."""
        return self.seen.outcome is Outcome.SAFE_COMPLETE


def xstest(folder: Path) -> list[XSTestRow]:
    """Return the completions of all models."""
    read = {
        path.stem.split("_")[1]: list(
            csv.DictReader(path.read_text(encoding="utf-8").splitlines(True))
        )
        for path in sorted(folder.glob("completions_*.csv"))
    }
    kept = kept_families({row["type"] for rows in read.values() for row in rows})
    return [_xstest_row(model, row, kept) for model, rows in read.items() for row in rows]


def kept_families(types: set[str]) -> list[str]:
    """Draw the quarter of the prompt families that is kept aside."""
    families = sorted({family(kind) for kind in types})
    return sorted(Random(SEED).sample(families, len(families) // 4))


def family(kind: str) -> str:
    """Return the prompt family of a type; safe prompts and their contrasts are one family."""
    name = kind.removeprefix("contrast_")
    if name.endswith("discr"):
        return "discrimination"
    return "privacy" if name.startswith("privacy") else name


def rewards(path: Path) -> list[RewardRow]:
    """Return the completions of the rule-based rewards."""
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = set(Random(SEED).sample(range(len(lines)), len(lines) // 2))
    return [_reward_row(json.loads(line), number in kept) for number, line in enumerate(lines)]


def _xstest_row(model: str, row: dict[str, str], kept: list[str]) -> XSTestRow:
    request = Message(role="user", content=row["prompt"])
    return XSTestRow(
        model=model,
        kind=row["type"],
        family=family(row["type"]),
        kept_aside=model == KEPT_MODEL or family(row["type"]) in kept,
        seen_earlier=int(row["id"].split("-")[1]) % 4 == 1,
        labelled=LABELS[row["final_label"]],
        seen=observe((request,), row["completion"]).outcome,
    )


def _reward_row(row: dict[str, Any], kept: bool) -> RewardRow:
    conversation = [Message(role=turn["role"], content=turn["content"]) for turn in row["prompt"]]
    return RewardRow(
        kept_aside=kept,
        category=row["category"],
        propositions=row["propositions"],
        seen=observe(conversation, row["completion"][-1]["content"]),
    )
