"""Years side by side: pairs of facts of two years, and rows of what is known in each of several."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from cqfacts.answers.facts import BOUNDS, EDTF, FACT
from cqfacts.answers.keys import (
    ASKED,
    FLAG,
    HIGH,
    HIGH_PERCENTAGE,
    LOW,
    LOW_PERCENTAGE,
    MORE,
    NUMBER,
    PERCENTAGE,
    TEXT,
    TEXTS,
    Cited,
    Envelope,
    Key,
    Listing,
    Record,
    Schema,
    key,
    list_of,
    nullable,
    read_from,
    read_if_any,
    word,
)
from cqfacts.answers.listings import Context
from cqfacts.errors import ExitStatus
from cqfacts.model.fact import Fact
from cqfacts.reason.change import Averages, Change
from cqfacts.reason.pairs import Row
from cqfacts.reason.verdicts import Pair, Verdict, judge_pair


class Totals(NamedTuple):
    """What a whole comparison has, with what a limit leaves out."""

    facts: int
    """Facts of all years."""
    compared: int
    """Pairs that can be compared; of several years, rows with facts of more than one."""
    only_in: tuple[int, ...]
    """For each year or area, the facts that have no counterpart."""

    @property
    def exit_status(self) -> ExitStatus:
        """The status with which a command ends that compares: refused where nothing can be compared."""
        return ExitStatus.ANSWERED if self.compared else ExitStatus.REFUSED


NO_TOTALS = Totals(0, 0, ())


class YearComparison(NamedTuple):
    """The facts of two years side by side, with a verdict on each pair."""

    command: str
    years: tuple[str, str]
    sector: str | None
    """The id of the only sector; None: all of them."""
    implied: bool
    pairs: Sequence[Pair]
    context: Context
    more: int = 0
    totals: Totals = NO_TOTALS

    @property
    def exit_status(self) -> ExitStatus:
        """The status with which a command ends that gives it."""
        return self.totals.exit_status

    @property
    def folded(self) -> int:
        """The number of facts without a counterpart that a limit left out: a screen that folds them counts them all."""
        listed = sum(pair.verdict is Verdict.ONE_SIDED for pair in self.pairs)
        return sum(self.totals.only_in) - listed

    @property
    def contract(self) -> "Envelope[YearComparison, Pair]":
        """The keys of its JSON."""
        return YEAR_COMPARISON


class AreaComparison(NamedTuple):
    """The facts of two areas in one year side by side, with a verdict on each pair."""

    command: str
    year: str
    areas: tuple[str, str]
    """Their ids."""
    sector: str | None
    """The id of the only sector; None: all of them."""
    implied: bool
    pairs: Sequence[Pair]
    context: Context
    more: int = 0
    totals: Totals = NO_TOTALS

    @property
    def exit_status(self) -> ExitStatus:
        """The status with which a command ends that gives it."""
        return self.totals.exit_status

    @property
    def contract(self) -> "Envelope[AreaComparison, Pair]":
        """The keys of its JSON."""
        return AREA_COMPARISON


class YearTable(NamedTuple):
    """The facts of more than two years, in a row for each thing."""

    command: str
    years: tuple[str, ...]
    sector: str | None
    implied: bool
    rows: Sequence[Row]
    context: Context
    more: int = 0
    totals: Totals = NO_TOTALS

    @property
    def folded(self) -> int:
        """The number of rows of a single fact that a limit left out: a screen that folds them counts them all."""
        listed = sum(len(row.facts) == 1 for row in self.rows)
        return sum(self.totals.only_in) - listed

    @property
    def contract(self) -> "Envelope[YearTable, Row]":
        """The keys of its JSON: those of every table, and the years as keys of its rows."""
        years = [_year_keys(year, column) for column, year in enumerate(self.years)]
        fact_keys = [keys.fact for keys in years]
        flat_keys = chain.from_iterable(keys.flat for keys in years)
        record = Record("row", ROW.about, (*ROW.keys, *fact_keys))
        flat = Record("row", ROW.about, (*ROW.keys, *flat_keys))
        return YEAR_TABLE._replace(listing=YEAR_TABLE.listing._replace(record=record, flat=flat))


def count_pairs(pairs: Sequence[Pair]) -> Totals:
    """Return the totals of the pairs of two years."""
    single = [pair for pair in pairs if pair.verdict is Verdict.ONE_SIDED]
    only_earlier = sum(pair.earlier is not None for pair in single)
    only_later = sum(pair.later is not None for pair in single)
    comparable = sum(pair.verdict is Verdict.COMPARABLE for pair in pairs)
    return Totals(len(_ids_of_pairs(pairs)), comparable, (only_earlier, only_later))


def count_area_pairs(pairs: Sequence[Pair], left: Iterable[Fact], right: Iterable[Fact]) -> Totals:
    """Return the totals of the pairs of two areas, of which not all facts stand in a pair."""
    paired = _ids_of_pairs(pairs)
    only_left = sum(fact.id not in paired for fact in left)
    only_right = sum(fact.id not in paired for fact in right)
    return count_pairs(pairs)._replace(only_in=(only_left, only_right))


def _ids_of_pairs(pairs: Iterable[Pair]) -> set[str]:
    """Return the ids of the facts of pairs."""
    sides = chain.from_iterable((pair.earlier, pair.later) for pair in pairs)
    return {fact.id for fact in sides if fact}


def count_rows(rows: Sequence[Row], years: int) -> Totals:
    """Return the totals of the rows of so many years."""
    single = [row for row in rows if len(row.facts) == 1]
    facts = chain.from_iterable(row.facts for row in rows)
    ids = {fact.id for fact in facts}
    only_in = [0] * years
    for row in single:
        for column, fact in enumerate(row.cells):
            only_in[column] += fact is not None
    return Totals(len(ids), len(rows) - len(single), tuple(only_in))


CHANGE: Record[Change] = Record(
    "change",
    "How much changed",
    (
        key(
            "absolute",
            nullable(NUMBER),
            "the later less the earlier value, in base units; null where one is only a limit or a range",
            lambda change: change.absolute,
        ),
        key(
            "percent",
            nullable(PERCENTAGE),
            "the same in percent of the earlier value",
            lambda change: change.percent,
        ),
        key(
            "low",
            nullable(LOW_PERCENTAGE),
            "the lowest percentage that the printed digits allow",
            lambda change: change.low,
        ),
        key(
            "high",
            nullable(HIGH_PERCENTAGE),
            "the highest percentage that the printed digits allow",
            lambda change: change.high,
        ),
        key(
            "per_year",
            nullable(PERCENTAGE),
            "the growth a year, compounded, in percent; of two years or more apart",
            lambda change: change.per_year,
        ),
        key(
            "least",
            nullable(LOW),
            "the lowest difference that the printed digits allow, in base units",
            lambda change: change.least,
        ),
        key(
            "most",
            nullable(HIGH),
            "the highest difference that the printed digits allow, in base units",
            lambda change: change.most,
        ),
        key(
            "per_year_low",
            nullable(LOW_PERCENTAGE),
            "the lowest growth a year that the printed digits allow",
            lambda change: change.per_year_low,
        ),
        key(
            "per_year_high",
            nullable(HIGH_PERCENTAGE),
            "the highest growth a year that the printed digits allow",
            lambda change: change.per_year_high,
        ),
    ),
)
_AVERAGE = Record("average", "an average month", BOUNDS)
AVERAGES: Record[Averages] = Record(
    "averages",
    "What two flows of different length come to in an average month: no change",
    (
        key("from", _AVERAGE.inline, "an average month", lambda averages: averages.earlier),
        key("to", _AVERAGE.inline, "an average month", lambda averages: averages.later),
    ),
)
_FACT_ID = "the id of a fact, or of an implied figure"
NEAREST: Record[tuple[Fact, Fact]] = Record(
    "nearest",
    "Two figures that can be compared where these cannot",
    (
        key("from", TEXT, _FACT_ID, lambda facts: facts[0].id),
        key("to", TEXT, _FACT_ID, lambda facts: facts[1].id),
        key("from_text", TEXT, "the figure for the eye", lambda facts: facts[0].text),
        key("to_text", TEXT, "the figure for the eye", lambda facts: facts[1].text),
        key("from_period", TEXT, EDTF, lambda facts: str(facts[0].period)),
        key("to_period", TEXT, EDTF, lambda facts: str(facts[1].period)),
        key(
            "change",
            nullable(CHANGE.form),
            "how much changed between them",
            lambda facts: judge_pair(*facts).change,
        ),
    ),
)
_PAIR_HEAD: tuple[Key[Pair], ...] = (
    key("sector", TEXT, "the id of the sector", lambda pair: pair.sector),
    key("subject", TEXT, "the id of the subject", lambda pair: pair.subject),
    key("verdict", word(Verdict), "whether the two can be compared", lambda pair: pair.verdict),
    key("reasons", TEXTS, "why they cannot, or with what care", lambda pair: pair.reasons),
)
_RESTATES: Key[Pair] = key(
    "restates",
    nullable(TEXT),
    "the id of the printed growth or change that the change only restates; null where it says more",
    lambda pair: pair.restates.id if pair.restates else None,
)
PAIR: Record[Pair] = Record(
    "pair",
    "Two facts set side by side",
    (
        *_PAIR_HEAD,
        key(
            "from",
            nullable(FACT.form),
            "the earlier fact, or that of the first area",
            lambda pair: pair.earlier,
        ),
        key(
            "to",
            nullable(FACT.form),
            "the later fact, or that of the second area",
            lambda pair: pair.later,
        ),
        key("change", nullable(CHANGE.form), "how much changed", lambda pair: pair.change),
        _RESTATES,
        key("monthly", nullable(AVERAGES.form), "average months", lambda pair: pair.monthly),
        key(
            "nearest", nullable(NEAREST.form), "two that can be compared", lambda pair: pair.nearest
        ),
    ),
)
_SIDE = FACT.pick(
    (
        "id", "indicator", "title", "statement", "text", "value", "low", "high", "qualifier", "unit", "price_basis", "area",
        "area_name", "entity", "period", "dating", "dating_reason", "status", "by", "as_of", "superseded_by", "on",
        "implied", "marks", "notes", "doubts", "conflicts", "citations",
    )
).keys  # fmt: skip
"""The columns of a fact beside others: its figure, and all that warns of it."""
_FLAT_KEYS: tuple[tuple[Key[Pair], ...], ...] = (
    _PAIR_HEAD,
    read_if_any(_SIDE, lambda pair: pair.earlier, "from_"),
    read_if_any(_SIDE, lambda pair: pair.later, "to_"),
    read_if_any(CHANGE.keys, lambda pair: pair.change, "change_"),
    (_RESTATES,),
    read_if_any(AVERAGES.keys, lambda pair: pair.monthly, "monthly_"),
    read_if_any(NEAREST.keys, lambda pair: pair.nearest, "nearest_"),
)
FLAT_PAIR: Record[Pair] = Record(
    "flat-pair",
    "Two facts set side by side, for a spreadsheet",
    tuple(row for keys in _FLAT_KEYS for row in keys),
)


def _id_of_earlier(pair: Pair) -> str | None:
    return pair.earlier.id if pair.earlier else None


def _id_of_later(pair: Pair) -> str | None:
    return pair.later.id if pair.later else None


def _first_fact(row: Row) -> Fact:
    return row.facts[0]


STEP: Record[Pair] = Record(
    "step",
    "Two facts of a row that follow each other",
    (
        key("from", nullable(TEXT), "the id of the earlier fact", _id_of_earlier),
        key("to", nullable(TEXT), "the id of the later fact", _id_of_later),
        *_PAIR_HEAD[2:],
        key("change", nullable(CHANGE.form), "how much changed", lambda pair: pair.change),
    ),
)
ROW: Record[Row] = Record(
    "row",
    "What is known of one thing in several years: the years asked for are further keys",
    (
        *read_from(
            FACT.pick(("sector", "subject", "indicator", "title", "area", "unit")).keys, _first_fact
        ),
        key(
            "steps",
            list_of(STEP.form),
            "the verdict on each two facts that follow each other",
            lambda row: row.steps,
        ),
    ),
)


class _YearKeys(NamedTuple):
    """The keys of one year: of its fact as an object, and of a spreadsheet's columns."""

    fact: Key[Row]
    flat: tuple[Key[Row], ...]


