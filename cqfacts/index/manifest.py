"""The manifest: what was seen of a base when it was last indexed, so that a large one need not be read again.

A file is believed by its state (size, times, inode) where that is what it was and was older than two seconds when it
was seen: a file saved twice within the clock's step can keep its times (git calls such entries racy). Anything else is
read and hashed. The manifest is a cache like the index: whatever is wrong with it only costs time.
"""

import json
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TypedDict

from cqfacts.files import State, Unreadable, digest_of, read_file, state_of
from cqfacts.privacy import is_private_file

_RACY = 2 * 10**9
_DAY = 24 * 3600 * 10**9
_LARGEST = 2**28
_NAME_DIGITS = 32


class SeenFile(NamedTuple):
    """A file of a base as it was seen."""

    state: State
    digest: str


class Manifest(NamedTuple):
    """The files of a base as they were seen, and the index that was made of them."""

    seen: int
    """When the files were listed, in nanoseconds."""
    files: dict[str, SeenFile]
    index_name: str
    """The file name of the last index of the whole base."""
    index_state: State | None
    """The state of that file when it was last checked by its content."""
    checked: int
    """When that was, in nanoseconds."""
    blocks: str
    """The checksums of the blocks of that file then: see `blocks`."""

    def believes(self, name: str, state: State | None) -> bool:
        """Tell whether the state of a file shows that it is the one that was seen."""
        file = self.files.get(name)
        if file is None or state is None or file.state != state:
            return False
        return max(state.modified, state.changed) < self.seen - _RACY

    def still_holds(self, path: Path) -> bool:
        """Tell whether an index file is the one that was checked, within the last day."""
        age = time.time_ns() - self.checked
        state = state_of_link(path)
        is_the_one = (
            path.name == self.index_name and state is not None and state == self.index_state
        )
        return is_the_one and 0 <= age < _DAY


NOTHING_SEEN = Manifest(0, {}, "", None, 0, "")


class _ManifestJson(TypedDict):
    """A manifest as its file has it; each file with its state and, after that, its digest."""

    seen: int
    files: dict[str, tuple[int, int, int, int, str]]
    made: str
    made_state: State | None
    checked: int
    blocks: str


def read_manifest(path: Path) -> Manifest:
    """Return the manifest in a file, NOTHING_SEEN where it has none."""
    if not is_private_file(path):
        return NOTHING_SEEN
    content = read_file(path, _LARGEST, follow=False)
    if isinstance(content, Unreadable):
        return NOTHING_SEEN
    with suppress(ValueError, TypeError, KeyError, AttributeError):
        return _parse(json.loads(content))
    return NOTHING_SEEN


def _parse(stored: _ManifestJson) -> Manifest:
    """Make a manifest of what a file holds, which may be anything. Raises one of four errors for what is no manifest."""
    files = {
        name: SeenFile(State(*state), str(digest))
        for name, (*state, digest) in stored["files"].items()
    }
    state = stored["made_state"]
    return Manifest(
        seen=int(stored["seen"]),
        files=files,
        index_name=str(stored["made"]),
        index_state=State(*state) if state else None,
        checked=int(stored["checked"]),
        blocks=str(stored["blocks"]),
    )


def manifest_text(manifest: Manifest) -> bytes:
    """Return a manifest as its file holds it."""
    stored: _ManifestJson = {
        "seen": manifest.seen,
        "files": {name: (*state, digest) for name, (state, digest) in manifest.files.items()},
        "made": manifest.index_name,
        "made_state": manifest.index_state,
        "checked": manifest.checked,
        "blocks": manifest.blocks,
    }
    return json.dumps(stored).encode()


def manifest_name(folder: Path, maker: str) -> str:
    """Return the file name of the manifest of the base in a folder; `maker` tells what makes its indexes."""
    digest = digest_of(os.fsencode(folder.absolute()) + maker.encode())
    return f"{digest[:_NAME_DIGITS]}.manifest"


def state_of_link(path: Path) -> State | None:
    """Return the state of a file itself, of a symbolic link that of the link; None where there is none."""
    try:
        return state_of(path.lstat())
    except OSError:
        return None
