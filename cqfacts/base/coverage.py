"""Read a base once, and judge which figures and dates of its documents it quotes, skips or leaves open."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from cqfacts.base.codes import refuse_errors
from cqfacts.base.facts import Summary
from cqfacts.base.hints import did_you_mean
from cqfacts.base.parallel import without_garbage_collection
from cqfacts.base.reading import Loading
from cqfacts.base.verification import open_base_files, open_documents
from cqfacts.errors import NotFound
from cqfacts.evidence.coverage import DocumentCoverage, Quotation, cover_document
from cqfacts.evidence.documents import Document
from cqfacts.model.fact import Fact
from cqfacts.model.names import short
from cqfacts.model.progress import Progress, no_progress
from cqfacts.model.relation import Relation
from cqfacts.model.skipped import SkippedPassage
from cqfacts.model.vocabulary import Source

_BySource = dict[str, list[Quotation]]


def cover_base(
    folder: Path,
    documents_folder: Path,
    names: Sequence[str] | None = None,
    progress: Progress = no_progress,
) -> list[DocumentCoverage]:
    """Judge the figures and dates of each document of a base, in the order of sources.yaml.

    `names`: only the documents of these sources. Raises InvalidBase where the base itself has errors, NotFound for a source
    that it does not have, WrongUsage where the folder of documents cannot be listed.
    """
    with without_garbage_collection():
        loading = open_base_files(folder)
        quotations = _read_quotations(loading, progress)
        refuse_errors(loading.finish())
    sources = _select_sources(loading.vocabulary.sources, names)
    _add_quotations(quotations, _quotations_of(loading.relations))
    skipped = defaultdict(list)
    for passage in loading.skipped:
        skipped[passage.source].append(passage)
    return list(_cover_documents(loading, documents_folder, sources, quotations, skipped))


def _select_sources(sources: Mapping[str, Source], names: Sequence[str] | None) -> list[Source]:
    """Return the sources of those ids, or all. Raises NotFound."""
    if names is None:
        return list(sources.values())
    for name in names:
        if name not in sources:
            raise NotFound(f'there is no source "{short(name)}"; {did_you_mean(name, sources)}')
    return [source for source in sources.values() if source.id in names]


def _cover_documents(
    loading: Loading,
    documents_folder: Path,
    sources: Iterable[Source],
    quotations: _BySource,
    skipped: dict[str, list[SkippedPassage]],
) -> Iterator[DocumentCoverage]:
    units = tuple(loading.vocabulary.units.values())
    documents = open_documents(documents_folder, loading)
    for source in sources:
        document = documents[source.id]
        if not isinstance(document, Document):
            yield DocumentCoverage(source, None, ())
            continue
        yield cover_document(
            source, document, quotations.get(source.id, ()), skipped.get(source.id, ()), units
        )


def _read_quotations(loading: Loading, progress: Progress) -> _BySource:
    """Return the quotations of all facts, by source."""
    quotations: _BySource = defaultdict(list)
    for name, (summary, of_file) in loading.each(partial(_read_file, loading), progress):
        loading.accept(name, summary)
        _add_quotations(quotations, of_file)
    return quotations


def _read_file(loading: Loading, name: str) -> tuple[Summary, list[Quotation]]:
    """Read one file of facts, in any process."""
    file = loading.read(name)
    return file.summary, list(_quotations_of(file.facts))


def _quotations_of(entries: Sequence[Fact] | Sequence[Relation]) -> Iterator[Quotation]:
    for entry in entries:
        for citation in entry.citations:
            yield Quotation(entry.id, citation)


def _add_quotations(quotations: _BySource, added: Iterable[Quotation]) -> None:
    for quotation in added:
        quotations[quotation.citation.source].append(quotation)
