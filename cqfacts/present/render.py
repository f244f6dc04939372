"""One way for every listing into every format."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, assert_never

from cqfacts.errors import WrongUsage
from cqfacts.present import machine
from cqfacts.present.answers import Format, Listing, Pairs
from cqfacts.present.objects import FLAT_PAIR_FIELDS


class Page(NamedTuple):
    """What a person's screen can show."""

    width: int = 80
    colour: bool = False


NARROW = Page()


def render(listing: Listing, form: Format, fields: Sequence[str] | None = None, page: Page = NARROW) -> Iterator[str]:
    """The listing as pieces of text. Raises WrongUsage for a field that it does not have."""
    flat = isinstance(listing, Pairs) and form in (Format.CSV, Format.TSV)
    known = FLAT_PAIR_FIELDS if flat else listing.fields
    picked = _known(fields, known) if fields else known
    match form:
        case Format.JSON:
            return machine.json_text(listing, picked)
        case Format.JSONL:
            return machine.json_lines(listing, picked)
        case Format.CSV:
            return machine.csv_text(listing, picked)
        case Format.TSV:
            return machine.tsv_text(listing, picked)
        case Format.MD:
            from cqfacts.present import markdown

            return markdown.markdown(listing, picked if fields else None)
        case Format.TABLE:
            from cqfacts.present import table

            return table.table(listing, picked if fields else None, page)
        case _:
            assert_never(form)


def _known(fields: Sequence[str], known: Sequence[str]) -> Sequence[str]:
    from difflib import get_close_matches

    for field in fields:
        if field not in known:
            close = get_close_matches(field, known, n=1)
            hint = f'did you mean "{close[0]}"?' if close else "they are: " + ", ".join(known)
            raise WrongUsage(f'there is no field "{field}" here; {hint}')
    return fields
