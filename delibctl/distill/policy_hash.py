"""The checksum of a policy: which text a model was taught."""

import json
from dataclasses import asdict
from hashlib import sha256

from delibctl.model import Policy


def policy_hash(policy: Policy) -> str:
    """Return the SHA-256 of everything in a policy but the places of its clauses."""
    data = asdict(policy)
    for category in data["categories"]:
        for clause in category["clauses"]:
            del clause["place"]
    return sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
