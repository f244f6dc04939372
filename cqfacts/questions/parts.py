"""The parts of a question that asks for several things, times or places: laptops and tablets, 2014 and 2021.

Each part is the question with one of them.
"""

import re
from collections.abc import Callable, Iterator
from itertools import product
from operator import attrgetter

from cqfacts.index.families import CLASSES
from cqfacts.questions.periods import AskedPeriod
from cqfacts.questions.question import Phrase, Question

_MOST_PARTS = 6
_A_LIST = 3
"""So many things with nothing between them are a list without a joint: laptops, tablets, chips."""
_JOINTS = frozenset(
    [
        "and",
        "or",
        "plus",
        "as",
        "vs",
        "versus",
        "than",
        "with",
        "against",
        "n",
        "和",
        "与",
        "及",
        "或",
        "还是",
        "跟",
        "比",
        "以及",
    ]
)
"""Words between things that stand side by side."""
_COMPARING = frozenset(("than", "versus", "vs", "compared", "比"))
_MORE = frozenset(("more", "fewer", "less"))
_LEADS = frozenset("also well of in the for by to on a an their its at's 的 了".split())  # noqa: SIM905
"""Words that may stand beside such a joint: of laptops and of tablets."""
_BOTH = re.compile(r"\band\b|[和与及]")


def split_into_parts(question: Question) -> list[Question]:
    """Return the parts of a question; none where it asks for one thing at one time.

    >>> from cqfacts.index.catalogue import open_catalogue
    >>> from cqfacts.questions.understanding import understand
    >>> both = understand(open_catalogue().index, "laptops or tablets made in 2014")
    >>> [[phrase.text for phrase in part.phrases if phrase.subjects] for part in split_into_parts(both)]
    [['laptops'], ['tablets']]
    """
    things = _find_coordinated(question, attrgetter("names_a_thing"))
    places = _find_coordinated(question, _names_an_area)
    each_thing: list[Phrase | None] = [*things] or [None]
    each_place: list[Phrase | None] = [*places] or [None]
    parts = [
        _reduced(question, (*things, *places), (thing, place))
        for thing, place in product(each_thing, each_place)
    ]
    if len(question.periods) > 1:
        parts = [_of_period(part, period) for part in parts for period in question.periods]
    return parts if 1 < len(parts) <= _MOST_PARTS else []


def split_by_measure(question: Question) -> list[Question]:
    """Return the parts of a question that asks for several measures of one thing; none where it asks for one.

    >>> from cqfacts.index.catalogue import open_catalogue
    >>> from cqfacts.questions.understanding import understand
    >>> both = understand(open_catalogue().index, "laptop output and exports")
    >>> [[sorted(phrase.measures) for phrase in part.phrases if phrase.measures] for part in split_by_measure(both)]
    [[['output']], [['exports']]]
    """
    measures = _find_coordinated(question, _names_a_kind_of_figure)
    things = {phrase.subjects for phrase in question.phrases if phrase.subjects}
    if len(measures) < 2 or len(things) != 1:
        return []
    return [_with_one_measure(question, measures, measure) for measure in measures]


def is_of_both_places(area: str, question: Question) -> bool:
    """Return whether a question names two places, side by side or by one name, and an area is of both together."""
    places = _find_coordinated(question, _names_an_area)
    if places:
        return not any(area in place.areas for place in places)
    names = [phrase for phrase in question.phrases if phrase.areas]
    return len(names) == 1 and area in names[0].areas and bool(_BOTH.search(names[0].text))


def _names_a_kind_of_figure(phrase: Phrase) -> bool:
    """Return whether a phrase names a measure of figures, or a growth, a share or a rank."""
    return bool(phrase.measures or phrase.cues & CLASSES) and not phrase.counts_things


def _with_one_measure(question: Question, measures: list[Phrase], kept: Phrase) -> Question:
    """Return a question with one of its measures; where another stands in the name of the thing, the thing alone is kept."""
    others = [phrase for phrase in measures if phrase is not kept]
    names_the_thing = bool(kept.subjects)
    phrases = [
        phrase if phrase not in others else None if names_the_thing else _thing_of(phrase)
        for phrase in question.phrases
    ]
    return question._replace(phrases=tuple(filter(None, phrases)))


