"""What a question asks of a fact: what, where, when, which measure, which kind of figure; and what it does not meet."""

from collections.abc import Callable, Collection, Iterable
from functools import cached_property, partial
from typing import NamedTuple

from cqfacts.index.catalogue import Catalogue
from cqfacts.model.fact import Fact
from cqfacts.model.vocabulary import Area, Indicator, Kind, Measure, Subject
from cqfacts.questions.kinds import CLASSES, OVER_TIME, class_of, counts, is_count, measures_of, telling, words_of
from cqfacts.questions.language import fillers
from cqfacts.questions.near import Nearness
from cqfacts.questions.periods import Asked
from cqfacts.questions.question import Question, Unit

LEVEL, COUNT, POINTS, WHO, FIGURE = "the figure itself", "a count", "percentage points", "who or which", "a figure"
"""What a question asks for beside what the vocabulary names."""
_MOSTLY = 0.6
"""A fact of another subject that has so much of the question may be what is meant: its subject may go by another name."""
_SOME_DAYS = 10
_MONTH = 31


class Unmet(NamedTuple):
    """What was asked and the fact does not meet: a period, area, subject, measure, unit, or a word."""

    what: str
    asked: str
    has: str | None
    hard: bool = True
    """Whether the fact cannot be the answer for it."""
    names: tuple[str, str] | None = None
    """What was asked and what it has as people call them, where the others are ids."""


