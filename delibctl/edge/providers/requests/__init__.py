"""A question as a request: sent, adapted and repeated."""
