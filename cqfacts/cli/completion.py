"""Answer a Tab: the words that can stand at a place of a command line.

A shell asks with `cqfacts __complete PLACE WORDS...` each time Tab is pressed. So nothing is imported here that takes time, not even
pathlib. Commands and options stand in `shells/commands.tsv`, which a test writes from the real command line. The names of a base
stand in a file of the cache, which `completion_names` writes when the base was changed.
"""

import os
import sys
from binascii import crc32
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cqfacts.privacy import is_private, is_private_file
from cqfacts.version import __version__

_PACKAGE = os.path.dirname(os.path.dirname(__file__))
SHIPPED_NAMES = os.path.join(_PACKAGE, "index", "shipped", "facts.names")
"""The names of the facts that ship, which the wheel carries beside their index."""
FOLDER = os.path.join(os.path.dirname(__file__), "shells")
_FACT_IDS = "facts"
"""The kind of the names of facts; all other kinds are named as the files of the vocabulary."""
OTHER_NAMES = "+"
"""The sign behind a kind for the other names of its entries, which are offered where no id begins with what is typed."""
_KINDS = {
    "SECTOR": "sectors",
    "YEAR": "years",
    "AREA": "areas",
    "MEASURE": "measures",
    "INDICATOR": "indicators",
    "SUBJECT": "subjects",
    "ID": _FACT_IDS,
    "SOURCE": "sources",
    "UNIT": "units",
}
"""The kind of names that a word of a placeholder stands for."""
_PATHS = {"DIR": ":dirs", "FILE": ":files", "PATH": ":files", "TEMPLATE": ":files"}
"""What the shell itself completes."""
_CLOSED = {
    "KIND": "json facts sources sectors areas subjects measures units indicators relations skipped",
    "KEY": "id sector indicator title subject measure kind area period start end year value unit status",
    "A,B": "id text value low high qualifier unit period start end year title statement area sector subject measure indicator "
    "marks doubts conflicts notes citations dating status answer",
}
"""The words that a placeholder stands for in every base: kinds of files, keys to sort by, the fields that are taken most."""
_PUNCTUATION = str.maketrans("", "", "[].'")


class Word(NamedTuple):
    """A word that can stand at a place, and what it means."""

    text: str
    help: str = ""


class Parameter(NamedTuple):
    """An option, or an argument that has no name."""

    names: tuple[str, ...]
    takes: str
    """The placeholder of its value: "SECTOR", "table|json". Empty: it takes none; three dots: it takes several."""
    help: str


class Command(NamedTuple):
    """A command with its options, its arguments in their order, and the commands below it."""

    options: list[Parameter]
    arguments: list[Parameter]
    commands: list[Word]


class Place(NamedTuple):
    """A place of a command line: what stands before it, and the part of the word that is typed."""

    command: str
    """The names of the command: "sector", "new fact"; empty before there is any."""
    arguments: int
    """The number of arguments before it."""
    option: str
    """The option whose value stands here; empty where it is none."""
    prefix: str
    """The part of the word that is kept: "--sector=", "2014..2021"."""
    typed: str
    facts: str
    """The folder of the base that is named before it; empty where none is."""


def answer(arguments: Sequence[str]) -> None:
    """Write the words that fit at a place of a command line, one a line, each with its meaning after a tab. Silent where anything fails."""
    try:
        place, *words = arguments
        lines = [f"{word.text}\t{word.help}\n" for word in complete(words, int(place))]
        sys.stdout.buffer.write("".join(lines).encode("utf-8", "surrogateescape"))
        sys.stdout.flush()
    except Exception:  # noqa: BLE001, S110 - whatever is wrong, a Tab must not write into the line that is typed
        pass


def complete(words: Sequence[str], at: int) -> list[Word]:
    """Return the words that fit at a place of a command line, whose first word is the program."""
    place = read_place(words[:at], words[at] if at < len(words) else "")
    candidates = _candidates(place)
    if any(word.text.startswith(":") for word in candidates):
        return candidates
    fitting = [word for word in candidates if word.text.startswith(place.typed)]
    if place.prefix.endswith(".."):  # the last year of a span is not before the first
        first = place.prefix[-6:-2]
        fitting = [word for word in fitting if word.text >= first]
    return [Word(place.prefix + word.text, word.help) for word in fitting]


# --- the command line that is typed


def read_place(words: Sequence[str], typed: str) -> Place:
    """Read the words before a place, and the part of the word there."""
    place = Place("", 0, "", "", typed, "")
    for word in _joined(words[1:]):
        place = _after(place, word)
    return _at_word(place)


