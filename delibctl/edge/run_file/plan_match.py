"""The plan of a run file, compared with the plan that is to be run."""

from pathlib import Path

from delibctl.edge.run_file.database import open_past_lock
from delibctl.edge.run_file.plan_key import differing_fields, may_be_outdated, plan_key
from delibctl.edge.run_file.schema import RUN_FILE
from delibctl.edge.run_file.values import RunValues
from delibctl.errors import DelibctlError
from delibctl.model import Case, Plan, Policy, Run


def plan_key_past_lock(path: Path) -> str | None:
    """Return the plan key of a run that another process is writing; None if it is unreadable."""
    try:
        with open_past_lock(path, RUN_FILE) as connection:
            return RunValues(path, connection).find("plan_key", str)
    except DelibctlError:
        return None


class PlanMatch:
    """The stored plan of a run file, with the policy and the cases that belong to it."""

    def __init__(self, path: Path, values: RunValues) -> None:
        self._path = path
        self._values = values

    @property
    def key(self) -> str:
        """The key of the plan as it is stored."""
        return self._values.get("plan_key", str)

    def continues(self, key: str) -> bool:
        """Return True if the run is of the plan with that key."""
        if self.key == key:
            return True
        return may_be_outdated(self._values.get("plan", Plan)) and self._current_key() == key

    def claim(self, run: Run, key: str) -> bool:
        """Write the plan of a run into an empty file; return True if the file was empty.

        An outdated key is replaced, so that others can compare it past a lock.
        """
        stored_key = self._values.find("plan_key", str)
        if stored_key is None:
            self._values.put(plan_key=key, policy=run.policy, cases=run.cases, plan=run.plan)
            self._values.put(info=run.info, unselected=run.unselected, filters=run.filters)
            if run.mode_reason:
                self._values.put(mode_reason=run.mode_reason)
        elif stored_key != key and self.continues(key):
            self._values.put(plan_key=key)
        return stored_key is None

    def check(self, run: Run, key: str) -> None:
        """Raise DelibctlError if the file holds another plan."""
        if self.key != key:
            raise DelibctlError(
                f"{self._path} holds a run of another plan: other {self._difference(run)}",
                next="choose another file for the run, or do not name one",
            )

    def relabel(self, cases: tuple[Case, ...]) -> None:
        """Replace the cases, and the key with them."""
        policy, plan = self._values.get("policy", Policy), self._values.get("plan", Plan)
        self._values.put(cases=cases, plan_key=plan_key(policy, cases, plan))

    def _current_key(self) -> str:
        """Compute the key of the stored plan in today's way."""
        return plan_key(
            self._values.get("policy", Policy),
            self._values.get("cases", tuple[Case, ...]),
            self._values.get("plan", Plan),
        )

    def _difference(self, run: Run) -> str:
        """Return the parts of the plan that differ from the stored ones, as text."""
        parts = differing_fields(self._values.get("plan", Plan), run.plan)
        if self._values.get("cases", tuple[Case, ...]) != run.cases:
            parts.append("cases")
        # If all of these are equal, the policy differs.
        return ", ".join(parts or ["policy"])
