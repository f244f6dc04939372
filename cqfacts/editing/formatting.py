"""Format the files of a base: the order of keys, indents, and the empty lines between facts. What they say stays the same.

Lines and parts of lines are moved as they are. What comes out is read again: a file whose data or comments would differ is refused.
"""

import os
import re
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml

from cqfacts.base import nodes
from cqfacts.base.nodes import Node, Scalar, read_items
from cqfacts.base.schemas import FILE_KINDS
from cqfacts.base.shapes import Shape
from cqfacts.base.tree import Tree
from cqfacts.editing.adding import list_base
from cqfacts.editing.key_order import KeyOrder, apply_edits
from cqfacts.editing.layout import indent, part_entries
from cqfacts.editing.locking import lock_folder
from cqfacts.editing.replacing import Replacement, replace_files
from cqfacts.editing.spans import Mapping, Span, find_comments, read_spans
from cqfacts.errors import InvalidBase, WrongUsage
from cqfacts.files import Unreadable
from cqfacts.model.finding import Finding, Place
from cqfacts.model.names import short_path

_FACT_FILE = re.compile(r"[^/]+/\d{4}\.yaml", re.ASCII)
_PARTED = ("fact", "relation")
"""The shapes whose entries have an empty line between them, as `cqfacts new` writes them."""
_Data = tuple[str, object]
"""The kind of a node, and its text, its items or its pairs."""


class FormattedFile(NamedTuple):
    """A file of a base before and after it was formatted."""

    name: str
    """Its name as the user knows it."""
    before: bytes
    after: bytes

    @property
    def is_changed(self) -> bool:
        """True where formatting changes it."""
        return self.before != self.after


def format_base(folder: Path, files: Sequence[Path], *, write: bool) -> list[FormattedFile]:
    """Format the files of a base that are named, or all; all of them are written, or none.

    `write`: write those that change. Raises InvalidBase with every finding where a file cannot be read, WrongUsage where one is no
    file of the base or may not be written, OSError where one cannot be written. Then nothing has changed.
    """
    tree = list_base(folder)
    if not write:
        return list(_format_files(tree, files).values())
    with lock_folder(folder):
        formatted = _format_files(list_base(folder), files)
        replacements = {
            name: Replacement(file.before, file.after)
            for name, file in formatted.items()
            if file.is_changed
        }
        replace_files(folder, replacements)
    return list(formatted.values())


def _format_files(tree: Tree, files: Sequence[Path]) -> dict[str, FormattedFile]:
    """Return the formatted files by their names in the base. Raises InvalidBase with what is wrong with all of them."""
    shapes = {name: shape for name in tree.files if (shape := _shape_of(name))}
    names = [_name_in_base(tree, file, shapes) for file in files]
    if not files:  # a link that leads out of the base is another's file
        names = [name for name in shapes if not tree.leads_outside(name)]
    formatted = {}
    findings: list[Finding] = []
    for name in dict.fromkeys(names):
        shown = tree.display_name(name)
        content = tree.read(name)
        try:
            formatted[name] = _format_file(content, shapes[name], shown)
        except InvalidBase as error:
            findings += error.findings
    if findings:
        raise InvalidBase(findings)
    return formatted


def _name_in_base(tree: Tree, file: Path, shapes: Collection[str]) -> str:
    """Return the name of a file in its base. Raises WrongUsage where it is none, or a link that leads out of the base."""
    path = Path(os.path.abspath(file))  # noqa: PTH100 - keeps links as they are named, which resolve() does not
    folder = Path(os.path.abspath(tree.folder))  # noqa: PTH100 - the same
    name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else ""
    base = short_path(tree.folder)
    if name not in shapes:
        raise WrongUsage(
            f"{short_path(file)} is no file of entries of the base {base}; --facts DIR names another base"
        )
    if tree.leads_outside(name):
        raise WrongUsage(f"{short_path(file)} is a link that leads out of the base {base}")
    return name


