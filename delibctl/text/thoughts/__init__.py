"""The thoughts that models and servers leave in the text of a reply, apart from its answer."""

from delibctl.text.thoughts.split import Split, split_thoughts

__all__ = ["Split", "split_thoughts"]
