"""Wrappers: what a request is packed into, which changes nothing of what an answer would hold.

Each is a file with a function `wrap`, from the text of a request to a text, or to a conversation.
Its documentation is what `delibctl generate --list` shows.
"""
