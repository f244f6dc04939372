"""Find the fact or the source that words name, such as "laptop exports 2021". Where several fit, none is chosen."""

from collections.abc import Sequence
from typing import NamedTuple

from cqfacts.errors import Ambiguous, NotFound, WrongUsage
from cqfacts.index.catalogue import Catalogue
from cqfacts.model.fact import Fact
from cqfacts.model.names import short
from cqfacts.model.vocabulary import Source
from cqfacts.questions.matches import Match
from cqfacts.questions.periods import AskedPeriod
from cqfacts.questions.results import SearchResult
from cqfacts.questions.search import search
from cqfacts.questions.sources import find_sources

_MOST_MATCHES = 50
_MOST_SHOWN = 10
_AS_WELL = 0.5
"""The least part of the best score with which a fact is meant as well, where not several times are named."""


class _Named(NamedTuple):
    """The facts that words may name, best first, and the one that is near whether they may name it or not."""

    facts: list[Fact]
    nearest: Fact | None = None
    is_certain: bool = False
    """True where the first meets all the words."""


def find_named(catalogue: Catalogue, words: str, command: str = "cite") -> Fact | Source:
    """Return the only fact or source that words name.

    Words name a fact that meets them all, also one of a part of the year that they say; they name a source that has them in its
    id, author, title or publisher. Raises Ambiguous with the candidates, NotFound with what is near, each with the command
    that takes it.
    """
    sources = find_sources(catalogue, words)
    named = _find_facts(catalogue, words, is_question=not sources)
    candidates: list[Fact | Source] = [*sources, *named.facts]
    if len(candidates) > 1:
        raise Ambiguous(_list_candidates(words, candidates, command))
    if sources:
        return sources[0]
    if named.is_certain:
        return named.facts[0]
    raise NotFound(_describe_nearest(words, named.nearest, command))


def _find_facts(catalogue: Catalogue, words: str, *, is_question: bool) -> _Named:
    """Return the facts that words may name. Raises WrongUsage where they must be a question and are none."""
    try:
        result = search(catalogue, words, _MOST_MATCHES)
    except WrongUsage:
        if is_question:
            raise
        return _Named([])
    if not result.matches:
        return _Named([])
    return _select_facts(result)


def _select_facts(result: SearchResult) -> _Named:
    """Return the facts of a search that meet all the words, and the best where nothing speaks against it."""
    first, *others = result.matches
    periods = result.question.periods
    least = first.score - abs(first.score) * (1 - _AS_WELL) if len(periods) < 2 else 0
    facts = [match.fact for match in others if match.score >= least and _fits(match, periods)]
    is_unnamed = result.answer == "none" and not first.unmet
    is_certain = _fits(first, periods) and not is_unnamed
    if is_certain or not first.is_no_answer:
        facts.insert(0, first.fact)
    return _Named(facts, first.fact, is_certain)


def _fits(match: Match, periods: Sequence[AskedPeriod]) -> bool:
    """Return whether a fact meets all the words, where part of a year that they say will do."""
    unmet = [condition for condition in match.unmet if condition.asked]
    if any(condition.what != "period" for condition in unmet):
        return False
    return not unmet or any(_lies_in(match.fact, period) for period in periods)


def _lies_in(fact: Fact, period: AskedPeriod) -> bool:
    return period.start <= fact.period.start and fact.period.end <= period.end


def _list_candidates(words: str, candidates: Sequence[Fact | Source], command: str) -> str:
    """Return the refusal of words that fit several, each with the command that takes it."""
    lines = [f'"{_shorten(words)}" fits {len(candidates)}. Say more, or take one of them:']
    for candidate in candidates[:_MOST_SHOWN]:
        lines += [f"  {_describe(candidate)}", f"      cqfacts {command} {candidate.id}"]
    left_out = len(candidates) - _MOST_SHOWN
    if left_out > 0:
        lines.append(f"  and {left_out} more")
    return "\n".join(lines)


def _describe_nearest(words: str, nearest: Fact | None, command: str) -> str:
    """Return the refusal of words that name nothing for certain."""
    refusal = f'nothing fits all of "{_shorten(words)}".'
    if nearest is None:
        return f"{refusal} `cqfacts search WORDS` shows what is near, `cqfacts sources` lists the documents."
    return f"{refusal} Near is:\n  {_describe(nearest)}\n      cqfacts {command} {nearest.id}"


def _describe(candidate: Fact | Source) -> str:
    """Return what is cited, on a line: a fact by title, place, time and figure, a source by its title."""
    if isinstance(candidate, Source):
        return f"{candidate.title} (a document)"
    place = f", {candidate.area_title}" if candidate.area_title else ""
    doubtful = " (doubtful)" if candidate.marked_doubts else ""
    return f"{candidate.title}{place}, {candidate.period.words}: {candidate.text}{doubtful}"


def _shorten(words: str) -> str:
    """Return the words as a message repeats them: on one line, and not without end."""
    return short(" ".join(words.split()))