def _after(place: Place, word: str) -> Place:
    """Return the place after one more word."""
    if place.option:
        facts = word if place.option == "--facts" else place.facts
        return place._replace(option="", facts=facts)
    if word.startswith("-") and word != "-":
        return _after_option(place, word)
    if not place.arguments and _has(place.command, word):
        return place._replace(command=f"{place.command} {word}".strip())
    return place._replace(arguments=place.arguments + 1)


def _after_option(place: Place, word: str) -> Place:
    """Return the place after an option, which may have its value in the same word."""
    name, is_joined, value = word.partition("=")
    if is_joined:
        return place._replace(facts=value) if name == "--facts" else place
    return place._replace(option=name) if _takes(place.command, name) else place


def _joined(words: Sequence[str]) -> Iterator[str]:
    """Give the words without the signs between an option and its value: bash makes three words of "--year=2014"."""
    return (word for word in words if word != "=")


def _at_word(place: Place) -> Place:
    """Take apart the word that is typed: an option and its value, the first year and the last."""
    typed = "" if place.typed == "=" else place.typed
    option, prefix = place.option, ""
    if typed.startswith("--") and "=" in typed and not option:
        option, _, typed = typed.partition("=")
        prefix = f"{option}="
    if option == "--fields" and "," in typed:
        before, _, typed = typed.rpartition(",")
        prefix += f"{before},"
    if ".." in typed and typed[:4].isdecimal():
        first, _, typed = typed.partition("..")
        prefix += f"{first}.."
    return place._replace(option=option, prefix=prefix, typed=typed)


def _has(command: str, word: str) -> bool:
    return any(below.text == word for below in read_command(command).commands)


def _takes(command: str, option: str) -> str:
    """Return the placeholder of the value of an option; empty where it takes none."""
    for parameter in read_command(command).options:
        if option in parameter.names:
            return parameter.takes
    return ""


# --- the words that fit


def _candidates(place: Place) -> list[Word]:
    """Return the words that can stand at a place, whatever is typed of them."""
    if place.option:
        return _values(_placeholder(place), place)
    command = read_command(place.command)
    if place.typed.startswith("-"):
        return [Word(name, option.help) for option in command.options for name in option.names]
    if command.commands:
        return command.commands
    return _values(_argument(command, place.arguments), place)


def _placeholder(place: Place) -> str:
    """Return the placeholder of an option's value. Options of `new` say TEXT and are named by what they take."""
    takes = _takes(place.command, place.option)
    return place.option.lstrip("-").upper() if takes == "TEXT" else takes


def _argument(command: Command, number: int) -> str:
    """Return the placeholder of an argument; the last one may stand for several."""
    placeholders = [argument.takes for argument in command.arguments]
    if number < len(placeholders):
        return placeholders[number]
    last = placeholders[-1] if placeholders else ""
    return last if last.endswith("...") else ""


def _values(takes: str, place: Place) -> list[Word]:
    """Return the words that a placeholder stands for."""
    parts = takes.translate(_PUNCTUATION).replace("|", " ").split()
    if takes.islower():
        return [Word(part) for part in parts]
    words: list[Word] = []
    for part in dict.fromkeys(parts):
        words += _words_of(part, place)
    return words


def _words_of(part: str, place: Place) -> list[Word]:
    """Return the words that one word of a placeholder stands for."""
    if part in _PATHS:
        return [Word(_PATHS[part])]
    if part == "TOPIC":
        return [*_topics(), *read_command("").commands]
    if part in _CLOSED:
        return [Word(name) for name in _CLOSED[part].split()]
    kind = _KINDS.get(part)
    return base_names(place.facts, kind, place.typed) if kind else []


def _topics() -> list[Word]:
    folder = os.path.join(os.path.dirname(FOLDER), "..", "help")
    names = sorted(os.listdir(folder))
    return [Word(name.removesuffix(".md")) for name in names if name.endswith(".md")]


# --- commands and options, from the table


def read_command(name: str) -> Command:
    """Return a command by its names: "sector", "new fact"; the program itself has the empty one."""
    command = Command([], [], [])
    for line in _table_lines():
        kind, path, names, takes, explanation = line.split("\t")
        parameter = Parameter(tuple(names.split()), takes, explanation)
        if path == name and kind == "command":
            command.commands.append(Word(names, explanation))
        elif path == name and kind == "option":
            command.options.append(parameter)
        elif path == name:
            command.arguments.append(parameter)
    return command


def explain_command(name: str) -> str:
    """Return the sentence that explains a command; empty where there is none of that name."""
    sentences = [word.help for word in read_command("").commands if word.text == name]
    return sentences[0] if sentences else ""


