"""Figures and scale words that a hint may propose from the words of a citation.

A wrong proposal is worse than none: who takes it has a figure of another size or sign. So nothing is proposed unless the
figure is understood whole: no letter, sign, digit or unknown word touches it. 263万, 250k, $3.4bn and −9.5 are not proposed.
"""

import re
from collections.abc import Iterable, Iterator

from cqfacts.evidence.figures import PrintedFigure, figures_in
from cqfacts.model.fact import Citation
from cqfacts.model.quantity import SCALES, Quantity, QuantityError, parse_quantity
from cqfacts.model.vocabulary import Unit

# Patterns as texts, for hints are rare: compiled when this module is imported, they would cost each reading of a base.
_NUMBER = r"(?:[0-9]{1,40}(?:[.,/][0-9]{1,40}){0,9}|[a-z]{1,40})"
"""Digits, or a word that may be a number."""
_SCALE_PLACE = r"(?:[ -]?([a-z]+))?"
_SCALED = rf"{_NUMBER}(?:[ -]?(?:{'|'.join(SCALES)})\b)?"
_TOUCHES_BEFORE = r"(?:[^\W_]|[-−–+±.,'’/]|[0-9]\s+)$"
"""The end of a text that makes another figure of the digits after it."""
_ENDS_PHRASE = r"\s*(?:$|[.,;:!?)\]}\"”»](?![0-9]))"


class UnitWords:
    """The words and symbols of units, which may stand after a figure."""

    def __init__(self, units: Iterable[Unit]) -> None:
        words = {"%"}
        for unit in units:
            words |= {unit.singular.lower(), unit.plural.lower()}
            if unit.symbol and not unit.symbol.isalpha():  # m may be metres or million
                words.add(unit.symbol.lower())
        alternatives = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
        self._at_start = re.compile(rf"\s*(?:{alternatives})(?!\w)")
        self._at_end = re.compile(rf" ?(?<![^\W\d_])(?:{alternatives})$")

    def stand_at_start(self, text: str) -> bool:
        """Return True where a text begins with a unit."""
        return self._at_start.match(text) is not None

    def cut_from_end(self, text: str) -> str:
        """Return a text without the unit at its end.

        >>> UnitWords([Unit("vehicles", "count", "vehicle", "vehicles")]).cut_from_end("2 million vehicles")
        '2 million'
        """
        return self._at_end.sub("", text)


def propose_figure(value: str, printed: str, units: UnitWords) -> str | None:
    """Return the figure that was meant by a value which is none: that of the words of a citation, with the same digits.

    >>> units = UnitWords([])
    >>> propose_figure("2,63 m", "2.63 million", units), propose_figure("263bn", "263bn", units)
    ('2.63 million', None)
    """
    value_text = value.lower().strip().removeprefix("about ")
    printed_text = printed.lower().strip().rstrip(".,;:")
    written = _split_figure(value_text, units)
    cited = _split_figure(printed_text, units)
    if written is None or cited is None or cited.scale not in ("", *SCALES):
        return None
    digits = _readings(written.digits) & _readings(cited.digits)
    if len(digits) != 1 or not _can_mean(written.scale, cited.scale):
        return None
    figure = f"{digits.pop()} {cited.scale}".strip()
    return figure if _is_quantity(figure) else None


def _split_figure(text: str, units: UnitWords) -> PrintedFigure | None:
    """Return the number and the word after it where a text is nothing else but for a unit; None where it is more."""
    number = re.match(_NUMBER, text)
    if number is None:
        return None
    after_number = units.cut_from_end(text[number.end() :])
    word = re.fullmatch(_SCALE_PLACE, after_number)
    if word is None:
        return None
    return PrintedFigure(number.group(), word[1] or "")


def _can_mean(word: str, scale: str) -> bool:
    """Return True where a word is the beginning of a scale word, or a slip of it and nearer to no other.

    >>> _can_mean("m", "million"), _can_mean("milion", "million"), _can_mean("bilion", "million"), _can_mean("k", "")
    (True, True, False, False)
    """
    from difflib import get_close_matches

    return scale.startswith(word) or get_close_matches(word, SCALES, n=1, cutoff=0.8) == [scale]


def _readings(number: str) -> set[str]:
    return {figure.digits for figure in figures_in(number)}


def _is_quantity(text: str) -> bool:
    try:
        parse_quantity(text)
    except QuantityError:
        return False
    return True


def find_understood_scales(
    quantity: Quantity, citations: Iterable[Citation], units: UnitWords
) -> list[str]:
    """Return the scale words, "" for none, with which citations print the digits of a quantity and nothing unknown."""
    digits = quantity.plain_digits.lstrip("-")
    scales = []
    for citation in citations:
        figures = _understood_figures(citation.printed.lower(), units)
        scales += [figure.scale for figure in figures if figure.digits == digits]
    return scales


def _understood_figures(printed: str, units: UnitWords) -> Iterator[PrintedFigure]:
    """Yield the figures of a text in small letters that nothing unknown touches."""
    for match in re.finditer(_SCALED, printed):
        before = printed[: match.start()]
        after = printed[match.end() :]
        begins_there = re.search(_TOUCHES_BEFORE, before) is None
        ends_there = re.match(_ENDS_PHRASE, after) is not None
        if begins_there and (ends_there or units.stand_at_start(after)):
            yield from figures_in(match.group())
