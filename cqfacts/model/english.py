"""The English that several rooms need: months, small numbers, plurals."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
SHORT_MONTHS = tuple(month[:3] for month in MONTHS)
MONTH_NUMBERS = {month.lower(): number for number, month in enumerate(SHORT_MONTHS, 1)}
"""The number of each month by its name in small letters, short and full; the short names come first."""
MONTH_NUMBERS |= {month.lower(): number for number, month in enumerate(MONTHS, 1)}

DIGITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10,
}  # fmt: skip
"""Places in an order."""


def plural(count: "int | Fraction", noun: str) -> str:
    """Return the noun as it stands after a number. It takes an "s": irregular plurals are not known.

    >>> [f"{count:,} {plural(count, 'fact')}" for count in (0, 1, 2000)]
    ['0 facts', '1 fact', '2,000 facts']
    """
    if count == 1:
        return noun
    return f"{noun}s"


def with_article(noun: str) -> str:
    """Return a noun with its article.

    >>> with_article("fact"), with_article("area")
    ('a fact', 'an area')
    """
    article = "an" if noun.startswith(tuple("aeio")) else "a"
    return f"{article} {noun}"
