"""The titles by which new entries are named, and what follows from them: "wheat", "Shenzhen:深圳:CN"."""

import re
import unicodedata
from typing import NamedTuple

from cqfacts.base.shapes import Shape
from cqfacts.editing.writing import Entered
from cqfacts.errors import WrongUsage
from cqfacts.model.names import short

_CODE = re.compile(r"([A-Z]{2})(-[A-Z0-9]{1,3})?", re.ASCII)
"""Of a country by ISO 3166-1, or of a part of it by ISO 3166-2."""
_AS_AN_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+", re.ASCII)
_HOW_NAMED = "its title in English, and after a colon its Chinese title"


class Title(NamedTuple):
    """The name of a new entry."""

    title: str
    title_zh: str = ""
    code: str = ""
    """Of an area: its ISO 3166 code, or that of the country in which it lies."""

    @property
    def id(self) -> str:
        """The id that follows from the title; empty where that has no letter or digit of English.

        >>> Title("Industrial enterprises (above scale)").id, Title("São Paulo").id, Title("深圳").id
        ('industrial-enterprises-above-scale', 'sao-paulo', '')
        """
        bare = self.title.replace("'", "").replace("’", "")
        plain = unicodedata.normalize("NFKD", bare).encode("ascii", "ignore").decode()
        return "-".join(re.findall("[a-z0-9]+", plain.lower()))


def parse_title(text: str) -> Title:
    """Return the name that a text says: a title, and after a colon a Chinese one. Raises WrongUsage where no id follows from it.

    A title that is written as an id is read as words.

    >>> parse_title("wheat:小麦"), parse_title("bus-output")
    (Title(title='wheat', title_zh='小麦', code=''), Title(title='bus output', title_zh='', code=''))
    """
    title, *others = (part.strip() for part in text.split(":"))
    if _AS_AN_ID.fullmatch(title):
        title = title.replace("-", " ")
    name = Title(title, *others[:1])
    if len(others) > 1 or not name.id:
        raise WrongUsage(
            f'what is new is named by {_HOW_NAMED}, not "{short(text)}": wheat, or wheat:小麦'
        )
    return name


def parse_area(text: str) -> Title:
    """Return the area that a text names: its title, then its Chinese title and its code, each after a colon. Raises WrongUsage.

    >>> parse_area("Shenzhen:深圳:CN"), parse_area("Chongqing:CN-CQ")
    (Title(title='Shenzhen', title_zh='深圳', code='CN'), Title(title='Chongqing', title_zh='', code='CN-CQ'))
    """
    title, *others = (part.strip() for part in text.split(":"))
    if len(others) == 1 and _CODE.fullmatch(others[0]):
        others = ["", *others]
    area = Title(title, *others[:2])
    if len(others) > 2 or not area.id:
        raise WrongUsage(
            f'an area is named by {_HOW_NAMED} and its ISO code, not "{short(text)}": Shenzhen:深圳:CN'
        )
    if area.code and not _CODE.fullmatch(area.code):
        raise WrongUsage(
            f'"{short(area.code)}" is no ISO 3166 code: write that of a country, CN, or of a part of one, CN-CQ'
        )
    return area


def enter_title(shape: Shape, name: Title) -> Entered:
    """Return an entry of a title alone: with its id, and with the title in place of other words that its kind needs.

    >>> from cqfacts.base import forms
    >>> enter_title(forms.SUBJECT, Title("wheat", "小麦"))
    {'id': 'wheat', 'title': 'wheat', 'title_zh': '小麦'}
    """
    entered = {"id": name.id, "title": name.title, "title_zh": name.title_zh}
    needed = {key.name: name.title for key in shape.keys if key.required}
    return {**needed, **{key: text for key, text in entered.items() if text}}
