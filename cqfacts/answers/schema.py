"""The JSON Schema of the output: the envelope of every command, as the contract `cqfacts/1` has it.

It lets keys be added, as the contract does. It does not know `--fields`, which leaves keys out.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from cqfacts.answers.objects import CHANGE_FIELDS, FACT_FIELDS, PAIR_FIELDS, SCHEMA
from cqfacts.evidence.documents import Recognised
from cqfacts.model.fact import ConflictKind, Formula, RelationKind, Status
from cqfacts.model.period import Dating
from cqfacts.model.quantity import Qualifier
from cqfacts.model.vocabulary import CSL_TYPES, Kind, PriceBasis
from cqfacts.reason.compare import Verdict
from cqfacts.reason.relations import Outcome

Schema = dict[str, Any]


def output_schema() -> Schema:
    """The schema of what any command writes with --json.

    >>> output_schema()["$defs"]["fact"]["properties"]["year"]["description"]
    'the year in which the period ends'
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"The output of cqfacts with --json, {SCHEMA}",
        "description": "Keys may be added. With --fields, the objects that are listed have only the keys asked for.",
        "oneOf": [_ref(name) for name in _ENVELOPES],
        "$defs": {**_DEFINITIONS, **_ENVELOPES},
    }


# --- what schemas are put together from


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _of(kind: str, about: str, **more: Any) -> Schema:
    return {"type": kind, "description": about, **more}


def _text(about: str, **more: Any) -> Schema:
    return _of("string", about, **more)


def _count(about: str) -> Schema:
    return _of("integer", about, minimum=0)


def _number(about: str) -> Schema:
    return _of("number", about)


def _word(choices: type[StrEnum], about: str) -> Schema:
    return _text(about, enum=[choice.value for choice in choices])


def _list(item: Schema, about: str) -> Schema:
    return _of("array", about, items=item)


def _texts(about: str) -> Schema:
    return _list({"type": "string"}, about)


def _by_id(item: Schema, about: str) -> Schema:
    return _of("object", about, additionalProperties=item)


def _or_null(schema: Schema) -> Schema:
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    choices = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
    return {**schema, "type": [schema["type"], "null"], **choices}


def _object(about: str, properties: Mapping[str, Schema], optional: Sequence[str] = ()) -> Schema:
    required = [name for name in properties if name not in optional]
    return _of("object", about, properties=dict(properties), required=required)


# --- facts, pairs, sources

_PERIOD = _text("EDTF: 2014, 2021-01/2021-08, 2013~ for about")
_DAY = r"^\d{4}-\d\d-\d\d$"
_ID = _text("its id, stable")
_TITLE = _text("its name in English")
_TITLE_ZH = _text("its name in Chinese")
_ALIASES = _texts("other names that people type")
_FACTS = _count("how many facts there are")

