"""The formats in which every answer can be written. A new one is a member of Format and a row of FORMATS.

A format is a function from an answer to pieces of text, or of bytes; the command decides where they go. Heavy modules are
imported where a format is written.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from cqfacts.errors import WrongUsage
from cqfacts.model.names import closest, short
from cqfacts.output.page import Page

if TYPE_CHECKING:
    from cqfacts.answers.keys import Answer
    from cqfacts.answers.timelines import Timeline


class Format(StrEnum):
    """The format in which an answer is written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    MD = "md"
    SVG = "svg"
    """A picture, of a series only."""
    PNG = "png"
    """The same picture in pixels."""


class FindingFormat(StrEnum):
    """The format in which findings are written."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    """Annotations, as GitHub's workflows read them."""


Pieces = Iterator[str] | Iterator[bytes]
"""What a format writes: text, or bytes of a format that is no text."""
Fields = Mapping[str, str] | None
"""The fields of the items that are wanted, each as it was typed; None: those that the format shows."""
NARROW = Page()


class OutputFormat(NamedTuple):
    """The way an answer is written in a format."""

    write: "Callable[[Answer, Fields, Page], Pieces]"
    has_envelope: bool = False
    """True where the items stand in an envelope, with what is true of the whole answer."""
    is_binary: bool = False
    """True where it is no text, which a terminal cannot show."""


def render(
    answer: "Answer", form: Format, fields: Sequence[str] | None = None, page: Page = NARROW
) -> Pieces:
    """Write an answer in pieces. Raises WrongUsage for a field that it does not have, or a picture of no series."""
    output_format = FORMATS[form]
    found = _find_fields(fields, _field_names(answer, output_format)) if fields else None
    return output_format.write(answer, found, page)


def _field_names(answer: "Answer", output_format: OutputFormat) -> tuple[str, ...]:
    from cqfacts.output.machine import envelope_field_names, row_field_names

    if output_format.has_envelope:
        return envelope_field_names(answer)
    return row_field_names(answer)


def _find_fields(fields: Sequence[str], known: Sequence[str]) -> dict[str, str]:
    """Return the fields as the contract writes them, each once, and as they were typed: `url` is the field URL. Raises WrongUsage."""
    by_folded_name = {name.lower(): name for name in known}
    typed: dict[str, str] = {}
    for field in fields:
        if field.lower() not in by_folded_name:
            raise _no_such_field(field, known)
        typed.setdefault(by_folded_name[field.lower()], field)
    return typed


def _heads(names: Iterable[str], typed: Mapping[str, str]) -> list[str]:
    """Return what stands above the columns for a person: the names of the fields as they were typed."""
    return [typed.get(name, name) for name in names]


def _no_such_field(field: str, known: Sequence[str]) -> WrongUsage:
    close = closest(field, known)
    hint = f'did you mean "{close[0]}"?' if close else "they are: " + ", ".join(known)
    return WrongUsage(f'there is no field "{short(field)}" here; {hint}')


def _write_table(answer: "Answer", fields: Fields, page: Page) -> Iterator[str]:
    from cqfacts.output import machine, terminal
    from cqfacts.output.blocks import Column, PlainGrid
    from cqfacts.output.views import view

    if fields:
        names = machine.row_fields(answer, fields)
        columns = [Column(head) for head in _heads(names, fields)]
        yield from terminal.write_blocks(
            [PlainGrid(columns, list(machine.write_plain_rows(answer, fields)))], page
        )
        more = answer.more
    else:
        yield from terminal.write_blocks(view(answer), page)
        more = _more_on_screen(answer, page)
    if more:
        yield f"… and {more} more: raise --limit to see them.\n"


def _more_on_screen(answer: "Answer", page: Page) -> int:
    """Return how many items a limit leaves out that a screen does not count: those that it folds stand in its counts."""
    folded = 0 if page.with_all else getattr(answer, "folded", 0)
    return answer.more - folded


def _write_markdown(answer: "Answer", fields: Fields, page: Page) -> Iterator[str]:  # noqa: ARG001 - see OutputFormat
    from cqfacts.output import machine, markdown
    from cqfacts.output.views import view

    if fields:
        names = machine.row_fields(answer, fields)
        yield from markdown.write_table(
            _heads(names, fields), machine.write_plain_rows(answer, fields)
        )
    else:
        yield from markdown.write_blocks(view(answer))
    if answer.more:
        yield f"\n… and {answer.more} more: raise --limit to see them.\n"


def _write_picture(answer: "Answer", fields: Fields, page: Page) -> Iterator[str]:  # noqa: ARG001 - see OutputFormat
    from cqfacts.output.svg import svg_text

    return svg_text(_drawable(answer, Format.SVG))


def _write_pixels(answer: "Answer", fields: Fields, page: Page) -> Iterator[bytes]:  # noqa: ARG001 - see OutputFormat
    from cqfacts.output.png import png_bytes
    from cqfacts.output.svg import svg_text

    yield png_bytes("".join(svg_text(_drawable(answer, Format.PNG))))


def _drawable(answer: "Answer", form: Format) -> "Timeline":
    """Return an answer of which there is a picture. Raises WrongUsage where it has none."""
    from cqfacts.answers.timelines import Timeline

    if not isinstance(answer, Timeline):
        raise WrongUsage(
            f"--format {form} draws a series: cqfacts series INDICATOR --format {form}"
        )
    if not answer.series.points:
        raise WrongUsage("a picture needs a --limit of 1 or more")
    return answer


def _write_json(answer: "Answer", fields: Fields, page: Page) -> Pieces:  # noqa: ARG001 - see OutputFormat
    from cqfacts.output.machine import json_text

    return json_text(answer, fields)


def _write_json_lines(answer: "Answer", fields: Fields, page: Page) -> Pieces:  # noqa: ARG001 - see OutputFormat
    from cqfacts.output.machine import json_lines

    return json_lines(answer, fields)


def _write_csv(answer: "Answer", fields: Fields, page: Page) -> Pieces:  # noqa: ARG001 - see OutputFormat
    from cqfacts.output.machine import csv_text

    return csv_text(answer, fields)


def _write_tsv(answer: "Answer", fields: Fields, page: Page) -> Pieces:  # noqa: ARG001 - see OutputFormat
    from cqfacts.output.machine import tsv_text

    return tsv_text(answer, fields)


FORMATS: Mapping[Format, OutputFormat] = {
    Format.TABLE: OutputFormat(_write_table),
    Format.JSON: OutputFormat(_write_json, has_envelope=True),
    Format.JSONL: OutputFormat(_write_json_lines),
    Format.CSV: OutputFormat(_write_csv),
    Format.TSV: OutputFormat(_write_tsv),
    Format.MD: OutputFormat(_write_markdown),
    Format.SVG: OutputFormat(_write_picture),
    Format.PNG: OutputFormat(_write_pixels, is_binary=True),
}
