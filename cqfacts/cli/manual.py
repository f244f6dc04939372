"""`cqfacts help`: the topics, a page of one of them, or all of it as a page for man."""

import sys
from collections.abc import Iterator

from cqfacts.cli.completion import explain_command, read_command
from cqfacts.errors import NotFound
from cqfacts.help import TOPICS, read_topic, topic_title
from cqfacts.model.names import closest, short
from cqfacts.output.man_page import CommandHelp, OptionHelp, write_man_page
from cqfacts.output.page import Page


def write_help(topic: str | None, page: Page) -> Iterator[str]:
    """Return the list of topics, or the page of one. Raises NotFound, naming what is close."""
    if topic is None:
        return _write_topics()
    if topic not in TOPICS:
        raise NotFound(_explain_missing(topic))
    if not sys.stdout.isatty():
        return iter([read_topic(topic)])
    from cqfacts.output.manual import write_markdown

    return write_markdown(read_topic(topic), page)


def write_man() -> Iterator[str]:
    """Write the manual as a page for man: the commands with their options, and every topic."""
    commands = [_command_help(word.text) for word in read_command("").commands]
    return write_man_page(commands, [read_topic(topic) for topic in TOPICS])


def _write_topics() -> Iterator[str]:
    width = max(map(len, TOPICS))
    yield "Topics:\n"
    for topic in TOPICS:
        _, _, meaning = topic_title(topic).partition(": ")
        yield f"  {topic:{width}}  {meaning}\n"
    yield "\n`cqfacts help marks` explains a topic, `cqfacts sector -h` a command.\n"


def _explain_missing(topic: str) -> str:
    commands = [word.text for word in read_command("").commands]
    near = closest(topic, [*TOPICS, *commands])
    guess = f" Did you mean cqfacts help {near[0]}?" if near else ""
    return f'there is no topic "{short(topic)}".{guess} The topics are: {", ".join(TOPICS)}'


def _command_help(name: str) -> CommandHelp:
    """Return a command as the table of the command line has it."""
    command = read_command(name)
    options = [
        OptionHelp(", ".join(option.names), option.takes, option.help) for option in command.options
    ]
    places = [argument.takes for argument in command.arguments]
    below = [word.text for word in command.commands]
    usage = " ".join(filter(None, [name, "|".join(below), *places]))
    return CommandHelp(usage, explain_command(name), options)
