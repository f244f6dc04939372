"""An amount with what the words around it say."""

from typing import NamedTuple

from cqfacts.model.quantity import Qualifier
from cqfacts.reader.amount import Amount
from cqfacts.reader.exact import Exact


class Reading(NamedTuple):
    """An amount, or a range of two, with the words around it: from the token `begin` to before the token `end`."""

    amount: Amount
    begin: int
    end: int
    number_first: int
    number_end: int
    qualifier: Qualifier = Qualifier.EXACT
    low: Exact | None = None
    """The lower end of a range."""
    high: Exact | None = None
    unread: str = ""
    is_after: bool = False
    """True where the words of its limit stand after it: 1000以上."""

    @classmethod
    def of(cls, amount: Amount) -> "Reading":
        """Return the reading of an amount by itself."""
        qualifier, low = amount.qualifier or Qualifier.EXACT, None
        if amount.high is not None:
            qualifier, low = Qualifier.RANGE, amount.value
        return cls(
            amount, amount.begin, amount.end, amount.number_first, amount.number_end, qualifier, low, amount.high, amount.unread,
        )  # fmt: skip
