"""Find the sources that words name."""

from cqfacts.index.catalogue import Catalogue
from cqfacts.model.stems import stems
from cqfacts.model.vocabulary import Source


def find_sources(catalogue: Catalogue, words: str) -> list[Source]:
    """Return the sources that have all the words in their id, author, title or publisher; none without a word."""
    asked = set(stems(words))
    if not asked:
        return []
    return [source for source in catalogue.entries(Source) if asked <= _stems_of(source)]


def _stems_of(source: Source) -> set[str]:
    authors = [author.words for author in source.author]
    return set(stems(" ".join([source.id, *authors, source.title, source.publisher or ""])))
