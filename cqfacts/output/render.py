"""One way for every listing into every format."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cqfacts.answers.records import Columns, Facts, Format, Listing, Pairs
from cqfacts.errors import WrongUsage
from cqfacts.output import machine


class Page(NamedTuple):
    """What a person's screen can show."""

    width: int = 80
    colour: bool = False


NARROW = Page()


def render(listing: Listing, form: Format, fields: Sequence[str] | None = None, page: Page = NARROW) -> Iterator[str]:
    """The listing as pieces of text. Raises WrongUsage for a field that it does not have, or a picture of no series."""
    if form is Format.SVG:
        return _picture(listing)
    flat = isinstance(listing, Pairs | Columns) and form in (Format.CSV, Format.TSV)
    known = listing.flat_fields if isinstance(listing, Pairs | Columns) and flat else listing.fields
    picked = _known(fields, known) if fields else known
    if form is Format.TABLE:
        from cqfacts.output import terminal

        return terminal.table(listing, picked if fields else None, page)
    if form is Format.MD:
        from cqfacts.output import markdown

        return markdown.markdown(listing, picked if fields else None)
    return _MACHINE[form](listing, picked)


_MACHINE = {
    Format.JSON: machine.json_text,
    Format.JSONL: machine.json_lines,
    Format.CSV: machine.csv_text,
    Format.TSV: machine.tsv_text,
}


def _picture(listing: Listing) -> Iterator[str]:
    if not (isinstance(listing, Facts) and listing.series):
        raise WrongUsage("--format svg draws a series: cqfacts series INDICATOR --format svg")
    from cqfacts.output.svg import svg_text

    return svg_text(listing.series, listing.source)


def _known(fields: Sequence[str], known: Sequence[str]) -> Sequence[str]:
    from difflib import get_close_matches

    for field in fields:
        if field not in known:
            close = get_close_matches(field, known, n=1)
            hint = f'did you mean "{close[0]}"?' if close else "they are: " + ", ".join(known)
            raise WrongUsage(f'there is no field "{field}" here; {hint}')
    return fields
