"""Answer questions about the base itself by the listing that answers them: all ranks, everything for 2014."""

import shlex
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from cqfacts.index.catalogue import Catalogue, Selection
from cqfacts.index.families import CLASSES
from cqfacts.index.filters import KEEP_ALL, Filter, is_said_by
from cqfacts.model.stems import stems
from cqfacts.model.vocabulary import Sector, Source, Subject
from cqfacts.questions.intents import Intent
from cqfacts.questions.matches import Fit, Match
from cqfacts.questions.patterns import pattern
from cqfacts.questions.question import Phrase, Question
from cqfacts.questions.results import Listed, SearchResult
from cqfacts.questions.sources import find_sources
from cqfacts.questions.understanding import understand


class Kind(NamedTuple):
    """A kind of facts that people ask to see all of."""

    noun: str
    words: str
    """A pattern of the words for it."""
    measure: str | None = None
    filter: Filter = KEEP_ALL


_KINDS = (
    Kind("rank", r"\b(?:ranks|rankings?|placings|league positions)\b|排名|名次", measure="rank"),
    Kind("growth", r"\bgrowth (?:rates|figures|numbers)\b|\bgrowths\b|增速", measure="growth"),
    Kind("share", r"\bshares\b|占比", measure="share"),
    Kind(
        "forecast",
        r"\b(?:forecasts?|projections?|predictions?|outlooks?|expectations?|targets?|goals|plans|targets for the future)\b"
        r"(?:,? (?:or|and)?,? ?(?:plans|forecasts|targets|expectations|goals))*|预测|计划|规划",
        filter=Filter(forecast=True),
    ),
    Kind(
        "doubtful fact",
        r"\b(?:should (?:i|we|one) )?(?:not (?:to )?(?:trust|rely on|be trusted|believe)|look(?:s|ing)? wrong|(?:a )?(?:grain|pinch) of salt|unsure|not (?:safe|sure|certain))(?: before \w+ing)?\b|\b(?:are |be |seem |look )?(?:doubt(?:s|ful|ed)?|questionable|uncertain|unreliable|(?:dis|mis)?trust(?:ed)?|suspect|suspicious|misprint(?:s|ed)?|typos?"
        r"|dubious|disputed|shaky|wrong|errors?|mistakes?|slips?|flagged)(?:\b,? (?:or|and) (?:doubtful|wrong|uncertain|questionable|unreliable))*\b|存疑|可疑|有误|不可靠|有疑问",
        filter=Filter(doubtful=True),
    ),
)
_EVERY = r"\b(?:all|any|every(?:thing)?|whatever|list|show(?: me)?|give me|which|what(?:'s| is| are|ever)?)\b|所有|全部|哪些|哪几个|列出|有什么|都有|一切"
_COLLECTION = (
    r"\b(?:figures?|facts?|numbers?|data|statistics|stats|entries|items|records|statements?|look|looks|info(?:rmation)?|collection|database|dataset|base|archive"
    r"|do you (?:have|hold|know)|you(?:'ve| have)?(?: got)?|have you(?: got)?|(?:is|are|was|were) there|on file|got|have|has|hold|holds|there"
    r"|kept|stored|covered|recorded|the editor|an editor|should|can|i|we|one|be|dated|at all|in total|that|look|seem|documents?|sources?)\b"
    r"|数据|数字|资料|收录|数据库|里面|里|有|的|是"
)
_ABOUT = (
    r"^\s*(?:please )?(?:show me |give me |list |tell me |find )?(?:everything|anything|all(?: (?:the )?(?:facts|figures|data|numbers|information))?"
    r"|(?:what|which)(?:ever)? (?:(?:facts|figures|data|numbers|information) )?(?:do you (?:have|know|hold)|have you(?: got)?|is there|are there|else is there"
    r"|can you tell me)|what(?:'s| is) (?:there|known|in (?:there|the base)))(?: to know)?(?: (?:at all|you (?:have|know|hold|got)|there is|that is there|dated))*"
    r"(?: (?:on|about|regarding|concerning|for|from|in|of|with))?\b"
    r"|(?:有什么|有哪些|全部|所有)(?:的)?(?:数据|资料|数字|事实)|的(?:全部|所有)(?:数据|资料|数字)?"
)
_ALL = r"\b(?:all(?! of (?:19|20)\d\d)|every|each|list|show|give me|any)\b|全部|所有"
_ALL_AT_FIRST = rf"^\s*(?:please )?(?:{_ALL})|全部|所有"
"""A question that begins so asks for all; "for all twelve months" does not."""
_IN_ALL = r"\b(?:total|overall|in all|altogether|aggregate|chongqing's)\b|总"
_FIGURES = (
    r"\b(?:figures?|facts?|numbers?|data|statistics|stats|entries|records|statements?)\b|数据|数字"
)
_WHO = (
    r"^\s*(?:(?:please )?(?:list|show(?: me)?|give me|tell me|which|what(?: are| were)?|all|every|everything|any|the|figures?|facts?|numbers?|data|are|is|was|were|things?|anything)\s+)*(?:what (?:did|does|do|has|have)|(?:figures?|facts?|numbers?|data|statistics|claims?|statements?|everything|all) (?:of|by|from|that come from|come from|are from|came from|were (?:given|made) by|attributed to|credited to|given by|published by|reported by|issued by|released by)"
    r"|according to|attributed to|credited to|(?:published|reported|issued|released|stated|quoted|provided|said|announced) by) (?:the )?(?P<who>.+?)"
    r"(?:\s+(?:say|says|said|report|reports|reported|publish|published|tell|told|announce|announced|state|stated|release|released|write|wrote|claim|claimed|put out|give|gave|provide|provided)\b(?: (?:about it|in all|exactly|so far))?)?[?.!]*$"
    r"|^(?P<zh>[^，。？]{2,12}?)(?:说了什么|发布了什么|公布了(?:什么|哪些).*|的数据有哪些|公布的数据|发布的数据)[？?]*$"
)
_YEARS = r"\btime ?(?:span|frame|range)s?\b|\b(?:which|what|how many|list|all(?: the)?) (?:years?|periods?|time ?(?:span|frame|range))\b|\bhow far back\b|哪些年份|哪几年|时间范围"
_SOURCES = r"\b(?:which|what|how many|list|all(?: the)?) (?:sources?|documents?|publications?|articles?|texts?)\b|\bwhere (?:do|does|did) (?:the|these|your|all) (?:figures|facts|numbers|data)\b.*\bcome from\b|(?:资料|数据)来源|哪些(?:来源|文件|文章)"
_SECTORS = r"\b(?:which|what|list|all(?: the)?) (?:sectors|topics|themes|subjects|fields|areas of the economy)\b.*\b(?:cover|covered|have|there|hold|in)\b|哪些(?:行业|领域|主题)"
_CONFLICTS = r"\b(?:contradict\w*|conflict(?:s|ing)?|inconsisten\w+|disagree\w*)\b|矛盾"


