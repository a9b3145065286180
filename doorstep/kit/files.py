"""Files that hold what is in the register."""

import os
from pathlib import Path
from typing import BinaryIO, cast


def private_file(path: Path) -> BinaryIO:
    """The file, emptied and opened for writing bytes; only its owner may read it."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    path.chmod(0o600)  # one that was there before keeps its mode otherwise
    return cast(BinaryIO, os.fdopen(handle, "wb"))
