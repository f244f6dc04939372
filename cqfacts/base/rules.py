"""Rules: what must hold of an entry beyond its form.

A rule has a code, the requirement in words, and a function that yields the breaches of it. The tables of rules are in
`fact_rules`, `relation_rules` and `vocabulary_rules`: a new rule is a new row.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from cqfacts.model.finding import Violation

T = TypeVar("T")
C = TypeVar("C")


class Breach(NamedTuple):
    """One breach of a rule: the key to point at, the cause and the way out."""

    key: str
    message: str
    hint: str
    target: str = ""
    """The entry that it names and that is not there: "fact x"."""


class Rule(NamedTuple, Generic[T, C]):
    """A rule for entries of one kind."""

    code: str
    requirement: str
    find_breaches: Callable[[T, C], Iterable[Breach]]
    """Takes an entry and its context, such as the vocabulary."""


def check(entry: T, context: C, rules: Sequence[Rule[T, C]]) -> Iterator[Violation]:
    """Yield every breach of the rules by an entry."""
    for rule in rules:
        for breach in rule.find_breaches(entry, context):
            yield Violation(rule.code, *breach)
