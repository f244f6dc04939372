"""Make the index of the facts that ship when the wheel is built, so that the first look-up finds it."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ShippedIndexHook(BuildHookInterface):  # type: ignore[type-arg, misc] # hatchling's own types are open
    """Add the index to the wheel. An editable install has none: its facts are there to be edited."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the index aside, and say where it stands in the wheel."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root))
        from cqfacts.base.tree import read_tree
        from cqfacts.cli.completion import OTHER_NAMES, SHIPPED_NAMES, shipped_head
        from cqfacts.cli.completion_names import names_of
        from cqfacts.index.shipped import open_shipped_index, write_shipped_index

        facts = root / "facts"
        self._aside = tempfile.TemporaryDirectory()
        aside = Path(self._aside.name)
        write_shipped_index(facts, aside)
        index = open_shipped_index(read_tree(facts), aside)
        lines = [shipped_head(str(facts)), *names_of(index, OTHER_NAMES)]
        (aside / Path(SHIPPED_NAMES).name).write_text("\n".join(lines), encoding="utf-8")
        for path in aside.iterdir():
            build_data["force_include"][str(path)] = f"cqfacts/index/shipped/{path.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - hatchling's signature
        """Remove what was written aside."""
        if version != "editable":
            self._aside.cleanup()
