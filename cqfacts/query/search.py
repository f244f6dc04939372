"""Find facts by words: titles, names in English and Chinese, statements; years, areas and "how many" as conditions."""

import re
from functools import reduce
from math import log
from typing import NamedTuple

from cqfacts.errors import WrongUsage
from cqfacts.model.fact import Fact
from cqfacts.model.names import CHINESE, fold, spaced
from cqfacts.model.period import Period, parse_period
from cqfacts.model.vocabulary import Area, Kind
from cqfacts.query.catalogue import Catalogue

BEST = 10
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)
_WORD = re.compile(rf"[{CHINESE}]+|[^\W_{CHINESE}]+(?:['’.][^\W_{CHINESE}]+)*")
_CHINESE = re.compile(f"[{CHINESE}]")
_COUNTING = re.compile(r"\bhow many\b|\bnumber of\b|多少(?:家|个|辆|台|万|人)")
_NOT_COUNTED = ("share", "share-difference", "rank", "money", "multiple")
_MONTHS = {name: at for at, pair in enumerate((
    "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
    "sep sept september", "oct october", "nov november", "dec december"), 1) for name in pair.split()}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_SMALL = {name: at for at, name in enumerate("one two three four five six seven eight nine ten eleven".split(), 1)}  # noqa: SIM905
# Parts of a year: "january to may", "jan–may", "first five months", "q1", "first quarter", "second half", "1-5月".
_SPAN = re.compile(
    rf"\b(?P<from>{_MONTH})\b\.?(?: ?(?:to|and|until|through|–)? ?\b(?P<to>{_MONTH})\b\.?)?"
    rf"|\bfirst (?P<count>\d\d?|{'|'.join(_SMALL)}) months?\b"
    r"|\bq(?P<q>[1-4])\b|\b(?P<nth>first|second|third|fourth|last) (?P<part>quarter|half)\b|\bh(?P<h>[12])\b"
    r"|(?P<zh_from>1?\d) ?(?:[至到] ?|[-–~] ?| )(?P<zh_to>1?\d) ?月"
)
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_LONGEST_QUESTION = 2_000
# Words of a question that say nothing about which fact is asked for.
_FILLER = frozenset(
    re.findall(
        r"\w+",
        "a all an and any are as at be by did do does for from give had has have how i in into is it its list "
        "many me much no not number of on or please s show tell that the their there these this to was were "
        "what when where which who whole why with year",
    )
)
_FILLER_ZH = re.compile("多少|请问|什么|哪些|怎么样|全年|[的年月份是有了在和与家个辆台人万吗呢约]")
_OVER_TIME = (Kind.FLOW, Kind.GROWTH, Kind.SHARE, Kind.DIFFERENCE, Kind.CONTRIBUTION, Kind.RANK)
_JUDGED = 1000
"""How many facts are judged by period, area and unit, those with the weightiest words first."""
_NEAR = 0.4
"""A fact with less than this part of the best one's words is not near."""
_CONDITION_WEIGHT = 1.5
"""Words do not tell 2014 from 2013, so a wrong year (or kind of answer) costs about as much as a common word."""


class Unmet(NamedTuple):
    """What was asked and the fact does not meet: a `period`, a `subject`, an `area`, a `unit`, or a `word`."""

    what: str
    asked: str
    has: str | None


class Question(NamedTuple):
    """A question as understood."""

    words: tuple[str, ...]
    periods: tuple[Period, ...]
    areas: tuple[str, ...]
    """Ids of the areas that are named."""
    subjects: tuple[str, ...]
    """Ids of the subjects that are named."""
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
    """The facts nearest to a question, best first. Whatever is typed is a question, never a syntax error.

    Raises WrongUsage where no word of it says anything.
    """
    asked = understand(catalogue, question)
    if not asked.words:
        hint = f"facts --area {asked.areas[0]}" if asked.areas else "search laptops exported"
        raise WrongUsage(f"the question has no word that says what is looked for; try: cqfacts {hint}")
    having = {word: _rows_with(catalogue, word) for word in asked.words}
    weights = _weights(catalogue, having)
    enough = max(weights.values(), default=0.0) * _NEAR
    near = [row for row, weight in weights.items() if weight >= enough]
    candidates = sorted(near, key=lambda row: (-weights[row], row))[:_JUDGED]
    matches = [_match(catalogue, row, asked, having, weights[row]) for row in candidates]
    matches.sort(key=lambda match: (-match.score, match.fact.id))
    return Found(_answer(matches, asked), tuple(matches[:limit]))


