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
    from cqfacts.answers.comparisons import YearComparison, YearTable
    from cqfacts.answers.conflicts import ConflictList
    from cqfacts.answers.details import FactDetails, Reasons
    from cqfacts.answers.listings import FactList
    from cqfacts.answers.overviews import (
        AreaList,
        IndicatorList,
        Overview,
        SectorList,
        SourceList,
        YearList,
    )
    from cqfacts.answers.readings import Reading
    from cqfacts.answers.searches import SearchAnswer
    from cqfacts.answers.timelines import Timeline
    from cqfacts.errors import (
        Ambiguous,
        CqfactsError,
        ExitStatus,
        InvalidBase,
        NotFound,
        WrongUsage,
    )
    from cqfacts.index.catalogue import Catalogue
    from cqfacts.model.fact import Citation, Doubt, Fact
    from cqfacts.model.finding import Finding
    from cqfacts.model.vocabulary import Area, Indicator, Measure, Sector, Source, Subject, Unit
    from cqfacts.reader.records import Figure, Mention
    from cqfacts.reason.change import Change
    from cqfacts.reason.verdicts import Pair, Verdict
    from cqfacts.verbs import (
        areas,
        check,
        cite,
        compare,
        compare_years,
        conflicts,
        explain,
        fact,
        facts,
        implied,
        indicators,
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
        verify,
        why,
        year,
        years,
    )

_MODULES = {
    "verbs": (
        "areas", "check", "cite", "compare", "compare_years", "conflicts", "explain", "fact", "facts", "implied", "indicators", "new", "open_base",
        "overview", "read", "schema", "search", "sector", "sectors", "series", "show", "source", "sources", "verify", "why", "year",
        "years",
    ),
    "errors": ("Ambiguous", "CqfactsError", "ExitStatus", "InvalidBase", "NotFound", "WrongUsage"),
    "answers.checks": ("CheckReport", "CodeList", "VerificationReport"),
    "answers.comparisons": ("YearComparison", "YearTable"),
    "answers.conflicts": ("ConflictList",),
    "answers.details": ("FactDetails", "Reasons"),
    "answers.listings": ("FactList",),
    "answers.overviews": ("AreaList", "IndicatorList", "Overview", "SectorList", "SourceList", "YearList"),
    "answers.readings": ("Reading",),
    "answers.searches": ("SearchAnswer",),
    "answers.timelines": ("Timeline",),
    "index.catalogue": ("Catalogue",),
    "model.fact": ("Citation", "Doubt", "Fact"),
    "model.finding": ("Finding",),
    "model.vocabulary": ("Area", "Indicator", "Measure", "Sector", "Source", "Subject", "Unit"),
    "reader.records": ("Figure", "Mention"),
    "reason.change": ("Change",),
    "reason.verdicts": ("Pair", "Verdict"),
}  # fmt: skip
"""The names that the library offers, by the module that has them."""
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}

__all__ = [  # noqa: RUF022 - verbs first, then records
    "__version__",
    "areas", "check", "cite", "compare", "compare_years", "conflicts", "explain", "fact", "facts", "implied", "indicators", "new", "open_base",
    "overview", "read", "schema", "search", "sector", "sectors", "series", "show", "source", "sources", "verify", "why", "year",
    "years",
    "Ambiguous", "CqfactsError", "ExitStatus", "InvalidBase", "NotFound", "WrongUsage",
    "AreaList", "CheckReport", "CodeList", "ConflictList", "FactDetails", "FactList", "IndicatorList", "Overview", "Reading", "Reasons",
    "SearchAnswer", "SectorList", "SourceList", "Timeline", "VerificationReport", "YearComparison", "YearList", "YearTable",
    "Area", "Catalogue", "Change", "Citation", "Doubt", "Fact", "Figure", "Finding", "Indicator", "Measure", "Mention", "Pair", "Sector", "Source",
    "Subject", "Unit", "Verdict",
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
