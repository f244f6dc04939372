"""The help of a command is its docstring. `python -OO` leaves docstrings out: here they are read from the source."""

import ast
import inspect
from types import ModuleType


def restore_docstrings(module: ModuleType) -> None:
    """Give the functions of a module the docstrings of its source."""
    for definition in ast.parse(_source_of(module)).body:
        if isinstance(definition, ast.FunctionDef):
            function = getattr(module, definition.name)
            function.__doc__ = ast.get_docstring(definition)


def _source_of(module: ModuleType) -> str:
    """Return the source of a module, from a folder or from a zip; an empty text where it came without."""
    try:
        return inspect.getsource(module)
    except OSError:
        return ""