def _year_keys(year: str, column: int) -> _YearKeys:
    def fact_of(row: Row) -> Fact | None:
        return row.cells[column]

    return _YearKeys(
        key(year, nullable(FACT.form), f"the fact of {year}", fact_of),
        read_if_any(_SIDE, fact_of, f"{year}_"),
    )


_ROW_SCHEMA: Schema = {"$ref": "#/$defs/row"}
ROW_DEFINITION: Schema = {**ROW.schema, "additionalProperties": nullable(FACT.form).schema}
"""The schema of a row, in which any year is a key."""


def _facts_of_pair(answer: YearComparison | AreaComparison, pair: Pair) -> Iterable[Cited]:  # noqa: ARG001 - the signature of Listing.cites
    return [fact for fact in (pair.earlier, pair.later) if fact]


def _facts_of_row(answer: YearTable, row: Row) -> Iterable[Cited]:  # noqa: ARG001 - the signature of Listing.cites
    return row.facts


YEAR_COMPARISON: Envelope[YearComparison, Pair] = Envelope(
    ("compare",),
    Record(
        "years",
        ASKED,
        (
            key("from", TEXT, "the earlier year or years", lambda answer: answer.years[0]),
            key("to", TEXT, "the later year or years", lambda answer: answer.years[1]),
            key("sector", nullable(TEXT), "the id of a sector", lambda answer: answer.sector),
            key(
                "implied",
                FLAG,
                "whether implied figures are compared, too",
                lambda answer: answer.implied,
            ),
        ),
    ),
    (MORE,),
    Listing(
        "pairs",
        "facts of the two years side by side",
        lambda answer: answer.pairs,
        PAIR,
        flat=FLAT_PAIR,
        cites=_facts_of_pair,
    ),
    "comparison",
)
AREA_COMPARISON: Envelope[AreaComparison, Pair] = Envelope(
    ("compare",),
    Record(
        "areas",
        ASKED,
        (
            key("year", TEXT, "the year or years", lambda answer: answer.year),
            key("areas", TEXTS, "the ids of the two areas", lambda answer: answer.areas),
            key("sector", nullable(TEXT), "the id of a sector", lambda answer: answer.sector),
            key(
                "implied",
                FLAG,
                "whether implied figures are compared, too",
                lambda answer: answer.implied,
            ),
        ),
    ),
    (MORE,),
    Listing(
        "pairs",
        "facts of the two areas side by side: from the first, to the second",
        lambda answer: answer.pairs,
        PAIR,
        flat=FLAT_PAIR,
        cites=_facts_of_pair,
    ),
    "area-comparison",
)
YEAR_TABLE: Envelope[YearTable, Row] = Envelope(
    ("compare",),
    Record(
        "years",
        ASKED,
        (
            key("years", TEXTS, "three years or more", lambda answer: answer.years),
            key("sector", nullable(TEXT), "the id of a sector", lambda answer: answer.sector),
            key(
                "implied",
                FLAG,
                "whether implied figures are compared, too",
                lambda answer: answer.implied,
            ),
        ),
    ),
    (key("years", TEXTS, "the years, each a key of the rows", lambda answer: answer.years), MORE),
    Listing(
        "rows",
        "what is known in each year",
        lambda answer: answer.rows,
        ROW,
        cites=_facts_of_row,
        item_schema=_ROW_SCHEMA,
    ),
    "columns",
)