def understand(catalogue: Catalogue, question: str) -> Question:
    """The words that count, the periods, areas and subjects asked for, and whether a number of things is asked for.

    >>> from cqfacts.query.catalogue import open_catalogue
    >>> asked = understand(open_catalogue(), "How many notebooks did Chongqing make in January to May 2014?")
    >>> asked.words, [str(period) for period in asked.periods], asked.areas, asked.subjects, asked.counting
    (('notebooks', 'make'), ['2014-01/2014-05'], ('chongqing',), ('laptops',), True)
    """
    text = fold(question[:_LONGEST_QUESTION])
    subjects, names = _subjects(catalogue, text)
    # A year or an area in the name of a subject is none: Made in China 2025.
    free = reduce(lambda rest, name: rest.replace(name, " "), sorted(names, key=len, reverse=True), text)
    rest, periods = _without_periods(free)
    rest, areas = _without_areas(catalogue, rest)
    words = [word for token in _WORD.findall(" ".join([*names, rest])) for word in _split(catalogue, token)]
    return Question(
        tuple(dict.fromkeys(word for word in words if word not in _FILLER)),
        periods,
        tuple(dict.fromkeys(areas)),
        subjects,
        bool(_COUNTING.search(text)),
    )


def _without_periods(text: str) -> tuple[str, tuple[Period, ...]]:
    """The text without years and parts of years, and the periods that they make."""
    years = dict.fromkeys(_YEAR.findall(text))
    rest = _YEAR.sub(" ", text)
    span = _SPAN.search(rest) if years else None
    months = _months(span) if span else None
    if span is None or months is None:
        return rest, tuple(parse_period(year) for year in years)
    first, last = months
    rest = f"{rest[: span.start()]} {rest[span.end() :]}"
    periods = [f"{year}-{first:02}/{year}-{last:02}" if first != last else f"{year}-{first:02}" for year in years]
    return rest, tuple(map(parse_period, periods))


