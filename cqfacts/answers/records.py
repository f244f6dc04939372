"""What a command hands to the renderer: facts, pairs or rows, with the question they answer."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from cqfacts.answers import objects
from cqfacts.model.fact import Citation, Fact, Relation
from cqfacts.model.vocabulary import Source

if TYPE_CHECKING:
    from cqfacts.questions.search import Match
    from cqfacts.reason.compare import Pair, Row
    from cqfacts.reason.conflicts import Case
    from cqfacts.reason.imply import Refused
    from cqfacts.reason.series import Series


class Format(StrEnum):
    """How a listing is written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    MD = "md"
    SVG = "svg"
    """A picture, of a series only."""


class FindingFormat(StrEnum):
    """How findings are written."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    """Annotations, as GitHub's workflows read them."""


class Style(StrEnum):
    """How a citation is written."""

    TEXT = "text"
    BIBTEX = "bibtex"
    RIS = "ris"
    CSL_JSON = "csl-json"
    APA = "apa"
    CHICAGO = "chicago"
    GB7714 = "gb7714"


FindSource = Callable[[str], Source]


class Facts(NamedTuple):
    """A listing of facts, which may be long: it is read once, from front to back."""

    command: str
    query: dict[str, Any]
    facts: Iterable[Fact]
    source: FindSource
    home: str
    """The id of the area that lines leave out."""
    title: str = ""
    matches: "Sequence[Match]" = ()
    """For a search: the matches, whose facts are `facts`."""
    answer: str | None = None
    understood: list[dict[str, Any]] | None = None
    """For a search that explains itself: each word of the question and what it means."""
    more: int = 0
    """How many further facts there are that `--limit` left out."""
    related: dict[str, list[Fact]] | None = None
    """For each fact shown in full: the other facts of its subject. None where facts are listed."""
    relations: dict[str, list[Relation]] | None = None
    """For each fact shown in full: what the documents say about it and another."""
    refused: "Sequence[Refused] | None" = None
    """Where implied figures are among the facts: what seems to follow and does not."""
    follows: dict[str, list[Fact]] | None = None
    """Where it is told what figures rest on: for each fact the implied figures that rest on it."""
    series: "Series | None" = None
    """Where the facts are the points of a series: the series."""
    cases: "Sequence[Case] | None" = None
    """Where conflicts are listed: what the facts were held against."""

    @property
    def name(self) -> str:
        """The key of the envelope under which the objects stand."""
        return "facts"

    @property
    def fields(self) -> tuple[str, ...]:
        return objects.MATCH_FIELDS if self.answer else objects.FACT_FIELDS

    @property
    def envelope(self) -> dict[str, Any]:
        if self.answer:
            told = {} if self.understood is None else {"understood": self.understood}
            return {"answer": self.answer, **told, **_more(self.more)}
        if self.follows is not None:
            return self._reasoning
        if self.series is not None:
            return {"series": objects.series_object(self.series), **_more(self.more)}
        if self.cases is not None:
            return {"conflicts": [objects.case_object(case) for case in self.cases], **_more(self.more)}
        if self.related is None or self.relations is None:
            refused = {} if self.refused is None else {"not_implied": [*map(objects.refused_object, self.refused)]}
            return {**refused, **_more(self.more)}
        related = {name: [other.id for other in others] for name, others in self.related.items()}
        relations = {relation.id: relation for found in self.relations.values() for relation in found}
        return {"related": related, "relations": [objects.relation_object(found) for found in relations.values()]}

    @property
    def _reasoning(self) -> dict[str, Any]:
        """What each figure rests on, and what follows from it."""
        follows = {name: [fact.id for fact in facts] for name, facts in (self.follows or {}).items()}
        return {"reasoning": [objects.reasoning_object(fact) for fact in self.facts], "implies": follows}

    def objects(self, cited: dict[str, None]) -> Iterator[dict[str, Any]]:
        """The JSON objects; the ids of the sources they cite are added to `cited`."""
        if self.answer:
            for match in self.matches:
                _note_sources(match.fact, cited)
                yield objects.match_object(match)
            return
        for fact in self.facts:
            _note_sources(fact, cited)
            for relation in (self.relations or {}).get(fact.id, []):
                _note_sources(relation, cited)
            yield objects.fact_object(fact)

    def cited(self) -> dict[str, list[int]]:
        """The paragraphs that are cited, by source in the order of first mention."""
        return _cited(self.facts)


