"""One way for every listing into every format."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, assert_never

from cqfacts.errors import WrongUsage
from cqfacts.present import machine
from cqfacts.present.answers import Format, Listing


class Page(NamedTuple):
    """What a person's screen can show."""

    width: int = 80
    colour: bool = False


NARROW = Page()


def render(listing: Listing, form: Format, fields: Sequence[str] | None = None, page: Page = NARROW) -> Iterator[str]:
    """The listing as pieces of text. Raises WrongUsage for a field that it does not have."""
    picked = _known(fields, listing) if fields else listing.fields
    match form:
        case Format.JSON:
            return machine.json_text(listing, picked)
        case Format.JSONL:
            return machine.json_lines(listing, picked)
        case Format.CSV:
            return machine.separated(listing, picked, ",")
        case Format.TSV:
            return machine.separated(listing, picked, "\t")
        case Format.MD:
            from cqfacts.present import markdown

            return markdown.markdown(listing, picked if fields else None)
        case Format.TABLE:
            from cqfacts.present import table

            return table.table(listing, picked if fields else None, page)
        case _:
            assert_never(form)


def _known(fields: Sequence[str], listing: Listing) -> Sequence[str]:
    from difflib import get_close_matches

    for field in fields:
        if field not in listing.fields:
            close = get_close_matches(field, listing.fields, n=1)
            hint = f'did you mean "{close[0]}"?' if close else "they are: " + ", ".join(listing.fields)
            raise WrongUsage(f'{listing.name} have no field "{field}"; {hint}')
    return fields
