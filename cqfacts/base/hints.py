"""Names that were mistyped: what is close."""

from collections.abc import Iterable


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """A hint: the closest known name, or the known names where they are few, or what to do otherwise.

    >>> did_you_mean("vehicels", ["vehicles", "units"])
    'did you mean "vehicles"?'
    """
    from difflib import get_close_matches

    names = list(known)
    if close := get_close_matches(name, names, n=1, cutoff=0.7):
        return f'did you mean "{close[0]}"?'
    if len(names) <= 16:
        return "accepted: " + ", ".join(names)
    return f"none of the {len(names)} known names is close{otherwise}"
