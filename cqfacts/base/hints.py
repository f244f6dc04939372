"""Hints for names that were mistyped."""

from collections.abc import Collection, Iterable

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


def propose_name(name: str, names: Collection[str], noun: str) -> str:
    """Return a hint for a name that none of the entries of a kind has; `noun` is that of the kind.

    >>> propose_name("vehicels", ["vehicles", "units"], "unit"), propose_name("vehicles", [], "unit")
    ('did you mean "vehicles"?', 'the base has no unit yet: cqfacts new unit adds one')
    """
    if not names:
        return f"the base has no {noun} yet: cqfacts new {noun} adds one"
    if noun == "fact":
        return did_you_mean(name, names, ": add the fact first")
    return did_you_mean(name, names, f": take one of {noun}s.yaml, or add it there")
