"""The approvals of changes of policies."""
