"""The figures and times that a text says."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cqfacts.answers.facts import EDTF
from cqfacts.answers.keys import (
    ASKED,
    COUNT,
    FLAG,
    MORE,
    NUMBER,
    TEXT,
    Envelope,
    Key,
    Listing,
    Record,
    key,
    list_of,
    nullable,
    optional_key,
    read_from,
    read_if_any,
    word,
)
from cqfacts.model.period import Period
from cqfacts.model.quantity import Qualifier
from cqfacts.reader.records import Direction, Figure, FigureKind, Mention


class Reading(NamedTuple):
    """The figures and times of a text, in the order of their places."""

    command: str
    source_text: str
    """The text that was read."""
    issued: Period | None
    """The date of the text, on which "last year" depends."""
    figures: Sequence[Figure]
    mentions: Sequence[Mention]
    more: int = 0

    @property
    def parts(self) -> "list[ReadPart]":
        """The figures and times in the order in which they stand in the text."""
        parts = [ReadPart(figure, None) for figure in self.figures]
        parts += [ReadPart(None, mention) for mention in self.mentions]
        return sorted(parts, key=lambda item: (item.part.start, item.part.end))

    @property
    def contract(self) -> "Envelope[Reading, Figure]":
        """The keys of its JSON."""
        return READING


_PLACE: tuple[Key[Figure | Mention], ...] = (
    key("text", TEXT, "the words of the text", lambda words: words.text),
    key("start", COUNT, "the place of their first character, from 0", lambda words: words.start),
    key("end", COUNT, "the place after their last character", lambda words: words.end),
)
_BOUND = "in whole units; percent count as 22.5; null: open"
_FIGURE_KEYS: tuple[Key[Figure], ...] = (
    *_PLACE,
    key(
        "value",
        nullable(NUMBER),
        "the figure; null for a limit and a range",
        lambda figure: figure.value,
    ),
    key("low", nullable(NUMBER), f"the lowest true value, {_BOUND}", lambda figure: figure.low),
    key("high", nullable(NUMBER), f"the highest true value, {_BOUND}", lambda figure: figure.high),
    key(
        "qualifier", word(Qualifier), "how the figure stands to it", lambda figure: figure.qualifier
    ),
    key(
        "unit",
        nullable(TEXT),
        "a unit of the base, an ISO 4217 code, or the name of a unit",
        lambda figure: figure.unit,
    ),
    key("kind", word(FigureKind), "the kind of figure", lambda figure: figure.kind),
    key(
        "direction",
        nullable(word(Direction)),
        "the direction of a change, where the words around say one",
        lambda figure: figure.direction,
    ),
    optional_key(
        "unread",
        TEXT,
        "what touches the figure and is not understood: it may be another figure",
        lambda figure: figure.unread or None,
    ),
)
_OTHER_FIGURE: Record[Figure] = Record("other_figure", "Another reading", _FIGURE_KEYS)


def _other_figures(figure: Figure) -> Iterable[Figure] | None:
    return figure.others or None


FIGURE: Record[Figure] = Record(
    "figure",
    "A figure that a text says",
    (
        *_FIGURE_KEYS,
        optional_key(
            "others",
            list_of(_OTHER_FIGURE.inline),
            "other readings of the same words",
            _other_figures,
        ),
    ),
)
_PERIOD: Key[Mention] = key(
    "period",
    TEXT,
    f"{EDTF}; XXXX-05 for a May of no year, 2014/.. for since 2014",
    lambda mention: mention.edtf,
)
_MENTION_KEYS: tuple[Key[Mention], ...] = (
    *_PLACE,
    _PERIOD,
    optional_key(
        "relative",
        FLAG,
        "true where it depends on the date of the text",
        lambda mention: mention.relative or None,
    ),
    optional_key(
        "compared",
        FLAG,
        "true for a time that a change is on",
        lambda mention: mention.compared or None,
    ),
)
_OTHER_MENTION: Record[Mention] = Record("other_period", "Another reading", _MENTION_KEYS)


def _other_mentions(mention: Mention) -> Iterable[Mention] | None:
    return mention.others or None


MENTION: Record[Mention] = Record(
    "period",
    "A time that a text says",
    (
        *_MENTION_KEYS,
        optional_key(
            "others",
            list_of(_OTHER_MENTION.inline),
            "other readings of the same words",
            _other_mentions,
        ),
    ),
)


class ReadPart(NamedTuple):
    """A figure or a time of a text, for formats that list both one by one."""

    figure: Figure | None
    mention: Mention | None

    @property
    def part(self) -> "Figure | Mention":
        """The one that it is."""
        words = self.figure or self.mention
        if words is None:
            raise ValueError("a part of a text is a figure or a time")
        return words

    @property
    def kind(self) -> str:
        """The kind of figure, or "period"."""
        return self.figure.kind if self.figure else MENTION.name


def _parts(answer: Reading) -> list[ReadPart]:
    return answer.parts


_OF_FIGURE = ("value", "low", "high", "qualifier", "unit", "direction", "unread")
_PLACE_OF_PART: tuple[Key[ReadPart], ...] = read_from(_PLACE, lambda item: item.part)
_FIGURE_OF_PART: tuple[Key[ReadPart], ...] = read_if_any(
    FIGURE.pick(_OF_FIGURE).keys, lambda item: item.figure, ""
)
_PERIOD_OF_PART: tuple[Key[ReadPart], ...] = read_if_any((_PERIOD,), lambda item: item.mention, "")
PART: Record[ReadPart] = Record(
    "part",
    "A figure or a time that a text says",
    (
        *_PLACE_OF_PART,
        key("kind", TEXT, "the kind of figure, or period", lambda item: item.kind),
        *_FIGURE_OF_PART,
        *_PERIOD_OF_PART,
    ),
)


def _figures(answer: Reading) -> Sequence[Figure]:
    return answer.figures


READING: Envelope[Reading, Figure] = Envelope(
    ("read",),
    Record(
        "text",
        ASKED,
        (
            key("text", TEXT, "the text", lambda answer: answer.source_text),
            optional_key(
                "issued",
                TEXT,
                "the date of the text, in EDTF",
                lambda answer: str(answer.issued) if answer.issued else None,
            ),
        ),
    ),
    (
        key(
            "periods",
            list_of(MENTION.form),
            "the times that the text says",
            lambda answer: answer.mentions,
        ),
        MORE,
    ),
    Listing(
        "figures",
        "the figures that the text says",
        _figures,
        FIGURE,
        rows=Listing("parts", "figures and times, as they stand in the text", _parts, PART),
    ),
)
