"""Find facts by words: titles, names in English and Chinese, statements, and the years asked for."""

import re
from math import log
from typing import NamedTuple

from cqfacts.model.fact import Fact
from cqfacts.model.names import fold, spaced
from cqfacts.model.vocabulary import Kind
from cqfacts.query.catalogue import Catalogue

BEST = 10
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_LONGEST_QUESTION = 2_000
# Words of a question that say nothing about which fact is asked for.
_FILLER = frozenset(
    [
        "a",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "by",
        "chongqing",
        "did",
        "do",
        "does",
        "for",
        "from",
        "had",
        "has",
        "have",
        "how",
        "i",
        "in",
        "into",
        "is",
        "it",
        "its",
        "list",
        "many",
        "me",
        "much",
        "of",
        "on",
        "or",
        "please",
        "s",
        "show",
        "tell",
        "that",
        "the",
        "their",
        "there",
        "these",
        "this",
        "to",
        "was",
        "were",
        "what",
        "when",
        "where",
        "which",
        "who",
        "why",
        "with",
        "重庆",
        "的",
    ]
)
_NEAR = 0.4
"""A fact with less than this part of the best one's words is not near."""
_SLOT_WEIGHT = 1.5
"""Words do not tell 2014 from 2013, so a wrong year (or kind of answer) costs about as much as a common word."""
_OVER_TIME = (Kind.FLOW, Kind.GROWTH, Kind.SHARE, Kind.DIFFERENCE, Kind.CONTRIBUTION, Kind.RANK)


class Unmet(NamedTuple):
    """What was asked and the fact does not meet: a `period`, a `unit` (how many asks for a count), a `word`."""

    what: str
    asked: str
    has: str | None


class Slots(NamedTuple):
    """What a question asks beyond its words."""

    years: tuple[int, ...]
    counting: bool
    """Whether it asks how many."""


class Match(NamedTuple):
    """A fact found, what it does not meet, and how well it fits (higher is better)."""

    fact: Fact
    unmet: tuple[Unmet, ...]
    score: float


class Found(NamedTuple):
    """The answer: found (the first match meets all), probable (not every word was met), none (each is only near)."""

    answer: str
    matches: tuple[Match, ...]


def search(catalogue: Catalogue, question: str, limit: int = BEST) -> Found:
    """The facts nearest to a question, best first. Whatever is typed is a question, never a syntax error."""
    words, years = understand(question)
    counting = "how many" in fold(question[:_LONGEST_QUESTION])
    having = {word: _rows_with(catalogue, word) for word in words}
    weights = _weights(catalogue, having)
    enough = max(weights.values(), default=0.0) * _NEAR
    near = [row for row, weight in weights.items() if weight >= enough]
    candidates = sorted(near, key=lambda row: (-weights[row], row))[: max(limit, BEST) * 5]
    matches = [_match(catalogue, row, having, Slots(tuple(years), counting), weights[row]) for row in candidates]
    matches.sort(key=lambda match: (-match.score, match.fact.id))
    best = tuple(matches[:limit])
    return Found(_answer(best), best)


def understand(question: str) -> tuple[list[str], list[int]]:
    """The words that count and the years asked for.

    >>> understand("How many notebooks did Chongqing make in 2014?")
    (['notebooks', 'make'], [2014])
    """
    tokens = _WORD.findall(spaced(fold(question[:_LONGEST_QUESTION])))
    years = [int(token) for token in tokens if _YEAR.fullmatch(token)]
    words = [token for token in tokens if token not in _FILLER and not _YEAR.fullmatch(token)]
    return list(dict.fromkeys(words)), years


def _rows_with(catalogue: Catalogue, word: str) -> set[int]:
    quoted = '"' + word.replace('"', '""') + '"'
    return {int(row) for (row,) in catalogue.index.rows("select rowid from words where words match ?", (quoted,))}


def _weights(catalogue: Catalogue, having: dict[str, set[int]]) -> dict[int, float]:
    """For each fact the weight of the words it has, by their rarity (inverse document frequency). With no words, every fact counts."""
    weights: dict[int, float] = {}
    if not having:
        return {int(row): 0.0 for (row,) in catalogue.index.rows("select position from fact")}
    total = catalogue.count()
    for rows in having.values():
        for row in rows:
            weights[row] = weights.get(row, 0.0) + log(1 + total / len(rows))
    return weights


def _match(catalogue: Catalogue, row: int, having: dict[str, set[int]], slots: Slots, weight: float) -> Match:
    fact = next(catalogue.index.facts("position = ?", (row,)))
    missing = [Unmet("word", word, None) for word, rows in having.items() if row not in rows]
    wrong = [Unmet("period", str(year), str(fact.period)) for year in slots.years if not _covers(fact, year)]
    if slots.counting and not (fact.unit and fact.unit.dimension == "count"):
        wrong.append(Unmet("unit", "a count", fact.unit.id if fact.unit else None))
    score = weight - _SLOT_WEIGHT * len(wrong) + 0.01 * bool(fact.quantity)
    return Match(fact, (*wrong, *missing), round(score, 4))


def _covers(fact: Fact, year: int) -> bool:
    """Whether a fact answers for a year: within it, and for what adds up over time the whole of it."""
    period = fact.period
    if not period.start.year <= year <= period.end.year:
        return False
    whole = period.months is not None and period.months >= 12
    return whole or fact.indicator.kind not in _OVER_TIME


def _answer(best: tuple[Match, ...]) -> str:
    if not best or any(unmet.what != "word" for unmet in best[0].unmet):
        return "none"
    return "probable" if best[0].unmet else "found"