def find_listing(catalogue: Catalogue, text: str, limit: int) -> SearchResult | None:
    """Return the listing that answers a question about the base; None where it asks for anything else.

    >>> from cqfacts.index.catalogue import open_catalogue
    >>> find_listing(open_catalogue(), "all ranks of 2014", 3).remarks[0].command
    'cqfacts facts --measure rank --year 2014'
    """
    if not may_ask_for_a_listing(text):
        return None
    return (
        _list_names(catalogue, text)
        or _list_said(catalogue, text, limit)
        or _list_kind(catalogue, text, limit)
        or _list_about(catalogue, text, limit)
        or _list_measure(catalogue, text, limit)
    )


_SIGNS = frozenset(
    [
        "all",
        "every",
        "everything",
        "anything",
        "whatever",
        "list",
        "show",
        "give",
        "which",
        "what",
        "what's",
        "whats",
        "any",
        "each",
        "figures",
        "figure",
        "facts",
        "fact",
        "numbers",
        "number",
        "data",
        "statistics",
        "stats",
        "entries",
        "records",
        "statements",
        "statement",
        "claims",
        "according",
        "attributed",
        "credited",
        "by",
        "years",
        "periods",
        "sources",
        "documents",
        "publications",
        "articles",
        "sectors",
        "topics",
        "back",
        "contradict",
        "contradicts",
        "contradictory",
        "conflict",
        "conflicts",
        "conflicting",
    ]
)
"""Words of which one stands in every question for a listing, but for those that name a measure and nothing else."""
_FEW_WORDS = 5
_MOST_WORDS = 8
"""A longer question names more than a measure."""


def may_ask_for_a_listing(text: str) -> bool:
    """Return whether a question may ask for a listing: to look at its words is quicker than to make patterns of them.

    >>> may_ask_for_a_listing("all ranks of 2014"), may_ask_for_a_listing("how many motor vehicles were made in 2014")
    (True, False)
    """
    words = text.lower().replace("?", " ").split()
    return not text.isascii() or len(words) <= _FEW_WORDS or not _SIGNS.isdisjoint(words)


# --- what the base covers


def _list_names(catalogue: Catalogue, text: str) -> SearchResult | None:
    """Return the years, sources, sectors or conflicts of a base, where nothing else is named."""
    rows = (
        (_YEARS, "year", "cqfacts years", _years),
        (_SOURCES, "source", "cqfacts sources", _sources),
        (_SECTORS, "sector", "cqfacts sectors", _sectors),
        (_CONFLICTS, "conflict", "cqfacts conflicts", _nothing),
    )
    for words, noun, command, items in rows:
        rest = _without(text, words)
        if rest is None or _names_something(catalogue, _without_all(rest, _EVERY, _COVERS)):
            continue
        names = items(catalogue)
        question = Question((), (), compared=False)
        listed = Listed(command, len(names), noun, tuple(names))
        return SearchResult(Fit.FOUND, question, (), 0, (listed,), Intent.LISTING)
    return None


