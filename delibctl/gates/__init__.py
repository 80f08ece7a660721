"""Gates, trust and limits, folded into one verdict with its exit code."""

from delibctl.gates.exit_codes import (
    calibrate_verdict,
    diff_verdict,
    judge_verdict,
    policy_verdict,
    probe_verdict,
)
from delibctl.gates.result import Gate, GateResult, GateVerdict, Limits, Results, check, check_run
from delibctl.gates.trust import Trust, trust_in_judges, trust_in_run
from delibctl.gates.verdict import Reason, ReasonKind, Verdict

__all__ = [
    "Gate",
    "GateResult",
    "GateVerdict",
    "Limits",
    "Reason",
    "ReasonKind",
    "Results",
    "Trust",
    "Verdict",
    "calibrate_verdict",
    "check",
    "check_run",
    "diff_verdict",
    "judge_verdict",
    "policy_verdict",
    "probe_verdict",
    "trust_in_judges",
    "trust_in_run",
]
