"""Rate limiting: questions in flight at once, and requests and tokens in a minute."""
