"""Questions to every other provider, through LiteLLM."""
