"""Find facts by words: titles, names in English and Chinese, statements; years, areas and "how many" as conditions."""

import re
from math import log
from typing import NamedTuple

from cqfacts.errors import WrongUsage
from cqfacts.model.fact import Fact
from cqfacts.model.names import CHINESE, fold, spaced
from cqfacts.model.vocabulary import Area, Kind
from cqfacts.query.catalogue import Catalogue

BEST = 10
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)
_WORD = re.compile(rf"[{CHINESE}]+|[^\W_{CHINESE}]+(?:['’.][^\W_{CHINESE}]+)*")
_COUNTING = re.compile(r"\bhow many\b|\bnumber of\b|多少(?:家|个|辆|台|万|人)")
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
        "number",
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
        "的",
        "年",
        "是",
        "有",
        "多少",
        "了",
        "在",
        "和",
        "与",
        "家",
        "个",
        "辆",
        "台",
        "人",
        "万",
        "请问",
        "什么",
        "哪些",
    ]
)
_OVER_TIME = (Kind.FLOW, Kind.GROWTH, Kind.SHARE, Kind.DIFFERENCE, Kind.CONTRIBUTION, Kind.RANK)
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
    years: tuple[int, ...]
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
    if not asked.words and not asked.areas:
        raise WrongUsage("the question has no word that says what is looked for; try: cqfacts search laptops exported")
    having = {word: _rows_with(catalogue, word) for word in asked.words}
    weights = _weights(catalogue, asked, having)
    enough = max(weights.values(), default=0.0) * _NEAR
    near = [row for row, weight in weights.items() if weight >= enough]
    candidates = sorted(near, key=lambda row: (-weights[row], row))[: max(limit, BEST) * 5]
    matches = [_match(catalogue, row, asked, having, weights[row]) for row in candidates]
    matches.sort(key=lambda match: (-match.score, match.fact.id))
    return Found(_answer(matches, asked), tuple(matches[:limit]))


def understand(catalogue: Catalogue, question: str) -> Question:
    """The words that count, the years and the areas asked for, and whether a number of things is asked for.

    >>> from cqfacts.query.catalogue import open_catalogue
    >>> understand(open_catalogue(), "How many notebooks did Chongqing make in 2014?")
    Question(words=('notebooks', 'make'), years=(2014,), areas=('chongqing',), subjects=('laptops',), counting=True)
    """
    text = fold(question[:_LONGEST_QUESTION])
    years = tuple(int(year) for year in _YEAR.findall(text))
    rest, areas = _without_areas(catalogue, _YEAR.sub(" ", text))
    words = [word for token in _WORD.findall(rest) for word in _split(catalogue, token)]
    return Question(
        tuple(dict.fromkeys(word for word in words if word not in _FILLER)),
        tuple(dict.fromkeys(years)),
        tuple(dict.fromkeys(areas)),
        _subjects(catalogue, rest),
        bool(_COUNTING.search(text)),
    )


def _without_areas(catalogue: Catalogue, text: str) -> tuple[str, list[str]]:
    """The text without the names of areas in it, the longest names first, and the areas."""
    areas = []
    names = [(str(name), str(area)) for name, area in catalogue.names("areas")]
    for name, area in sorted(names, key=lambda item: -len(item[0])):
        # A name inside the name of something else is no area: China Smart Expo, Chongqing Day.
        pattern = (
            re.escape(name) if re.search(f"[{CHINESE}]", name) else rf"(?<![\w-]){re.escape(name)}(?:'s)?(?![\w-])"
        )
        if re.search(pattern, text):
            text = re.sub(pattern, " ", text)
            areas.append(area)
    return text, areas


def _subjects(catalogue: Catalogue, text: str) -> tuple[str, ...]:
    """The subjects that the text names."""
    spaced_text = f" {' '.join(_WORD.findall(text))} "
    found = [
        str(subject)
        for name, subject in catalogue.names("subjects")
        if (name in text if re.search(f"[{CHINESE}]", name) else f" {name} " in spaced_text)
    ]
    return tuple(dict.fromkeys(found))


