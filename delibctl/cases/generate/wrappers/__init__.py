"""Wrappers: text around a request that does not change what an answer would reveal.

Each is a file with a function `wrap` that turns a request into a text or a conversation.
`delibctl generate --list` shows its documentation.
"""
