"""The folder of the user's cache in which indexes are kept, and the files in it.

A file whose content counts is named `INPUT-CONTENT` and an ending. INPUT is the digest of everything that went in, CONTENT
that of the file itself. A file is never changed: it is written aside and moved into place. Whatever is wrong with a file or
with the folder only costs time.
"""

import os
import stat
import sys
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from cqfacts.files import Unreadable, close, digest_of, digest_of_file, read_file
from cqfacts.privacy import is_private, is_private_file

ROOMS_OF_AN_INDEX = ("base", "evidence", "index", "model", "reader", "reason")
"""The folders of the package on whose code the content of an index depends."""
_PACKAGE = Path(__file__).parent.parent
KEPT = 8
"""How many files of each kind stay in the cache; those used longest ago go first."""
DIGITS = 32
"""How many digits of a digest a file name carries."""
_KEPT_BYTES = 4 * 10**9
_KINDS = (".sqlite", ".edits", ".manifest", ".names")
_LEAVINGS = (".tmp", ".lock")
_HOUR, _DAY = 3600, 24 * 3600
_LARGEST = 2**31
_READ_ONLY = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
_WRITE_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0)


def cache_folder() -> Path | None:
    """Return the cache folder, made where it is missing; None where it cannot be had or is not the user's alone."""
    try:
        folder = _user_cache() / "cqfacts"
        if not folder.is_absolute():
            return None
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = folder.lstat()
    except (OSError, RuntimeError, ValueError):
        return None
    return folder if stat.S_ISDIR(state.st_mode) and is_private(state) else None


def _user_cache() -> Path:
    """Return the folder of the user's caches. On Linux by the XDG rule itself: importing platformdirs takes a tenth of a look-up."""
    if sys.platform == "linux":
        configured = Path(os.environ.get("XDG_CACHE_HOME", ""))
        return configured if configured.is_absolute() else Path.home() / ".cache"
    from platformdirs import user_cache_path

    return user_cache_path()


# --- what an index depends on


def key_of_index(maker: str, folders: Iterable[str], digests: Mapping[str, str]) -> str:
    """Return the name of everything that an index depends on.

    `maker`: the program that makes it. `folders`, `digests`: the folders of the base, and the digest of each of its files.
    """
    files = "".join(f"{name}\0{digest}\0" for name, digest in sorted(digests.items()))
    parts = "\0".join((maker, *folders, "", files))
    return short_digest(parts.encode("utf-8", "surrogateescape"))


def list_code() -> list[tuple[str, os.stat_result]]:
    """List the files of the code that makes an index: the name in the package, and the state."""
    code = []
    with suppress(OSError):
        for room in ROOMS_OF_AN_INDEX:
            for entry in os.scandir(_PACKAGE / room):
                state = entry.stat()
                if stat.S_ISREG(state.st_mode) and entry.name.endswith(".py"):
                    code.append((f"{room}/{entry.name}", state))
    return sorted(code)


# --- files whose names promise their content


def name_of_content(key: str, content_digest: str, ending: str) -> str:
    """Return the file name of content that a key stands for."""
    return f"{key}-{content_digest}{ending}"


def promised_digest(name: str) -> str:
    """Return the digest that the name of an index promises of its content."""
    stem = name.removesuffix(".sqlite")
    _, _, digest = stem.rpartition("-")
    return digest


def short_digest(content: bytes) -> str:
    """Return the digest of content as file names carry it."""
    return digest_of(content)[:DIGITS]


def short_digest_of_file(path: Path) -> str:
    """Return the digest of a large file as file names carry it; empty where the file cannot be read."""
    try:
        descriptor = os.open(path, _READ_ONLY)
    except OSError:
        return ""
    try:
        is_regular = stat.S_ISREG(os.fstat(descriptor).st_mode)
        return digest_of_file(descriptor)[:DIGITS] if is_regular else ""
    except OSError:
        return ""
    finally:
        close(descriptor)


def read_promised(path: Path, promised: str) -> bytes | None:
    """Return the bytes of a file that are to have a digest; None where they are others, or others may write them."""
    return read_promised_by_anyone(path, promised) if is_private_file(path) else None


def read_promised_by_anyone(path: Path, promised: str) -> bytes | None:
    """Return the bytes of a file that are to have a digest, whoever may write it: a file of the package, as its code is."""
    content = read_file(path, _LARGEST, follow=False)
    if isinstance(content, Unreadable) or short_digest(content) != promised:
        return None
    return content


def mark_used(path: Path) -> None:
    """Note that a file is used. Once a day is enough to tell which was used longest ago."""
    with suppress(OSError):
        if time.time() - path.stat().st_mtime > _DAY:
            os.utime(path)


# --- writing


def path_aside(cache: Path) -> Path:
    """Return the path of a new file, to be written and then moved into place."""
    by_chance = os.urandom(4).hex()
    return cache / f"{os.getpid()}.{by_chance}.tmp"


def write_file(path: Path, content: bytes) -> bool:
    """Write a file aside and move it into place; False where that fails."""
    aside = path_aside(path.parent)
    try:
        descriptor = os.open(aside, _WRITE_NEW, 0o600)
        with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor, not a path
            file.write(content)
        aside.replace(path)
    except OSError:
        remove(aside)
        return False
    return True


def remove(path: Path) -> None:
    """Remove a file, where it is there and can be removed."""
    with suppress(OSError):
        path.unlink()


# --- pruning


class _CachedFile(NamedTuple):
    """A file of the cache, and when it was last used in seconds."""

    path: Path
    size: int
    used: float


def prune(cache: Path) -> None:
    """Remove the files used longest ago, and what killed builds left behind."""
    with suppress(OSError), os.scandir(cache) as entries:
        files = [_cached_file(entry) for entry in entries]
        files.sort(key=lambda file: (-file.used, file.path.name))
        for file in _leavings(files):
            remove(file.path)
        for kind in _KINDS:
            for file in _surplus([file for file in files if file.path.suffix == kind]):
                remove(file.path)


def _cached_file(entry: "os.DirEntry[str]") -> _CachedFile:
    state = entry.stat(follow_symlinks=False)
    return _CachedFile(Path(entry.path), state.st_size, state.st_mtime)


def _leavings(files: list[_CachedFile]) -> list[_CachedFile]:
    """Return the files that were to be moved or removed within seconds, and were not within an hour."""
    hour_ago = time.time() - _HOUR
    return [file for file in files if file.path.suffix in _LEAVINGS and file.used < hour_ago]


def _surplus(files: list[_CachedFile]) -> list[_CachedFile]:
    """Return the files of one kind that are too many or too large together, given the one used last first, which stays."""
    surplus = []
    total = 0
    for number, file in enumerate(files):
        total += file.size
        if number >= KEPT or (number and total > _KEPT_BYTES):
            surplus.append(file)
    return surplus
