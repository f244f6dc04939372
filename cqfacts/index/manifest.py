"""What was seen of a base when it was last indexed, so that a large one need not be read again to know its content.

A file is believed by its state (size, times, inode) where that is what it was and was older than two seconds when it
was seen: a file saved twice within the clock's step can keep its times (git calls such entries racy). Anything else is
read and hashed. The manifest is a cache like the index: whatever is wrong with it only costs time.
"""

import json
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from cqfacts.files import State, Unreadable, digest_of, read_file, state_of

_RACY = 2 * 10**9
_DAY = 24 * 3600 * 10**9
_LARGEST = 2**28


class Manifest(NamedTuple):
    """The files of a base as they were seen, and the index that was made of them."""

    seen: int
    """When the files were listed, in nanoseconds."""
    files: dict[str, tuple[State, str]]
    """State and digest of each file."""
    made: str
    """The file name of the last index of the whole base."""
    made_state: State | None
    """The state of that file when it was last checked by its content."""
    checked: int
    """When that was, in nanoseconds."""

    def believes(self, name: str, state: State | None) -> bool:
        """Whether the state of a file tells that it is the one that was seen."""
        known = self.files.get(name)
        return known is not None and known[0] == state and max(state.modified, state.changed) < self.seen - _RACY

    def still_holds(self, path: Path) -> bool:
        """Whether an index file is the one that was checked, within the last day."""
        now = time.time_ns()
        state = state_of_link(path)
        return (
            state is not None and path.name == self.made and state == self.made_state and 0 <= now - self.checked < _DAY
        )


NOTHING_SEEN = Manifest(0, {}, "", None, 0)


def read_manifest(path: Path) -> Manifest:
    """The manifest in a file, NOTHING_SEEN where it has none."""
    content = read_file(path, _LARGEST, follow=False)
    if isinstance(content, Unreadable):
        return NOTHING_SEEN
    with suppress(ValueError, TypeError, KeyError):
        return _read(json.loads(content))
    return NOTHING_SEEN


def _read(found: dict[str, Any]) -> Manifest:
    files = {name: (State(*state), str(digest)) for name, (*state, digest) in found["files"].items()}
    state = State(*found["made_state"]) if found["made_state"] else None
    return Manifest(int(found["seen"]), files, str(found["made"]), state, int(found["checked"]))


def manifest_text(manifest: Manifest) -> bytes:
    """The manifest as a file holds it."""
    files = {name: (*state, digest) for name, (state, digest) in manifest.files.items()}
    return json.dumps(manifest._replace(files=files)._asdict()).encode()  # type: ignore[arg-type]  # flat for JSON


def manifest_name(folder: Path, made_by: str) -> str:
    """The file name of the manifest of the base in a folder; `made_by` tells what makes its indexes."""
    return digest_of(os.fsencode(folder.absolute()) + made_by.encode())[:32] + ".manifest"


def state_of_link(path: Path) -> State | None:
    """The state of a file itself, of a symbolic link that of the link; None where there is none."""
    try:
        return state_of(path.lstat())
    except OSError:
        return None