class Conditions:
    """What a question asks of a fact."""

    def __init__(self, catalogue: Catalogue, asked: Question, near: Nearness) -> None:
        self._catalogue = catalogue
        self._index = catalogue.index
        self._asked = asked
        self._near = near
        self._cues = asked.cues
        self._content = asked.content

    def unmet(self, fact: Fact) -> list[Unmet]:
        """What the fact does not meet."""
        wrong = [*self._subject(fact), *self._area(fact), *self._period(fact), *self._measure(fact), *self._unit(fact)]
        return wrong if any(unmet.what == "subject" for unmet in wrong) else [*wrong, *self._missing(fact)]

    def is_named(self, fact: Fact) -> bool:
        """Whether the question names what the fact is about."""
        return any(
            fact.indicator.subject in unit.subjects
            or fact.indicator.id in unit.hints
            or self._near.is_entity(unit, fact)
            for unit in self._content
        )

    def names_one(self, fact: Fact) -> bool:
        """Whether the question names the company, project or place that a fact is about."""
        return any(self._near.is_entity(unit, fact) for unit in self._content)

    def is_whole(self, facts: list[Fact]) -> bool:
        """Whether some facts answer for everything that is named: both products, both years, both areas."""
        return all(
            any(wanted(fact) for fact in facts) for wanted in (*self._things(), *self._periods(), *self._areas())
        )

    @property
    def several(self) -> int:
        """How many things and periods are named."""
        return len(self._things()) + len(self._periods())

    def each(self) -> list[Callable[[Fact], bool]]:
        """What is named, each as a condition: things, periods, what is counted, and areas beside the base's own."""
        counted = [partial(counts, words=frozenset(unit.words)) for unit in self._content if unit.words]
        return [*self._things(), *self._periods(), *counted, *self._areas()]

    def _things(self) -> list[Callable[[Fact], bool]]:
        return [partial(self._is_about, unit) for unit in self._content if unit.subjects]

    def _periods(self) -> list[Callable[[Fact], bool]]:
        return [partial(covers, asked=asked) for asked in self._asked.periods]

    def _areas(self) -> list[Callable[[Fact], bool]]:
        home = self._catalogue.home
        return [partial(self._is_there, unit) for unit in self._asked.units if unit.areas and home not in unit.areas]

    def coverage(self, fact: Fact, *, topics: bool = False) -> float:
        """How much of the question, by weight, a fact has; of its `topics`, without measures and kinds of answer."""
        units = [unit for unit in self._content if unit.is_topic] if topics else []
        units = units or self._content
        total = sum(map(self._near.worth, units)) or 1.0
        return sum(self._near.worth(unit) for unit in units if self._has(unit, fact)) / total

    @cached_property
    def wants_names(self) -> bool:
        """Whether it asks which there are."""
        return self._asked.asks_for_names

    def names_the_unit(self, fact: Fact) -> bool:
        """Whether the question names what is counted: pavilions, wafers per day."""
        if fact.unit is None or fact.unit.dimension in ("money", "share"):
            return False
        words = words_of(fact.unit.plural)
        return (words - fillers() or words) <= self._stems

    def _is_what_is_counted(self, fact: Fact) -> bool:
        """Whether it asks how many of the unit there are."""
        return "counting" in self._cues and self.names_the_unit(fact)

    def _names_the_rate(self, fact: Fact) -> bool:
        """Whether the question names the unit of a rate, which says what is measured: wafers per day."""
        return fact.indicator.kind is Kind.RATE and self.names_the_unit(fact)

    def names_the_entity(self, fact: Fact) -> bool:
        """Whether the words of what a fact names among others all stand in the question."""
        return fact.entity is not None and words_of(fact.entity) <= self._stems

    def ranks_by_something_else(self, fact: Fact) -> bool:
        """Whether it is a rank by something that the question does not speak of, such as exports."""
        base = self._bases_in_titles.get(fact.indicator.measure) if class_of(fact) == "rank" else None
        return base is not None and not any(base in unit.measures for unit in self._content)

    @cached_property
    def wants_a_state(self) -> bool:
        """Whether it asks if, why or where, which a figure seldom answers."""
        return self._asked.asks_no_figure

    def unasked(self, fact: Fact) -> int:
        """How many words of the title are about something that the question does not mention."""
        subject = self._index.entry(Subject, fact.indicator.subject)
        measure = self._index.entry(Measure, fact.indicator.measure)
        own = words_of(fact.title) - words_of(subject.title) - words_of(measure.title) - fillers()
        return len(own - self._stems)

    @cached_property
    def _stems(self) -> set[str]:
        return {word for unit in self._asked.units for word in (*unit.words, *words_of(unit.text))}

    def _has(self, unit: Unit, fact: Fact) -> bool:
        indicator = fact.indicator
        return (
            indicator.subject in unit.subjects
            or indicator.id in unit.indicators
            or indicator.sector in unit.sectors
            or bool(unit.measures & measures_of(self._index, indicator))
            or class_of(fact) in unit.cues | unit.soft_cues
            or bool(unit.cues & {"percent", "money", "counting", "amount", "negation", "who"})
            or self._near.is_entity(unit, fact)
            or indicator.id in unit.hints
            or self._near.has_words(unit, fact)
        )

    def _is_hinted_at(self, unit: Unit, fact: Fact) -> bool:
        """Whether the unit tells the fact's indicator from others of its subject: that ports are mentioned is not enough."""
        told = fact.indicator.id in unit.hints or self._says(unit, fact)
        return told or self._near.is_entity(unit, fact)

    def _subject(self, fact: Fact) -> Iterable[Unmet]:
        named = [unit for unit in self._content if unit.subjects or unit.indicators]
        if self.names_one(fact):
            return
        if named and not any(self._is_about(unit, fact) for unit in named):
            asked = ", ".join(sorted({name for unit in named for name in unit.subjects or unit.indicators}))
            # A word that also names a sector is broad: factories are of industry, and of industrial enterprises.
            broad = any(fact.indicator.sector in unit.sectors for unit in named)
            hard = not broad and self.coverage(fact) < _MOSTLY
            names = (
                _joined(self._title(kind, name) for unit in named for kind, name in _things_of(unit)),
                self._title(Subject, fact.indicator.subject),
            )
            yield Unmet("subject", asked, fact.indicator.subject, hard, names)

    def _title(self, kind: type[Subject] | type[Measure] | type[Indicator], name: str) -> str:
        return self._index.entry(kind, name).title

    def _is_about(self, unit: Unit, fact: Fact) -> bool:
        if fact.indicator.subject in unit.subjects or fact.indicator.id in unit.indicators:
            return True
        # A state can be about several things; a figure is about one.
        told = f"{fact.title} {fact.statement} {' '.join(fact.entity_aliases)}"
        return not fact.quantity and set(unit.words) <= words_of(told)

    def _area(self, fact: Fact) -> Iterable[Unmet]:
        named = [unit for unit in self._asked.units if unit.areas or unit.place]
        parts = words_of(fact.area.title)
        if len(named) > 1 and len(parts) > 1 and parts <= self._stems:  # Chengdu and Chongqing, each by itself
            named = [unit for unit in named if not set(unit.words) <= parts]
            if not named:
                return
        if not named:
            if not self._is_within(fact.area, self._catalogue.home):
                yield self._other_area(fact, [self._catalogue.home], hard=False)
            return
        if (
            not any(self._is_there(unit, fact) for unit in named)
            or self._is_elsewhere(named, fact)
            or self._is_framed_otherwise(named, fact)
        ):
            # What reaches the world or China may be told of the base's own area, where it is no figure.
            hard = bool(fact.quantity) or not all(map(self._is_frame, named))
            yield self._other_area(
                fact, [area for unit in named for area in unit.areas or {str(unit.place)}], hard=hard
            )

    @cached_property
    def _area_titles(self) -> dict[str, str]:
        return {area.id: area.title for area in self._index.entries(Area)}

    def _other_area(self, fact: Fact, asked: list[str], *, hard: bool) -> Unmet:
        names = (_joined(self._area_titles.get(area, area) for area in asked), fact.area.title)
        return Unmet("area", _joined(asked), fact.area.id, hard, names)

    def _is_there(self, unit: Unit, fact: Fact) -> bool:
        # The world and China also frame shares and ranks: the world's laptops, first in China.
        frames = (fact.indicator.whole_area, fact.indicator.field)
        if any(area in frames or self._is_within(fact.area, area) for area in unit.areas):
            return True
        # A name with the base's own area in it does not say where a thing is: the Chongqing Day in Shanghai.
        names = () if self._catalogue.home in unit.areas else (fact.entity or "", *fact.entity_aliases)
        own = " ".join((fact.indicator.title, *names))
        words = words_of(own if unit.areas and fact.quantity else f"{own} {fact.statement}")
        return set(unit.words) <= words or bool(unit.place and words_of(unit.place) <= words)

    def _is_elsewhere(self, named: list[Unit], fact: Fact) -> bool:
        """Whether the question names another place beside the base's own, which the fact is not about.

        Of several areas of the base one is enough, as in a question about two; a place that it does not know must be
        in the fact's own words.
        """
        others = [unit for unit in named if self._catalogue.home not in unit.areas and not self._is_frame(unit)]
        known = [unit for unit in others if unit.areas]
        unknown = [unit for unit in others if not unit.areas]
        lost = known and not any(self._is_there(unit, fact) for unit in known)
        return bool(lost) or not all(self._is_there(unit, fact) for unit in unknown)

    def _is_framed_otherwise(self, named: list[Unit], fact: Fact) -> bool:
        """Whether it is a share of China where one of the world is asked for, or a rank."""
        frame = fact.indicator.whole_area if class_of(fact) == "share" else fact.indicator.field
        asked = {area for unit in named for area in unit.areas} & self._frames
        return bool(frame and asked) and frame not in asked

    @cached_property
    def _frames(self) -> set[str]:
        """The areas of which there are shares, or among whose members there are ranks: the world, China."""
        return set().union(*self._frames_of_measures.values())

    @cached_property
    def _frames_of_measures(self) -> dict[str, set[str]]:
        """These areas by measure; the base's own is none of them."""
        found: dict[str, set[str]] = {}
        for one in self._index.entries(Indicator):
            areas = {area for area in (one.whole_area, one.field) if area}
            found.setdefault(one.measure, set()).update(areas - {self._catalogue.home})
        return found

    def _is_frame(self, unit: Unit) -> bool:
        return bool(unit.areas & self._frames)

    def _is_within(self, area: Area, wanted: str) -> bool:
        while area.id != wanted and area.within:
            area = self._index.entry(Area, area.within)
        return area.id == wanted

    def _period(self, fact: Fact) -> Iterable[Unmet]:
        periods = self._asked.periods
        if periods and not any(covers(fact, asked) for asked in periods):
            # What holds at a moment of the period may hold in all of it, or not.
            near = any(overlap(fact, asked) for asked in periods) and fact.indicator.kind not in OVER_TIME
            near = near or any(_is_nearly(fact, asked) or _is_of_the_month(fact, asked) for asked in periods)
            yield Unmet("period", ", ".join(map(str, periods)), str(fact.period), hard=not near)

    def _measure(self, fact: Fact) -> Iterable[Unmet]:
        """The measure that is named, and whether a level, a growth, a share or a rank is wanted."""
        has = fact.indicator.measure
        wanted = self._wanted_classes
        if wanted and class_of(fact) not in wanted:
            # How many of the world's largest companies: a count answers it, whatever else it sounds like.
            counted = "counting" in self._cues and is_count(fact) and "pace" not in self._cues
            if counted and wanted == {"rank"}:
                return
            yield Unmet("measure", " or ".join(sorted(wanted)), has, hard=bool(fact.quantity) and not counted)
            return
        if fact.indicator.kind is Kind.DIFFERENCE and wanted and not self._names_the_lead(fact):
            yield Unmet("measure", " or ".join(sorted(wanted)), has, hard=False)
        yield from self._named_measures(fact)
        yield from self._named_classes(fact)
        if fact.quantity and not wanted and class_of(fact) and not self._asks_for_class(fact):
            yield Unmet("measure", LEVEL, has, hard=False)

    def _names_the_lead(self, fact: Fact) -> bool:
        """Whether the question speaks of points, or of a lead over another growth."""
        return "points" in self._cues or any(fact.indicator.measure in unit.measures for unit in self._content)

    @cached_property
    def _wanted_classes(self) -> frozenset[str]:
        """Growth, share or rank: those that are asked for."""
        wanted = self._cues & CLASSES
        if "percent" in self._cues and not wanted:
            wanted = frozenset(("growth", "share"))
        may_be_a_rank = wanted and self._asked.may_ask_for_a_rank(self._catalogue.home)
        return wanted | {"rank"} if may_be_a_rank else wanted

    def _named_measures(self, fact: Fact) -> Iterable[Unmet]:
        has, mine = fact.indicator.measure, measures_of(self._index, fact.indicator)
        for unit in self._content:
            if _lacking(unit) and _lacking(unit) not in mine and not self._says(unit, fact):
                names = (str(_lacking(unit)), self._title(Measure, has))
                hard = bool(fact.quantity) and not self._is_what_is_counted(fact)
                yield Unmet("measure", str(_lacking(unit)), has, hard, names)
        if fact.quantity and self._everyday and not any(unit.measures & mine for unit in self._content):
            yield self._other_measure(fact, {name for unit in self._everyday for name in unit.measures}, hard=False)
        named = [unit for unit in self._content if self._names_a_measure(unit)]
        unmet = [unit for unit in named if not (unit.measures & mine or self._says(unit, fact))]
        if unmet:
            # Of several measures that are named a fact has one; that it has only one is worth saying.
            tells = bool(telling(self._index, frozenset((has,)))) and class_of(fact) != "rank"
            hard = tells and bool(fact.quantity) and len(unmet) == len(named) and not self._names_the_rate(fact)
            asked = {name for unit in unmet for name in telling(self._index, unit.measures)}
            yield self._other_measure(fact, asked, hard=hard)

    def _other_measure(self, fact: Fact, asked: Collection[str], *, hard: bool) -> Unmet:
        has = fact.indicator.measure
        names = (_joined(self._title(Measure, name) for name in asked), self._title(Measure, has))
        return Unmet("measure", _joined(asked), has, hard, names)

    @cached_property
    def _everyday(self) -> list[Unit]:
        """The units that name measures with everyday names only, such as trend, where nothing else says what is asked."""
        if self._cues or any(telling(self._index, unit.measures) for unit in self._content):
            return []
        return [unit for unit in self._content if unit.measures and not unit.subjects]

    def _named_classes(self, fact: Fact) -> Iterable[Unmet]:
        """A rank in the world is none in China, one by output is none by exports; and so with shares and growth."""
        frame = fact.indicator.field or fact.indicator.whole_area
        mine = measures_of(self._index, fact.indicator)
        based = any(unit.measures & mine and not unit.cues & CLASSES for unit in self._content)
        for unit in self._content:
            if not unit.measures or not unit.cues & CLASSES:
                continue
            frames = set().union(*(self._frames_of_measures.get(name, set()) for name in unit.measures))
            bases = {self._bases_in_titles[name] for name in unit.measures if name in self._bases_in_titles}
            if frame and frames and frame not in frames:
                yield self._other_measure(fact, unit.measures, hard=True)
            elif bases and not based and not bases & mine and class_of(fact) in unit.cues:
                yield self._other_measure(fact, bases, hard=False)

    @cached_property
    def _bases_in_titles(self) -> dict[str, str]:
        """The measure that the title of a measure says it is a growth, a part or a rank of: rank by exports."""
        found: dict[str, str] = {}
        for one in self._index.entries(Indicator):
            of = one.growth_of or one.part or one.ranks
            base = self._index.entry(Indicator, of).measure if of else ""
            words = words_of(self._title(Measure, one.measure))
            if base and words_of(self._title(Measure, base)) <= words:
                found[one.measure] = max(found.get(one.measure, ""), base, key=len)
        return found

    def _names_a_measure(self, unit: Unit) -> bool:
        """Whether it names a measure, and is not rather the name of a subject, as manufacturing and employment are."""
        return (
            bool(telling(self._index, unit.measures))
            and not unit.cues & CLASSES
            and bool(unit.indicators or not unit.subjects)
        )

    def _asks_for_class(self, fact: Fact) -> bool:
        """Whether a growth, share or rank is named, if not asked for."""
        return self._is_framed(fact) or any(
            fact.indicator.measure in unit.measures
            or fact.indicator.id in unit.indicators
            or class_of(fact) in unit.soft_cues
            for unit in self._content
        )

    def _says(self, unit: Unit, fact: Fact) -> bool:
        """Whether the title or, of a state, the sentence has the words."""
        words = words_of(fact.title) if fact.quantity else words_of(fact.title) | words_of(fact.statement)
        return bool(unit.words) and words.issuperset(unit.words)

    def _unit(self, fact: Fact) -> Iterable[Unmet]:
        if "amount" in self._cues and fact.quantity is None:
            yield Unmet("unit", FIGURE, None, hard=False)
            return
        has = fact.unit.id if fact.unit else None
        wrong = self._money(fact, has) or self._count(fact, has)
        if wrong:
            yield wrong
        elif "who" in self._cues and fact.quantity:
            yield Unmet("unit", WHO, has, hard=False)

    def _money(self, fact: Fact, has: str | None) -> Unmet | None:
        """What it lacks where money, a currency or points are asked for."""
        dimension = fact.unit.dimension if fact.unit else None
        currencies = self._cues & {"CNY", "USD"}
        wants_money = "money" in self._cues and "percent" not in self._cues and class_of(fact) is None
        if wants_money and dimension != "money" and not self._is_what_is_counted(fact):
            return Unmet("unit", "money", has, hard=bool(fact.quantity))
        if fact.unit and fact.unit.currency and currencies and fact.unit.currency not in currencies:
            return Unmet("unit", " or ".join(sorted(currencies)), has, hard=False)
        if "points" in self._cues and fact.unit and dimension != "share-difference":
            return Unmet("unit", POINTS, has, hard=False)
        return None

    def _count(self, fact: Fact, has: str | None) -> Unmet | None:
        """What it lacks where it is asked how many there are."""
        if self.wants_a_count and not (is_count(fact) or self._is_framed(fact)):
            return Unmet("unit", COUNT, has)
        is_ranked = "counting" in self._cues and class_of(fact) == "rank"
        if is_ranked or (self.wants_a_count and self._is_a_size(fact)):
            return Unmet("unit", COUNT, has, hard=False)
        return None

    def _is_a_size(self, fact: Fact) -> bool:
        """Whether it is a length, an area or a time that is not named, neither itself nor its unit."""
        sized = fact.unit is not None and fact.unit.dimension in ("length", "area", "time")
        named = self.names_the_unit(fact) or any(fact.indicator.measure in unit.measures for unit in self._content)
        return sized and not named

    def _is_framed(self, fact: Fact) -> bool:
        """Whether it is a share of an area that is named: how many of the world's laptops."""
        named = {area for unit in self._asked.units for area in unit.areas}
        return class_of(fact) == "share" and fact.indicator.whole_area in named

    @cached_property
    def wants_a_count(self) -> bool:
        """Whether it asks how many there are."""
        return "counting" in self._cues and not self._cues & {"percent", "growth", "share", "rank"}

    def _missing(self, fact: Fact) -> Iterable[Unmet]:
        for unit in self._asked.units:
            if unit.repaired and not (unit.filler and unit.words):
                yield Unmet("word", unit.repaired, unit.text, hard=False)
            elif "negation" in unit.cues:
                yield Unmet("word", unit.text, None, hard=False)
        for unit in self._content:
            has = self._is_hinted_at(unit, fact) if unit.hints and fact.quantity else self._has(unit, fact)
            if not has and (unit.is_topic or unit.soft_cues == {"rank"}):
                yield Unmet("word", unit.text, None, hard=False)