def _split(catalogue: Catalogue, token: str) -> list[str]:
    """A word; of a run of Chinese characters the longest names of the vocabulary, and what is left between them."""
    if not re.match(f"[{CHINESE}]", token):
        return [token]
    known = {name for kind in ("subjects", "measures", "sectors", "indicators") for name, _ in catalogue.names(kind)}
    words, rest, at = [], "", 0
    while at < len(token):
        size = next((size for size in range(min(len(token) - at, 20), 1, -1) if token[at : at + size] in known), 0)
        if size:
            words += [rest, token[at : at + size]]
            rest = ""
        else:
            rest += token[at]
        at += size or 1
    words.append(rest)
    return [word for word in words if word and not all(character in _FILLER for character in word)]


def _rows_with(catalogue: Catalogue, word: str) -> set[int]:
    quoted = '"' + spaced(word).replace('"', '""') + '"'
    return {int(row) for (row,) in catalogue.index.rows("select rowid from words where words match ?", (quoted,))}


def _weights(catalogue: Catalogue, asked: Question, having: dict[str, set[int]]) -> dict[int, float]:
    """For each fact the weight of the words it has, by their rarity (inverse document frequency)."""
    weights: dict[int, float] = {}
    total = catalogue.count()
    for rows in having.values():
        for row in rows:
            weights[row] = weights.get(row, 0.0) + log(1 + total / len(rows))
    if not asked.words:
        marks = ",".join("?" * len(asked.areas))
        rows_there = catalogue.index.rows(f"select position from fact where area in ({marks})", asked.areas)
        return {int(row): 0.0 for (row,) in rows_there}
    return weights


def _match(catalogue: Catalogue, row: int, asked: Question, having: dict[str, set[int]], weight: float) -> Match:
    fact = next(catalogue.index.facts("position = ?", (row,)))
    missing = [Unmet("word", word, None) for word, rows in having.items() if row not in rows]
    wrong = [Unmet("period", str(year), str(fact.period)) for year in asked.years if not _covers(fact, year)]
    if asked.areas and not any(_is_within(catalogue, fact.area, area) for area in asked.areas):
        wrong.append(Unmet("area", ", ".join(asked.areas), fact.area.id))
    if asked.subjects and fact.indicator.subject not in asked.subjects:
        wrong.append(Unmet("subject", ", ".join(asked.subjects), fact.indicator.subject))
    if asked.counting and not (fact.unit and fact.unit.dimension == "count"):
        wrong.append(Unmet("unit", "a count", fact.unit.id if fact.unit else None))
    # Where the words tell nothing: a figure before a state, no doubt before a doubt, the base's own area first.
    fine = 0.03 * bool(fact.quantity) - 0.02 * bool(fact.doubts) + 0.01 * (fact.area.id == catalogue.home())
    # The stems of two words can be one: Corning is not corn.
    said = fold(f"{fact.title} {fact.statement}")
    fine += sum(0.2 for word in asked.words if word in said)
    near = sum(0.05 for year in asked.years if fact.period.start.year <= year <= fact.period.end.year)
    return Match(fact, (*wrong, *missing), round(weight - _CONDITION_WEIGHT * len(wrong) + fine + near, 4))


def _covers(fact: Fact, year: int) -> bool:
    """Whether a fact answers for a year: within it, and for what adds up over time the whole of it and no more."""
    period = fact.period
    if not period.start.year <= year <= period.end.year:
        return False
    return period.months == 12 or fact.indicator.kind not in _OVER_TIME


def _is_within(catalogue: Catalogue, area: Area, wanted: str) -> bool:
    while area.id != wanted:
        if area.within is None:
            return False
        area = catalogue.index.entry("areas", area.within)
    return True


def _answer(matches: list[Match], asked: Question) -> str:
    if not matches or any(unmet.what != "word" for unmet in matches[0].unmet):
        return "none"
    missing = len(matches[0].unmet)
    if 2 * missing >= len(asked.words) and missing:
        return "none"
    return "probable" if missing else "found"
