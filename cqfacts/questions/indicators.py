"""Find the indicators that words mean where they are no name of one, as search understands them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from cqfacts.errors import WrongUsage
from cqfacts.index.catalogue import Catalogue
from cqfacts.model.fact import Fact
from cqfacts.model.vocabulary import Indicator

if TYPE_CHECKING:
    from cqfacts.questions.matches import Match
    from cqfacts.questions.question import Phrase, Question

_JUDGED = 150
"""How many facts are asked what they do not meet."""
_FREE = ("area", "period")
"""What a series is not chosen by: it covers all periods, and its area is chosen apart."""


class Candidates(NamedTuple):
    """The indicators that words may name, best first."""

    fitting: tuple[Indicator, ...]
    """Those that the words name, and that meet all they say."""
    meeting: tuple[Indicator, ...] = ()
    """Those that meet all the words say, without being named by them: exports of whatever, where only exports are named."""
    near: tuple[Indicator, ...] = ()
    """Those against which only soft reasons speak."""
    areas: tuple[str, ...] = ()
    """The areas that the words name, by their ids."""


def find_candidates(catalogue: Catalogue, words: str) -> Candidates:
    """Return the indicators that words may mean, as search understands them."""
    from cqfacts.questions.search import search

    try:
        result = search(catalogue, words, _JUDGED)
    except WrongUsage:  # no word says what is looked for
        return Candidates(())
    question = result.question
    near = [match for match in result.matches if _is_near(match)]
    meeting = [match for match in near if _meets_all(match, question)]
    best = result.matches[0] if result.matches else None
    if best is None or best not in meeting or best.fact.state:
        meeting = []  # what the words mean best is no figure, or not sure to be meant
    fitting = [match for match in meeting if _is_named(match.fact, question)]
    if best not in fitting:
        fitting = []
    areas = tuple(sorted(question.areas))
    return Candidates(_indicators(fitting), _indicators(meeting), _indicators(near), areas)


def _indicators(matches: "Iterable[Match]") -> tuple[Indicator, ...]:
    """Return the indicators of facts, each once, in their order."""
    return tuple({match.fact.indicator.id: match.fact.indicator for match in matches}.values())


def _meets_all(match: "Match", question: "Question") -> bool:
    """Return whether nothing but an area or a period of the base speaks against a fact, and no word is a slip."""
    is_met = all(unmet.what in _FREE for unmet in match.unmet)
    has_slips = any(phrase.repaired for phrase in question.phrases)
    is_a_name = not (has_slips or question.is_yes_or_no)
    return is_met and is_a_name and not _names_another_place(question)


def _is_near(match: "Match") -> bool:
    """Return whether only soft reasons, an area or a period speak against a fact."""
    return not any(unmet.hard and unmet.what not in _FREE for unmet in match.unmet)


def _names_another_place(question: "Question") -> bool:
    """Return whether a question names a place that is no area of the base: what is known of others is no answer."""
    return any(phrase.place and not phrase.areas for phrase in question.phrases)


def _is_named(fact: Fact, question: "Question") -> bool:
    return any(_names(phrase, fact) for phrase in question.content)


def _names(phrase: "Phrase", fact: Fact) -> bool:
    """Return whether a phrase names the subject, the indicator or the entity of a fact."""
    indicator = fact.indicator
    names_entity = bool(phrase.entities) and fact.entity is not None
    is_of_phrase = indicator.id in phrase.indicators | phrase.hints
    return indicator.subject in phrase.subjects or is_of_phrase or names_entity