def _thing_of(phrase: Phrase) -> Phrase | None:
    """Return the thing that the name of an indicator is of: laptop of "laptop output"."""
    if not phrase.subjects:
        return None
    return Phrase(phrase.text, phrase.words[:1], subjects=phrase.subjects)


def _reduced(
    question: Question, parted: tuple[Phrase, ...], kept: tuple[Phrase | None, ...]
) -> Question:
    """Return a question with one of its things and one of its places."""
    others = [phrase for phrase in parted if phrase not in kept]
    phrases = [
        _measure_of(phrase) if phrase in others else phrase
        for phrase in question.phrases
        if not _only_says_more(phrase)
    ]
    return question._replace(phrases=tuple(filter(None, phrases)))


def _measure_of(phrase: Phrase) -> Phrase | None:
    """Return what a name says of the measure, which the other things share: output of "laptop or tablet output"."""
    if not phrase.measures:
        return None
    return Phrase(phrase.text, phrase.words[-1:], measures=phrase.measures, cues=phrase.cues)


def _only_says_more(phrase: Phrase) -> bool:
    """Return whether a phrase sets one part above another, and asks for no growth of either."""
    return bool(_MORE & set(phrase.words)) and not phrase.names_something


def _of_period(question: Question, period: AskedPeriod) -> Question:
    """Return a question for one of its periods; that one has more than another asks for no growth."""
    phrases = tuple(phrase for phrase in question.phrases if not _only_says_more(phrase))
    return question._replace(phrases=phrases, periods=(period,))


def _names_an_area(phrase: Phrase) -> bool:
    return bool(phrase.areas) and not phrase.subjects


def _find_coordinated(question: Question, is_wanted: Callable[[Phrase], bool]) -> list[Phrase]:
    """Return the phrases of a kind that stand side by side; none where there is only one."""
    measures = [phrase for phrase in question.phrases if _only_names_a_measure(phrase)]
    shared = measures[0] if len(measures) == 1 else None
    groups: list[list[Phrase]] = []
    between: list[Phrase] = []
    for phrase in question.phrases:
        if not is_wanted(phrase):
            between.append(phrase)
            continue
        if groups and _are_joined(between, shared):
            groups[-1].append(phrase)
        else:
            groups.append([phrase])
        between = []
    longest = max(groups, key=len, default=[])
    distinct = list(_distinct(longest)) if _has_joint(question, longest) else []
    return distinct if len(distinct) > 1 else []


def _only_names_a_measure(phrase: Phrase) -> bool:
    """Return whether a phrase names a level that is measured, and nothing else."""
    is_class = bool(phrase.cues & CLASSES)
    return phrase.names_a_measure and not (phrase.names_something or is_class)


def _has_joint(question: Question, phrases: list[Phrase]) -> bool:
    """Return whether a joint stands before the last of some phrases, which then a comma parts, or they are a list."""
    if len(phrases) >= _A_LIST:
        return True
    last = question.phrases.index(phrases[-1]) if len(phrases) > 1 else 0
    before = question.phrases.index(phrases[-2]) if len(phrases) > 1 else 0
    return any(phrase.text in _JOINTS for phrase in question.phrases[before:last])


def _are_joined(between: list[Phrase], shared: Phrase | None) -> bool:
    """Return whether only a joint, or nothing as for a comma, stands between two phrases.

    `shared` is the only measure that the question names: it may stand after the first thing, as in "car output or electronics".
    """
    texts = {phrase.text for phrase in between if phrase is not shared}
    if shared in between and not texts & _JOINTS:
        return False
    if texts & _COMPARING:
        return True
    return texts <= _JOINTS | _LEADS and bool(texts & _JOINTS or not texts)


def _distinct(phrases: list[Phrase]) -> Iterator[Phrase]:
    """Yield the phrases that name something that none before them names."""
    named: set[str] = set()
    for phrase in phrases:
        names = {
            *phrase.subjects,
            *phrase.indicators,
            *phrase.entities,
            *phrase.areas,
            *phrase.hints,
        } or {*phrase.measures, *phrase.cues}
        if not names & named:
            yield phrase
        named |= names
