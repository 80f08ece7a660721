"""Checking a branch against its base: policy and cases are the branch's, all else is the base's."""
