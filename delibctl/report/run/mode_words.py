"""What a model saw of the policy, in words; and what the baseline is."""

from delibctl.model import Mode

BASELINE_NOTE = "a word-matching stand-in, not a language model"

SHOWN = {
    Mode.CATEGORY: "the model saw only the clauses of the case's category",
    Mode.FULL: "the model saw the whole policy",
    Mode.RECALL: "the model saw an index and asked for clauses",
    Mode.NONE: "the model did not see the policy",
}


def mode_note(mode: Mode) -> str:
    """Return the mode and what it shows the model."""
    return f"mode {mode}: {SHOWN[mode]}"
