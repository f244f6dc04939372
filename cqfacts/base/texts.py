"""The texts that stand under keys: how each is read, and its JSON Schema.

A schema cannot say everything, such as that a day exists: that only the reader refuses. The reader takes nothing that the
schema refuses, but for spaces around the words of closed lists.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from cqfacts.base.hints import did_you_mean
from cqfacts.base.nodes import Node, Scalar
from cqfacts.base.shapes import Form, Schema, describe_node, invalid
from cqfacts.model.change_base import AVERAGE, ChangeBase, Neighbour, parse_change_base
from cqfacts.model.fiscal_year import parse_fiscal_year
from cqfacts.model.made_id import LONGEST_ID
from cqfacts.model.names import short
from cqfacts.model.period import DATE, EdtfDate, Period, PeriodError, parse_period

T = TypeVar("T")
_ID = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", re.ASCII)
_COUNT = re.compile(r"[1-9]\d{0,8}", re.ASCII)
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_SOURCE_ID = re.compile(rf"(?!0(\s|$)){_ID.pattern}", re.ASCII)
"""Any id but 0, which biber takes for no key."""
_NO_PUNCTUATION = r"[^\s!-/:-@\[-`{-~]+"
_HOST = rf"{_NO_PUNCTUATION}((\.|[_-]+){_NO_PUNCTUATION})*"
"""The name of a host: with punctuation but for points and hyphens it would be that of a user, or none."""
_ADDRESS = re.compile(rf'https?://{_HOST}(:[1-9][0-9]{{0,4}})?([/?#][^\s<>"\\]*)?')
_DECIMAL = re.compile(r"(?=.*[1-9])\d{1,20}(\.\d{1,20})?", re.ASCII)
LONGEST_TEXT = 20_000
"""In characters: some pages, ten times as long as a paragraph."""
_ACCEPTED = {
    "text": "one line of text that is not empty",
    "file-name": "the name of a file without folders",
    "identifier": f"letters, digits and single hyphens, at most {LONGEST_ID} characters",
    "source-identifier": "write an id other than 0: readers of BibTeX take it for no key",
    "address": "write the whole address, https:// and a host, without user names and spaces",
    "number": "count from 1, digits only",
    "digest": "64 hexadecimal digits: try sha256sum FILE",
    "decimal": "digits with a decimal point",
    "change-base": (
        f"write {', '.join(Neighbour)}, a period such as 2017, average, or average since 2019"
    ),
    "fiscal-year": "write one of them with its months: FY2022 is 2022-04/2023-03",
    "period": "write 2014, 2021-07, 2021-10-03 or 2021-01/2021-08, with ~ after a date that is approximate",
}
"""The texts that a reader accepts, in words: the way out of a finding, and the message of an editor."""


def read_text(node: Node) -> str:
    """Read any text that is not empty. Raises Invalid."""
    if not isinstance(node, Scalar):
        raise invalid(
            node,
            "CQ204",
            f"expected a text, got {describe_node(node)}",
            "write one value on this line",
        )
    if len(node.value) > LONGEST_TEXT:
        message = f"the text has {len(node.value):,} characters"
        raise invalid(node, "CQ114", message, f"at most {LONGEST_TEXT:,}: a fact is one statement")
    text = node.value.strip()
    if text in ("", "null", "~"):
        raise invalid(node, "CQ210", "the text is empty", "write it, or remove the key")
    if "\n" in text or "\t" in text or "\r" in text:
        raise invalid(
            node,
            "CQ204",
            "expected one line of text",
            "no line ends and tabs: write > in place of |",
        )
    return text


def read_yes(node: Node) -> bool:
    """Read the word yes. An entry of which it is not true has no such key. Raises Invalid."""
    text = read_text(node)
    if text != "yes":
        raise invalid(node, "CQ207", f'"{short(text)}" is not yes', "write yes, or remove the key")
    return True


def read_file_name(node: Node) -> str:
    """Read the name of a file, without folders. Raises Invalid."""
    name = read_text(node)
    if "/" in name or "\\" in name or name in (".", ".."):
        raise invalid(
            node, "CQ208", f'"{short(name)}" is not the name of a file', "without folders"
        )
    return name


def read_identifier(node: Node) -> str:
    """Read an id that is safe in a shell and in a file name. Raises Invalid."""
    name = read_text(node)
    if not _is_identifier(name):
        raise invalid(node, "CQ208", f'"{name[:LONGEST_ID]}" is not an id', _ACCEPTED["identifier"])
    return name


def read_source_identifier(node: Node) -> str:
    """Read an id that is also a key in BibTeX. Raises Invalid."""
    name = read_identifier(node)
    if not _SOURCE_ID.fullmatch(name):
        raise invalid(
            node, "CQ208", f'a source cannot have the id "{name}"', _ACCEPTED["source-identifier"]
        )
    return name


@lru_cache(4096)
def _is_identifier(name: str) -> bool:
    return len(name) <= LONGEST_ID and _ID.fullmatch(name) is not None


def read_address(node: Node) -> str:
    """Read the address of a page. Raises Invalid."""
    text = read_text(node)
    if not _ADDRESS.fullmatch(text):
        raise invalid(
            node, "CQ208", f'"{short(text)}" is not the address of a page', _ACCEPTED["address"]
        )
    return text


def read_number(node: Node) -> int:
    """Read a whole number from 1. Raises Invalid."""
    text = read_text(node)
    if not _COUNT.fullmatch(text):
        raise invalid(
            node, "CQ211", f'"{short(text)}" is not a whole number from 1', _ACCEPTED["number"]
        )
    return int(text)


def read_digest(node: Node) -> str:
    """Read a SHA-256 in hexadecimal. Raises Invalid."""
    text = read_text(node)
    if not _DIGEST.fullmatch(text):
        raise invalid(node, "CQ211", "this is not a SHA-256", _ACCEPTED["digest"])
    return text


def read_decimal(node: Node) -> str:
    """Read a positive decimal number, which is kept as text. Raises Invalid."""
    text = read_text(node)
    if not _DECIMAL.fullmatch(text):
        raise invalid(
            node, "CQ211", f'"{short(text)}" is not a positive number', _ACCEPTED["decimal"]
        )
    return text


def read_period(node: Node) -> Period:
    """Read a period in EDTF. Raises Invalid."""
    text = read_text(node)
    try:
        period = parse_period(text)
    except PeriodError as error:
        raise invalid(node, "CQ206", short(str(error)), _ACCEPTED["period"]) from None
    _refuse_overlap(node, text, period)
    return period


def _refuse_overlap(node: Node, text: str, period: Period) -> None:
    """Refuse a period of which one end lies in the other. Raises Invalid."""
    if "/" in text and _ends_overlap(period.begin, period.finish):
        raise invalid(
            node, "CQ206", f'one end of the period "{text}" lies in the other', _ACCEPTED["period"]
        )


def read_change_base(node: Node) -> ChangeBase:
    """Read the earlier time that a change is on. Raises Invalid."""
    text = read_text(node)
    try:
        on = parse_change_base(text)
    except PeriodError:
        message = f'"{short(text)}" is nothing that a growth can be on'
        raise invalid(node, "CQ206", message, _ACCEPTED["change-base"]) from None
    if isinstance(on, Period):
        _refuse_overlap(node, text, on)
    return on


def read_fiscal_year(node: Node) -> str:
    """Read a fiscal year by one example of it. Raises Invalid."""
    text = read_text(node)
    try:
        parse_fiscal_year(text)
    except PeriodError as error:
        raise invalid(node, "CQ206", short(str(error)), _ACCEPTED["fiscal-year"]) from None
    return text


def _ends_overlap(begin: EdtfDate, finish: EdtfDate) -> bool:
    """Return True where the two dates of a period leave open which part of them it is."""
    return begin.last_day >= finish.first_day


def word(choices: type[StrEnum]) -> Form:
    """Return the form of one word of a closed list of ours."""
    return one_of(
        f"{_split_name(choices.__name__)} words", {choice.value: choice for choice in choices}
    )


def one_of(list_name: str, choices: Mapping[str, T]) -> Form:
    """Return the form of one word of a closed list; `choices` has the value that each word stands for."""

    def read_choice(node: Node) -> T:
        text = read_text(node)
        if text not in choices:
            message = f'"{short(text)}" is not on the list of {list_name}'
            raise invalid(node, "CQ207", message, did_you_mean(text, choices))
        return choices[text]

    return Form(read_choice, {"enum": list(choices)})


def _split_name(name: str) -> str:
    """Return the name of a class as words.

    >>> _split_name("PriceBasis")
    'price basis'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _line_schema(
    name: str,
    pattern: str,
    types: tuple[str, ...] = ("string", "number", "boolean"),
    **limits: float,
) -> Schema:
    """Return the schema of one line of text, in which spaces and line ends around it do not count.

    To an editor 2014 is a number and true a truth value; to us they are texts. `pattern` holds for strings only, `limits`
    for numbers only (`maxLength` for strings). `patternErrorMessage` is the message of the YAML language server.
    """
    line = rf"^(?!\s*(null|~)?\s*$)\s*{pattern}\s*$"
    return {"type": list(types), "pattern": line, "patternErrorMessage": _ACCEPTED[name], **limits}


