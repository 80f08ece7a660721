"""Figures held against limits."""

from delibctl.gates.run import Gate, GateResult, GateVerdict, Limits, Results, check, check_run

__all__ = ["Gate", "GateResult", "GateVerdict", "Limits", "Results", "check", "check_run"]
