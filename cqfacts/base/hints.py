"""Hints for names that were mistyped."""

from collections.abc import Iterable

from cqfacts.model.names import closest

_FEW = 16
"""The most names that a hint lists."""


def did_you_mean(name: str, accepted: Iterable[str], otherwise: str = "") -> str:
    """Return a hint: the closest name, or all names where they are few, or `otherwise`.

    >>> did_you_mean("vehicels", ["vehicles", "units"])
    'did you mean "vehicles"?'
    """
    names = list(accepted)
    close = closest(name, names, likeness=0.7)
    if close:
        return f'did you mean "{close[0]}"?'
    if len(names) <= _FEW:
        return "accepted: " + ", ".join(names)
    return f"none of the {len(names)} known names is close{otherwise}"