def _reference(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


_DIGITS = ("string", "number")
DEFINITIONS = {
    "text": _line_schema("text", r"[^\n\r\t]*", maxLength=LONGEST_TEXT),
    "file-name": _line_schema("file-name", r"(?!\.{1,2}\s*$)[^\n\r\t/\\]*", maxLength=LONGEST_TEXT),
    "identifier": _line_schema("identifier", rf"(?!\S{{{LONGEST_ID + 1}}}){_ID.pattern}"),
    "source-identifier": _line_schema(
        "source-identifier", rf"(?!\S{{{LONGEST_ID + 1}}}){_SOURCE_ID.pattern}"
    ),
    "address": _line_schema("address", _ADDRESS.pattern, maxLength=LONGEST_TEXT),
    "number": _line_schema(
        "number", _COUNT.pattern, _DIGITS, minimum=1, maximum=10**9 - 1, multipleOf=1
    ),
    "digest": _line_schema("digest", _DIGEST.pattern, _DIGITS),
    "decimal": _line_schema("decimal", _DECIMAL.pattern, _DIGITS, exclusiveMinimum=0),
    "fiscal-year": _line_schema("fiscal-year", rf"FY\d{{4}} is {DATE}/{DATE}"),
    "change-base": _line_schema(
        "change-base",
        f"({'|'.join(Neighbour)}|{AVERAGE}|{DATE}(/{DATE})?)",
        _DIGITS,
        minimum=1,
        maximum=9999,
        multipleOf=1,
    ),
    "period": _line_schema(
        "period", f"{DATE}(/{DATE})?", _DIGITS, minimum=1, maximum=9999, multipleOf=1
    ),
}
"""The schemas that several keys share, by name."""
TEXT = Form(read_text, _reference("text"))
FILE_NAME = Form(read_file_name, _reference("file-name"))
IDENTIFIER = Form(read_identifier, _reference("identifier"))
SOURCE_IDENTIFIER = Form(read_source_identifier, _reference("source-identifier"))
ADDRESS = Form(read_address, _reference("address"))
NUMBER = Form(read_number, _reference("number"))
DIGEST = Form(read_digest, _reference("digest"))
DECIMAL = Form(read_decimal, _reference("decimal"))
PERIOD = Form(read_period, _reference("period"))
FISCAL_YEAR = Form(read_fiscal_year, _reference("fiscal-year"))
CHANGE_BASE = Form(read_change_base, _reference("change-base"))
YES = Form(read_yes, {"enum": ["yes", True]})  # editors that read YAML 1.1 take yes for true
