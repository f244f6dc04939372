"""Draft facts of what a document says: each figure that no fact covers, with what can be read of it.

A draft is no fact. Somebody says of which indicator it is, or why it is skipped; what is not sure is told.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from cqfacts.base import forms
from cqfacts.base.coverage import cover_base
from cqfacts.base.facts import print_period
from cqfacts.base.hints import did_you_mean
from cqfacts.base.verification import open_base_files
from cqfacts.base.vocabulary_tables import Vocabulary
from cqfacts.editing.proposals import IndicatorProposer, Stretch, is_fall
from cqfacts.editing.writing import Entered, enter_citation, entry_text
from cqfacts.errors import NotFound, WrongUsage
from cqfacts.evidence.coverage import PERIOD, Passage, PassageState
from cqfacts.evidence.documents import Document
from cqfacts.evidence.printed import Claim, find_faults
from cqfacts.evidence.quotations import find_occurrences
from cqfacts.model.fact import Citation
from cqfacts.model.names import names_of, short, short_path
from cqfacts.model.period import Period, parse_period
from cqfacts.model.progress import Progress, no_progress
from cqfacts.model.quantity import QuantityError, parse_quantity
from cqfacts.model.vocabulary import Indicator, Kind, Source, Unit
from cqfacts.reader.figures import UnitTable
from cqfacts.reader.reading import TextReading, read_text
from cqfacts.reader.records import Direction, Figure, Mention
from cqfacts.reader.times import read_times
from cqfacts.reader.unit_names import unit_called
from cqfacts.reader.unit_table import unit_table

PROPOSED = 3
"""How many indicators are proposed for a figure."""
_END_OF_SENTENCE = re.compile(
    r"(?<![A-Z])(?<!\bNo)(?<!\bCo)(?<!\bvs)[.!?][\"”’)]*(?=\s+[\"“(]?[A-Z0-9])|[。！？；]"
)
_END_OF_CLAUSE = re.compile(r"[,;:](?=\s)|[，；：、]|\s(?:and|while|but|whereas)\s")
_SAME_CLAUSE, _REST_OF_CLAUSE, _CLAUSE_BEFORE, _AFTER, _EARLIER, _TITLE = (
    1.0,
    0.9,
    0.85,
    0.35,
    0.25,
    0.15,
)
"""How much words tell of a figure: in its clause before and after it, in a clause before, behind it, earlier, in the title."""
_SAYS_NOW = re.compile(
    r"\b(?:now|currently|at present|today|so far|to date)\b|目前|现在|如今|截至|迄今", re.IGNORECASE
)
_HOW_TO_FILL_IN = """\
# Each figure of the document that no fact covers. Write under it
#   indicator: the id of one, proposed or not, to make it a fact; correct what is wrong beside it,
#   skip: a reason, where it is no fact.
# With --create the indicator may be new. Then write its title and what it needs:
#   indicator: Wheat sales, sector, subject: wheat:小麦, measure, kind, growth_of and the like.
# Then: cqfacts draft --admit THIS_FILE --documents DIR. A draft that says neither is left.
# You can admit the file again: what the base has already is passed over.
"""
_HAS_SCALE = re.compile(r"\d\s*(?:[a-zA-Z]{2,}|[万亿千百])")
"""A scale word behind digits: nobody writes 51.859 million for 51,859 million."""
_END = re.compile(r"\bend\b|[底末终]", re.IGNORECASE)
_SAYS_FORECAST = re.compile(
    r"\b(?:is|are|was|were) (?:expected|forecast|projected|estimated|planned|targeted) to\b"
    r"|\b(?:expects?|aims?|plans?|forecasts?|projects) to\b|\b(?:targets? of|will)\b|预计|预期|力争|目标|计划",
    re.IGNORECASE,
)
_IS_OF_A_NAME = re.compile(
    r"\s+[A-Z][a-z]+\s+[A-Z][a-z]+|\s+(?:Report|Survey|Yearbook|Plan|Budget|Index|Edition)\b|\s*(?:不变价|可比价|版)"
    r"|\s+(?:constant )?prices\b",
)
"""What makes a year before it a part of a name, or of a price basis: 2024 Economic Survey, 2020年不变价."""
_POINTS_BACK = re.compile(r"(?:the )?(?:same|that)\b|同[年月期]|当[年月]", re.IGNORECASE)
"""A time that another sentence has said."""
_EACH_DIGIT = re.compile(r"\d")


class FactDraft(NamedTuple):
    """A figure of a document, with what can be read of it."""

    source: str
    paragraph: int
    sentence: str
    printed: str
    """The words of the figure."""
    figure: Figure
    indicators: tuple[str, ...]
    """The ids of those that fit best, the best first."""
    unit: str | None
    """The id of the unit that is printed; None where the indicator says it, or none that the base has."""
    area: str
    period: Period | None
    time_printed: Citation | None
    """The words that say the period; None where none do."""
    dating_reason: str
    """How the period was placed where no words say it."""
    unclear: str
    """What must be settled before it can be a fact; empty where nothing."""

    def value_of(self, indicator: Indicator | None) -> str:
        """Return the figure as a fact of an indicator writes it: a fall with its sign."""
        text = str(self.figure.quantity) if self.figure.quantity else ""
        is_negative = indicator is not None and is_fall(self.figure, indicator)
        if is_negative and "-" not in text:
            text = _EACH_DIGIT.sub(lambda digit: f"-{digit.group()}", text, count=1)
        return text

    def unit_of(self, indicator: Indicator, units: Mapping[str, Unit]) -> Unit | None:
        """Return its unit as a fact of an indicator: the one that is printed where both measure the same."""
        usual = units.get(indicator.unit or "")
        printed = units.get(self.unit or "")
        if printed and (usual is None or usual.dimension == printed.dimension):
            return printed
        return usual


class DraftedFact(NamedTuple):
    """A draft, with the keys of the fact that it would be of the indicator that fits best."""

    draft: FactDraft
    citations: Sequence[Citation]
    """The words that the fact would quote."""
    entered: Entered
    """What `draft --write` writes: a draft says no indicator until somebody chooses one."""
    others: Mapping[str, Entered]
    """The same of the other indicators that are proposed: the sign, the unit and the quotation may differ."""


class _Place(NamedTuple):
    """A figure in its paragraph, and the ends of its sentence."""

    number: int
    """Of the paragraph, from 1."""
    text: str
    figure: Figure
    start: int
    end: int


class Drafter:
    """Drafts the figures of one document."""

    def __init__(self, vocabulary: Vocabulary, source: Source, document: Document) -> None:
        self._vocabulary = vocabulary
        self._source = source
        self._document = document
        self._units: UnitTable = unit_table(tuple(vocabulary.units.values()))
        self._proposer = IndicatorProposer(vocabulary)
        self._area_names = {
            name: area.id for area in vocabulary.areas.values() for name in names_of(area)
        }
        self._usual_area = self._most_named_area()
        self._time_of_title = _time_of_title(source)

    def draft_all(self, passages: Iterable[Passage]) -> Iterator[DraftedFact]:
        """Yield a draft for each figure that is open, with the keys of its fact."""
        for draft in self.draft(passages):
            best, *others = draft.indicators or ("",)
            citations = self._cite(draft, best)
            entered = self._enter(draft, best, citations)
            entered_by_other = {
                name: self._enter(draft, name, self._cite(draft, name)) for name in others
            }
            yield DraftedFact(draft, citations, entered, entered_by_other)

    def _cite(self, draft: FactDraft, name: str) -> list[Citation]:
        """Return the words that the fact of an indicator would quote; none is known where `name` is empty."""
        paragraph = self._document.paragraphs[draft.paragraph - 1]
        indicator = self._vocabulary.indicators.get(name)
        if indicator:
            printed = self._quote_figure(draft, paragraph, indicator)
        else:
            printed = _quote_with_direction(draft.figure, paragraph)
        citations = [Citation(draft.source, draft.paragraph, printed or draft.printed)]
        if draft.time_printed and draft.time_printed != citations[0]:
            citations.append(draft.time_printed)
        return citations

    def _enter(self, draft: FactDraft, name: str, citations: Sequence[Citation]) -> Entered:
        """Return the keys of a draft whose fact would be of an indicator; none is known where `name` is empty."""
        indicator = self._vocabulary.indicators.get(name)
        unit = draft.unit_of(indicator, self._vocabulary.units) if indicator else None
        is_usual = indicator is not None and (unit is None or unit.id == indicator.unit)
        return {
            "source": draft.source,
            "paragraph": str(draft.paragraph),
            "printed": draft.printed,
            "sentence": draft.sentence,
            "unclear": draft.unclear,
            "proposed": list(draft.indicators),
            "area": self._area_of(draft, indicator),
            "period": str(draft.period or ""),
            "dating_reason": self._reason_of(draft, citations),
            "status": "forecast" if _SAYS_FORECAST.search(draft.sentence) else "",
            "value": draft.value_of(indicator),
            "unit": "" if is_usual else (unit.id if unit else draft.unit or ""),
            "citations": [enter_citation(citation) for citation in citations],
        }

    def _area_of(self, draft: FactDraft, indicator: Indicator | None) -> str:
        """Return the area of a fact: what ranks in an area, or is a share of it, is not of that area."""
        frames = (indicator.field, indicator.whole_area) if indicator else ()
        return self._usual_area if draft.area in frames else draft.area

    def _reason_of(self, draft: FactDraft, citations: Sequence[Citation]) -> str:
        """Return how a time was placed that the citations do not print whole, such as a day without its year."""
        if draft.dating_reason or draft.period is None:
            return draft.dating_reason
        if print_period(tuple(citations), draft.period, self._vocabulary.sources):
            return ""
        issued = self._source.issued
        printed = (
            f'The document prints "{draft.time_printed.printed}"' if draft.time_printed else ""
        )
        dated = f"it is of {issued.words}" if issued else "another sentence says the year"
        return f"{printed or 'The words do not say it whole'}, and {dated}."

    def draft(self, passages: Iterable[Passage]) -> Iterator[FactDraft]:
        """Yield a draft for each figure that is open, in reading order."""
        open_starts = {
            (passage.paragraph, passage.start)
            for passage in passages
            if passage.state is PassageState.OPEN and passage.kind != PERIOD
        }
        units = tuple(self._vocabulary.units.values())
        issued = self._source.issued
        earlier: list[tuple[int, Mention]] = []
        for number, text in enumerate(self._document.paragraphs, 1):
            reading = _without_names(read_text(text, units, issued), text)
            for figure in reading.figures:
                if (number, figure.number_start) in open_starts:
                    start, end = _sentence_around(text, figure.start)
                    place = _Place(number, text, figure, start, end)
                    yield self._draft_figure(place, reading, earlier)
            earlier += [
                (number, mention) for mention in reading.mentions if _can_date(mention, issued)
            ]

    def _draft_figure(
        self, place: _Place, reading: TextReading, earlier: Sequence[tuple[int, Mention]]
    ) -> FactDraft:
        source = self._source
        figure = place.figure
        stretches = _stretches_around(place, reading, source.title)
        indicators = self._proposer.propose(figure, stretches, PROPOSED)
        is_of_a_span = self._adds_up_over_time(indicators) or source.issued is None
        mention, number = _find_time(place, reading, source.issued, earlier if is_of_a_span else ())
        period, time_printed, reason = None, None, ""
        if mention:
            period = _whole_period(mention)
            words = _quote(self._document.paragraphs[number - 1], mention.start, mention.end)
            time_printed = Citation(source.id, number, words) if words else None
        elif self._time_of_title:
            period = self._time_of_title.period
            reason = f'The sentence names no time. The title says "{self._time_of_title.text}".'
        elif source.issued:
            period = _about_the_month_of(source.issued)
            reason = f"The sentence names no time. The document is of {period.words}."
        unit = unit_called(figure.unit, self._vocabulary.units.values()) if figure.unit else None
        return FactDraft(
            source=source.id,
            paragraph=place.number,
            sentence=place.text[place.start : place.end].strip(),
            printed=figure.text,
            figure=figure,
            indicators=tuple(indicators),
            unit=unit.id if unit else None,
            area=self._find_area(place),
            period=period,
            time_printed=time_printed,
            dating_reason=reason,
            unclear=_what_is_unclear(figure, mention, period),
        )

    def _adds_up_over_time(self, indicators: Sequence[str]) -> bool:
        """Tell whether the indicator that fits best adds up or grows over time, so that its figures are of a span."""
        best = self._vocabulary.indicators.get(next(iter(indicators), ""))
        return best is not None and best.kind in (Kind.FLOW, Kind.GROWTH)

    def _find_area(self, place: _Place) -> str:
        """Return the area that is named last before the figure, else in the sentence, else that of the base."""
        folded = place.text.casefold()
        named = []
        for name, area in self._area_names.items():
            position = folded.rfind(name, place.start, place.figure.start)
            if position < 0 or not _is_word(folded, position, position + len(name)):
                continue
            named.append((position + len(name), len(name), area))
        return max(named)[2] if named else self._usual_area

    def _most_named_area(self) -> str:
        """Return the area that the title of the document or else its text names most; that of the base where none is named."""
        for text in (self._source.title, "\n".join(self._document.paragraphs)):
            folded = text.casefold()
            counts = Counter[str]()
            for name, area in self._area_names.items():
                counts[area] += folded.count(name)
            for area, count in counts.most_common(1):
                if count:
                    return area
        return next(iter(self._vocabulary.areas), "")

    def _quote_figure(self, draft: FactDraft, paragraph: str, indicator: Indicator) -> str | None:
        """Return the shortest words that print a figure, once, with all that `check` asks of them; None for none."""
        try:
            quantity = parse_quantity(draft.value_of(indicator))
        except QuantityError:
            return None
        unit = draft.unit_of(indicator, self._vocabulary.units)
        claim = Claim(quantity, unit, indicator.kind)
        figure = draft.figure
        start, end = _sentence_around(paragraph, figure.start)
        clause_start = _last_end(_END_OF_CLAUSE, paragraph, start, figure.start)
        spans = [
            (figure.start, figure.end),
            (clause_start, figure.end),
            (figure.start, _first_end(_END_OF_CLAUSE, paragraph, figure.end, end)),
            (start, figure.end),
            (start, end),
        ]
        quotations = [_quote(paragraph, *_without_blanks(paragraph, *span)) for span in spans]
        for words in filter(None, quotations):
            if find_faults(claim, words, self._units) == ():
                return words
        return next(filter(None, quotations), None)


def _what_is_unclear(figure: Figure, mention: Mention | None, period: Period | None) -> str:
    if figure.unread:
        return f'beside it stands "{short(figure.unread)}", which is not understood'
    if figure.quantity is None:
        return "its value cannot be written as a figure"
    if figure.others and not _HAS_SCALE.search(figure.text):
        return f'"{figure.text}" can be read in two ways'
    is_doubtful = mention is not None and (bool(mention.others) or mention.doubtful)
    if mention and is_doubtful and not _is_end(mention):
        return f'the time "{mention.text}" can be read in two ways'
    if period is None:
        return "nothing says its time"
    return ""


# --- the words around a figure


def _stretches_around(place: _Place, reading: TextReading, title: str) -> list[Stretch]:
    """Return the words near a figure, the nearest first."""
    text, figure = place.text, place.figure
    clause_start = _last_end(_END_OF_CLAUSE, text, place.start, figure.start)
    clause_end = _first_end(_END_OF_CLAUSE, text, figure.end, place.end)
    before = [other.end for other in reading.figures if clause_start <= other.end <= figure.start]
    near_start = max([clause_start, *before])
    return [
        Stretch(text[near_start : figure.start], _SAME_CLAUSE),
        Stretch(text[figure.number_end : clause_end], _REST_OF_CLAUSE),
        *_clauses_before(text[place.start : near_start]),
        Stretch(text[clause_end : place.end], _AFTER),
        Stretch(text[: place.start], _EARLIER),
        Stretch(title, _TITLE),
    ]


def _clauses_before(words: str) -> Iterator[Stretch]:
    """Yield the clauses of a sentence before a figure, the nearest first, each of which tells less."""
    weight = _CLAUSE_BEFORE
    for clause in reversed(_END_OF_CLAUSE.split(words)):
        if clause.strip():
            yield Stretch(clause, weight)
            weight *= _CLAUSE_BEFORE


def _sentence_around(text: str, position: int) -> tuple[int, int]:
    """Return the ends of the sentence around a place.

    >>> text = "Output rose. It was 2.5 million in May. Then it fell."
    >>> text[slice(*_sentence_around(text, 20))]
    ' It was 2.5 million in May.'
    """
    start = _last_end(_END_OF_SENTENCE, text, 0, position)
    following = _END_OF_SENTENCE.search(text, position)
    return start, following.end() if following else len(text)


def _last_end(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Return the end of the last match between two places; the first place where there is none."""
    ends = [match.end() for match in pattern.finditer(text, start, end)]
    return ends[-1] if ends else start


