"""Facts about models that need no request."""
