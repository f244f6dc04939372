"""The content of a base's files, told without reading where that is safe.

A small base is read and hashed at each look-up. Of a large one (see `base.tree.SMALL`) the manifest tells what its files
and its index were when they were last read.
"""

import time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cqfacts.base.tree import Tree
from cqfacts.index.cache import mark_used, promised_digest, short_digest_of_file, write_file
from cqfacts.privacy import is_private_file

if TYPE_CHECKING:
    from cqfacts.index.blocks import Blocks
    from cqfacts.index.manifest import Manifest


class Freshness:
    """Knows the digests of the files of a base, and notes in its manifest what the next look-up may believe.

    `listed_at`: when the files were listed, in nanoseconds; `maker`: what makes the indexes of the base.
    """

    def __init__(self, tree: Tree, cache: Path, maker: str, listed_at: int) -> None:
        self._tree = tree
        self._cache = cache
        self._maker = maker
        self._listed_at = listed_at
        self._files_read: set[str] = set()
        self._is_worth_noting = False

    @cached_property
    def manifest_path(self) -> Path:
        """The path of the manifest of the base."""
        from cqfacts.index.manifest import manifest_name

        return self._cache / manifest_name(self._tree.folder, self._maker)

    @cached_property
    def _manifest(self) -> "Manifest":
        from cqfacts.index.manifest import read_manifest

        return read_manifest(self.manifest_path)

    def read_manifest_again(self) -> None:
        """Read the manifest anew when it is next needed: another process may have written it."""
        del self._manifest

    def digests(self) -> dict[str, str] | None:
        """Return the digest of each file; None where one cannot be read."""
        digests: dict[str, str] = {}
        for name, state in self._tree.files.items():
            if not self._tree.small and self._manifest.believes(name, state):
                digests[name] = self._manifest.files[name].digest
                continue
            digest = self._tree.digest(name)
            if digest is None:
                return None
            digests[name] = digest
            self._files_read.add(name)
            self._is_worth_noting = not self._tree.small
        return digests

    # --- the last index of the whole base

    @property
    def last_index(self) -> str:
        """The file name of the last index of the whole base; empty where there is none."""
        return self._manifest.index_name

    def is_sound(self, index: Path) -> bool:
        """Tell whether a large index is what its name says: by its state if it was read within a day, else by reading it."""
        if not is_private_file(index):
            return False
        if self._manifest.still_holds(index):
            return True
        if promised_digest(index.name) != short_digest_of_file(index):
            return False
        mark_used(index)
        self.note_index(index)
        return True

    def note_index(self, index: Path) -> None:
        """Take an index that was just made or read for the last one of the whole base."""
        from cqfacts.index.manifest import state_of_link

        self._manifest = self._manifest._replace(
            index_name=index.name,
            index_state=state_of_link(index),
            checked=time.time_ns(),
            blocks="" if self._tree.small else _checksums_of(index),
        )
        self._is_worth_noting = True

    def blocks_of(self, index: Path) -> "Blocks | None":
        """Return the blocks of the last index of the whole base, to check what is read of it; None where it cannot be opened."""
        try:
            from cqfacts.index.blocks import Blocks

            return Blocks(index, self._manifest.blocks)
        except (OSError, ImportError):  # Windows lacks what it imports
            return None

    # --- notes for the next look-up

    def note(self, digests: dict[str, str], changed: set[str]) -> None:
        """Keep the states and digests of the files; not of those that changed after they were listed."""
        from cqfacts.index.manifest import SeenFile, manifest_text

        files = {}
        for name, digest in digests.items():
            state = self._tree.files.get(name)
            if state and name not in changed:
                files[name] = SeenFile(state, digest)
        self._manifest = self._manifest._replace(seen=self._listed_at, files=files)
        write_file(self.manifest_path, manifest_text(self._manifest))

    def note_if_needed(self, digests: dict[str, str]) -> None:
        """Keep the same where a file or the index was read, so that it need not be read again."""
        if self._is_worth_noting:
            self.note(digests, self.changed_since_listed())

    def changed_since_listed(self) -> set[str]:
        """Return the files that were read and whose states do not tell what was read."""
        is_as_listed = self._tree.is_as_listed
        return {name for name in self._files_read if not is_as_listed(name)}


def _checksums_of(index: Path) -> str:
    """Return the checksums of the blocks of an index; empty, which no block has, where it cannot be read."""
    try:
        from cqfacts.index.blocks import checksums_of

        return checksums_of(index)
    except (OSError, ImportError):
        return ""
