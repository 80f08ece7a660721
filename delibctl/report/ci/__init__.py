"""The result of `delibctl ci`: one branch, held against its base."""