def _months(span: re.Match[str]) -> tuple[int, int] | None:
    """The first and last month of a part of a year; None where there is no such part."""
    part = span.groupdict()
    if part["from"]:
        months = _MONTHS[part["from"]], _MONTHS[part["to"] or part["from"]]
    elif part["count"]:
        months = 1, int(_SMALL.get(part["count"], part["count"]))
    elif part["zh_from"]:
        months = int(part["zh_from"]), int(part["zh_to"])
    else:
        size = 6 if part["part"] == "half" or part["h"] else 3
        nth = int(part["q"] or part["h"] or _NTH.get(part["nth"], 12 // size))
        months = (nth - 1) * size + 1, nth * size
    return months if 1 <= months[0] <= months[1] <= 12 else None


def _without_areas(catalogue: Catalogue, text: str) -> tuple[str, list[str]]:
    """The text without the names of areas in it, the longest names first, and the areas."""
    areas = []
    for name, area in sorted(catalogue.names("areas").items(), key=lambda item: -len(item[0])):
        # A name inside the name of something else is no area: China Smart Expo, Chongqing Day.
        pattern = re.escape(name) if _CHINESE.search(name) else rf"(?<![\w-]){re.escape(name)}(?:'s)?(?![\w-])"
        if re.search(pattern, text):
            text = re.sub(pattern, " ", text)
            areas.append(area)
    return text, areas


def _subjects(catalogue: Catalogue, text: str) -> tuple[tuple[str, ...], list[str]]:
    """The subjects that the text names, and the names among them that hold a year or an area."""
    spaced_text = f" {' '.join(_WORD.findall(text))} "
    found = [
        (name, subject)
        for name, subject in catalogue.names("subjects").items()
        if (name in text if _CHINESE.search(name) else f" {name} " in spaced_text)
    ]
    areas = catalogue.names("areas")
    holding = [name for name, _ in found if _YEAR.search(name) or any(area in name.split() for area in areas)]
    return tuple(dict.fromkeys(subject for _, subject in found)), holding


def _split(catalogue: Catalogue, token: str) -> list[str]:
    """A word; of a run of Chinese characters the longest names of the vocabulary, and what is left between them."""
    if not _CHINESE.match(token):
        return [token]
    known = {name for kind in ("subjects", "measures", "sectors", "indicators") for name in catalogue.names(kind)}
    words, rest, at = [], "", 0
    while at < len(token):
        size = next((size for size in range(min(len(token) - at, 20), 1, -1) if token[at : at + size] in known), 0)
        if size:
            words += [rest, token[at : at + size]]
            rest = ""
        else:
            rest += token[at]
        at += size or 1
    parts = [part for word in (*words, rest) for part in ([word] if word in known else _FILLER_ZH.split(word))]
    return [part for part in parts if part]


def _rows_with(catalogue: Catalogue, word: str) -> set[int]:
    quoted = '"' + spaced(word).replace('"', '""') + '"'
    return set(catalogue.index.positions(quoted))


def _weights(catalogue: Catalogue, having: dict[str, set[int]]) -> dict[int, float]:
    """For each fact the weight of the words it has, by their rarity (inverse document frequency)."""
    weights: dict[int, float] = {}
    total = catalogue.count()
    for rows in having.values():
        for row in rows:
            weights[row] = weights.get(row, 0.0) + log(1 + total / len(rows))
    return weights


def _match(catalogue: Catalogue, row: int, asked: Question, having: dict[str, set[int]], weight: float) -> Match:
    fact = next(catalogue.index.facts("position = ?", (row,)))
    missing = [Unmet("word", word, None) for word, rows in having.items() if row not in rows]
    wrong = [Unmet("period", str(period), str(fact.period)) for period in asked.periods if not _covers(fact, period)]
    # The world and China also frame shares and ranks: the world's laptops, first in China.
    frames = (fact.indicator.whole_area, fact.indicator.field)
    if asked.areas and not any(area in frames or _is_within(catalogue, fact.area, area) for area in asked.areas):
        wrong.append(Unmet("area", ", ".join(asked.areas), fact.area.id))
    if asked.subjects and fact.indicator.subject not in asked.subjects:
        wrong.append(Unmet("subject", ", ".join(asked.subjects), fact.indicator.subject))
    if asked.counting and (fact.unit is None or fact.unit.dimension in _NOT_COUNTED):
        wrong.append(Unmet("unit", "a count", fact.unit.id if fact.unit else None))
    # Where the words tell nothing: a figure before a state, no doubt before a doubt, the base's own area first.
    fine = 0.03 * bool(fact.quantity) - 0.02 * bool(fact.doubts) + 0.01 * (fact.area.id == catalogue.home)
    # The stems of two words can be one: Corning is not corn.
    said = fold(f"{fact.title} {fact.statement}")
    fine += sum(0.2 for word in asked.words if word in said)
    near = sum(0.05 for period in asked.periods if _overlap(fact.period, period))
    return Match(fact, (*wrong, *missing), round(weight - _CONDITION_WEIGHT * len(wrong) + fine + near, 4))


def _covers(fact: Fact, asked: Period) -> bool:
    """Whether a fact answers for a period: for what adds up over time exactly that one, else any within it."""
    period = fact.period
    if (period.start, period.end) == (asked.start, asked.end):
        return True
    return fact.indicator.kind not in _OVER_TIME and _overlap(period, asked)


def _overlap(one: Period, other: Period) -> bool:
    return one.start <= other.end and other.start <= one.end


def _is_within(catalogue: Catalogue, area: Area, wanted: str) -> bool:
    while area.id != wanted and area.within:
        area = catalogue.index.entry("areas", area.within)
    return area.id == wanted


def _answer(matches: list[Match], asked: Question) -> str:
    if not matches or any(unmet.what != "word" for unmet in matches[0].unmet):
        return "none"
    missing = len(matches[0].unmet)
    if 2 * missing >= len(asked.words) and missing:
        return "none"
    return "probable" if missing else "found"
