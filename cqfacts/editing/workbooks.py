"""Open the file of a workbook in XLSX, which may be anyone's: what is no workbook, or would fill the memory, is refused first.

openpyxl reads it. It is imported here only, and the extra `xlsx` brings it.
"""

import io
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple, NoReturn
from xml.parsers import expat

from cqfacts.editing.table_texts import naming_file
from cqfacts.editing.xml_scans import count_elements
from cqfacts.errors import CqfactsError, WrongUsage
from cqfacts.files import Unreadable, read_file

if TYPE_CHECKING:
    from openpyxl import Workbook

ENDINGS = (".xlsx", ".xlsm")
OTHER_ENDINGS = (".xls", ".xlsb", ".ods", ".numbers")
"""Those of workbooks that are not read."""
LARGEST_WORKBOOK = 64 * 1024 * 1024
"""In bytes."""
_LARGEST_UNPACKED = 256 * 1024 * 1024
"""In bytes, all parts together. Sheets are read as they stream by."""
_LARGEST_PART = 16 * 1024 * 1024
"""In bytes, of a part that is held in memory."""
_MOST_ELEMENTS = 300_000
"""Of a part that is held in memory; the styles of the largest workbooks have fewer."""
_LARGEST_TEXTS = 64 * 1024 * 1024
"""In bytes, of the texts that all sheets share."""
_MOST_TEXT_ELEMENTS = 4_000_000
"""Of those texts: as many as a sheet may have cells."""
_MOST_PARTS = 10_000
_STREAMED = (
    "worksheet+xml",
    "pivotCacheRecords+xml",
    "calcChain+xml",
    "comments+xml",
)
"""The ends of the types of parts that are not held in memory as XML, or not read."""
_SHARED_TEXTS = "sharedStrings+xml"
_CONTENT_TYPES = "[Content_Types].xml"
_OLD_OFFICE = bytes.fromhex("D0CF11E0A1B11AE1")
"""The first bytes of a workbook that is encrypted, or older than XLSX."""
_LONGEST_HEAD = 2**16
"""In bytes: what may stand before the first element of a part."""
MISSING = 'workbooks need openpyxl: pip install "cqfacts[xlsx]"; CSV needs nothing'


def is_workbook(name: str) -> bool:
    """Tell whether a file is named as a workbook that can be read."""
    return PurePath(name.lower()).suffix in ENDINGS


@contextmanager
def open_workbook(path: Path) -> "Iterator[tuple[Workbook, zipfile.ZipFile]]":
    """Open a workbook, and its archive. Whatever fails while it is open is told in one sentence. Raises WrongUsage."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise WrongUsage(MISSING) from None
    with naming_file(path):
        content = _read_workbook_file(path)
    with warnings.catch_warnings(), naming_file(path), _one_message():
        warnings.simplefilter("ignore")  # of what openpyxl leaves out, nothing is shown in cells
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_hostile(archive)
            workbook = load_workbook(
                io.BytesIO(content), read_only=True, data_only=True, keep_links=False
            )
            try:
                yield workbook, archive
            finally:
                workbook.close()


def _read_workbook_file(path: Path) -> bytes:
    """Return the bytes of a workbook. Raises WrongUsage."""
    content = read_file(path, LARGEST_WORKBOOK)
    if isinstance(content, Unreadable):
        hint = f"; {content.hint}" if path.exists() else ""
        raise WrongUsage(f"{content.message}{hint}")
    if content.startswith(_OLD_OFFICE):
        raise WrongUsage("it is encrypted, or older than XLSX; save it as .xlsx without a password")
    return content


@contextmanager
def _one_message() -> Iterator[None]:
    """Raise WrongUsage for whatever is raised."""
    try:
        yield
    except (CqfactsError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 - openpyxl raises errors of every kind for what is broken
        kind = type(error).__name__
        raise WrongUsage(
            f"it is no workbook in XLSX, or a broken one ({kind}); open and save it in a spreadsheet program"
        ) from None


def _refuse_hostile(archive: zipfile.ZipFile) -> None:
    """Raise WrongUsage for an archive that is encrypted, too large once unpacked, or has XML that declares entities.

    A part never gives more bytes than the archive says: the reader stops there.
    """
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > _MOST_PARTS or unpacked > _LARGEST_UNPACKED:
        raise WrongUsage(
            f"unpacked it has {unpacked:,} bytes in {len(parts):,} parts; {_LARGEST_UNPACKED:,} in {_MOST_PARTS:,} are the limit"
        )
    if any(part.flag_bits & 1 for part in parts):
        raise WrongUsage("it is encrypted; save it without a password")
    _refuse_large_part(archive.getinfo(_CONTENT_TYPES), _LARGEST_PART)
    types = _list_types(archive)
    for part in parts:
        if _begins_as_xml(archive, part):
            _refuse_beyond(_limits_of(types.get(part.filename)), archive, part)


class _Limits(NamedTuple):
    """The most that a part may have."""

    size: int
    """In bytes."""
    elements: int | None = None
    """None where they are counted as the part is read, or it is not read."""


def _limits_of(types: set[str] | None) -> _Limits:
    """Return the most that a part may have, given all the types that the archive gives it."""
    if types and all(part_type.endswith(_STREAMED) for part_type in types):
        return _Limits(_LARGEST_UNPACKED)
    if types and all(part_type.endswith(_SHARED_TEXTS) for part_type in types):
        return _Limits(_LARGEST_TEXTS, _MOST_TEXT_ELEMENTS)
    return _Limits(_LARGEST_PART, _MOST_ELEMENTS)


def _refuse_beyond(limits: _Limits, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Raise WrongUsage where a part that is XML has more than its limits."""
    _refuse_large_part(part, limits.size)
    if limits.elements is not None:
        with archive.open(part) as content:
            count_elements(content, limits.elements)


def _refuse_large_part(part: zipfile.ZipInfo, limit: int) -> None:
    """Raise WrongUsage where a part has more bytes than the limit."""
    if part.file_size > limit:
        raise WrongUsage(
            f"its part {part.filename} has {part.file_size:,} bytes; {limit:,} are the limit"
        )


def _list_types(archive: zipfile.ZipFile) -> dict[str, set[str]]:
    """Return the types that the archive gives its parts, by their names."""
    types: dict[str, set[str]] = {}

    def note_type(name: str, attributes: dict[str, str]) -> None:
        if name.endswith("Override"):
            part = attributes.get("PartName", "").lstrip("/")
            types.setdefault(part, set()).add(attributes.get("ContentType", ""))

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = note_type
    parser.Parse(archive.read(_CONTENT_TYPES), True)
    return types


def _begins_as_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Tell whether a part is XML as far as its first element, and no picture. Raises WrongUsage where it declares entities."""
    has_begun = False

    def begin(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal has_begun
        has_begun = True

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = begin
    with archive.open(part) as content:
        try:
            parser.Parse(content.read(_LONGEST_HEAD))
        except expat.ExpatError:
            return has_begun
    if not has_begun and part.file_size > _LONGEST_HEAD:
        raise WrongUsage(
            f"its part {part.filename} begins with {_LONGEST_HEAD:,} bytes without an element"
        )
    return has_begun


def _refuse_doctype(*_declaration: object) -> NoReturn:
    raise WrongUsage("it declares XML entities, which no spreadsheet program writes")