_COVERS = rf"{_COLLECTION}|\b(?:cover(?:ed|s)?|span(?:s|ned)?|does|do|did|go|goes|come|comes|from|each|other|one another|collection|contain(?:s|ed)?)\b|覆盖|涵盖|范围"


def _years(catalogue: Catalogue) -> list[str]:
    return [str(year) for year in catalogue.years()]


def _sources(catalogue: Catalogue) -> list[str]:
    return [source.title for source in catalogue.entries(Source)]


def _sectors(catalogue: Catalogue) -> list[str]:
    return [sector.title for sector in catalogue.entries(Sector)]


def _nothing(_: Catalogue) -> list[str]:
    return []


def _names_something(catalogue: Catalogue, text: str) -> bool:
    question = understand(catalogue.index, text)
    return any(not phrase.filler for phrase in question.phrases) or bool(question.periods)


# --- who says it


def _list_said(catalogue: Catalogue, text: str, limit: int) -> SearchResult | None:
    """Return what someone says within the documents, or what a source says."""
    match = pattern(_WHO).search(text.strip())
    if match is None:
        return None
    who = (match["who"] or match["zh"] or "").strip()
    if len(stems(who)) > _LONGEST_NAME or any(map(str.isdigit, who)):
        return None
    if _is_attributed(catalogue, who):
        return _listed(catalogue, "fact", Selection(), Filter(according_to=who), limit)
    sources = find_sources(catalogue, who)
    if not sources:
        return None
    ids = tuple(source.id for source in sources)
    return _listed(catalogue, "fact", Selection(), Filter(source=ids), limit)


_LONGEST_NAME = 8
_READ = 500


def _is_attributed(catalogue: Catalogue, who: str) -> bool:
    words = stems(who)
    if not words:
        return False
    query = " ".join(f'"{word}"' for word in words)
    positions = catalogue.index.positions(query, _READ)
    listed = ",".join(map(str, positions))
    facts = catalogue.index.facts(f"position in ({listed})")
    return any(is_said_by(fact, who) for fact in facts)


# --- facts of a kind, and everything about something


def _list_kind(catalogue: Catalogue, text: str, limit: int) -> SearchResult | None:
    """Return all facts of a kind: ranks, forecasts, doubtful ones."""
    if not (pattern(_EVERY).search(text) or pattern(rf"^\s*(?:{_FIGURES})").search(text)):
        return None
    for kind in _KINDS:
        rest = _without(text, kind.words)
        if rest is None:
            continue
        selection = _select(catalogue, _without_all(rest, _EVERY, _COLLECTION), kind.measure)
        if selection is not None:
            return _listed(catalogue, kind.noun, selection, kind.filter, limit)
    return None


def _list_about(catalogue: Catalogue, text: str, limit: int) -> SearchResult | None:
    """Return everything of a year, a sector or a thing."""
    rest = _without(text, _ABOUT)
    if rest is None and not pattern(_ALL_AT_FIRST).search(text):
        return None
    asks_for_figures = rest is not None or bool(pattern(_FIGURES).search(text))
    words = _without_all(rest or text, _EVERY, _COLLECTION)
    selection = _select(catalogue, words, None, may_be_a_measure=True)
    if selection is None or selection == Selection():
        return None
    if not (asks_for_figures or selection.measures):
        return None
    return _listed(catalogue, "fact", selection, KEEP_ALL, limit)


def _list_measure(catalogue: Catalogue, text: str, limit: int) -> SearchResult | None:
    """Return the figures of a measure that a question names and nothing else, where they are of several things: exports 2021."""
    if text.isascii() and len(text.split()) > _MOST_WORDS:
        return None
    words = _without_all(text, _IN_ALL)
    if not _names_measures_alone(understand(catalogue.index, words)):
        return None
    selection = _select(catalogue, words, None, may_be_a_measure=True)
    if selection is None or not selection.measures or len(selection.subjects) == 1:
        return None
    subjects = {fact.indicator.subject for fact in catalogue.facts(selection)}
    return _listed(catalogue, "fact", selection, KEEP_ALL, limit) if len(subjects) > 1 else None


def _names_measures_alone(question: Question) -> bool:
    """Return whether a question has nouns for measures and nothing else; the growth of imports is one thing, no listing."""
    content = [phrase for phrase in question.phrases if not (phrase.filler or phrase.areas)]
    if not content or not all(map(_is_noun_for_a_measure, content)):
        return False
    return len(content) == 1 or not any(phrase.cues & CLASSES for phrase in content)