_FACT: dict[str, Schema] = {
    "id": _text("stable: an id once released never changes its meaning"),
    "sector": _text("the id of the sector"),
    "indicator": _text("the id of the indicator: what is measured"),
    "title": _text("the indicator's title, and which one where there are several"),
    "subject": _text("the id of the subject"),
    "measure": _text("the id of the measure"),
    "kind": _word(Kind, "how the indicator behaves in time and in arithmetic"),
    "area": _text("the id of what the figure is about"),
    "area_name": _text("the name of the area"),
    "area_code": _or_null(_text("its ISO 3166-1 or 3166-2 code")),
    "period": _PERIOD,
    "start": _text("the first day of the period", pattern=_DAY),
    "end": _text("the last day of the period", pattern=_DAY),
    "year": _of("integer", "the year in which the period ends"),
    "dating": _word(Dating, "whether the document prints the period"),
    "value": _or_null(_number("the figure in base units; null for a limit or a state")),
    "low": _or_null(_number("the lowest value that the printed digits allow; null: open")),
    "high": _or_null(_number("the highest value that the printed digits allow; null: open")),
    "qualifier": _or_null(_word(Qualifier, "what the figure says of the true value; null for a state")),
    "unit": _or_null(_text("the id of the unit; null for a state")),
    "price_basis": _or_null(_word(PriceBasis, "for money: at which prices it is counted")),
    "text": _text("the figure for the eye, or the state in words"),
    "statement": _text("one sentence that stands alone"),
    "status": _word(Status, "forecast for what is expected or planned"),
    "notes": _texts("what a reader needs to use the figure"),
    "doubts": _list(_ref("doubt"), "what is wrong or unclear with it"),
    "implied": _of("boolean", "whether the figure is computed from others and printed nowhere"),
    "citations": _list(_ref("citation"), "where it is printed"),
    "entity": _or_null(_text("which one, where the indicator has several")),
    "dating_reason": _or_null(_text("how the period was placed, where it is inferred")),
    "conflicts": _list(_ref("conflict"), "what arithmetic finds against it"),
    "derivation": _or_null(_ref("derivation")),
}
_CHANGE = {
    "absolute": _or_null(_number("the later less the earlier value, in base units; null where one is only a limit")),
    "least": _or_null(_number("the lowest difference that the printed digits allow, in base units")),
    "most": _or_null(_number("the highest difference that the printed digits allow, in base units")),
    "percent": _or_null(_number("the same in percent of the earlier value")),
    "low": _or_null(_number("the lowest percentage that the printed digits allow")),
    "high": _or_null(_number("the highest percentage that the printed digits allow")),
    "per_year": _or_null(_number("the growth a year, compounded, in percent; of two years or more apart")),
    "per_year_low": _or_null(_number("the lowest growth a year that the printed digits allow")),
    "per_year_high": _or_null(_number("the highest growth a year that the printed digits allow")),
}
_PAIR = {
    "sector": _text("the id of the sector"),
    "subject": _text("the id of the subject"),
    "verdict": _word(Verdict, "whether the two can be compared"),
    "reasons": _texts("why they cannot, or with what care"),
    "from": _or_null(_ref("fact")),
    "to": _or_null(_ref("fact")),
    "change": _or_null(_ref("change")),
    "monthly": _or_null(_ref("averages")),
    "nearest": _or_null(_ref("nearest")),
}
_BOUNDS = {
    "low": _or_null(_number("the lowest true value, in base units; null: open")),
    "high": _or_null(_number("the highest true value, in base units; null: open")),
}
_EXACT = {
    "id": _text("the id of a fact, or of an implied figure"),
    "title": _FACT["title"],
    "area": _FACT["area"],
    "period": _PERIOD,
    "text": _FACT["text"],
    "unit": _FACT["unit"],
    "whole": _of("boolean", "whether the unit counts whole things: bounds of an implied figure are then whole numbers"),
    **{key: _or_null(_text("an exact number in base units: 1290500, or 431/1000")) for key in ("value", "low", "high")},
    "formula": _word(Formula, "of an implied figure: how it follows"),
    "expression": _text("of an implied figure: arithmetic over the names of its inputs"),
    "inputs": _by_id(_ref("reasoning"), "of an implied figure: what stands for each name in the expression"),
    "printed": _or_null(_text("of a printed figure: its sign, digits and scale word")),
    "doubts": _list(_ref("doubt"), "what is wrong or unclear with it"),
    "conflicts": _list(_ref("conflict"), "what arithmetic finds against it"),
    "citations": _list(_ref("citation"), "of a printed figure: where it is printed"),
}
_ROW = {
    "sector": _text("the id of the sector"),
    "subject": _text("the id of the subject"),
    "indicator": _text("the id of the indicator"),
    "title": _text("the indicator's title"),
    "area": _text("the id of the area"),
    "unit": _or_null(_text("the id of the unit")),
}
_UNMET = {
    "what": _text("period, area, subject, measure, unit or word"),
    "asked": _text("what was asked"),
    "has": _or_null(_text("what the fact has in its place")),
}
_SOURCE = {
    "id": _ID,
    "type": _text("its CSL type", enum=list(CSL_TYPES)),
    "title": _text("its title; in square brackets where it has none and the words are ours"),
    "author": _list(
        _object(
            "a person, or under `literal` an organisation",
            {name: _text("name") for name in ("family", "given", "literal")},
            optional=["family", "given", "literal"],
        ),
        "its authors",
    ),
    "publisher": _text("its publisher"),
    "issued": _object(
        "its date, absent where nothing tells it; circa: about then, or not printed",
        {
            "date-parts": _list(
                _list({"type": "integer"}, "year, month, day, as far as they are known"),
                "one date, or the first and the last",
            ),
            "circa": {"const": True},
        },
        optional=["circa"],
    ),
    "note": _text("how its date was placed, or why it has none"),
    "language": _text("its language, as in BCP 47"),
    "URL": _text("its address"),
    "file": _text("the name of its text file"),
    "sha256": _text("the SHA-256 of that file", pattern="^[0-9a-f]{64}$"),
}
_OPTIONAL_OF_SOURCE = ("author", "publisher", "issued", "note", "language", "URL")
_DEFINITIONS = {
    "fact": _object("A figure or state with everything needed to use it", {key: _FACT[key] for key in FACT_FIELDS}),
    "citation": _object(
        "A place in a document",
        {
            "source": _text("the id of the source, a key of sources"),
            "paragraph": _of("integer", "the number of the non-blank line", minimum=1),
            "printed": _text("the words exactly as printed"),
        },
    ),
    "doubt": _object(
        "What is wrong or unclear",
        {
            "reason": _text("what is printed, and why it cannot stand or cannot be settled"),
            "likely": _text("the likely reading"),
        },
    ),
    "relation": _object(
        "What a document says about two facts",
        {
            "id": _ID,
            "relation": _word(RelationKind, "the left is higher than, equals, is part of the right"),
            "left": _text("the id of a fact"),
            "right": _text("the id of a fact"),
            "statement": _text("the relation in one sentence"),
            "citations": _list(_ref("citation"), "where it is printed"),
            "by": _or_null(_text("the figure of the relation itself, as printed")),
        },
    ),
    "conflict": _object(
        "What arithmetic finds against a fact",
        {
            "kind": _word(ConflictKind, "a relation, two figures for one thing, or what others imply"),
            "others": _texts("the ids of the facts that cannot be true together with it"),
            "reason": _text("the arithmetic"),
        },
    ),
    "derivation": _object(
        "How an implied figure follows, one step deep",
        {
            "formula": _word(Formula, "how it follows"),
            "expression": _text("arithmetic over the names of the inputs"),
            "inputs": _by_id(_text("an id"), "the fact, or implied figure, that stands for each name"),
        },
    ),
    "averages": _object(
        "What two flows of different length come to in an average month: no change",
        {side: _object("an average month", _BOUNDS) for side in ("from", "to")},
    ),
    "nearest": _object(
        "Two figures that can be compared where these cannot",
        {side: _text("the id of a fact, or of an implied figure") for side in ("from", "to")},
    ),
    "reasoning": _object(
        "What a figure rests on, down to the printed digits",
        _EXACT,
        ["formula", "expression", "inputs", "printed", "citations"],
    ),
    "row": _of(
        "object",
        "What is known of one thing in several years: the years asked for are further keys",
        properties=_ROW,
        required=list(_ROW),
        additionalProperties=_or_null(_ref("fact")),
    ),
    "case": _object(
        "What figures were held against, and what they say of it",
        {
            "found_by": _word(ConflictKind, "a relation, two figures for the same thing, or what others imply"),
            "outcome": _word(Outcome, "what the printed digits say of it"),
            "facts": _texts("the ids of the facts concerned"),
            "arithmetic": _text("the figures set against each other"),
            "doubtful": _of("boolean", "whether a doubt is written down with one of the facts"),
            "relations": _list(_ref("relation"), "what documents say, where that was held against the figures"),
        },
    ),
    "change": _object("How much changed", {key: _CHANGE[key] for key in CHANGE_FIELDS}),
    "pair": _object("Two facts set side by side", {key: _PAIR[key] for key in PAIR_FIELDS}),
    "match": _object(
        "How a fact meets a question",
        {
            "unmet": _list(_object("A condition that the fact does not meet", _UNMET), "what it does not meet"),
            "score": _number("how well it fits; higher is better"),
        },
    ),
    "source": _object("A document, as a CSL-JSON item with two keys more", _SOURCE, _OPTIONAL_OF_SOURCE),
}

