"""Text that comes from data, made harmless for the place where it is shown: a terminal, Markdown."""

import re

from cqfacts.model.names import INVISIBLE

_UNSAFE = re.compile(f"[{INVISIBLE}\t\r]")


def visible(text: str) -> str:
    """Return the text with every character that would steer a terminal made visible. Line feeds stay.

    >>> visible("red \\x1b[31m")
    'red \\\\x1b[31m'
    """
    return _UNSAFE.sub(_escape_unicode, text)


def _escape_unicode(match: re.Match[str]) -> str:
    return match.group().encode("unicode_escape").decode()


_MARKDOWN = r"""(?x)
      [\\`|\[\]]                     # an escape, a code span, the end of a cell, a link
    | (?<!\s)\*  |  \*(?!\s)         # emphasis, or a list at the start; "2 * 3" is neither
    | (?<![^\W_])_  |  _(?![^\W_])   # emphasis, but for one inside a word
    | (?<=\S)~  |  ~(?!\s)           # deleted text, or a fence of code; "~ 15.77 billion" is neither
    | <(?!=?\s)                      # a tag, a comment or an address; "< 5" and "<= 5" are none
    | &(?=\#?[0-9A-Za-z]+;)          # an entity
    | (?<!\S)\#                      # a heading, or its end
    | \A>                            # a quotation
    | \A[-+](?=\s|\Z)                # a list; "+22.5%" and "-5" are none
    | \A[-:=](?=[-:=\s]*\Z)          # a line under a heading, under the head of a table, or across the page
    """
"""The characters that mean something in GitHub-flavoured Markdown where they stand. Not compiled before it is needed."""
_LIST_NUMBER = r"\A([0-9]{1,9})([.)])(?=\s|\Z)"
_ADDRESS = r"(?i)(?:(?:https?|ftp)://|www\.)\S*"
_ADDRESS_START = r"(?i):(?=//)|(?<=www)\."


def escape_markdown(text: str) -> str:
    """Return the text on one line, such that Markdown shows it as it is.

    It holds in a paragraph, a heading, an item of a list or a cell of a table, at its start and inside, and between markup of
    our own, such as two asterisks. White space at its ends is left out. What is no markup where it stands has no backslash:
    figures stay readable, and an address becomes a link where nothing in it needs an escape.

    >>> print(escape_markdown("+22.5%, 2.63 million, < 5, R&D, chengdu_chongqing: https://example.org/a"))
    +22.5%, 2.63 million, < 5, R&D, chengdu_chongqing: https://example.org/a
    >>> print(escape_markdown("# a|b *c* <img> &lt; ~~d~~ http://[e]"))
    \\# a\\|b \\*c\\* \\<img> \\&lt; \\~\\~d\\~\\~ http\\://\\[e\\]
    >>> print(escape_markdown("2014. In that year"))
    2014\\. In that year
    """
    line = visible(text.replace("\n", " ")).strip()
    escaped = re.sub(_MARKDOWN, r"\\\g<0>", line)
    escaped = re.sub(_LIST_NUMBER, r"\1\\\2", escaped)
    return re.sub(_ADDRESS, _break_address, escaped)


def _break_address(match: re.Match[str]) -> str:
    """Keep GitHub from making a link of an address that has escapes: it would show their backslashes."""
    address = match.group()
    if "\\" not in address:
        return address
    return re.sub(_ADDRESS_START, r"\\\g<0>", address)
