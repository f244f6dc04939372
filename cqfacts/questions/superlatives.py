"""Answer which of several is the highest or lowest, or above a limit, where no thing is named: which grew fastest."""

from collections import Counter

from cqfacts.index.catalogue import Catalogue
from cqfacts.questions.comparing import compare_figures
from cqfacts.questions.intents import Intent
from cqfacts.questions.matches import Fit, Match
from cqfacts.questions.patterns import pattern
from cqfacts.questions.question import Question
from cqfacts.questions.ranking import Ranking
from cqfacts.questions.results import InOrder, SearchResult
from cqfacts.questions.understanding import understand
from cqfacts.questions.values import may_say_a_figure

_WHICH = r"\b(?:which|what|who|whose)\b|哪个|哪些|哪种|什么"
_MOST = r"\b(?:the )?(?:most|highest|biggest|largest|greatest|strongest|best)\b|最(?:高|大|多|强)"
_FASTEST = r"\b(?:the )?(?:fastest|quickest)\b|最快"
_SLOWEST = r"\b(?:the )?(?:slowest)\b|最慢"
_LEAST = r"\b(?:the )?(?:least|lowest|smallest|weakest|worst|fewest)\b|最(?:低|小|少)"
_DEGREES = f"{_MOST}|{_FASTEST}|{_SLOWEST}|{_LEAST}"
_ANY_THING = r"\b(?:industr(?:y|ies)|sectors?|products?|goods|branch(?:es)?|fields?|items?|things?|compan(?:y|ies)|categor(?:y|ies))\b|行业|产业|产品"
_LISTED = 10
_IN_WHAT = (
    r"^\s*(?:where|(?:in|for|at|by) (?:what|which)|what|which)\b|^.{2,20}(?:哪些|什么).{0,6}第"
)
_HAS_A_RANK = rf"{_WHICH}|{_ANY_THING}|\b(?:where|ranks?|ranked|comes?|came|stands?|stood|places?|placed|finish(?:es|ed)?|is|does|did|in|at|for|place|spot|nationally|nationwide)\b|排名?|位居|领域|方面"
_RATHER_THAN = r"\b(?:rather than|instead of|and not|but not|not)\b.*|而不是.*"


def find_superlative(catalogue: Catalogue, text: str, limit: int) -> SearchResult | None:
    """Return the figures among which the highest is asked for, in their order; None where anything else is asked for."""
    if not pattern(_WHICH).search(text):
        return None
    has_degree = bool(pattern(_DEGREES).search(text))
    if not (has_degree or may_say_a_figure(text)):
        return None
    question = understand(catalogue.index, _without_degree(text))
    has_limit = any(value.is_limit for value in question.values)
    if not (has_degree or has_limit) or not _leaves_the_thing_open(question):
        return None
    group = _find_group(catalogue, question, within_limits=has_limit)
    if len(group) < (1 if has_limit else 2):
        return None
    order = compare_figures([match.fact for match in group])
    if isinstance(order, InOrder):
        is_upward = bool(pattern(f"{_SLOWEST}|{_LEAST}").search(text))
        return _put_in_order(question, group, order, limit, is_upward=is_upward)
    return _result(question, group, limit) if has_limit else None


def find_ranks(catalogue: Catalogue, text: str) -> SearchResult | None:
    """Return the facts with a rank, where it is asked in what there is one: where is Chongqing second.

    >>> from cqfacts.index.catalogue import open_catalogue
    >>> [match.fact.text for match in find_ranks(open_catalogue(), "What is Chongqing second in?").answering]
    ['no. 2', 'no. 2']
    """
    asked = pattern(_RATHER_THAN).sub(" ", text)
    if not pattern(_IN_WHAT).search(asked) or not may_say_a_figure(asked):
        return None
    question = understand(catalogue.index, pattern(_HAS_A_RANK).sub(" ", asked))
    ranks = tuple(value for value in question.values if value.is_rank)
    if not ranks or question.periods or not _names_only_home(question, catalogue.home):
        return None
    by_rank = Ranking(catalogue, Question((), (), compared=False, values=ranks))
    group = list(filter(_may_be_one, by_rank.matches()))[:_LISTED]
    return _result(question, group, _LISTED) if group else None


def _names_only_home(question: Question, home: str) -> bool:
    """Return whether a question names nothing but the base's own area."""
    says_nothing_else = all(phrase.names_a_place or phrase.filler for phrase in question.phrases)
    return says_nothing_else and question.areas <= {home}


def _find_group(catalogue: Catalogue, question: Question, *, within_limits: bool) -> list[Match]:
    """Return the most figures that fit and are of one kind, measure, unit, time and place; those within what is asked."""
    matches = [match for match in Ranking(catalogue, question).matches() if _may_be_one(match)]
    if within_limits:
        matches = [match for match in matches if _keeps_to_a_limit(match, question)]
    if not matches:
        return []
    sizes = Counter(map(_group_of, matches))
    largest = max(sizes, key=lambda group: sizes[group])
    return [match for match in matches if _group_of(match) == largest][:_LISTED]


def _keeps_to_a_limit(match: Match, question: Question) -> bool:
    return any(value.agrees(match.fact) for value in question.values)


def _put_in_order(
    question: Question, group: list[Match], order: InOrder, limit: int, *, is_upward: bool
) -> SearchResult:
    """Return the figures from the highest to the lowest, or upward from that."""
    ordered = sorted(group, key=lambda match: order.facts.index(match.fact), reverse=is_upward)
    return _result(question, ordered, limit).with_remark(order)


def _result(question: Question, matches: list[Match], limit: int) -> SearchResult:
    listed = tuple(matches[:limit])
    answer = Fit.NEAR if any(match.unmet for match in listed) else Fit.FOUND
    return SearchResult(answer, question, listed, len(listed), intent=Intent.SUPERLATIVE)


def _without_degree(text: str) -> str:
    """Return a question without its words for the highest; that something is the fastest is said of a growth."""
    text = pattern(_ANY_THING).sub(" ", text)
    text = pattern(f"{_FASTEST}|{_SLOWEST}").sub(" growth ", text)
    return pattern(f"{_MOST}|{_LEAST}|{_WHICH}").sub(" ", text)


def _leaves_the_thing_open(question: Question) -> bool:
    """Return whether something is asked for, and no thing is named."""
    content = question.content
    return bool(content) and not any(phrase.names_a_thing for phrase in content)


def _may_be_one(match: Match) -> bool:
    """Return whether a fact is a figure that fits, or fits but for its time, which is a part of that asked for."""
    if not match.fact.quantity:
        return False
    return all(unmet.what == "period" and unmet.near for unmet in match.unmet)


def _group_of(match: Match) -> tuple[object, ...]:
    fact = match.fact
    indicator = fact.indicator
    return indicator.kind, indicator.measure, fact.unit_id, fact.period.normal, fact.area_id
