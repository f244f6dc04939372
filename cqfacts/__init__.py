"""Facts about Chongqing's economy, each with unit, period, area, precision, source and paragraph.

The verbs are functions that return answers; the records that stand in answers are here for annotations.

>>> import cqfacts
>>> cqfacts.fact("vehicle-output-2014").text
'2.63 million vehicles'
"""

from typing import TYPE_CHECKING

from cqfacts import model
from cqfacts.version import __version__

if TYPE_CHECKING:
    from cqfacts.answers.checks import CheckReport, CodeList, VerificationReport
    from cqfacts.answers.comparisons import AreaComparison, Totals, YearComparison, YearTable
    from cqfacts.answers.conflicts import ConflictList
    from cqfacts.answers.coverage import CoverageReport
    from cqfacts.answers.details import FactDetails, Reasons
    from cqfacts.answers.drafts import AdmissionReport, DraftReport
    from cqfacts.answers.imports import ImportReport, MappedPart
    from cqfacts.answers.keys import Answer
    from cqfacts.answers.listings import FactList
    from cqfacts.answers.overviews import (
        AreaList,
        AreaRow,
        IndicatorList,
        IndicatorRow,
        Overview,
        SectorList,
        SectorRow,
        SourceList,
        SourceRow,
        YearList,
        YearRow,
    )
    from cqfacts.answers.readings import Reading
    from cqfacts.answers.searches import SearchAnswer, UnderstoodWords
    from cqfacts.answers.timelines import Timeline
    from cqfacts.base.codes import Code
    from cqfacts.citations.text import CitedText
    from cqfacts.editing.adding import Added, Created
    from cqfacts.editing.admitting import Admission, AdmittedEntry, DraftRefusal, FilledDraft
    from cqfacts.editing.beginning import Begun
    from cqfacts.editing.drafting import DraftedFact, FactDraft
    from cqfacts.editing.formatting import FormattedFile
    from cqfacts.editing.importing import TableImport
    from cqfacts.editing.table_facts import CellRefusal
    from cqfacts.editing.table_mapping import (
        PeriodColumn,
        TableColumn,
        TableMapping,
        TableRole,
    )
    from cqfacts.editing.table_numbers import NumberStyle, ShownCell, Thousands
    from cqfacts.errors import (
        Ambiguous,
        CqfactsError,
        ExitStatus,
        InvalidBase,
        NotFound,
        WrongUsage,
    )
    from cqfacts.evidence.coverage import DocumentCoverage, Passage, PassageState
    from cqfacts.evidence.documents import Document, Recognised
    from cqfacts.evidence.verifying import Verification, Verified
    from cqfacts.index.catalogue import Catalogue
    from cqfacts.index.filters import Filter
    from cqfacts.model.change_base import Average, Neighbour
    from cqfacts.model.fact import (
        Citation,
        Conflict,
        ConflictKind,
        Derivation,
        Doubt,
        Fact,
        Formula,
        Grade,
        Status,
    )
    from cqfacts.model.finding import Finding, Level, Place
    from cqfacts.model.interval import Interval
    from cqfacts.model.period import Dating, EdtfDate, Period
    from cqfacts.model.quantity import Printed, Qualifier, Quantity
    from cqfacts.model.relation import Relation, RelationKind
    from cqfacts.model.vocabulary import (
        AnswerKind,
        Area,
        Author,
        Indicator,
        Kind,
        Measure,
        Organisation,
        Person,
        PriceBasis,
        Sector,
        Source,
        Subject,
        Unit,
        WholeEntity,
    )
    from cqfacts.questions.intents import Intent
    from cqfacts.questions.matches import Fit, Match
    from cqfacts.questions.unmet import Unmet
    from cqfacts.reader.records import Direction, Figure, FigureKind, Mention
    from cqfacts.reason.cases import Case
    from cqfacts.reason.change import Averages, Change
    from cqfacts.reason.imply import Clash, Implications, Refusal
    from cqfacts.reason.pairs import Row
    from cqfacts.reason.relations import Outcome
    from cqfacts.reason.series import Gap, Series
    from cqfacts.reason.verdicts import Pair, Verdict
    from cqfacts.verbs import (
        admit,
        areas,
        check,
        cite,
        cite_with_places,
        compare,
        compare_areas,
        compare_years,
        conflicts,
        coverage,
        draft,
        explain,
        fact,
        facts,
        fmt,
        implied,
        import_table,
        indicators,
        init,
        new,
        open_base,
        overview,
        read,
        schema,
        search,
        sector,
        sectors,
        series,
        show,
        source,
        sources,
        to_frame,
        verify,
        why,
        write_schemas,
        year,
        years,
    )