# --- the envelopes


def _envelope(commands: Sequence[str], query: Schema, keys: Mapping[str, Schema], *optional: str) -> Schema:
    properties = {
        "schema": {"const": SCHEMA},
        "command": _text("the command that was run", enum=list(commands)),
        "query": query,
        "more": _count("how many further ones --limit left out; absent where it left out none"),
        "sources": _by_id(_ref("source"), "every source that is cited, by its id"),
        **keys,
    }
    return _object(f"What {', '.join(commands)} writes", properties, ["more", *optional])


def _rows(name: str, row: Mapping[str, Schema], query: Mapping[str, Schema] | None = None) -> Schema:
    """The envelope of a listing of something else than facts."""
    rows = _list(_object(f"One of the {name}", row), f"the {name}")
    asked = _object("what was asked", query or {}, list(query or {}))
    return _envelope([name], asked, {"facts": _no_facts(), name: rows})


def _no_facts() -> Schema:
    return _of("array", "always empty here", maxItems=0)


_SELECTION = {
    "sector": _text("the id of a sector"),
    "area": _text("the id of an area"),
    "measure": _text("the id of a measure"),
    "year": _text("a year, or a span: 2014..2021"),
    "implied": _of("boolean", "whether implied figures are listed, too"),
}
_CODE = _text("a code of findings, which never changes its meaning", pattern="^CQ[0-9]{3}$")
_TERM = {"id": _ID, "title": _TITLE, "title_zh": _TITLE_ZH, "aliases": _ALIASES}
# A key that another source of the listing has is null where this one has it not.
_LISTED_SOURCE = {
    **{key: _or_null(schema) if key in _OPTIONAL_OF_SOURCE else schema for key, schema in _SOURCE.items()},
    "date": _text("its date in words, with c. where the document does not print it"),
    "paragraphs": _count("how many non-blank lines its text file has"),
    "facts": _FACTS,
}
_LISTED_FACTS = _list(_ref("fact"), "the facts")
_MATCHED = {"properties": {"match": _ref("match")}, "required": ["match"]}
_FINDINGS = _list(
    _object(
        "One thing wrong",
        {
            "file": _text("the file, or the folder"),
            "line": _or_null(_count("the line, from 1; null: the whole file")),
            "column": _or_null(_count("the column, from 1")),
            "code": _CODE,
            "message": _text("the cause"),
            "hint": _text("the way out"),
            "trail": _texts("which entry, which key: the outermost first"),
        },
    ),
    "everything that is wrong, sorted by place",
)
_ENVELOPES = {
    "listing": _envelope(
        ["sector", "year", "facts"],
        _object("the conditions, every name as its id", _SELECTION, list(_SELECTION)),
        {
            "facts": _LISTED_FACTS,
            "not_implied": _list(
                _object(
                    "Figures that seem to imply another and do not",
                    {"inputs": _texts("their ids"), "reason": _text("why they do not")},
                ),
                "with --implied: what does not follow, and why",
            ),
        },
        "not_implied",
    ),
    "reasons": _envelope(
        ["why"],
        _object("what was asked", {"ids": _texts("ids of facts or of implied figures")}),
        {
            "facts": _LISTED_FACTS,
            "reasoning": _list(_ref("reasoning"), "what each rests on, in their order"),
            "implies": _by_id(_texts("ids of implied figures"), "for each fact, what follows from it"),
        },
    ),
    "series": _envelope(
        ["series"],
        _object(
            "what was asked",
            {
                "indicator": _text("the id of an indicator"),
                "area": _text("the id of an area"),
                "implied": _of("boolean", "whether implied figures are among the points"),
            },
        ),
        {
            "facts": _list(_ref("fact"), "the points, in order"),
            "series": _object(
                "What the points are of",
                {
                    "indicator": _text("the id of the indicator"),
                    "area": _text("the id of the area"),
                    "per": _or_null(_text("whether a chart shows an average month or day", enum=["month", "day"])),
                    "drawn": _list(
                        _object("What a chart shows of a point", {"id": _text("its id"), **_BOUNDS}), "the points"
                    ),
                    "gaps": _list(
                        _object(
                            "A time without a figure",
                            {"start": _text("its first day", pattern=_DAY), "end": _text("its last day", pattern=_DAY)},
                        ),
                        "the times between the points that none covers",
                    ),
                },
            ),
        },
    ),
    "conflicts": _envelope(
        ["conflicts"],
        _object(
            "what was asked",
            {"sector": _text("the id of a sector"), "all": _of("boolean", "whether what holds is listed, too")},
            ["sector"],
        ),
        {
            "facts": _list(_ref("fact"), "the facts concerned"),
            "conflicts": _list(_ref("case"), "what fails first"),
        },
    ),
    "columns": _envelope(
        ["compare"],
        _object(
            "what was asked",
            {
                "years": _texts("three years or more"),
                "sector": _or_null(_text("the id of a sector")),
                "implied": _of("boolean", "whether implied figures are compared, too"),
            },
        ),
        {
            "years": _texts("the years, each a key of the rows"),
            "rows": _list(_ref("row"), "what is known in each year"),
        },
    ),
    "details": _envelope(
        ["show"],
        _object("what was asked", {"ids": _texts("ids of facts")}),
        {
            "facts": _LISTED_FACTS,
            "related": _by_id(_texts("ids of facts"), "for each fact, the others of its subject"),
            "relations": _list(_ref("relation"), "what the documents say of these facts and others"),
        },
    ),
    "search": _envelope(
        ["search"],
        _object("what was asked", {"words": _text("the question")}),
        {
            "answer": _text("whether the first fact answers the question", enum=["found", "probable", "none"]),
            "understood": _list(
                _object("words of the question", {"text": _text("the words"), "means": _texts("what they mean")}),
                "how the question was understood, with --explain",
            ),
            "facts": _list({"allOf": [_ref("fact"), _MATCHED]}, "the facts that are near, best first"),
        },
        "understood",
    ),
    "comparison": _envelope(
        ["compare"],
        _object(
            "what was asked",
            {
                "from": _text("the earlier year or years"),
                "to": _text("the later year or years"),
                "sector": _or_null(_text("the id of a sector")),
                "implied": _of("boolean", "whether implied figures are compared, too"),
            },
        ),
        {"pairs": _list(_ref("pair"), "facts of the two years side by side")},
    ),
    "sectors": _rows(
        "sectors",
        {
            **_TERM,
            "covers": _text("what belongs to it"),
            "facts": _FACTS,
            "years": _list({"type": "integer"}, "the years that have facts"),
        },
    ),
    "years": _rows(
        "years",
        {
            "year": _of("integer", "the year in which periods end"),
            "facts": _FACTS,
            "sectors": _texts("the ids of the sectors that have facts"),
        },
    ),
    "areas": _rows(
        "areas",
        {
            **_TERM,
            "code": _or_null(_text("its ISO 3166-1 or 3166-2 code")),
            "note": _or_null(_text("what a reader must know of it")),
            "facts": _FACTS,
        },
    ),
    "indicators": _rows(
        "indicators",
        {
            "id": _ID,
            "title": _TITLE,
            **{key: _FACT[key] for key in ("sector", "subject", "measure", "kind", "unit", "price_basis")},
            "growth_of": _or_null(_text("of a growth: the indicator that grew")),
            "part": _or_null(_text("of a share: the indicator that is the part")),
            "whole": _or_null(_text("of a share: the indicator that is the whole")),
            "whole_area": _or_null(_text("of a share: the area of the whole, where it differs")),
            "ranks": _or_null(_text("of a rank: the indicator by which it orders")),
            "field": _or_null(_text("of a rank: the area among whose members it orders")),
            "aliases": _ALIASES,
            "facts": _FACTS,
        },
        {"sector": _text("the id of a sector")},
    ),
    "sources": _envelope(
        ["sources"],
        _object("what was asked", {}),
        {
            "facts": _no_facts(),
            "sources": _by_id(_object("A document", _LISTED_SOURCE, _OPTIONAL_OF_SOURCE), "the sources"),
        },
    ),
    "findings": _envelope(
        ["check"],
        _object("what was asked", {"folder": _or_null(_text("the folder of the base; null: the shipped one"))}),
        {
            "facts": _no_facts(),
            "findings": _FINDINGS,
        },
    ),
    "verification": _envelope(
        ["verify"],
        _object(
            "what was asked",
            {
                "documents": _text("the folder of the documents"),
                "folder": _or_null(_text("the folder of the base; null: the shipped one")),
            },
        ),
        {
            "facts": _no_facts(),
            "documents": _list(
                _object(
                    "What became of the citations of one document",
                    {
                        "source": _text("the id of the source"),
                        "file": _or_null(_text("the file that is its document; null: it is missing")),
                        "recognised": _or_null(
                            _word(Recognised, "by its SHA-256, by its text in another form, or only by its name")
                        ),
                        "citations": _count("how many citations of it there are"),
                        "hold": _count("how many of them it prints exactly so, once, in that paragraph"),
                    },
                ),
                "the document of each source",
            ),
            "findings": _FINDINGS,
        },
    ),
    "codes": _envelope(
        ["check"],
        _object("what was asked", {"explain": _text("a code, or all")}),
        {
            "facts": _no_facts(),
            "codes": _list(
                _object(
                    "What a code of findings stands for",
                    {
                        "code": _CODE,
                        "title": _text("what is wrong"),
                        "when": _text("when it occurs"),
                        "way_out": _text("how to put it right"),
                    },
                ),
                "the codes that were asked for",
            ),
        },
    ),
}
