"""BibTeX, written by bibtexparser, with escapes of our own.

The encoder of bibtexparser (pylatexenc) takes text between two dollars for formulas and words that start with www. for
addresses, and writes a lone brace as `\\{`, which BibTeX counts all the same. Letters stay as they are, in UTF-8.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cqfacts.citations.text import one_line
from cqfacts.model.english import SHORT_MONTHS
from cqfacts.model.period import Period
from cqfacts.model.vocabulary import Author, Organisation, Source

_LATEX_NAMES = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "`": r"{\textasciigrave}",
    "<": r"{\textless}",
    ">": r"{\textgreater}",
    "|": r"{\textbar}",
}
_BACKSLASHED = {character: "\\" + character for character in "#$%&_"}
_ESCAPES = str.maketrans({**_LATEX_NAMES, **_BACKSLASHED})
"""Every character that LaTeX or BibTeX would not print as it stands."""
_INSIDE_LIGATURE = re.compile("(?<=-)(?=-)|(?<=')(?=')|(?<=,)(?=,)")
_AND = re.compile(r"(?i)\band\b")
_ADDRESS_CHARACTERS = "!#$%&'()*+,/:;=?@[]~"
"""All but letters, digits and _.- that stand in an address as they are."""
_ENTRY_TYPES = {"book": "book", "report": "techreport"}
_ANY_DOCUMENT = "misc"
_PUBLISHER_FIELDS = {"book": "publisher", "techreport": "institution", "misc": "howpublished"}
"""The field under which the styles of BibTeX and biblatex print the publisher of an entry."""


class _Field(NamedTuple):
    """A field of an entry."""

    name: str
    content: str
    is_macro: bool = False
    """The content is a name that BibTeX knows, and stands without braces."""


def write_bibtex(sources: Sequence[Source]) -> str:
    """Return the sources as entries. biblatex reads `date`, in EDTF; `year` and `month` are for BibTeX itself."""
    import bibtexparser

    library = bibtexparser.Library()
    for source in sources:
        library.add(_build_entry(source))
    layout = bibtexparser.BibtexFormat()
    layout.block_separator = "\n"
    written: str = bibtexparser.write_string(library, bibtex_format=layout)
    return written


def _build_entry(source: Source) -> object:
    """Return a source as an entry of bibtexparser, which is not typed."""
    from bibtexparser.model import Entry, Field

    entry_type = _find_entry_type(source)
    fields = []
    for name, content, is_macro in _list_fields(source, entry_type):
        field = Field(name, content)
        if is_macro:
            field.enclosing = "no-enclosing"
        fields.append(field)
    return Entry(entry_type, source.id, fields)


def _find_entry_type(source: Source) -> str:
    """Return the type of the entry: that of any document where it lacks a field that BibTeX requires of others."""
    if not (source.author and source.publisher):
        return _ANY_DOCUMENT
    return _ENTRY_TYPES.get(source.type, _ANY_DOCUMENT)


def _list_fields(source: Source, entry_type: str) -> Iterator[_Field]:
    # The title has braces of its own, so that no style writes chongqing.
    yield _Field("title", f"{{{escape_latex(source.title)}}}")
    if source.author:
        yield _Field("author", " and ".join(_format_author(author) for author in source.author))
    if source.publisher:
        yield _Field(_PUBLISHER_FIELDS[entry_type], _format_publisher(source.publisher))
    if source.issued is None:
        # biblatex does without a date; BibTeX asks for a year.
        yield _Field("year", "n.d.")
    else:
        yield from _list_date_fields(source.issued, is_circa=source.is_circa)
    if source.language:
        yield _Field("language", escape_latex(source.language))
    if source.address:
        yield _Field("url", encode_address(source.address))
    if source.url and source.archived:
        yield _Field("note", f"Archived at \\url{{{encode_address(source.archived)}}}")
    if source.dating_reason:
        yield _Field("annote", escape_latex(source.dating_reason))


def _list_date_fields(issued: Period, *, is_circa: bool) -> Iterator[_Field]:
    dates = [edtf_date._replace(about=is_circa) for edtf_date in issued.dates]
    yield _Field("date", "/".join(str(edtf_date) for edtf_date in dates))
    years = _format_years(issued)
    yield _Field("year", f"c. {years}" if is_circa else years)
    is_single_date = issued.begin == issued.finish
    month = issued.begin.month
    if is_single_date and month:
        yield _Field("month", SHORT_MONTHS[month - 1].lower(), is_macro=True)


def _format_years(issued: Period) -> str:
    begin_year, end_year = issued.begin.year, issued.finish.year
    return str(begin_year) if begin_year == end_year else f"{begin_year}--{end_year}"


def _format_author(author: Author) -> str:
    """Return a name as "family, given"; an organisation in braces, which keep it in one piece."""
    if isinstance(author, Organisation):
        return f"{{{escape_latex(author.name)}}}"
    return f"{_format_name_part(author.family)}, {_format_name_part(author.given)}"


def _format_publisher(name: str) -> str:
    """Return a publisher, in braces where biblatex would take it for several."""
    text = escape_latex(name)
    return f"{{{text}}}" if _AND.search(text) else text


def _format_name_part(name: str) -> str:
    """Return part of a name, in braces where BibTeX would take it apart."""
    text = escape_latex(name)
    if "," in text or _AND.search(text):
        return f"{{{text}}}"
    return text


def escape_latex(text: str) -> str:
    """Return the text on one line, such that LaTeX prints it as it is.

    >>> print(escape_latex("50% -- #1 {a_b}"))
    50\\% -{}- \\#1 {\\textbraceleft}a\\_b{\\textbraceright}
    """
    return _INSIDE_LIGATURE.sub("{}", one_line(text).translate(_ESCAPES))


def encode_address(url: str) -> str:
    """Return the address as BibTeX and biblatex take it: only what no address may hold is percent-encoded."""
    from urllib.parse import quote

    return quote(one_line(url), safe=_ADDRESS_CHARACTERS)
