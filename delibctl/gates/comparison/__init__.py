"""Gates on two runs: each passes, fails or is undecided, and says what it could have shown."""

from delibctl.gates.comparison.applicable import applicable, covered, disputed
from delibctl.gates.comparison.check import check_comparison, comparison_verdict
from delibctl.gates.comparison.result import ComparisonGate, ComparisonLimits, ComparisonVerdict
from delibctl.gates.comparison.unseen import with_unseen

__all__ = [
    "ComparisonGate",
    "ComparisonLimits",
    "ComparisonVerdict",
    "applicable",
    "check_comparison",
    "comparison_verdict",
    "covered",
    "disputed",
    "with_unseen",
]