class Pairs(NamedTuple):
    """A comparison of two years."""

    command: str
    query: dict[str, Any]
    pairs: "Sequence[Pair]"
    source: FindSource
    home: str
    years: tuple[str, str]
    more: int = 0

    @property
    def name(self) -> str:
        return "pairs"

    @property
    def fields(self) -> tuple[str, ...]:
        return objects.PAIR_FIELDS

    @property
    def envelope(self) -> dict[str, Any]:
        return _more(self.more)

    def objects(self, cited: dict[str, None]) -> Iterator[dict[str, Any]]:
        for pair in self.pairs:
            for fact in filter(None, (pair.earlier, pair.later)):
                _note_sources(fact, cited)
            yield objects.pair_object(pair)

    @property
    def flat_fields(self) -> tuple[str, ...]:
        return objects.FLAT_PAIR_FIELDS

    def flat_objects(self) -> Iterator[dict[str, Any]]:
        """The pairs for a spreadsheet, without objects inside objects."""
        return map(objects.flat_pair, self.pairs)

    def cited(self) -> dict[str, list[int]]:
        """The paragraphs that are cited, by source in the order of first mention."""
        return _cited(fact for pair in self.pairs for fact in (pair.earlier, pair.later) if fact)


class Columns(NamedTuple):
    """What is known of each thing in more than two years."""

    command: str
    query: dict[str, Any]
    rows: "Sequence[Row]"
    source: FindSource
    home: str
    years: tuple[str, ...]
    more: int = 0

    @property
    def name(self) -> str:
        return "rows"

    @property
    def fields(self) -> tuple[str, ...]:
        return (*objects.ROW_FIELDS, *self.years)

    @property
    def envelope(self) -> dict[str, Any]:
        return {"years": list(self.years), **_more(self.more)}

    def objects(self, cited: dict[str, None]) -> Iterator[dict[str, Any]]:
        for row in self.rows:
            for fact in row.known:
                _note_sources(fact, cited)
            yield objects.row_object(row, self.years)

    def cited(self) -> dict[str, list[int]]:
        """The paragraphs that are cited, by source in the order of first mention."""
        return _cited(fact for row in self.rows for fact in row.known)

    @property
    def flat_fields(self) -> tuple[str, ...]:
        return (*objects.ROW_FIELDS, *(f"{year}_{field}" for year in self.years for field in objects.YEAR_FIELDS))

    def flat_objects(self) -> Iterator[dict[str, Any]]:
        """The rows for a spreadsheet, each year's fact as columns of its own."""
        for item in self.objects({}):
            yield objects.flat_row(item, self.years)


class Rows(NamedTuple):
    """A listing of something else than facts: sectors, years, areas, indicators, sources."""

    command: str
    query: dict[str, Any]
    name: str
    fields: tuple[str, ...]
    rows: Sequence[dict[str, Any]]
    shown: tuple[str, ...]
    """The fields that a table shows."""
    wide: tuple[str, ...] = ()
    """The fields that a wide table shows besides."""
    more: int = 0
    sources: Mapping[str, Source] = MappingProxyType({})
    """Where the rows are sources: each by its id."""
    beside: Mapping[str, Any] = MappingProxyType({})
    """Further keys of the envelope."""

    @property
    def envelope(self) -> dict[str, Any]:
        return {"facts": [], **self.beside, **_more(self.more)}

    def objects(self, cited: dict[str, None]) -> Iterator[dict[str, Any]]:  # noqa: ARG002 - rows cite nothing
        yield from self.rows

    def cited(self) -> dict[str, list[int]]:
        """The sources that the rows are, none of whose paragraphs is cited."""
        return {row["id"]: [] for row in self.rows if row.get("id") in self.sources}

    def source(self, name: str) -> Source:
        return self.sources[name]


Listing = Facts | Pairs | Columns | Rows


def _more(left_out: int) -> dict[str, int]:
    """How many `--limit` left out, where it left out any."""
    return {"more": left_out} if left_out else {}


def _note_sources(fact: Fact | Relation, cited: dict[str, None]) -> None:
    for citation in fact.citations:
        cited[citation.source] = None


def _cited(facts: Iterable[Fact]) -> dict[str, list[int]]:
    paragraphs: dict[str, list[int]] = {}
    for fact in facts:
        for citation in fact.citations:
            paragraphs.setdefault(citation.source, []).append(citation.paragraph)
    return paragraphs


def citations_by_source(fact: Fact) -> dict[str, list[Citation]]:
    """The citations of a fact, grouped by source in the order of their first mention."""
    grouped: dict[str, list[Citation]] = {}
    for citation in fact.citations:
        grouped.setdefault(citation.source, []).append(citation)
    return grouped
