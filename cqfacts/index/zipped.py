"""The facts of a package that is imported from a zip file: put into a folder for as long as the process lives."""

import atexit
import shutil
import tempfile
import zipfile
from functools import lru_cache
from pathlib import Path


@lru_cache(1)
def unpack_base(inside: Path) -> Path | None:
    """Return a folder with the facts that lie in a zip file, given their path through it; None where they do not."""
    archive = next((path for path in inside.parents if path.is_file()), None)
    if archive is None or not zipfile.is_zipfile(archive):
        return None
    start = f"{inside.relative_to(archive).as_posix()}/"
    with zipfile.ZipFile(archive) as packed:
        names = [name for name in packed.namelist() if name.startswith(start)]
        if not names:
            return None
        folder = Path(tempfile.mkdtemp(prefix="cqfacts-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        packed.extractall(folder, names)
    return folder / start