_lines: list[str] = []


def _table_lines() -> list[str]:
    """Return the lines of the table, which is read once."""
    if not _lines:
        _lines.extend(_read(os.path.join(FOLDER, "commands.tsv")).splitlines())
    return _lines


# --- names of the base


def base_names(facts: str, kind: str, typed: str) -> list[Word]:
    """Return the names of a kind that begin with what is typed; none where there is no base."""
    folder = base_folder(facts)
    lines = _shipped_names(folder) or _kept_names(folder)
    if kind == _FACT_IDS and len(lines) > 1 and lines[1] == ":many":
        from cqfacts.cli.completion_names import look_up_ids

        return [Word(fact_id) for fact_id in look_up_ids(folder, typed)]
    names = _starting(lines, f"{kind}\t{typed}")
    return names or (_starting(lines, f"{kind}{OTHER_NAMES}\t{typed}") if typed else [])


def _shipped_names(folder: str) -> list[str]:
    """Return the names that the package carries of its own facts; none of another base, or once these were edited."""
    if folder != os.path.join(_PACKAGE, "facts"):
        return []
    lines = _read(SHIPPED_NAMES).split("\n")
    return lines if lines[0] == shipped_head(folder) else []


def shipped_head(folder: str) -> str:
    """Return the line with which names begin that are of the files in a folder, by their names and sizes."""
    sizes = sorted((os.path.relpath(path, folder), size) for path, size, _ in _states(folder))
    return f"cqfacts {__version__} {crc32(repr(sizes).encode()):08x}"


def _kept_names(folder: str) -> list[str]:
    """Return the names of a base as the cache has them, or anew."""
    path, head = names_file(folder)
    lines = _read(path).split("\n") if is_private_file(path) else []
    if lines and lines[0] == head:
        return lines
    from cqfacts.cli.completion_names import renew_names

    return renew_names(folder, path, head, lines, OTHER_NAMES)


def _starting(lines: Sequence[str], start: str) -> list[Word]:
    return [Word(*line.split("\t")[1:3]) for line in lines if line.startswith(start)]


def base_folder(facts: str) -> str:
    """Return the folder of the base that a command line means; its words still have their quotes."""
    named = facts or os.environ.get("CQFACTS_FACTS", "")
    if facts and any(sign in facts for sign in "\\'\""):
        import shlex

        named = "".join(shlex.split(facts))
    if named:
        return os.path.abspath(os.path.expanduser(named))
    inside = os.path.join(_PACKAGE, "facts")
    return inside if os.path.isdir(inside) else os.path.join(_PACKAGE, "..", "facts")


def names_file(folder: str) -> tuple[str, str]:
    """Return the path of the file with the names of a base, and the line that it begins with while it is up to date.

    Raises OSError where there is no such base.
    """
    state = crc32(repr(sorted(_states(folder))).encode("utf-8", "surrogateescape"))
    head = f"cqfacts {__version__} {state:08x} {folder!r}"
    cache = cache_folder()
    name = f"{crc32(os.fsencode(folder)):08x}.names"
    return (os.path.join(cache, name) if cache else ""), head


def _states(folder: str) -> Iterator[tuple[str, int, int]]:
    """Give name, size and time of each file of a base."""
    for entry in _entries(folder):
        if entry.is_dir():
            yield from map(_state, _entries(entry.path))
        else:
            yield _state(entry)


def _entries(folder: str) -> "list[os.DirEntry[str]]":
    with os.scandir(folder) as entries:
        return [entry for entry in entries if not entry.name.startswith(".")]


def _state(entry: "os.DirEntry[str]") -> tuple[str, int, int]:
    status = entry.stat()
    return entry.path, status.st_size, status.st_mtime_ns


def cache_folder() -> str:
    """Return the folder of the cache, as `index.cache` has it; empty where it cannot be had or is not the user's own."""
    if sys.platform != "linux":
        from cqfacts.index import cache

        return str(cache.cache_folder() or "")
    configured = os.environ.get("XDG_CACHE_HOME", "")
    is_absolute = configured.startswith("/")
    root = configured if is_absolute else os.path.expanduser("~/.cache")
    folder = os.path.join(root, "cqfacts")
    try:
        is_own = is_private(os.lstat(folder))
    except OSError:
        from cqfacts.index import cache

        return str(cache.cache_folder() or "")
    return folder if is_own else ""


def _read(path: str) -> str:
    """Return the text of a file; empty where there is none."""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            return file.read()
    except OSError:
        return ""
