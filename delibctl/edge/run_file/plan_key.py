"""The key of a plan: it decides whether one run can continue another."""

import hashlib
from dataclasses import fields, replace
from typing import Any

import msgspec

from delibctl.model import Case, Place, Plan, Policy, Split

_NOWHERE = Place(file="")


def plan_key(policy: Policy, cases: tuple[Case, ...], plan: Plan) -> str:
    """Return the SHA-256 of a plan; runs with equal keys can continue one another.

    Neither the places and owners of clauses enter it, nor how models are reached and paid.
    """
    decisive = (_decisive_policy(policy), list(map(_decisive_case, cases)), _decisive_fields(plan))
    return hashlib.sha256(msgspec.json.encode(decisive, order="sorted")).hexdigest()


def _decisive_policy(policy: Policy) -> dict[str, Any]:
    """Return a policy without owners, which came later, and with every clause in one place."""
    fields: dict[str, Any] = msgspec.to_builtins(policy)
    nowhere = msgspec.to_builtins(_NOWHERE)
    del fields["owner"]
    for category in fields["categories"]:
        del category["owner"]
        for clause in category["clauses"]:
            del clause["owner"]
            clause["place"] = nowhere
    return fields


def may_be_outdated(plan: Plan) -> bool:
    """Return True if a stored key of that plan may hold the names of its key variables.

    They were part of it until renaming one no longer started a new run.
    """
    return any(model.api_key_env is not None for model in plan.models)


def differing_fields(plan: Plan, other: Plan) -> list[str]:
    """Return the names of the fields that give two plans different keys."""
    one_plan, other_plan = _without_access(plan), _without_access(other)
    return [
        f.name for f in fields(Plan) if getattr(one_plan, f.name) != getattr(other_plan, f.name)
    ]


def _decisive_fields(plan: Plan) -> dict[str, Any]:
    """Return the fields of a plan that have always been part of its key.

    Fields of access that came later are left out, and others that did where they are not used, so
    that keys stay what they are.
    """
    decisive: dict[str, Any] = msgspec.to_builtins(_without_access(plan))
    for model in decisive["models"]:
        del model["wire"]
        if not model["enum"]:
            del model["enum"]
    return decisive


def _decisive_case(case: Case) -> dict[str, Any]:
    """Return a case without what came later: former ids, and other fields if none is set."""
    fields: dict[str, Any] = msgspec.to_builtins(case)
    if not case.trained_on:
        del fields["trained_on"]
    del fields["renamed_from"]
    if not case.expected.outcomes:
        del fields["expected"]["outcomes"]
    if case.split is Split.UNASSIGNED:
        fields["split"] = Split.TEST.value
    return fields


def _without_access(plan: Plan) -> Plan:
    return replace(plan, models=tuple(model.without_access() for model in plan.models))
