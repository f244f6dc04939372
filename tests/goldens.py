"""Whole outputs kept in files. `CQFACTS_UPDATE=1 python -m pytest` writes them anew; read the diff before committing."""

import os
from pathlib import Path


def check_golden(path: Path, text: str) -> None:
    """Fail where the text is not that of the file; write the file where goldens are being updated."""
    if os.environ.get("CQFACTS_UPDATE"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), f"{path.name} differs; see tests/goldens.py"
