"""Questions in OpenAI's protocol, over HTTP itself."""