def _first_end(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Return the start of the first match between two places; the last place where there is none."""
    match = pattern.search(text, start, end)
    return match.start() if match else end


def _without_blanks(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the ends of a stretch without the blanks at both."""
    stretch = text[start:end]
    return start + len(stretch) - len(stretch.lstrip()), start + len(stretch.rstrip())


def _is_word(text: str, start: int, end: int) -> bool:
    """Tell whether no letter of ASCII touches a stretch that begins or ends with one."""
    touches_before = (
        text[start].isascii() and text[:start][-1:].isascii() and text[:start][-1:].isalnum()
    )
    touches_after = (
        text[end - 1].isascii() and text[end : end + 1].isascii() and text[end : end + 1].isalnum()
    )
    return not (touches_before or touches_after)


def _quote_with_direction(figure: Figure, paragraph: str) -> str | None:
    """Return the words of a figure, with those that say that it fell: down 8.5%, 减少27万人."""
    start, end = figure.start, figure.end
    if figure.direction is Direction.FALL:
        start = _last_end(_END_OF_CLAUSE, paragraph, _sentence_around(paragraph, start)[0], start)
    return _quote(paragraph, *_without_blanks(paragraph, start, end))


def _quote(paragraph: str, start: int, end: int) -> str | None:
    """Return a stretch, with words around it until the paragraph prints it once; None where no number of words will do."""
    while True:
        words = paragraph[start:end]
        if len(find_occurrences(words, paragraph)) == 1:
            return words
        wider = _with_a_word_more(paragraph, start, end)
        if wider == (start, end):
            return None
        start, end = wider


def _with_a_word_more(paragraph: str, start: int, end: int) -> tuple[int, int]:
    before = paragraph[:start].rstrip()
    if before:
        word = re.search(r"[^\s，。、；]+$", before)
        return (word.start() if word else start - 1), end
    after = re.match(r"\s*[^\s，。、；]+", paragraph[end:])
    return start, end + (after.end() if after else 0)


# --- the time of a figure


def _find_time(
    place: _Place,
    reading: TextReading,
    issued: Period | None,
    earlier: Sequence[tuple[int, Mention]],
) -> tuple[Mention | None, int]:
    """Return the time that a figure is of, and the paragraph that says it.

    It is the nearest in its sentence, else the last that the paragraph says before, else the last of an earlier paragraph.
    """
    mentions = [mention for mention in reading.mentions if _can_date(mention, issued)]
    within = [mention for mention in mentions if place.start <= mention.start < place.end]
    if within:
        return _nearest(place, within, reading), place.number
    before = [mention for mention in mentions if mention.end <= place.start]
    if before and not _SAYS_NOW.search(place.text, place.start, place.end):
        return before[-1], place.number
    if earlier:
        number, mention = earlier[-1]
        return mention, number
    return None, place.number


def _nearest(place: _Place, mentions: Sequence[Mention], reading: TextReading) -> Mention:
    """Return the time behind a figure where nothing parts the two, else the last before it, else the first behind."""
    figure = place.figure
    before = [mention for mention in mentions if mention.end <= figure.start]
    after = [mention for mention in mentions if mention.start >= figure.number_end]
    if not before:
        return after[0] if after else mentions[0]
    if after and not _is_parted(place, figure.end, after[0].start, reading):
        is_parted_before = _is_parted(place, before[-1].end, figure.start, reading)
        if is_parted_before:
            return after[0]
    return before[-1]


def _is_parted(place: _Place, start: int, end: int, reading: TextReading) -> bool:
    """Tell whether a mark of a clause or another figure stands between two places."""
    has_mark = _END_OF_CLAUSE.search(place.text, start, end) is not None
    return has_mark or any(start <= other.start < end for other in reading.figures)


def _time_of_title(source: Source) -> Mention | None:
    """Return the only time that the title of a document says."""
    mentions = [
        mention
        for mention in read_times(source.title, source.issued)
        if mention.period
        and not mention.loose
        and not _IS_OF_A_NAME.match(source.title, mention.end)
    ]
    return mentions[0] if len(mentions) == 1 else None


def _about_the_month_of(issued: Period) -> Period:
    """Return the time of what a document says without a time: about the month of its date."""
    text = f"{issued.finish.year:04}"
    if issued.finish.month:
        text += f"-{issued.finish.month:02}"
    return parse_period(f"{text}~")


def _is_end(mention: Mention) -> bool:
    """Tell whether a time is the end of a year or a month, at which a figure of that year or month is taken."""
    return mention.period is not None and _END.search(mention.text) is not None


def _without_names(reading: TextReading, text: str) -> TextReading:
    """Return a reading without the years that are a part of a name or of a price basis: the 2024 Economic Survey."""
    mentions = [
        mention for mention in reading.mentions if not _IS_OF_A_NAME.match(text, mention.end)
    ]
    return reading._replace(mentions=mentions)


def _whole_period(mention: Mention) -> Period | None:
    """Return the period that a time says; of the end of a year or a month that year or month."""
    period = mention.period
    if period is None or not (mention.loose and _is_end(mention)):
        return period
    begin, end = period.start, period.end
    if (begin.year, begin.month) == (end.year, end.month):
        return parse_period(f"{end.year:04}-{end.month:02}")
    return parse_period(f"{end.year:04}") if begin.year == end.year else period


def _can_date(mention: Mention, issued: Period | None) -> bool:
    """Tell whether a time can be that of a figure: none that another is compared with, and none to come."""
    if mention.period is None or mention.compared or mention.lent:
        return False
    if _POINTS_BACK.match(mention.text) or (mention.loose and not _is_end(mention)):
        return False
    if issued is None:
        return True
    is_dateline = mention.period == issued and issued.start == issued.end
    return not is_dateline and mention.period.start <= issued.end


def draft_document(
    folder: Path, documents_folder: Path, name: str, progress: Progress = no_progress
) -> list[DraftedFact]:
    """Draft the figures of the document of a source that no fact covers and that are not skipped.

    `name`: the id of the source, or the name of the file of its document. Raises InvalidBase where the base has errors,
    NotFound where it has no such source or its document is not in the folder, WrongUsage where that cannot be listed.
    """
    vocabulary = open_base_files(folder).vocabulary
    source = _find_source(vocabulary.sources, name)
    [coverage] = cover_base(folder, documents_folder, [source], progress)
    if coverage.document is None:
        raise NotFound(
            f'the document of "{source}" is not in the folder of documents: {coverage.source.file}'
        )
    drafter = Drafter(vocabulary, coverage.source, coverage.document)
    return list(drafter.draft_all(coverage.passages))


def _find_source(sources: Mapping[str, Source], name: str) -> str:
    """Return the id of the source of that id, or of the document in a file of that name. Raises NotFound."""
    if name in sources:
        return name
    file = Path(name).name
    found = next((source.id for source in sources.values() if source.file == file), None)
    if found is None:
        raise NotFound(
            f'there is no source "{short(name)}"; {did_you_mean(name, sources)}. '
            "A document becomes one with cqfacts new source --document FILE"
        )
    return found


def write_drafts(path: Path, drafts: Sequence[DraftedFact], base: Path | None) -> None:
    """Write drafts to a new file, to be filled in. Raises WrongUsage where there is one, OSError where it cannot be written."""
    if base is not None and path.resolve().is_relative_to(base.resolve()):
        raise WrongUsage(
            f"a base has no files but its own: write the drafts beside {short_path(base)}, not into it"
        )
    texts = [entry_text(forms.DRAFT, item.entered) for item in drafts]
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(_HOW_TO_FILL_IN + "\n".join(texts))
    except FileExistsError:
        raise WrongUsage(f"{short_path(path)} is there already; name a new file") from None