_MODULES = {
    "verbs": (
        "admit", "areas", "check", "cite", "cite_with_places", "compare", "compare_areas", "compare_years", "conflicts", "coverage", "draft", "explain", "fact", "facts", "fmt", "implied", "import_table", "indicators", "init", "new",
        "open_base", "overview", "read", "schema", "search", "sector", "sectors", "series", "show", "source", "sources", "to_frame",
        "verify", "why", "write_schemas", "year", "years",
    ),
    "errors": ("Ambiguous", "CqfactsError", "ExitStatus", "InvalidBase", "NotFound", "WrongUsage"),
    "answers.checks": ("CheckReport", "CodeList", "VerificationReport"),
    "answers.comparisons": ("AreaComparison", "Totals", "YearComparison", "YearTable"),
    "answers.conflicts": ("ConflictList",),
    "answers.coverage": ("CoverageReport",),
    "answers.details": ("FactDetails", "Reasons"),
    "answers.drafts": ("AdmissionReport", "DraftReport"),
    "answers.imports": ("ImportReport", "MappedPart"),
    "answers.keys": ("Answer",),
    "answers.listings": ("FactList",),
    "answers.overviews": (
        "AreaList", "AreaRow", "IndicatorList", "IndicatorRow", "Overview", "SectorList", "SectorRow", "SourceList", "SourceRow",
        "YearList", "YearRow",
    ),
    "answers.readings": ("Reading",),
    "answers.searches": ("SearchAnswer", "UnderstoodWords"),
    "answers.timelines": ("Timeline",),
    "base.codes": ("Code",),
    "citations.text": ("CitedText",),
    "editing.adding": ("Added", "Created"),
    "editing.beginning": ("Begun",),
    "editing.admitting": ("Admission", "AdmittedEntry", "DraftRefusal", "FilledDraft"),
    "editing.drafting": ("DraftedFact", "FactDraft"),
    "editing.formatting": ("FormattedFile",),
    "editing.importing": ("TableImport",),
    "editing.table_facts": ("CellRefusal",),
    "editing.table_mapping": ("PeriodColumn", "TableColumn", "TableMapping", "TableRole"),
    "editing.table_numbers": ("NumberStyle", "ShownCell", "Thousands"),
    "evidence.coverage": ("DocumentCoverage", "Passage", "PassageState"),
    "evidence.documents": ("Document", "Recognised"),
    "evidence.verifying": ("Verification", "Verified"),
    "index.catalogue": ("Catalogue",),
    "index.filters": ("Filter",),
    "model.change_base": ("Average", "Neighbour"),
    "model.fact": ("Citation", "Conflict", "ConflictKind", "Derivation", "Doubt", "Fact", "Formula", "Grade", "Status"),
    "model.finding": ("Finding", "Level", "Place"),
    "model.interval": ("Interval",),
    "model.period": ("Dating", "EdtfDate", "Period"),
    "model.quantity": ("Printed", "Qualifier", "Quantity"),
    "model.relation": ("Relation", "RelationKind"),
    "model.vocabulary": (
        "AnswerKind", "Area", "Author", "Indicator", "Kind", "Measure", "Organisation", "Person", "PriceBasis", "Sector", "Source", "Subject", "Unit",
        "WholeEntity",
    ),
    "questions.intents": ("Intent",),
    "questions.matches": ("Fit", "Match"),
    "questions.unmet": ("Unmet",),
    "reader.records": ("Direction", "Figure", "FigureKind", "Mention"),
    "reason.cases": ("Case",),
    "reason.change": ("Averages", "Change"),
    "reason.imply": ("Clash", "Implications", "Refusal"),
    "reason.pairs": ("Row",),
    "reason.relations": ("Outcome",),
    "reason.series": ("Gap", "Series"),
    "reason.verdicts": ("Pair", "Verdict"),
}  # fmt: skip
"""The names that the library offers, by the module that has them."""
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}

__all__ = [  # noqa: RUF022 - verbs first, then errors, then records
    "__version__",
    "admit", "areas", "check", "cite", "cite_with_places", "compare", "compare_areas", "compare_years", "conflicts", "coverage", "draft", "explain", "fact", "facts", "fmt", "implied", "import_table", "indicators", "init", "new",
    "open_base", "overview", "read", "schema", "search", "sector", "sectors", "series", "show", "source", "sources", "to_frame",
    "verify", "why", "write_schemas", "year", "years",
    "Ambiguous", "CqfactsError", "ExitStatus", "InvalidBase", "NotFound", "WrongUsage",
    "Added", "Admission", "AdmissionReport", "AdmittedEntry", "Answer", "AnswerKind", "Area", "AreaComparison", "AreaList", "AreaRow", "Author", "Average", "Averages", "Begun", "Case", "Catalogue", "CellRefusal", "Change", "CheckReport",
    "Citation", "CitedText", "Clash", "Code", "CodeList", "Conflict", "ConflictKind", "ConflictList", "CoverageReport", "Created", "Dating", "Derivation", "Direction",
    "Document", "DocumentCoverage", "Doubt", "DraftRefusal", "DraftReport", "DraftedFact", "EdtfDate", "Fact", "FactDetails", "FactDraft", "FactList", "Figure", "FigureKind", "FilledDraft", "Filter", "Finding", "Fit", "FormattedFile", "Formula", "Gap", "Grade",
    "Implications", "ImportReport", "Indicator", "IndicatorList", "IndicatorRow", "Intent", "Interval", "Kind", "Level", "MappedPart", "Match", "Measure", "Mention", "Neighbour", "NumberStyle",
    "Organisation", "Outcome", "Overview", "Pair", "Passage", "PassageState", "Period", "PeriodColumn", "Person", "Place", "PriceBasis", "Printed", "Qualifier", "Quantity", "Reading", "Reasons",
    "Recognised", "Refusal", "Relation", "RelationKind", "Row", "SearchAnswer", "Sector", "SectorList", "SectorRow", "Series", "ShownCell", "Source",
    "SourceList", "SourceRow", "Status", "Subject", "TableColumn", "TableImport", "TableMapping", "TableRole", "Thousands", "Timeline", "Totals", "UnderstoodWords", "Unit", "Unmet", "Verdict", "Verification",
    "VerificationReport", "Verified", "WholeEntity", "YearComparison", "YearList", "YearRow", "YearTable",
]  # fmt: skip


def _write_fact(fact: "Fact") -> dict[str, object]:
    from cqfacts.answers.facts import FACT

    return FACT.write(fact)


model.write_fact = _write_fact


def __getattr__(name: str) -> object:
    """Import on first use: the entry point must be able to take Ctrl-C before anything heavy is imported."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