def _joined(names: Iterable[str]) -> str:
    return ", ".join(sorted(set(names)))


def _things_of(unit: Unit) -> list[tuple[type[Subject] | type[Indicator], str]]:
    """The things that a unit names: subjects, else indicators."""
    kind = Subject if unit.subjects else Indicator
    return [(kind, name) for name in unit.subjects or unit.indicators]


def _lacking(unit: Unit) -> str | None:
    """The measure that a unit names where that is none of the base's: imports, employment, per head."""
    return unit.other_measure if not (unit.measures or unit.cues or unit.subjects) else None


def covers(fact: Fact, asked: Asked) -> bool:
    """Whether a fact answers for a period: for what adds up over time exactly that one, else any within it."""
    period = fact.period
    if asked.loose:
        return period.start >= asked.period.start and period.end <= asked.period.end
    if (period.start, period.end) == (asked.period.start, asked.period.end):
        return True
    if asked.by and _ends_with(fact, asked):
        return True
    if _is_moment(fact):
        return overlap(fact, asked)
    if period.about and _same_months(fact, asked):
        return True
    state = fact.indicator.kind is Kind.STATUS or (period.about and period.year == asked.period.year)
    return state and fact.indicator.kind not in OVER_TIME and overlap(fact, asked)


def _same_months(fact: Fact, asked: Asked) -> bool:
    """Whether both ends of a period are in the months of the other's."""
    one, other = fact.period, asked.period
    ends = ((one.start, other.start), (one.end, other.end))
    return all((mine.year, mine.month) == (its.year, its.month) for mine, its in ends)


