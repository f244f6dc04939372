"""The part of a question that a fact does not meet, in words: one row a condition."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from cqfacts.answers.listings import Context
from cqfacts.model.fact import Fact
from cqfacts.model.period import LAST_YEAR, Period, parse_period
from cqfacts.model.vocabulary import Kind

if TYPE_CHECKING:
    from cqfacts.questions.matches import Match
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
        _WORDS[unmet.what].difference(unmet, match.fact)
        for unmet in match.unmet
        if not (other_subject and unmet.what == "word")
    ]
    return "; ".join(dict.fromkeys(phrases))


def difference_sentence(match: "Match") -> str:
    """Return in which one thing a fact that is near differs from the question."""
    if not match.unmet:
        return ""
    periods = [unmet for unmet in match.unmet if unmet.what == "period" and not unmet.names]
    if len(periods) == len(match.unmet):
        if periods[0].asked == periods[0].likely:
            return "That time is likely, not certain."
        return f"The base has no figure for {_asked_time(periods[0])}."
    return f"It differs from the question: {unmet_words(match)}."


def is_beside(match: "Match") -> bool:
    """Return whether a fact differs in its time alone, and has no day of the time that is asked for."""
    if [unmet.what for unmet in match.unmet] != ["period"] or match.unmet[0].names:
        return False
    unmet = match.unmet[0]
    own = [match.fact.period, _own_period(unmet, match.fact)]
    return not any(
        period.start <= asked.end and asked.start <= period.end
        for period in own
        for asked in _asked_periods(unmet)
    )


def missing_words(match: "Match", context: Context) -> str:
    """Return what the base does not have, by the first thing that speaks against the nearest fact: "nothing on the price of laptops"."""
    first = _find_first_against(match)
    if first is None:
        return "nothing that has enough of what was asked"
    other = _find_other_subject(match)
    if other:
        subject = _in_a_sentence(other)
        thing = _Thing(title=subject, subject=subject)
    else:
        own = context.find_subject(match.fact.indicator.subject).title
        title = _in_a_sentence(match.fact.title)
        thing = _Thing(title, _in_a_sentence(own), match.fact.period.words)
    return _WORDS[first.what].lack(first, thing)


def is_of_another_time(match: "Match") -> bool:
    """Return whether the first thing that speaks against a fact is its time, and it is of what was asked for."""
    first = _find_first_against(match)
    return first is not None and first.what == "period" and not _find_other_subject(match)


def _find_first_against(match: "Match") -> "Unmet | None":
    against = [unmet for unmet in match.unmet if not unmet.near]
    return next(iter(against or match.unmet), None)


def _find_other_subject(match: "Match") -> str:
    """Return the subject that was asked for, where the fact is about another one."""
    others = (_asked(unmet) for unmet in match.unmet if unmet.what == "subject" and unmet.asked)
    return next(others, "")


# --- each condition


class _Thing(NamedTuple):
    """What was asked for, as it stands in a sentence."""

    title: str
    subject: str
    time: str = ""
    """The time for which there is something on it, where there is."""


class _Words(NamedTuple):
    """How a condition is said that a fact does not meet."""

    difference: "Callable[[Unmet, Fact], str]"
    """In what the fact differs from the question."""
    lack: "Callable[[Unmet, _Thing], str]"
    """What the base does not have."""


def _asked(unmet: "Unmet") -> str:
    return unmet.names[0] if unmet.names else unmet.asked


def _own(unmet: "Unmet") -> str:
    return unmet.names[1] if unmet.names else unmet.has or ""


def _other(unmet: "Unmet", _: Fact) -> str:
    return f"about {_own(unmet)}, not {_asked(unmet)}"


def _subject_difference(unmet: "Unmet", fact: Fact) -> str:
    if not unmet.asked:
        return f"about {fact.title}: the question does not say of what"
    return _other(unmet, fact)


def _value_difference(unmet: "Unmet", _: Fact) -> str:
    return f"{_own(unmet)}, not {_asked(unmet)}"


def _word_difference(unmet: "Unmet", _: Fact) -> str:
    return f'says nothing of "{_asked(unmet)}"'


def _measure_difference(unmet: "Unmet", fact: Fact) -> str:
    from cqfacts.questions.unmet import LEVEL

    asked = _asked(unmet)
    if not asked:
        return f"{fact.title}: the question does not say which figure"
    kinds = [_ASKED_KINDS.get(name, "") for name in asked.split(" or ")]
    if all(kinds):
        return f"does not say {' or '.join(kinds)}"
    if asked == LEVEL:
        return f"{_FIGURES.get(fact.indicator.kind, 'another measure')}, not {asked}"
    return f"{_own(unmet)}, not {asked}" if fact.quantity else f'says nothing of "{asked}"'


def _unit_difference(unmet: "Unmet", fact: Fact) -> str:
    from cqfacts.questions.unmet import COUNT, WHO

    if not fact.quantity:
        return "gives no name" if unmet.asked == WHO else "gives no figure"
    phrases = {
        COUNT: "does not say how many",
        WHO: "does not say who or which",
        "percent": "percentage points, not percent",
    }
    if unmet.names:
        return f"{_own(unmet)}, not for {_asked(unmet)}"
    currencies = " or ".join(_CURRENCIES.get(name, name) for name in unmet.asked.split(" or "))
    return phrases.get(unmet.asked, f"not in {currencies}")


def _period_difference(unmet: "Unmet", fact: Fact) -> str:
    if unmet.names:
        return f"{_own(unmet)}, not {_asked(unmet)}"
    has = _own_period(unmet, fact)
    likely = "probably " if has != fact.period else ""
    asked = _asked_periods(unmet)
    words = " or ".join(_time_words(period) for period in asked)
    if _is_part(has, asked):
        rest = words if words.startswith("since ") else f"of {words}"
        return f"{likely}{has.words} only, not all {rest}"
    return f"{likely}{has.words}, not {words}"


_WORDS = {
    "subject": _Words(
        _subject_difference, lambda unmet, _: f"nothing on {_in_a_sentence(_asked(unmet))}"
    ),
    "area": _Words(_other, lambda unmet, thing: f"nothing on {thing.title} for {_asked(unmet)}"),
    "period": _Words(
        _period_difference,
        lambda unmet, thing: f"nothing on {thing.title} {_when(unmet)}{_nearest(thing)}",
    ),
    "measure": _Words(
        _measure_difference,
        lambda unmet, thing: f"nothing on the {_in_a_sentence(_asked(unmet))} of {thing.subject}",
    ),
    "unit": _Words(_unit_difference, lambda _, thing: f"no such figure on {thing.subject}"),
    "value": _Words(_value_difference, lambda unmet, _: f"nothing on {_asked(unmet)}"),
    "word": _Words(_word_difference, lambda unmet, _: f'nothing on "{_asked(unmet)}"'),
}
"""How each condition is said, by what it is on."""


def _nearest(thing: _Thing) -> str:
    return f"; the nearest is for {thing.time}" if thing.time else ""


def _in_a_sentence(title: str) -> str:
    """Return a title as it stands in a sentence: without its capital, but for a name."""
    first_word = title.split(" ", maxsplit=1)[0]
    is_name = any(letter.isupper() for letter in first_word[1:])
    return title if is_name else f"{title[:1].lower()}{title[1:]}"


# --- times


def _asked_time(unmet: "Unmet") -> str:
    """Return the time that is asked for: the whole of a year of which the fact has a part."""
    if unmet.names:
        return _asked(unmet)
    asked = _asked_periods(unmet)
    words = " or ".join(_time_words(period) for period in asked)
    own = unmet.likely or unmet.has
    is_part = own is not None and _is_part(parse_period(own), asked)
    return f"the whole of {words}" if is_part and not words.startswith("since ") else words


def _when(unmet: "Unmet") -> str:
    """Return "for 2014", or for the base of a change "since 2014"."""
    if unmet.names:
        return f"since {_asked(unmet).removeprefix('on ')}"
    return f"for {_asked_time(unmet)}"


def _asked_periods(unmet: "Unmet") -> list[Period]:
    return [parse_period(period) for period in unmet.asked.split(", ")]


def _own_period(unmet: "Unmet", fact: Fact) -> Period:
    return parse_period(unmet.likely) if unmet.likely else fact.period


def _is_part(has: Period, asked: list[Period]) -> bool:
    """Tell whether a period lies within one that is asked for."""
    return any(period.start <= has.start and has.end <= period.end for period in asked)


def _time_words(period: Period) -> str:
    return f"since {period.begin.year}" if period.year == LAST_YEAR else period.words
