"""The documentation of modules and functions, which users read as well."""

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any


def documentation(subject: ModuleType | Callable[..., Any]) -> str:
    """Return the docstring of a module or a function, even if Python has removed it (`-OO`)."""
    from inspect import getdoc

    if subject.__doc__ is None and sys.flags.optimize > 1:
        return _from_source(subject)
    return getdoc(subject) or ""


def _from_source(subject: ModuleType | Callable[..., Any]) -> str:
    """Return the docstring that the source has, or nothing if the source is not installed."""
    import ast
    from inspect import getsource

    try:
        tree = ast.parse(getsource(subject))
    except (OSError, TypeError, SyntaxError):
        return ""
    documented = tree if isinstance(subject, ModuleType) else tree.body[0]
    if not isinstance(documented, ast.Module | ast.FunctionDef):
        return ""
    return ast.get_docstring(documented) or ""