def _ends_with(fact: Fact, asked: Asked) -> bool:
    """Whether a fact ends with the asked period, or in it where it is a month or the fact of about some period."""
    end, period = fact.period.end, asked.period
    rough = fact.period.about or (period.end - period.start).days <= _MONTH
    return end == period.end or (rough and period.start <= end <= period.end)


def _is_nearly(fact: Fact, asked: Asked) -> bool:
    """Whether a fact of about some period is of the asked one but for some days."""
    one, other = fact.period, asked.period
    return one.about and abs((one.start - other.start).days) + abs((one.end - other.end).days) <= _SOME_DAYS


def _is_of_the_month(fact: Fact, asked: Asked) -> bool:
    """Whether a fact is of some days of the month that is asked for."""
    one, other = fact.period, asked.period
    return (other.end - other.start).days < _MONTH and other.start <= one.start and one.end <= other.end


def _is_moment(fact: Fact) -> bool:
    """Whether it is a share or rank as of about some day or month, which holds for the year as well as for the day."""
    lasts = fact.period.end - fact.period.start
    return fact.period.about and lasts.days <= _MONTH and fact.indicator.kind in (Kind.SHARE, Kind.RANK)


def overlap(fact: Fact, asked: Asked) -> bool:
    return fact.period.start <= asked.period.end and asked.period.start <= fact.period.end