def _select(
    catalogue: Catalogue, text: str, measure: str | None, *, may_be_a_measure: bool = False
) -> Selection | None:
    """Return the conditions that words make; None where they say anything else than sectors, things, places and years.

    `may_be_a_measure`: a noun for a measure is a condition, too: all exports.
    """
    question = understand(catalogue.index, text)
    telling = [phrase for phrase in question.phrases if not phrase.filler]
    phrases = [_with_things_called_so(catalogue, phrase) for phrase in telling]
    nouns = list(filter(_is_noun_for_a_measure, phrases)) if may_be_a_measure else []
    conditions = [phrase for phrase in phrases if phrase not in nouns]
    if question.values or not all(map(_is_condition, conditions)):
        return None
    selection = catalogue.select(
        sector=_named(phrase.sectors for phrase in _naming_a_sector(catalogue, phrases)),
        year=[str(period.year) for period in question.periods] or None,
        area=_named(phrase.areas - {catalogue.home} for phrase in phrases),
        measure=measure or _named(phrase.measures for phrase in _naming_a_measure(phrases, nouns)),
        subject=_named(phrase.subjects for phrase in _naming_a_subject(catalogue, phrases)),
    )
    return selection if catalogue.count(selection) else None


def _naming_a_sector(catalogue: Catalogue, phrases: list[Phrase]) -> list[Phrase]:
    return [phrase for phrase in phrases if not _is_rather_a_thing(catalogue, phrase)]


def _naming_a_measure(phrases: list[Phrase], nouns: list[Phrase]) -> list[Phrase]:
    return [phrase for phrase in phrases if phrase in nouns or phrase.indicators]


def _naming_a_subject(catalogue: Catalogue, phrases: list[Phrase]) -> list[Phrase]:
    return [
        phrase for phrase in phrases if not phrase.sectors or _is_rather_a_thing(catalogue, phrase)
    ]


def _with_things_called_so(catalogue: Catalogue, phrase: Phrase) -> Phrase:
    """Return a phrase that names a sector, or nothing, with the subjects that have it in their titles: insurance."""
    if phrase.subjects or phrase.areas or not phrase.words:
        return phrase
    subjects = frozenset(
        subject.id
        for subject in catalogue.entries(Subject)
        if set(phrase.words) <= set(stems(subject.title))
    )
    return phrase._replace(subjects=subjects)


def _is_rather_a_thing(catalogue: Catalogue, phrase: Phrase) -> bool:
    """Return whether a name of a sector and of things means the things: it is not the title of the sector."""
    titles = (catalogue.entry(Sector, name).title for name in phrase.sectors)
    return bool(phrase.subjects) and not any(
        set(stems(title)) == set(phrase.words) for title in titles
    )


def _is_noun_for_a_measure(phrase: Phrase) -> bool:
    return bool(phrase.measures and phrase.other_measure) and not phrase.names_something


def _is_condition(phrase: Phrase) -> bool:
    return bool(phrase.sectors or phrase.subjects or phrase.areas) and not phrase.entities


def _named(names: Iterator[frozenset[str]]) -> list[str] | None:
    return sorted(frozenset().union(*names)) or None


def _listed(
    catalogue: Catalogue, noun: str, selection: Selection, kept: Filter, limit: int
) -> SearchResult | None:
    """Return the facts of a listing; None where there are none."""
    facts = filter(kept.keeps, catalogue.facts(selection))
    matches = tuple(Match(fact, (), 0.0) for fact in islice(facts, limit))
    if not matches:
        return None
    total = len(matches) + sum(1 for _ in facts)
    question = Question((), (), compared=False)
    remark = Listed(_command(selection, kept), total, noun)
    return SearchResult(Fit.FOUND, question, matches, len(matches), (remark,), Intent.LISTING)


def _command(selection: Selection, kept: Filter) -> str:
    """Return the command that lists facts."""
    options = [(name, value) for name, value in selection.query.items() if value is not None]
    words = ["cqfacts", "facts"]
    for name, value in options:
        words += [f"--{name} {shlex.quote(each)}" for each in value.split(",")]
    words += ["--doubtful"] * kept.doubtful + ["--forecast"] * kept.forecast
    words += [f"--source {name}" for name in kept.source]
    if kept.according_to:
        words.append(f"--according-to {shlex.quote(kept.according_to)}")
    return " ".join(words)


def _without(text: str, words: str) -> str | None:
    """Return a text without the words of a pattern; None where it has none."""
    compiled = pattern(words)
    return compiled.sub(" ", text) if compiled.search(text) else None


def _without_all(text: str, *lists: str) -> str:
    """Return a text without the words of some patterns."""
    for words in lists:
        text = pattern(words).sub(" ", text)
    return text
