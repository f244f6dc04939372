"""Letters after the year, where several sources of a bibliography would be cited alike: 2015a, 2015b."""

from collections import Counter
from collections.abc import Hashable, Sequence
from string import ascii_lowercase


def find_letters(labels: Sequence[Hashable]) -> list[str]:
    """Return the letter of each source of a bibliography, in its order; empty where no other source has its label.

    `labels`: of each source what it is cited by, such as author and year.

    >>> find_letters(["Chen 2015", "Li 2015", "Chen 2015"])
    ['a', '', 'b']
    """
    counts = Counter(labels)
    places: Counter[Hashable] = Counter()
    letters = []
    for label in labels:
        places[label] += 1
        letters.append(letter_of(places[label]) if counts[label] > 1 else "")
    return letters


def letter_of(number: int) -> str:
    """Return the letter of a place from 1 on; after z come aa and ab.

    >>> [letter_of(place) for place in (1, 26, 27, 52, 53)]
    ['a', 'z', 'aa', 'az', 'ba']
    """
    letters = ""
    while number:
        number, remainder = divmod(number - 1, len(ascii_lowercase))
        letters = ascii_lowercase[remainder] + letters
    return letters
