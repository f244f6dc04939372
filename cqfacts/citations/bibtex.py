"""BibTeX, written by bibtexparser, with escapes of our own.

Its own encoder (pylatexenc) takes what stands between two dollars for formulas and what starts with www. for addresses,
and writes a lone brace as `\\{`, which BibTeX counts all the same. Letters stay as they are, in UTF-8.
"""

import re
from collections.abc import Iterator, Sequence

from cqfacts.model.period import MONTHS
from cqfacts.model.vocabulary import Author, Source
from cqfacts.output.words import one_line

# Every character that LaTeX or BibTeX would not print as it stands, as LaTeX names it.
_ESCAPES = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        "`": r"{\textasciigrave}",
        "<": r"{\textless}",
        ">": r"{\textgreater}",
        "|": r"{\textbar}",
        **{character: "\\" + character for character in "#$%&_"},
    }
)
_LIGATURES = re.compile("(?<=-)(?=-)|(?<=')(?=')|(?<=,)(?=,)")
_TYPES = {"book": "book", "report": "techreport"}
_PUBLISHERS = {"book": "publisher", "techreport": "institution", "misc": "howpublished"}
"""The field under which the styles of BibTeX and biblatex print the publisher of an entry."""


def escaped(text: str) -> str:
    """The text on one line, as LaTeX prints it.

    >>> print(escaped("50% -- #1 {a_b}"))
    50\\% -{}- \\#1 {\\textbraceleft}a\\_b{\\textbraceright}
    """
    return _LIGATURES.sub("{}", one_line(text).translate(_ESCAPES))


def address(url: str) -> str:
    """The address as BibTeX and biblatex take it: as it stands, but for what no address holds unless encoded."""
    from urllib.parse import quote

    return quote(one_line(url), safe="!#$%&'()*+,/:;=?@[]~")


def bibtex(sources: Sequence[Source]) -> str:
    """The sources as entries. `date` is what biblatex reads, in EDTF; `year` and `month` are for BibTeX itself."""
    import bibtexparser
    from bibtexparser.model import Entry, Field

    library = bibtexparser.Library()
    for source in sources:
        kind = _kind(source)
        fields = [Field(name, content) for name, content in _fields(source, kind)]
        for month in (field for field in fields if field.key == "month"):
            month.enclosing = "no-enclosing"  # a name that BibTeX knows
        library.add(Entry(kind, source.id, fields))
    layout = bibtexparser.BibtexFormat()
    layout.block_separator = "\n"
    written: str = bibtexparser.write_string(library, bibtex_format=layout)
    return written


def _kind(source: Source) -> str:
    """The type of its entry: that of no document in particular where it lacks what BibTeX requires of the others."""
    return _TYPES.get(source.type, "misc") if source.author and source.publisher else "misc"


def _fields(source: Source, kind: str) -> Iterator[tuple[str, str]]:
    # In braces of its own, so that no style writes chongqing.
    yield "title", f"{{{escaped(source.title)}}}"
    if source.author:
        yield "author", " and ".join(map(_name, source.author))
    if source.publisher:
        yield _PUBLISHERS[kind], escaped(source.publisher)
    yield from _date(source)
    if source.language:
        yield "language", escaped(source.language)
    if source.url:
        yield "url", address(source.url)
    if source.dating_reason:
        yield "annote", escaped(source.dating_reason)


def _date(source: Source) -> Iterator[tuple[str, str]]:
    """For biblatex `date`, which it does without where there is none; BibTeX asks for a `year`."""
    if source.issued is None:
        yield "year", "n.d."
        return
    dates = source.issued.dates
    yield "date", "/".join(str(when._replace(about=source.is_circa)) for when in dates)
    years = "--".join(dict.fromkeys(str(when.year) for when in dates))
    yield "year", f"c. {years}" if source.is_circa else years
    if len(dates) == 1 and dates[0].month:
        yield "month", MONTHS[dates[0].month - 1].lower()


def _name(author: Author) -> str:
    if author.given is None:
        return f"{{{escaped(author.family)}}}"
    return f"{_part(author.family)}, {_part(author.given)}"


def _part(name: str) -> str:
    """Part of a name; in braces where BibTeX would take it apart."""
    text = escaped(name)
    return f"{{{text}}}" if "," in text or re.search(r"(?i)\band\b", text) else text
