"""The manual: a page of Markdown for each topic, as `cqfacts help` prints it. The man page is made from the same texts."""

TOPICS = (
    "marks",
    "periods",
    "arithmetic",
    "formats",
    "citations",
    "scripting",
    "exit-codes",
    "python",
    "own-base",
    "checks",
)
"""The topics, in the order in which they are best read."""


def read_topic(name: str) -> str:
    """Return the page of a topic as Markdown. Its first line is the title."""
    from importlib.resources import files

    page = files(__package__).joinpath(f"{name}.md")
    return page.read_text(encoding="utf-8")


def topic_title(name: str) -> str:
    """Return the title of a page.

    >>> topic_title("marks")
    'Marks: how to read a line'
    """
    first_line, _, _ = read_topic(name).partition("\n")
    return first_line.removeprefix("# ")
