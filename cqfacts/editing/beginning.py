"""Begin a base: a folder with the vocabulary that any base needs, its areas, schemas for editors, and a page on what to type.

The vocabulary is data: the files of `templates` are those of a base.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import NamedTuple

from cqfacts.base import forms
from cqfacts.base.codes import refuse_errors
from cqfacts.base.entries import EntryFile
from cqfacts.base.reading import check_tree
from cqfacts.base.tree import Tree
from cqfacts.editing.languages import PageLanguage
from cqfacts.editing.locking import lock_folder
from cqfacts.editing.replacing import Replacement, replace_files
from cqfacts.editing.schema_files import schema_contents
from cqfacts.editing.titles import Title, enter_title, parse_area
from cqfacts.editing.writing import Entered, entry_text
from cqfacts.errors import WrongUsage
from cqfacts.model.finding import Finding
from cqfacts.model.names import fold, names_of, short_path
from cqfacts.model.vocabulary import Area

_TEMPLATES = files("cqfacts.editing").joinpath("templates")
_UNNAMED = Title("My region", "我的地区")
_FIRST_AREA = f"    cqfacts new area --id {_UNNAMED.id} --title '{_UNNAMED.title}' --title-zh {_UNNAMED.title_zh}\n"
"""The first line to type where no area was named."""
_COPIED = (
    "sectors.yaml",
    "subjects.yaml",
    "measures.yaml",
    "units.yaml",
    "sources.yaml",
    "indicators.yaml",
    "relations.yaml",
)


class Begun(NamedTuple):
    """A base that was begun."""

    folder: Path
    home: str
    """The title of the area that it is about; empty where none was named."""


def begin_base(folder: Path, areas: Sequence[str], language: PageLanguage) -> Begun:
    """Begin a base in a folder that is new or empty. The first of the areas is the one that it is about.

    Raises WrongUsage where the folder holds anything or an area is not well named, InvalidBase where two areas claim one name,
    OSError where nothing can be written. Then nothing is left behind.
    """
    named = [parse_area(text) for text in areas]
    refuse_occupied(folder)
    contents = dict(_list_contents(named, language))
    refuse_errors(_check_new_base(folder, contents))
    new_folders = _make_folders(folder)
    try:
        with lock_folder(folder):
            refuse_occupied(folder)
            replacements = {name: Replacement(None, text) for name, text in contents.items()}
            replace_files(folder, replacements)
    except BaseException:
        _remove_folders(new_folders)
        raise
    return Begun(folder, named[0].title if named else "")


def refuse_occupied(folder: Path) -> None:
    """Raise WrongUsage where a folder is none or holds anything. What begins with a dot, such as .git, does not count."""
    try:
        names = [path.name for path in folder.iterdir() if not path.name.startswith(".")]
    except FileNotFoundError:
        return
    except NotADirectoryError:
        raise WrongUsage(
            f'"{short_path(folder)}" is no folder; name a new or an empty one'
        ) from None
    if names:
        raise WrongUsage(
            f'"{short_path(folder)}" is not empty; a base begins in a new or an empty folder'
        )


def _list_contents(areas: Sequence[Title], language: PageLanguage) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a new base: name and content."""
    for name in _COPIED:
        yield name, _TEMPLATES.joinpath(name).read_bytes()
    yield "areas.yaml", _write_areas(areas)
    yield from schema_contents().items()
    yield "README.md", _write_page(areas, language)


def _write_page(areas: Sequence[Title], language: PageLanguage) -> bytes:
    template = _TEMPLATES.joinpath(f"README.{language}.md").read_text(encoding="utf-8")
    home = areas[0] if areas else _UNNAMED
    in_chinese = home.title_zh if language is PageLanguage.CHINESE else ""
    page = Template(template).substitute(
        heading=in_chinese or home.title,
        first="" if areas else _FIRST_AREA,
        title=home.title,
        area=home.id,
    )
    return page.encode()


def _write_areas(areas: Sequence[Title]) -> bytes:
    """Return the file of areas: those that were named, then the usual ones, without those that are named.

    Where none is named it has no entries: the first area would be the one that the base is about.
    """
    content = _TEMPLATES.joinpath("areas.yaml").read_bytes()
    head, _, _ = content.decode().partition("\n- ")
    if not areas:
        return f"{head}\n".encode()
    usual = _read_usual_areas(content)
    entries = []
    countries = {area.code: area.id for area in usual if area.code}
    for area in areas:
        entry = _enter_named(area, usual, countries)
        entries.append(entry)
        if "code" in entry:
            countries.setdefault(str(entry["code"]), str(entry["id"]))
    ids = [str(entry["id"]) for entry in entries]
    for name in ids:
        if ids.count(name) > 1:
            raise WrongUsage(f'the area "{name}" is named {ids.count(name)} times')
    entries += [_enter(area) for area in usual if area.id not in ids]
    return "".join([f"{head}\n", *(entry_text(forms.AREA, entry) for entry in entries)]).encode()


def _read_usual_areas(content: bytes) -> list[Area]:
    return [
        Area(**entry.values) for entry in EntryFile(content, "areas.yaml", forms.AREA).entries()
    ]


def _enter(area: Area) -> Entered:
    """Return a usual area as an entry."""
    values = {"id": area.id, "title": area.title, "title_zh": area.title_zh, "code": area.code}
    return {**{key: value for key, value in values.items() if value}, "aliases": area.aliases}


def _enter_named(area: Title, usual: Iterable[Area], countries: Mapping[str, str]) -> Entered:
    """Return an area that was named as an entry: one of the usual ones, or a new one, in its country where that is known.

    `countries`: the ids of areas by their ISO 3166 codes.
    """
    for other in usual:
        if fold(area.title) in names_of(other):
            return _enter(other)
    country = countries.get(area.code.partition("-")[0]) if area.code else None
    entered = dict(enter_title(forms.AREA, area))
    if area.code and (country is None or "-" in area.code):
        entered["code"] = area.code
    if country is not None:
        entered["within"] = country
    return entered


def _check_new_base(folder: Path, contents: dict[str, bytes]) -> list[Finding]:
    """Return every finding that the new base would have."""
    tree = Tree(folder, (), {})
    for name, content in contents.items():
        if name.endswith(".yaml"):
            tree = tree.having(name, content)
    return check_tree(tree)


def _make_folders(folder: Path) -> list[Path]:
    """Make a folder and those above it. Return those that were not there, the innermost first. Raises WrongUsage."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    made: list[Path] = []
    try:
        for path in reversed(missing):
            path.mkdir()
            made.insert(0, path)
    except OSError as error:
        _remove_folders(made)
        raise WrongUsage(
            f'"{short_path(folder)}" cannot be made: {error.strerror}; name another folder'
        ) from None
    return made


def _remove_folders(folders: Iterable[Path]) -> None:
    """Remove folders that are empty."""
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()