def _shape_of(name: str) -> Shape | None:
    """Return the shape of the entries of a file by its name in the base; None where it is no file of entries.

    >>> _shape_of("areas.yaml").name, _shape_of("automotive/2014.yaml").name, _shape_of("notes.yaml")
    ('area', 'fact', None)
    """
    if _FACT_FILE.fullmatch(name):
        return FILE_KINDS["facts"].shape
    kind = name.removesuffix(".yaml")
    is_vocabulary = name.endswith(".yaml") and kind in FILE_KINDS and kind != "facts"
    return FILE_KINDS[kind].shape if is_vocabulary else None


def _format_file(content: bytes | Unreadable, shape: Shape, shown: str) -> FormattedFile:
    if isinstance(content, Unreadable):
        raise InvalidBase([Finding(Place(shown), *content)])
    return FormattedFile(shown, content, format_content(content, shape, shown))


def format_content(content: bytes, shape: Shape, shown: str) -> bytes:
    """Return the content of a file, formatted. `shown`: the name of the file as the user knows it.

    Raises InvalidBase where it cannot be read, WrongUsage where it would then say something else.
    """
    mark = BOM_UTF8 if content.startswith(BOM_UTF8) else b""
    body = content.removeprefix(BOM_UTF8)
    data = _read_data(body, shape, shown)
    text = body.decode()
    try:
        formatted = format_text(text, shape)
        is_same = formatted == text or _says_the_same(text, formatted, data, shape)
    except (yaml.YAMLError, InvalidBase):
        is_same = False
    if not is_same:
        raise WrongUsage(
            f"{shown} cannot be formatted without a change of what it says; nothing was written. Put its keys in order by hand"
        )
    return mark + formatted.encode()


def format_text(text: str, shape: Shape) -> str:
    """Return the text of a file that can be read, formatted.

    >>> from cqfacts.base import forms
    >>> print(format_text("-  title: Tea # in leaves\\n   id: tea\\n", forms.SUBJECT), end="")
    - id: tea
      title: Tea # in leaves
    """
    root = read_spans(text)
    if root is None:
        return text
    text = _order_keys(text, root, shape)
    text = indent(text, _read_again(text))
    if shape.name in _PARTED:
        text = part_entries(text, _read_again(text))
    return text


def _order_keys(text: str, root: Span, shape: Shape) -> str:
    """Return a text with the keys of its entries, and of its defaults, in the order of their shape."""
    key_order = KeyOrder(text)
    if not isinstance(root, Mapping):
        return apply_edits(text, 0, len(text), key_order.edit(root, shape))
    shapes = (shape.defaults, shape)
    edits = []
    for pair, shape_of_value in zip(root.pairs, shapes, strict=True):
        edits += key_order.edit(pair.value, shape_of_value)
    return apply_edits(text, 0, len(text), edits)


def _read_again(text: str) -> Span:
    """Return the span of a text that has one."""
    root = read_spans(text)
    if root is None:
        raise yaml.YAMLError("the entries are gone")
    return root


def _says_the_same(before: str, after: str, data: list[_Data], shape: Shape) -> bool:
    """Return True where a text has the same data as before, and the same comments."""
    if _read_data(after.encode(), shape, "") != data:
        return False
    return Counter(find_comments(before)) == Counter(find_comments(after))


def _read_data(content: bytes, shape: Shape, shown: str) -> list[_Data]:
    """Return what a file says: its defaults, where it has some, and its entries. Raises InvalidBase where it cannot be read."""
    data: list[_Data] = []
    items, report = read_items(
        content,
        shown,
        shape.name,
        (lambda defaults: data.append(_data_of(defaults))) if shape.defaults else None,
        may_be_empty=shape.name != "fact",
    )
    data += [_data_of(item) for item in items]
    if report.findings:
        raise InvalidBase(report.findings)
    return data


def _data_of(node: Node) -> _Data:
    """Return what a node says, without places. The order of keys says nothing."""
    if isinstance(node, Scalar):
        return "text", node.value
    if isinstance(node, nodes.Sequence):
        return "list", [_data_of(item) for item in node.items]
    pairs = [(_data_of(key), _data_of(value)) for key, value in node.pairs]
    return "mapping", sorted(pairs, key=repr)
