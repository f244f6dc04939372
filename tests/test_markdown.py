"""Text from data in Markdown: it is shown as it is, wherever it stands, and makes no tag of its own."""

from collections.abc import Callable
from html.parser import HTMLParser
from typing import NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cqfacts.output.escaping import escape_markdown, visible

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


class Rendered(NamedTuple):
    """What a reader of the HTML sees, and the tags that opened."""

    text: str
    tags: list[str]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not attrs

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment hides {data!r}")


def render(markdown: str) -> Rendered:
    reader = _Reader()
    reader.feed(MARKDOWN.render(markdown))
    reader.close()
    return Rendered("".join(reader.pieces), reader.tags)


def words(text: str) -> str:
    """Return the text as a browser shows it: a space for any white space."""
    return " ".join(text.split())


class Setting(NamedTuple):
    """A place where data may stand: the Markdown around it, and what is rendered of that alone."""

    name: str
    write: Callable[[str], str]
    tags: list[str]
    read: Callable[[str], str] = words


def between(before: str, after: str = "") -> Callable[[str], str]:
    return lambda text: words(text).removeprefix(before).removesuffix(after).strip()


TABLE = ["table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td"]
SETTINGS = (
    Setting("paragraph", lambda text: f"{text}\n", ["p"]),
    Setting("line of a paragraph", lambda text: f"Before\n{text}\n", ["p"], between("Before")),
    Setting(
        "line after a break", lambda text: f"Before  \n{text}\n", ["p", "br"], between("Before")
    ),
    Setting("heading", lambda text: f"### {text}\n", ["h3"]),
    Setting("bold line", lambda text: f"**{text}**\n", ["p", "strong"]),
    Setting(
        "label",
        lambda text: f"- **{text}**: after\n",
        ["ul", "li", "strong"],
        between("", ": after"),
    ),
    Setting(
        "within a line",
        lambda text: f"- Before: {text}: after\n",
        ["ul", "li"],
        between("Before:", ": after"),
    ),
    Setting("item", lambda text: f"- {text}\n- After\n", ["ul", "li", "li"], between("", "After")),
    Setting("numbered item", lambda text: f"1. {text}\n", ["ol", "li"]),
    Setting(
        "line of an item", lambda text: f"- Before\n  {text}\n", ["ul", "li"], between("Before")
    ),
    Setting(
        "cell",
        lambda text: f"| A | B |\n| --- | --- |\n| {text} | After |\n",
        TABLE,
        between("A B", "After"),
    ),
)
PIECES = [
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "<a@b.co>",
    "<http://x>",
    "&amp;",
    "&#60;",
    "&#x3c;",
    "&copy",
    "&",
    ";",
    "~~",
    "~",
    "**",
    "*",
    "__",
    "_",
    "`",
    "```",
    "~~~",
    "---",
    "===",
    ":-:",
    "|",
    "\\",
    "\\|",
    "[a](b)",
    "![a](b)",
    "[a]:",
    "[^1]",
    "[x]",
    "!",
    "#",
    "##",
    "1.",
    "2)",
    "-",
    "+",
    ">",
    "www.a.b",
    "http://a.b/c_d",
    "https://a.b/*c*",
    "ftp://x",
    "a_b",
    "2.63",
    "+22.5%",
    "x",
    "<",
    "<=",
    "5",
]
any_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
signs = st.text("\\`*_~|<>[]()&#+-.!=:;@/ \n1a.2wé重\u00a0\t$%'\"^{}", max_size=20)
markup = st.lists(st.sampled_from([*PIECES, " ", "  ", "    ", "\n"]), max_size=8).map("".join)
shown_texts = (any_texts | signs | markup).filter(words)
HOSTILE = "<script>alert(1)</script> <img src=x onerror=y> &lt; &#60; ~~a~~ ~b~ **c** _d_ `e` [f](g) ![h](i) | \\| \\\\ <j@k.l>"


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
@given(text=shown_texts)
@example(text=HOSTILE)
@example(text="    indented")
@example(text="# heading #")
@example(text="===")
@example(text=":-:")
@example(text="1. item")
@example(text="\u00a0- x")
@example(text="####>")
@example(text='"Yes."')
def test_text_from_data_is_shown_as_it_is(setting: Setting, text: str) -> None:
    rendered = render(setting.write(escape_markdown(text)))
    assert rendered.tags == setting.tags
    assert setting.read(rendered.text) == words(visible(text.replace("\n", " ")))


@pytest.mark.parametrize(
    "text",
    [
        "2.63 million",
        "+22.5%",
        "-5",
        "~ 15.77 billion",
        "< 5",
        "<= 5",
        "32.1–32.3% a year",
        "792.91 * 5 / (1 + 22.5 / 100)",
        "no. 1",
        "R&D (#2); a_b = c",
        "2013/2014",
        "$5, 50% & more!",
        "–",
        "重庆, 汽车",
        "",
    ],
)
def test_a_figure_has_no_backslash_that_it_does_not_need(text: str) -> None:
    assert escape_markdown(text) == text


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://example.org/a_b?c=1&d=2#e", "https://example.org/a_b?c=1&d=2#e"),
        ("www.example.org", "www.example.org"),
        ("https://example.org/_a", r"https\://example.org/\_a"),
        ("HTTP://example.org/a|b", r"HTTP\://example.org/a\|b"),
        ("www.example.org/~a", r"www\.example.org/\~a"),
        ("http://[a]http://b", r"http\://\[a\]http\://b"),
    ],
)
def test_an_address_is_a_link_of_github_only_where_it_has_no_escape(
    address: str, written: str
) -> None:
    """GitHub makes a link of an address as it is written, backslashes and all."""
    assert escape_markdown(f"See {address} there") == f"See {written} there"


def test_what_steers_a_terminal_is_made_visible() -> None:
    assert escape_markdown("a\x1b[31m\tb\nc") == r"a\\x1b\[31m\\tb c"
