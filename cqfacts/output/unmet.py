"""The part of a question that a fact does not meet, in words."""

from typing import TYPE_CHECKING

from cqfacts.model.fact import Fact
from cqfacts.model.period import LAST_YEAR, Period, parse_period
from cqfacts.model.vocabulary import Kind

if TYPE_CHECKING:
    from cqfacts.questions.search import Match
    from cqfacts.questions.unmet import Unmet

_ASKED_KINDS = {
    "growth": "how much it grew",
    "share": "which share it is",
    "rank": "which rank it has",
}
_FIGURES = {
    Kind.GROWTH: "how much it grew",
    Kind.CHANGE: "by how much it changed",
    Kind.DIFFERENCE: "a lead in growth",
    Kind.CONTRIBUTION: "a contribution",
    Kind.SHARE: "a share",
    Kind.RANK: "a rank",
}
_CURRENCIES = {"CNY": "yuan", "USD": "US dollars"}


def unmet_words(match: "Match") -> str:
    """Return the conditions that a match does not meet: "Jan–May 2015 only, not all of 2015"."""
    other_subject = any(unmet.what == "subject" for unmet in match.unmet)
    phrases = [
        _unmet_phrase(unmet, match.fact)
        for unmet in match.unmet
        if not (other_subject and _is_missing_word(unmet))
    ]
    return "; ".join(dict.fromkeys(phrases))


def _is_missing_word(unmet: "Unmet") -> bool:
    return unmet.what == "word" and not unmet.has


def _unmet_phrase(unmet: "Unmet", fact: Fact) -> str:
    asked, has = unmet.names or (unmet.asked, unmet.has or "")
    if unmet.what == "period" and unmet.names:
        return f"{has}, not {asked}"
    if unmet.what == "period":
        return _period_phrase(fact.period, unmet.asked)
    if unmet.what == "word":
        return f'"{asked}" taken for "{has}"' if has else f'says nothing of "{asked}"'
    if unmet.what == "unit":
        return _unit_phrase(asked, fact)
    if unmet.what == "measure":
        return _measure_phrase(asked, has, fact)
    return f"about {has}, not {asked}"


def _measure_phrase(asked: str, has: str, fact: Fact) -> str:
    from cqfacts.questions.unmet import LEVEL

    kinds = [_ASKED_KINDS.get(name, "") for name in asked.split(" or ")]
    if all(kinds):
        return f"does not say {' or '.join(kinds)}"
    if asked == LEVEL:
        return f"{_FIGURES.get(fact.indicator.kind, 'another measure')}, not {asked}"
    return f"{has}, not {asked}" if fact.quantity else f'says nothing of "{asked}"'


def _unit_phrase(asked: str, fact: Fact) -> str:
    from cqfacts.questions.unmet import COUNT, WHO

    if not fact.quantity:
        return "gives no name" if asked == WHO else "gives no figure"
    phrases = {COUNT: "does not say how many", WHO: "does not say who or which"}
    currencies = " or ".join(_CURRENCIES.get(name, name) for name in asked.split(" or "))
    return phrases.get(asked, f"not in {currencies}")


def _period_phrase(has: Period, asked: str) -> str:
    wanted = [parse_period(period) for period in asked.split(", ")]
    words = " or ".join(_asked_words(period) for period in wanted)
    if any(period.start <= has.start and has.end <= period.end for period in wanted):
        rest = words if words.startswith("since ") else f"of {words}"
        return f"{has.words} only, not all {rest}"
    return f"{has.words}, not {words}"


def _asked_words(period: Period) -> str:
    return f"since {period.begin.year}" if period.year == LAST_YEAR else period.words
